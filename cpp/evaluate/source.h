// What a picture, a roll-out or a study looks at: the true equations of motion, or a model of them.
#pragma once

#include <memory>

#include "integrate/trajectory.h"
#include "models/evaluator.h"
#include "models/phase_space_model.h"
#include "models/units.h"
#include "physics/system.h"

namespace hnn {

// States and derivatives are 2d × samples, in the user's units.
class Source {
 public:
  virtual ~Source() = default;

  [[nodiscard]] virtual Matrix field(const Matrix& x) const = 0;
  // The part of the field that conserves the energy; the field itself without hasDissipation().
  [[nodiscard]] virtual Matrix conservativeField(const Matrix& x) const = 0;
  [[nodiscard]] virtual bool hasDissipation() const = 0;

  [[nodiscard]] virtual bool hasEnergy() const = 0;
  // Only if hasEnergy():
  [[nodiscard]] virtual Matrix energy(const Matrix& x) const = 0;  // 1 × samples
  // The direction in which the energy rises, as a derivative: ∇H, where units do not differ.
  [[nodiscard]] virtual Matrix energyAscent(const Matrix& x) const = 0;

  // The field and the energy, which is empty without one.
  [[nodiscard]] virtual FieldAndEnergy fieldAndEnergy(const Matrix& x) const = 0;

  // ∂field/∂x · v, column by column.
  [[nodiscard]] virtual Matrix tangent(const Matrix& x, const Matrix& v) const = 0;

  // How the field is followed; everything of a Flow but the field.
  [[nodiscard]] virtual Flow followed() const = 0;
  // While the returned object lives, the source does not change (Evaluator::hold).
  [[nodiscard]] virtual std::shared_ptr<void> hold() const { return nullptr; }
  // At how many of the states the mass matrix is regularised, so that accelerations change by 1 %
  // and more.
  [[nodiscard]] virtual int guardedAmong(const Matrix&) const { return 0; }
};

// The field of a source with `friction` times its dissipative part: C + friction · (F − C). The
// source must outlive the function.
[[nodiscard]] inline VectorField fieldOf(const Source& source, double friction = 1) {
  if (friction == 1 || !source.hasDissipation())
    return [&source, held = source.hold()](const Matrix& x) { return source.field(x); };
  return [&source, friction, held = source.hold()](const Matrix& x) -> Matrix {
    const Matrix kept = source.conservativeField(x);
    return kept + friction * (source.field(x) - kept);
  };
}

[[nodiscard]] inline Flow flowOf(const Source& source, double friction = 1) {
  Flow flow = source.followed();
  flow.field = fieldOf(source, friction);
  return flow;
}

// The true equations of a system, which must outlive the source.
class TrueSource final : public Source {
 public:
  explicit TrueSource(const System& system) : system_(system) {}

  [[nodiscard]] Matrix field(const Matrix& x) const override;
  [[nodiscard]] Matrix conservativeField(const Matrix& x) const override;
  [[nodiscard]] bool hasDissipation() const override;
  [[nodiscard]] bool hasEnergy() const override { return true; }
  [[nodiscard]] Matrix energy(const Matrix& x) const override;
  [[nodiscard]] Matrix energyAscent(const Matrix& x) const override;
  [[nodiscard]] FieldAndEnergy fieldAndEnergy(const Matrix& x) const override;
  [[nodiscard]] Matrix tangent(const Matrix& x, const Matrix& v) const override;
  [[nodiscard]] Flow followed() const override;

 private:
  const System& system_;
};

// A model with its weights; all that it refers to must outlive it.
class LearnedSource final : public Source {
 public:
  // `bound`: of the components of a state (Flow::bound).
  LearnedSource(const PhaseSpaceModel& model, Evaluator& evaluator, const Units& units,
                double bound = kStateBound)
      : model_(model), evaluator_(evaluator), units_(units), bound_(bound) {}

  [[nodiscard]] Matrix field(const Matrix& x) const override;
  [[nodiscard]] Matrix conservativeField(const Matrix& x) const override;
  [[nodiscard]] bool hasDissipation() const override;
  [[nodiscard]] bool hasEnergy() const override;
  [[nodiscard]] Matrix energy(const Matrix& x) const override;
  [[nodiscard]] Matrix energyAscent(const Matrix& x) const override;
  [[nodiscard]] FieldAndEnergy fieldAndEnergy(const Matrix& x) const override;
  [[nodiscard]] Matrix tangent(const Matrix& x, const Matrix& v) const override;
  [[nodiscard]] Flow followed() const override;
  [[nodiscard]] std::shared_ptr<void> hold() const override;
  [[nodiscard]] int guardedAmong(const Matrix& x) const override;

 private:
  const PhaseSpaceModel& model_;
  Evaluator& evaluator_;
  const Units& units_;
  double bound_;
};

}  // namespace hnn
