// A multilayer perceptron: in -> hidden… -> out, the activation after every layer but the last.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/random.h"
#include "nn/activations.h"
#include "nn/parameters.h"

namespace hnn {

struct MlpShape {
  int inputs = 2;
  std::vector<int> hidden = {200, 200};
  int outputs = 1;
  bool outputBias = false;
  Activation activation = tanh;
};

// "orthogonal": weights orthogonal with gain 1 (Saxe et al. 2013), biases U(±1/√fan-in), as in the
//               HNN paper's code.
// "xavier":     weights U(±√(6 / (fan-in + fan-out))) (Glorot & Bengio 2010), biases 0.
// "lnn":        weights N(0, σ²), σ = n^{-1/2} · {2.2 first, 0.58 i in hidden layer i, n last} with
//               n the layer's hidden width (Cranmer et al. 2020, eq. 16), biases 0.
enum class Initialisation { kOrthogonal, kXavier, kLnn };
const std::vector<std::string>& initialisationNames();

class Mlp {
 public:
  // Adds its slices W1, b1, W2, … (names get `suffix`) to `layout`.
  Mlp(MlpShape shape, ParameterLayout& layout, const std::string& suffix = "");

  // inputs × columns -> outputs × columns; `parameters` as declared from the whole layout.
  [[nodiscard]] Var operator()(const std::vector<Var>& parameters, Var x) const;

  // Fills this network's part of the flat block.
  void initialise(Initialisation how, Random& random, std::span<Real> values) const;

  [[nodiscard]] const MlpShape& shape() const { return shape_; }

 private:
  struct Layer {
    int fanIn, fanOut;
    int weights;    // slice index
    int bias = -1;  // slice index, or -1
    std::size_t weightsOffset, biasOffset = 0;
  };
  MlpShape shape_;
  std::vector<Layer> layers_;
};

}  // namespace hnn
