// What a run is made of; a kind derives its own parts from these. Used only inside api/.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "api/config.h"
#include "api/run.h"
#include "models/model.h"
#include "train/objective.h"
#include "train/trainer.h"
#include "train/training.h"

namespace hnn {

struct Run::Parts {
  virtual ~Parts() = default;

  [[nodiscard]] virtual const Model& ofKind() const = 0;
  // Sets the weights to those of step 0, and trains from there; not called for a run without data.
  [[nodiscard]] virtual std::unique_ptr<Training> makeTraining() = 0;

  Weights weights;
  std::unique_ptr<Training> trainer;  // null without data

  void requireData(const char* what) const;
};

// Every slice of the layout from named tensors; throws where one is missing, surplus, misshapen or
// not finite.
void fillWeights(const ParameterLayout& layout, const std::vector<Tensor>& tensors, Weights& block);

// A block like the weights as named tensors.
std::vector<Tensor> tensorsFrom(const ParameterLayout& layout, std::span<const Real> block);

// Fills the weights from config.seed, and trains them by gradients with the settings.
std::unique_ptr<Training> trainedByGradients(const Model& model, Weights& weights,
                                             const RecordObjective& objective, const Table& train,
                                             const Table& test, const Config& config);

}  // namespace hnn
