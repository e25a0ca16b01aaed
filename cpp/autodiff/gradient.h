// Reverse-mode differentiation that appends ordinary nodes, so that a gradient can be
// differentiated again.
#pragma once

#include <vector>

#include "autodiff/graph.h"

namespace hnn {

// d(sum over all elements and samples of y)/d(each of wrt), each of the shape of its variable.
// If y and the variable are per sample, that is each sample's own gradient (samples do not
// mix). A variable on which y does not depend has a gradient of zeros.
std::vector<Var> grad(Var y, const std::vector<Var>& wrt);

}  // namespace hnn
