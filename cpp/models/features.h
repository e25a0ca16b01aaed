// What of a state enters a network: how it takes angles.
#pragma once

#include <string>
#include <vector>

#include "autodiff/ops.h"
#include "models/model_info.h"

namespace hnn {

// "auto":    as measured to be best for the family: "cos-sin" for the LNN, "plain" for the others
// "plain":   as they come
// "wrapped": into [−π, π) (Cranmer et al. 2020, §4)
// "cos-sin": each angle θ as cos θ and sin θ, so that a whole turn is no step
const std::vector<std::string>& angleNames();

// How many rows networkInput() has for states of spec.stateSize rows.
int networkInputs(const NetworkSpec& spec);

// The network's input from states x, stateSize × columns.
Var networkInput(const NetworkSpec& spec, Var x);

}  // namespace hnn
