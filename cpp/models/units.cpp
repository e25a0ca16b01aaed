#include "models/units.h"

#include <utility>

namespace hnn {
namespace {

Vector vectorFrom(const std::vector<double>& values) {
  Vector v(static_cast<Eigen::Index>(values.size()));
  for (Eigen::Index i = 0; i < v.size(); ++i) v[i] = values[static_cast<std::size_t>(i)];
  return v;
}

// Every row by its own rule. Loops: expressions of matrices would add many bytes to the wasm module.
template <class Rule>
Matrix byRow(Matrix x, const Rule& rule) {
  for (Eigen::Index j = 0; j < x.cols(); ++j)
    for (Eigen::Index i = 0; i < x.rows(); ++i) x(i, j) = rule(i, x(i, j));
  return x;
}

class EvaluatorWithUnits final : public Evaluator {
 public:
  EvaluatorWithUnits(std::unique_ptr<Evaluator> inner, Units units)
      : inner_(std::move(inner)), units_(std::move(units)) {}

  [[nodiscard]] Matrix field(const Matrix& x) override {
    return units_.rateOutside(inner_->field(units_.inside(x)));
  }
  [[nodiscard]] Matrix energy(const Matrix& x) override {
    return units_.energyOutside(inner_->energy(units_.inside(x)));
  }
  [[nodiscard]] Matrix energyGradient(const Matrix& x) override {
    return units_.gradientOutside(inner_->energyGradient(units_.inside(x)));
  }
  [[nodiscard]] FieldAndEnergy fieldAndEnergy(const Matrix& x) override {
    const FieldAndEnergy both = inner_->fieldAndEnergy(units_.inside(x));
    return {units_.rateOutside(both.field), units_.energyOutside(both.energy)};
  }
  [[nodiscard]] Matrix conservativeField(const Matrix& x) override {
    return units_.rateOutside(inner_->conservativeField(units_.inside(x)));
  }
  [[nodiscard]] Matrix massPivots(const Matrix& x) override {
    return inner_->massPivots(units_.inside(x));  // as massRegularisation, inside
  }
  [[nodiscard]] Matrix tangent(const Matrix& x, const Matrix& v) override {
    return units_.rateOutside(inner_->tangent(units_.inside(x), units_.directionInside(v)));
  }
  [[nodiscard]] std::shared_ptr<void> hold() override { return inner_->hold(); }
  [[nodiscard]] double resolution() const override { return inner_->resolution(); }

 private:
  std::unique_ptr<Evaluator> inner_;
  Units units_;
};

}  // namespace

Units::Units(const NetworkSpec& spec)
    : shift_(vectorFrom(spec.stateShift)),
      scale_(vectorFrom(spec.stateScale)),
      time_(spec.timeScale) {
  if (differ()) energy_ = scale_[0] * scale_[scale_.size() / 2] / time_;
}

Matrix Units::inside(const Matrix& x) const {
  if (!differ()) return x;
  return byRow(x, [&](Eigen::Index i, double value) { return (value - shift_[i]) / scale_[i]; });
}

Matrix Units::outside(const Matrix& x) const {
  if (!differ()) return x;
  return byRow(x, [&](Eigen::Index i, double value) { return value * scale_[i] + shift_[i]; });
}

Matrix Units::directionInside(const Matrix& v) const {
  if (!differ()) return v;
  return byRow(v, [&](Eigen::Index i, double value) { return value / scale_[i]; });
}

Matrix Units::rateInside(const Matrix& dxdt) const {
  if (!differ()) return dxdt;
  return byRow(dxdt, [&](Eigen::Index i, double value) { return value / scale_[i] * time_; });
}

Matrix Units::rateOutside(const Matrix& dxdt) const {
  if (!differ()) return dxdt;
  return byRow(dxdt, [&](Eigen::Index i, double value) { return value * scale_[i] / time_; });
}

Matrix Units::gradientOutside(const Matrix& gradient) const {
  if (!differ()) return gradient;
  return byRow(gradient,
               [&](Eigen::Index i, double value) { return value * (energy_ / scale_[i]); });
}

Matrix Units::energyOutside(const Matrix& energy) const {
  if (!differ()) return energy;
  return byRow(energy, [&](Eigen::Index, double value) { return value * energy_; });
}

Matrix Units::ascentOutside(const Matrix& gradient) const {
  if (!differ()) return gradient;
  return byRow(gradient, [&](Eigen::Index i, double value) {
    return value * (scale_[i] / energy_) * (scale_[i] / time_);
  });
}

std::vector<double> inverseMassInside(const NetworkSpec& spec) {
  std::vector<double> inverse = spec.inverseMass;
  if (spec.stateScale.empty()) return inverse;
  const std::size_t d = inverse.size();
  for (std::size_t i = 0; i < d; ++i)
    inverse[i] *= spec.timeScale * spec.stateScale[d + i] / spec.stateScale[i];
  return inverse;
}

std::unique_ptr<Evaluator> withUnits(std::unique_ptr<Evaluator> inner, Units units) {
  if (!units.differ()) return inner;
  return std::make_unique<EvaluatorWithUnits>(std::move(inner), std::move(units));
}

}  // namespace hnn
