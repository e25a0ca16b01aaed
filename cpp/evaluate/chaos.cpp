#include "evaluate/chaos.h"

#include <cmath>
#include <limits>

#include "base/elementary.h"

namespace hnn {
namespace {

// Loops: expressions of matrices would add many bytes to the wasm module.
double dot(const double* a, const double* b, Eigen::Index size) {
  double sum = 0;
  for (Eigen::Index i = 0; i < size; ++i) sum += a[i] * b[i];
  return sum;
}

// Normalises v; returns its former length.
double normalise(double* v, Eigen::Index size) {
  const double length = sqrt(dot(v, v, size));
  for (Eigen::Index i = 0; i < size; ++i) v[i] /= length;
  return length;
}

// v, one or several vectors below each other, times or divided by the units of the components.
void inUnits(double* v, Eigen::Index size, const Vector& units, bool times) {
  if (units.size() == 0) return;
  const double largest = units.maxCoeff();
  for (Eigen::Index i = 0; i < size; ++i) {
    const double unit = units[i % units.size()] / largest;
    v[i] = times ? v[i] * unit : v[i] / unit;
  }
}

constexpr double kLog2 = 0.6931471805599453;

// Of unit vectors.
double alignment(const double* a, const double* b, Eigen::Index size) {
  double apart = 0, opposed = 0;
  for (Eigen::Index i = 0; i < size; ++i) {
    apart += square(a[i] - b[i]);
    opposed += square(a[i] + b[i]);
  }
  return sqrt(std::fmin(apart, opposed));
}

}  // namespace

Deviations genericDeviations(Eigen::Index stateSize, Eigen::Index orbits, const Vector& units) {
  Matrix both(2 * stateSize, orbits);
  for (Eigen::Index j = 0; j < orbits; ++j) {
    double *first = &both(0, j), *second = &both(stateSize, j);
    for (Eigen::Index i = 0; i < stateSize; ++i) {
      first[i] = cos(1.0 + static_cast<double>(i));
      second[i] = cos(2.0 + 3.0 * static_cast<double>(i));
    }
    normalise(first, stateSize);
    const double along = dot(first, second, stateSize);
    for (Eigen::Index i = 0; i < stateSize; ++i) second[i] -= along * first[i];
    normalise(second, stateSize);
    inUnits(first, 2 * stateSize, units, true);
  }
  return {both, std::vector<double>(static_cast<std::size_t>(orbits), 0)};
}

ChaosTrace followChaos(const Flow& flow, const FieldTangent& tangent, Orbits& orbits,
                       Deviations& deviations, Integrator integrator, double stepSize,
                       double interval, int done, int intervals) {
  const Eigen::Index size = orbits.x.rows();
  ChaosTrace trace;
  trace.growth.setConstant(intervals, orbits.x.cols(), std::numeric_limits<double>::quiet_NaN());
  trace.sali = trace.growth;
  for (int i = 0; i < intervals; ++i) {
    followDeviations(flow, tangent, orbits, deviations, interval, (done + i) * interval, integrator,
                     stepSize);
    for (Eigen::Index j = 0; j < orbits.x.cols(); ++j) {
      if (!orbits.lives(j)) continue;
      double *first = &deviations.vectors(0, j), *second = &deviations.vectors(size, j);
      inUnits(first, 2 * size, flow.scale, false);
      double& exponent = deviations.exponent[static_cast<std::size_t>(j)];
      trace.growth(i, j) = log(normalise(first, size)) + exponent * kLog2;
      exponent = 0;
      normalise(second, size);
      trace.sali(i, j) = alignment(first, second, size);
      inUnits(first, 2 * size, flow.scale, true);
    }
  }
  return trace;
}

}  // namespace hnn
