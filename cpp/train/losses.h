// What training minimises: means over components and samples.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "autodiff/graph.h"

namespace hnn {

// "derivative": the field against dx/dt of the data (Greydanus et al. 2019, eq. 3).
// "one-step":   x + Δ(x) against the next sample, Δ one RK4 step of the learned field over the
//               sampling interval.
enum class Loss { kDerivative, kOneStep };
const std::vector<std::string>& lossNames();

// How a difference r counts.
// "l2":    r²
// "l1":    |r| (Cranmer et al. 2020)
// "huber": √(1 + r²) − 1: half of r² near zero, |r| far out, and smooth between (pseudo-Huber;
//          Charbonnier et al. 1997)
enum class LossNorm { kL2, kL1, kHuber };
const std::vector<std::string>& lossNorms();

using GraphField = std::function<Var(Var x)>;

// field, dxdt: 2d × columns -> 1 × 1
Var derivativeLoss(Var field, Var dxdt, LossNorm norm = LossNorm::kL2);

// x, next: 2d × columns, `dt` apart -> 1 × 1
Var oneStepLoss(const GraphField& field, Var x, Var next, double dt, LossNorm norm = LossNorm::kL2);

}  // namespace hnn
