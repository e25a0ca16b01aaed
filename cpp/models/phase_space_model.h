// A model of motion in phase space, written once as a graph: training differentiates it, roll-outs
// evaluate it.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "models/model.h"
#include "models/model_info.h"

namespace hnn {

class Evaluator;

class PhaseSpaceModel : public Model {
 public:
  [[nodiscard]] const NetworkSpec& spec() const { return spec_; }

  // dx/dt of states x, both 2d × columns; `parameters` as declareParameters(graph, layout()) gives
  // them.
  [[nodiscard]] virtual Var field(const std::vector<Var>& parameters, Var x) const = 0;

  // The same field while weights are trained; appends to `costs`, 1×1 each, what is added to the
  // loss because the data cannot determine it.
  [[nodiscard]] virtual Var trainedField(const std::vector<Var>& parameters, Var x,
                                         std::vector<Var>& costs) const;

  // A learned scalar in the role of the Hamiltonian, 1 × columns; only if hasEnergy().
  [[nodiscard]] virtual bool hasEnergy() const { return false; }
  [[nodiscard]] virtual Var energy(const std::vector<Var>& parameters, Var x) const;

  // The part of the field that conserves the learned energy, 2d × columns; the rest is dissipation.
  // Only if hasDissipation().
  [[nodiscard]] virtual bool hasDissipation() const { return false; }
  [[nodiscard]] virtual Var conservativeField(const std::vector<Var>& parameters, Var x) const;

  // The divisors in the solve for accelerations, d × columns; only if hasMassMatrix().
  [[nodiscard]] virtual bool hasMassMatrix() const { return false; }
  [[nodiscard]] virtual Var massPivots(const std::vector<Var>& parameters, Var x) const;

  // The model and its weights must outlive the evaluator.
  [[nodiscard]] virtual std::unique_ptr<Evaluator> makeEvaluator(const Weights& weights) const;

 protected:
  explicit PhaseSpaceModel(NetworkSpec spec) : spec_(std::move(spec)) {}
  NetworkSpec spec_;
};

}  // namespace hnn
