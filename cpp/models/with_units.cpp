// The evaluator of networks in units of their own, which the page's first module does without.
#include <utility>

#include "base/check.h"
#include "models/registry.h"
#include "models/units.h"

namespace hnn {
namespace {

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

void validateUnits(const NetworkSpec& spec) {
  const auto size = static_cast<std::size_t>(spec.stateSize), d = size / 2;
  requirePositive("timeScale", spec.timeScale);
  requireLength("stateScale", spec.stateScale.size(), size, size);
  requireLength("stateShift", spec.stateShift.size(), size, size);
  for (const double scale : spec.stateScale) requirePositive("stateScale", scale);
  requireFinite("stateShift", spec.stateShift);
  const auto pair = [&](std::size_t i) { return spec.stateScale[i] * spec.stateScale[d + i]; };
  requireRange("stateScale of q · stateScale of p / timeScale", pair(0) / spec.timeScale, 1e-300,
               1e300);
  if (modelInfo(spec.model).needsVelocities || !makeModel(spec)->hasEnergy()) return;
  for (std::size_t i = 1; i < d; ++i) {  // else the field is not that of the energy
    requireRange("stateScale of q · stateScale of p, relative to that of the first coordinate",
                 pair(i) / pair(0), 1 - 1e-9, 1 + 1e-9);
  }
}

std::unique_ptr<Evaluator> withUnits(std::unique_ptr<Evaluator> inner, Units units) {
  if (!units.differ()) return inner;
  return std::make_unique<EvaluatorWithUnits>(std::move(inner), std::move(units));
}

}  // namespace hnn
