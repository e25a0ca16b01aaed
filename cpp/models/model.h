// A model of motion in phase space, written once as a graph: training differentiates it, roll-outs
// evaluate it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/random.h"
#include "models/model_info.h"
#include "nn/parameters.h"
#include "nn/weights.h"

namespace hnn {

class Evaluator;
class SampledModel;

class PhaseSpaceModel {
 public:
  virtual ~PhaseSpaceModel() = default;

  [[nodiscard]] const NetworkSpec& spec() const { return spec_; }
  [[nodiscard]] const ParameterLayout& layout() const { return layout_; }

  // Fills the flat block of layout().size() numbers; `how` is one of initialisationNames().
  virtual void initialise(const std::string& how, Random& random, std::span<Real> values) const = 0;

  // dx/dt of states x, both 2d × columns; `parameters` as declareParameters(graph, layout()) gives
  // them.
  [[nodiscard]] virtual Var field(const std::vector<Var>& parameters, Var x) const = 0;

  // A learned scalar that plays the Hamiltonian, 1 × columns; only where hasEnergy().
  [[nodiscard]] virtual bool hasEnergy() const { return false; }
  [[nodiscard]] virtual Var energy(const std::vector<Var>& parameters, Var x) const;

  // This model where its last layer is solved for, in double precision (models/sampled.h); null
  // where gradients find its weights.
  [[nodiscard]] virtual const SampledModel* sampled() const { return nullptr; }

  // Zeros to begin with, and what evaluates the model with them; both must outlive the evaluator.
  [[nodiscard]] Weights makeWeights() const;
  [[nodiscard]] virtual std::unique_ptr<Evaluator> makeEvaluator(const Weights& weights) const;

 protected:
  explicit PhaseSpaceModel(NetworkSpec spec) : spec_(std::move(spec)) {}
  NetworkSpec spec_;
  ParameterLayout layout_;
};

}  // namespace hnn
