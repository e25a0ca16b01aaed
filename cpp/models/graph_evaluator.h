// The evaluator of all models that are written as a graph: in the precision of networks, Real.
#pragma once

#include <limits>
#include <memory>

#include "autodiff/program.h"
#include "models/evaluator.h"
#include "models/phase_space_model.h"

namespace hnn {

class GraphEvaluator final : public Evaluator {
 public:
  GraphEvaluator(const PhaseSpaceModel& model, const Real* weights);  // layout().size() numbers

  [[nodiscard]] Matrix field(const Matrix& x) override;
  [[nodiscard]] Matrix energy(const Matrix& x) override;

  [[nodiscard]] FieldAndEnergy fieldAndEnergy(const Matrix& x) override;  // one pass for both

  // Recorded on first use.
  [[nodiscard]] Matrix energyGradient(const Matrix& x) override;
  [[nodiscard]] Matrix conservativeField(const Matrix& x) override;
  [[nodiscard]] Matrix massPivots(const Matrix& x) override;
  [[nodiscard]] Matrix tangent(const Matrix& x, const Matrix& v) override;

  [[nodiscard]] std::shared_ptr<void> hold() override;

  [[nodiscard]] double resolution() const override { return std::numeric_limits<Real>::epsilon(); }

 private:
  enum Quantity {
    kField,
    kEnergy,
    kFieldAndEnergy,
    kEnergyGradient,
    kConservativeField,
    kMassPivots,
    kTangent,
    kQuantities
  };
  struct Function {
    Program program;
    Var x, v;
    bool packed = false;  // with the held weights
  };
  void record(Quantity quantity);
  Program& run(Quantity quantity, const Matrix& x, const Matrix* v = nullptr);
  Matrix evaluate(Quantity quantity, const Matrix& x, const Matrix* v = nullptr);

  const PhaseSpaceModel& model_;
  const Real* weights_;
  RealMatrix x_, v_;
  std::weak_ptr<void> held_;
  std::unique_ptr<Function> functions_[kQuantities];
};

}  // namespace hnn
