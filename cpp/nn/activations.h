// The nonlinearities of the original HNN code, by name.
#pragma once

#include <string>
#include <vector>

#include "autodiff/ops.h"

namespace hnn {

using Activation = Var (*)(Var);

// "tanh", "softplus", "sigmoid", "swish", "relu", "elu", "selu".
const std::vector<std::string>& activationNames();

// Asserts that the name is one of them (api/config checks the input).
Activation activationByName(const std::string& name);

}  // namespace hnn
