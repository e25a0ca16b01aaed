#include "evaluate/variational.h"

#include <cmath>

namespace hnn {
namespace {

// Part 0 is the state, part i the i-th deviation vector; each is [q; p], 2d × batch.
Matrix part(const Matrix& extended, Eigen::Index parts, Eigen::Index i) {
  const Eigen::Index d = extended.rows() / (2 * parts);
  return joined(extended.middleRows(i * d, d), extended.middleRows((parts + i) * d, d));
}

void setPart(Matrix& extended, Eigen::Index parts, Eigen::Index i, const Matrix& x) {
  const Eigen::Index d = extended.rows() / (2 * parts);
  extended.middleRows(i * d, d) = positions(x);
  extended.middleRows((parts + i) * d, d) = momenta(x);
}

// The largest power of two that is at most the largest component; 1 for zero.
double sizeOf(const Matrix& deviations, Eigen::Index j) {
  double largest = 0;
  for (Eigen::Index i = 0; i < deviations.rows(); ++i)
    largest = std::fmax(largest, std::fabs(deviations(i, j)));
  return largest > 0 && std::isfinite(largest) ? std::ldexp(1, std::ilogb(largest)) : 1;
}

constexpr double kStepsBetweenScalings = 10;

}  // namespace

Flow variationalFlow(const Flow& flow, const FieldTangent& tangent, Eigen::Index deviations) {
  const auto field = [f = flow.field, tangent, parts = deviations + 1](const Matrix& extended) {
    const Matrix x = part(extended, parts, 0);
    const Eigen::Index n = x.cols();
    Matrix slope(extended.rows(), n), v(x.rows(), (parts - 1) * n);
    setPart(slope, parts, 0, f(x));
    for (Eigen::Index i = 1; i < parts; ++i)
      v.middleCols((i - 1) * n, n) = part(extended, parts, i);
    const Matrix dv = tangent(x.replicate(1, parts - 1), v);
    for (Eigen::Index i = 1; i < parts; ++i)
      setPart(slope, parts, i, dv.middleCols((i - 1) * n, n));
    return slope;
  };
  return {field, flow.separable, flow.resolution};
}

void followDeviations(const Flow& flow, const FieldTangent& tangent, Orbits& orbits,
                      Matrix& deviations, double interval, double t, Integrator integrator,
                      double stepSize) {
  const Eigen::Index size = orbits.x.rows(), parts = 1 + deviations.rows() / size;
  const Flow extendedFlow = variationalFlow(flow, tangent, parts - 1);
  const double pieces = std::fmax(
      1, std::ceil(std::fabs(interval) / (kStepsBetweenScalings * stepSize) - 1e-9));
  Matrix extended(size * parts, orbits.x.cols());
  for (double piece = 0; piece < pieces && orbits.anyLives(); ++piece) {
    const Vector scale =
        Vector::NullaryExpr(deviations.cols(), [&](Eigen::Index j) { return sizeOf(deviations, j); });
    for (Eigen::Index j = 0; j < scale.size(); ++j) deviations.col(j) /= scale[j];
    setPart(extended, parts, 0, orbits.x);
    for (Eigen::Index i = 1; i < parts; ++i)
      setPart(extended, parts, i, deviations.middleRows((i - 1) * size, size));
    const TrajectoryBatch run =
        integrateBatch(extendedFlow, extended, interval / pieces, 2, integrator, stepSize);
    orbits.endStopped(run, t + piece * (interval / pieces));
    const Matrix& end = run.x[1];
    for (Eigen::Index j = 0; j < scale.size(); ++j) {
      if (orbits.lives(j)) {
        const Matrix column = end.col(j);
        orbits.x.col(j) = part(column, parts, 0);
        for (Eigen::Index i = 1; i < parts; ++i)
          deviations.col(j).segment((i - 1) * size, size) = part(column, parts, i);
      }
      deviations.col(j) *= scale[j];
    }
  }
}

}  // namespace hnn
