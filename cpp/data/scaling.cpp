#include "data/scaling.h"

#include <algorithm>
#include <cmath>

#include "base/elementary.h"

namespace hnn {
namespace {

double meanOf(const Matrix& x, Eigen::Index row) {
  double sum = 0;
  for (Eigen::Index j = 0; j < x.cols(); ++j) sum += x(row, j);
  return sum / static_cast<double>(x.cols());
}

// Root mean square about `centre`; 1 where it is zero, since there is nothing to tell a unit by.
double spreadOf(const Matrix& x, Eigen::Index row, double centre) {
  double largest = 0;  // squares of it may be beyond the range of numbers
  for (Eigen::Index j = 0; j < x.cols(); ++j)
    largest = std::fmax(largest, std::fabs(x(row, j) - centre));
  if (largest == 0) return 1;
  double sum = 0;
  for (Eigen::Index j = 0; j < x.cols(); ++j) sum += square((x(row, j) - centre) / largest);
  return largest * sqrt(sum / static_cast<double>(x.cols()));
}

Samples scaledSamples(Samples samples, const Scaling& scaling) {
  for (Eigen::Index j = 0; j < samples.x.cols(); ++j) {
    for (Eigen::Index i = 0; i < samples.x.rows(); ++i) {
      samples.x(i, j) = (samples.x(i, j) - scaling.shift[i]) / scaling.scale[i];
      samples.dxdt(i, j) *= scaling.time / scaling.scale[i];
    }
  }
  for (double& t : samples.t) t /= scaling.time;
  return samples;
}

}  // namespace

const std::vector<std::string>& scalingRules() {
  static const std::vector<std::string> names = {"none", "data"};
  return names;
}

Scaling scalingOf(const Samples& train, const std::vector<int>& angles, bool velocities) {
  const Eigen::Index size = train.x.rows(), d = size / 2;
  Scaling scaling{Vector::Zero(size), Vector::Ones(size), 1};
  const auto isAngle = [&](Eigen::Index i) {
    return std::find(angles.begin(), angles.end(), static_cast<int>(i)) != angles.end();
  };
  Vector& scale = scaling.scale;
  double logAction = 0, logTime = 0;  // means over the coordinates
  for (Eigen::Index i = 0; i < d; ++i) {
    if (!isAngle(i)) {
      scaling.shift[i] = meanOf(train.x, i);
      scale[i] = spreadOf(train.x, i, scaling.shift[i]);
    }
    scale[d + i] = spreadOf(train.x, d + i, 0);
    logAction += (log(scale[i]) + log(scale[d + i])) / static_cast<double>(d);
    logTime += (log(scale[i]) - log(scale[d + i])) / static_cast<double>(d);
  }
  if (velocities) {
    scaling.time = exp(logTime);
    for (Eigen::Index i = 0; i < d; ++i) scale[d + i] = scale[i] / scaling.time;
    return scaling;
  }
  const double action = exp(logAction);
  for (Eigen::Index i = 0; i < d; ++i) {
    if (!isAngle(i)) scale[i] *= sqrt(action / scale[i] / scale[d + i]);
    scale[d + i] = action / scale[i];
  }
  double sum = 0;
  for (Eigen::Index i = 0; i < size; ++i)
    sum += square(spreadOf(train.dxdt, i, 0) / scale[i]) / static_cast<double>(size);
  scaling.time = 1 / sqrt(sum);
  return scaling;
}

Dataset scaled(const Dataset& data, const Scaling& scaling) {
  return {scaledSamples(data.train, scaling), scaledSamples(data.test, scaling),
          data.dt / scaling.time};
}

}  // namespace hnn
