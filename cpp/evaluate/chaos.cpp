#include "evaluate/chaos.h"

#include <cmath>
#include <limits>

#include "base/elementary.h"

namespace hnn {
namespace {

double norm(const Vector& v) { return sqrt(v.squaredNorm()); }

}  // namespace

Matrix genericDeviations(Eigen::Index stateSize, Eigen::Index orbits) {
  Vector first(stateSize), second(stateSize);
  for (Eigen::Index i = 0; i < stateSize; ++i) {
    first[i] = cos(1.0 + static_cast<double>(i));
    second[i] = cos(2.0 + 3.0 * static_cast<double>(i));
  }
  first /= norm(first);
  second -= first.dot(second) * first;
  second /= norm(second);
  Matrix both(2 * stateSize, orbits);
  for (Eigen::Index j = 0; j < orbits; ++j) both.col(j) << first, second;
  return both;
}

ChaosTrace followChaos(const Flow& flow, const FieldTangent& tangent, Orbits& orbits,
                       Matrix& deviations, Integrator integrator, double stepSize, double interval,
                       int done, int intervals) {
  const Eigen::Index size = orbits.x.rows();
  ChaosTrace trace;
  trace.growth.setConstant(intervals, orbits.x.cols(), std::numeric_limits<double>::quiet_NaN());
  trace.sali = trace.growth;
  for (int i = 0; i < intervals; ++i) {
    followDeviations(flow, tangent, orbits, deviations, interval, (done + i) * interval, integrator,
                     stepSize);
    for (Eigen::Index j = 0; j < orbits.x.cols(); ++j) {
      if (!orbits.lives(j)) continue;
      Vector first = deviations.col(j).head(size), second = deviations.col(j).tail(size);
      const double length = norm(first);
      first /= length;
      second /= norm(second);
      deviations.col(j) << first, second;
      trace.growth(i, j) = log(length);
      trace.sali(i, j) = std::fmin(norm(first - second), norm(first + second));
    }
  }
  return trace;
}

}  // namespace hnn
