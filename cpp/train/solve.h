// The training of models whose ModelInfo says solvedAtOnce.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "data/dataset.h"
#include "linalg/eigen.h"
#include "models/phase_space_model.h"
#include "train/sampled_features.h"
#include "train/training.h"

namespace hnn {

struct SampledSettings {
  Sampling sampling = Sampling::kUSwim;
  double cutoff = 0;  // of pivots, relative to the first; 0: chosen
  std::uint64_t seed = 0;
  // The true H; without it "swim" is possible only for models without an energy, and Ĥ is 0 at the
  // point.
  std::function<Matrix(const Matrix& x)> energy;
};

// `model`, `weights` and `data` must outlive the training.
std::unique_ptr<Training> makeSolve(const PhaseSpaceModel& model, Weights& weights,
                                    const Dataset& data, SampledSettings settings);

}  // namespace hnn
