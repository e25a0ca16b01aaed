#include "train/solve.h"

#include <utility>

#include "models/sampled.h"
#include "train/sampled_trainer.h"

namespace hnn {

std::unique_ptr<Training> makeSolve(const PhaseSpaceModel& model, Weights& weights,
                                    const Dataset& data, SampledSettings settings) {
  return std::make_unique<SampledTrainer>(dynamic_cast<const SampledModel&>(model), weights, data,
                                          std::move(settings));
}

}  // namespace hnn
