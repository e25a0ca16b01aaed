// The input of a network: how angles are encoded.
#pragma once

#include <string>
#include <vector>

#include "autodiff/ops.h"
#include "models/model_info.h"
#include "nn/mlp.h"

namespace hnn {

// "auto":    the best for the family as measured: "cos-sin" for the LNN, "plain" for the others
// "plain":   unchanged
// "wrapped": into [−π, π) (Cranmer et al. 2020, §4)
// "cos-sin": each angle θ as cos θ and sin θ, so that a full turn is continuous
enum class AngleEncoding { kAuto, kPlain, kWrapped, kCosSin };
const std::vector<std::string>& angleNames();

// The number of rows of networkInput() for states of spec.stateSize rows.
int networkInputs(const NetworkSpec& spec);

// A network on that input, as the spec describes it.
MlpShape networkShape(const NetworkSpec& spec, int outputs);

// The network's input from states x, spec.stateSize × columns. A network on positions alone takes a
// spec whose stateSize is d, since angleCoordinates are rows of x.
Var networkInput(const NetworkSpec& spec, Var x);

}  // namespace hnn
