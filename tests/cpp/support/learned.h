// A model of small random weights.
#pragma once

#include "models/graph_evaluator.h"
#include "models/registry.h"

namespace hnn {

struct Learned {
  std::unique_ptr<PhaseSpaceModel> model;
  std::vector<Real> weights;
  GraphEvaluator evaluator;
  explicit Learned(const NetworkSpec& spec)
      : model(makeModel(spec)), weights(randomWeights(*model)), evaluator(*model, weights.data()) {}
  static std::vector<Real> randomWeights(const PhaseSpaceModel& model) {
    std::vector<Real> values(model.layout().size());
    Random random(21);
    model.initialise(Initialisation::kOrthogonal, random, values);
    return values;
  }
};

}  // namespace hnn
