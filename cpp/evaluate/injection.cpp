#include "evaluate/injection.h"

#include <cmath>

namespace hnn {

Trajectory integrateWithInjection(const Flow& flow, const VectorField& energyGradient,
                                  const Injection& injection, const Vector& x0, double duration,
                                  int points, Integrator integrator, double stepSize) {
  const double begin = injection.start, end = injection.start + injection.duration;
  Flow pumping = flow;
  pumping.field = [&](const Matrix& x) { return Matrix(injection.rate * energyGradient(x)); };
  pumping.separable = false;
  Trajectory path{.t = outputTimes(duration, points), .x = Matrix(x0.size(), points)};
  Vector x = x0;
  path.x.col(0) = x;
  double t = 0;
  for (int i = 1; i < points; ++i) {
    const double target = path.t[static_cast<std::size_t>(i)];
    while (t < target) {
      const bool pumps = t >= begin && t < end;
      const double change = t < begin ? begin : pumps ? end : target;
      const double next = std::fmin(target, change);
      const TrajectoryBatch piece =
          integrateBatch(pumps ? pumping : flow, x, next - t, 2, integrator, stepSize);
      if (!piece.finished(0)) {
        path.t.resize(static_cast<std::size_t>(i));
        path.x.conservativeResize(Eigen::NoChange, i);
        path.stop = piece.stop[0];
        path.stoppedAt = t + piece.stoppedAt[0];
        path.last = piece.last.col(0);
        return path;
      }
      x = piece.x[1].col(0);
      t = next;
    }
    path.x.col(i) = x;
  }
  return path;
}

}  // namespace hnn
