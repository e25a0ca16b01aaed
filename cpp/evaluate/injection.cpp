#include "evaluate/injection.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace hnn {

Trajectory integrateWithInjection(const Flow& flow, const VectorField& energyGradient,
                                  const Injection& injection, const Vector& x0, double duration,
                                  int points, Integrator integrator, double stepSize) {
  Flow pumping = flow;
  pumping.field = [&](const Matrix& x) { return Matrix(injection.rate * energyGradient(x)); };
  pumping.separable = false;
  pumping.mostSteps = std::min(flow.mostSteps, injection.mostSteps);

  const std::vector<double> outputs = outputTimes(duration, points);
  Trajectory path{.t = {0}, .x = Matrix(x0.size(), points), .last = x0};
  path.x.col(0) = x0;
  double from = 0;
  std::size_t next = 1;  // the next output
  const auto advance = [&](const Flow& part, double to) {
    std::vector<double> t{from};
    for (; next < outputs.size() && outputs[next] <= to; ++next) t.push_back(outputs[next]);
    const std::size_t wanted = t.size();
    if (t.back() < to) t.push_back(to);  // an end of the injection
    if (t.size() == 1 || !path.finished()) return;
    const Trajectory piece =
        integrateAt(part, path.last, std::move(t), integrator, stepSize).trajectory(0);
    for (std::size_t i = 1; i < std::min(wanted, piece.t.size()); ++i) {
      path.x.col(static_cast<Eigen::Index>(path.t.size())) =
          piece.x.col(static_cast<Eigen::Index>(i));
      path.t.push_back(piece.t[i]);
    }
    path.last = piece.last;
    path.stop = piece.stop;
    path.stoppedAt = piece.stoppedAt;
    from = to;
  };
  const double end = outputs.back();  // `duration`, but for rounding
  advance(flow, std::fmin(injection.start, end));
  advance(pumping, std::fmin(injection.start + injection.duration, end));
  advance(flow, end);
  path.x.conservativeResize(Eigen::NoChange, static_cast<Eigen::Index>(path.t.size()));
  return path;
}

}  // namespace hnn
