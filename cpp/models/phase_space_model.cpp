#include "models/phase_space_model.h"

#include <cassert>

#include "models/graph_evaluator.h"

namespace hnn {

Var PhaseSpaceModel::trainedField(const std::vector<Var>& parameters, Var x,
                                  std::vector<Var>&) const {
  return field(parameters, x);
}

Var PhaseSpaceModel::energy(const std::vector<Var>&, Var x) const {
  assert(false && "this model has no energy");
  return x;
}

Var PhaseSpaceModel::conservativeField(const std::vector<Var>&, Var x) const {
  assert(false && "this model's field has no parts");
  return x;
}

Var PhaseSpaceModel::massPivots(const std::vector<Var>&, Var x) const {
  assert(false && "this model has no mass matrix");
  return x;
}

std::unique_ptr<Evaluator> PhaseSpaceModel::makeEvaluator(const Weights& weights) const {
  return std::make_unique<GraphEvaluator>(*this, weights.reals().data());
}

}  // namespace hnn
