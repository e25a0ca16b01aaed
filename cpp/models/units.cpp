#include "models/units.h"

#include <utility>

namespace hnn {
namespace {

Vector vectorFrom(const std::vector<double>& values) {
  Vector v(static_cast<Eigen::Index>(values.size()));
  for (Eigen::Index i = 0; i < v.size(); ++i) v[i] = values[static_cast<std::size_t>(i)];
  return v;
}

// Loops: expressions of matrices would add many bytes to the wasm module.
Matrix byRow(Matrix x, const Vector& factor) {
  for (Eigen::Index j = 0; j < x.cols(); ++j)
    for (Eigen::Index i = 0; i < factor.size(); ++i) x(i, j) *= factor[i];
  return x;
}

Matrix plus(Matrix x, const Vector& shift, double sign) {
  for (Eigen::Index j = 0; j < x.cols(); ++j)
    for (Eigen::Index i = 0; i < shift.size(); ++i) x(i, j) += sign * shift[i];
  return x;
}

}  // namespace

Units::Units(const NetworkSpec& spec)
    : shift_(vectorFrom(spec.stateShift)),
      scale_(vectorFrom(spec.stateScale)),
      time_(spec.timeScale) {
  if (differ()) energy_ = scale_[0] * scale_[scale_.size() / 2] / time_;
}

// scale^power · factor, of every component.
Vector Units::factors(int power, double factor) const {
  Vector all = scale_;
  for (Eigen::Index i = 0; i < all.size(); ++i)
    all[i] = power < 0    ? factor / scale_[i]
             : power == 1 ? factor * scale_[i]
                          : factor * scale_[i] * scale_[i];
  return all;
}

Matrix Units::inside(const Matrix& x) const { return byRow(plus(x, shift_, -1), factors(-1, 1)); }

Matrix Units::outside(const Matrix& x) const { return plus(byRow(x, scale_), shift_, 1); }

Matrix Units::directionInside(const Matrix& v) const { return byRow(v, factors(-1, 1)); }

Matrix Units::rateInside(const Matrix& dxdt) const { return byRow(dxdt, factors(-1, time_)); }

Matrix Units::rateOutside(const Matrix& dxdt) const { return byRow(dxdt, factors(1, 1 / time_)); }

Matrix Units::gradientOutside(const Matrix& gradient) const {
  return byRow(gradient, factors(-1, energy_));
}

Matrix Units::ascentOutside(const Matrix& gradient) const {
  return byRow(gradient, factors(2, 1 / energy_ / time_));
}

Matrix Units::energyOutside(const Matrix& energy) const { return energy_ * energy; }

std::vector<double> inverseMassInside(const NetworkSpec& spec) {
  std::vector<double> inverse = spec.inverseMass;
  if (spec.stateScale.empty()) return inverse;
  const std::size_t d = inverse.size();
  for (std::size_t i = 0; i < d; ++i)
    inverse[i] *= spec.timeScale * spec.stateScale[d + i] / spec.stateScale[i];
  return inverse;
}

}  // namespace hnn
