#include "data/scaling.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "base/elementary.h"

namespace hnn {
namespace {

// Of one component of all samples: mean, and root mean square about `centre` (0 where it does not
// change, apart from the rounding of its numbers).
class Component {
 public:
  Component(const Matrix& train, const Matrix& test, Eigen::Index row) {
    for (const Matrix* x : {&train, &test})
      for (Eigen::Index j = 0; j < x->cols(); ++j) values_.push_back((*x)(row, j));
  }
  [[nodiscard]] double mean() const {
    double sum = 0;
    for (const double value : values_) sum += value / static_cast<double>(values_.size());
    return sum;
  }
  [[nodiscard]] double spread(double centre) const {
    constexpr double kRounding = 1e-12;
    double largest = 0;  // squares of it may be beyond the range of numbers
    for (const double value : values_) largest = std::fmax(largest, std::fabs(value - centre));
    if (!(largest > kRounding * std::fabs(centre))) return 0;
    double sum = 0;
    for (const double value : values_) sum += square((value - centre) / largest);
    return largest * sqrt(sum / static_cast<double>(values_.size()));
  }

 private:
  std::vector<double> values_;
};

// The geometric mean of those that are known, 1 if none is.
double meanOf(const std::vector<double>& known) {
  double sum = 0;
  for (const double value : known) sum += log(value) / static_cast<double>(known.size());
  return exp(sum);
}

// Makes the spreads of every pair (q, p), 0 where unknown, scales.
void bringTogether(Vector& scale, const std::function<bool(Eigen::Index)>& isAngle,
                   ScalingKind kind, double& time) {
  const Eigen::Index d = scale.size() / 2;
  std::vector<double> positions, actions, times;
  for (Eigen::Index i = 0; i < d; ++i) {
    if (scale[i] > 0 && !isAngle(i)) positions.push_back(scale[i]);
    if (scale[i] == 0 || scale[d + i] == 0) continue;
    actions.push_back(scale[i] * scale[d + i]);
    times.push_back(scale[i] / scale[d + i]);
  }
  const double position = meanOf(positions);
  const double action = actions.empty() ? square(position) : meanOf(actions);
  if (kind == ScalingKind::kVelocities) time = meanOf(times);
  for (Eigen::Index i = 0; i < d; ++i) {
    double &q = scale[i], &p = scale[d + i];
    if (kind == ScalingKind::kVelocities) {
      if (q == 0) q = p > 0 ? p * time : position;
      p = q / time;
    } else if (kind == ScalingKind::kCanonical) {
      if (q == 0) q = p > 0 ? action / p : position;
      if (p > 0 && !isAngle(i)) q *= sqrt(action / q / p);
      p = action / q;
    } else {
      if (q == 0) q = p > 0 ? action / p : position;
      if (p == 0) p = action / q;
    }
  }
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

Scaling scalingOf(const Dataset& data, const std::vector<int>& angles, ScalingKind kind) {
  const Matrix &train = data.train.x, &test = data.test.x;
  const Eigen::Index size = train.rows(), d = size / 2;
  Scaling scaling{Vector::Zero(size), Vector::Ones(size), 1};
  const auto isAngle = [&](Eigen::Index i) {
    return std::find(angles.begin(), angles.end(), static_cast<int>(i)) != angles.end();
  };
  for (Eigen::Index i = 0; i < size; ++i) {
    if (i < d && isAngle(i)) continue;
    const Component component(train, test, i);
    if (i < d) scaling.shift[i] = component.mean();
    scaling.scale[i] = component.spread(scaling.shift[i]);
  }
  bringTogether(scaling.scale, isAngle, kind, scaling.time);
  if (kind != ScalingKind::kVelocities) {
    double sum = 0;
    const Matrix none(size, 0);
    for (Eigen::Index i = 0; i < size; ++i)
      sum += square(Component(data.train.dxdt, none, i).spread(0) / scaling.scale[i]) /
             static_cast<double>(size);
    if (sum > 0) scaling.time = 1 / sqrt(sum);
  }
  const double energy = scaling.scale[0] * scaling.scale[d] / scaling.time;
  if (!scaling.shift.allFinite() || !scaling.scale.allFinite() || !std::isfinite(energy) ||
      !(scaling.scale.minCoeff() > 0) || !(scaling.time > 0) || energy == 0)
    throw std::invalid_argument(
        "scaling \"data\": the numbers of these data, or their times, are too large or too small "
        "to "
        "be scaled: give them in other units");
  return scaling;
}

Dataset scaled(const Dataset& data, const Scaling& scaling) {
  return {scaledSamples(data.train, scaling), scaledSamples(data.test, scaling),
          data.dt / scaling.time};
}

}  // namespace hnn
