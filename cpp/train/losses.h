// What training minimises: mean squares over components and samples.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "autodiff/graph.h"

namespace hnn {

// "derivative": the field against dx/dt of the data (Greydanus et al. 2019, eq. 3).
// "one-step":   x + Δ(x) against the next sample, Δ one RK4 step of the learned field over the
// sampling interval.
const std::vector<std::string>& lossNames();

using GraphField = std::function<Var(Var x)>;

// field, dxdt: 2d × columns -> 1 × 1
Var derivativeLoss(Var field, Var dxdt);

// x, next: 2d × columns, `dt` apart -> 1 × 1
Var oneStepLoss(const GraphField& field, Var x, Var next, double dt);

}  // namespace hnn
