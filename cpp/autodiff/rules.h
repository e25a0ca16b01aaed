// The derivative rules: one per operation, written in operations, hence valid to every order.
#pragma once

#include <array>
#include <optional>

#include "autodiff/graph.h"

namespace hnn {

// Adjoints of the arguments (a, b) of node y, given y's adjoint g. Empty if the argument does
// not exist, is not requested, or has no derivative.
std::array<std::optional<Var>, 2> adjointsOfArguments(Var y, Var g, bool wantA, bool wantB);

}  // namespace hnn
