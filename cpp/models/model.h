// What training, saving and fingerprints know of a model of any kind: named weights.
#pragma once

#include <span>

#include "base/random.h"
#include "nn/mlp.h"
#include "nn/parameters.h"
#include "nn/weights.h"

namespace hnn {

class Model {
 public:
  virtual ~Model() = default;

  [[nodiscard]] const ParameterLayout& layout() const { return layout_; }

  // Fills the flat block of layout().size() numbers.
  virtual void initialise(Initialisation how, Random& random, std::span<Real> values) const = 0;

  // Of the weights, and of what evaluates the model with them.
  [[nodiscard]] virtual Precision precision() const { return Precision::kReal; }

  // All zero.
  [[nodiscard]] Weights makeWeights() const { return {layout_.size(), precision()}; }

 protected:
  ParameterLayout layout_;
};

}  // namespace hnn
