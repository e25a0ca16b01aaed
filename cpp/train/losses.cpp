#include "train/losses.h"

#include "autodiff/ops.h"
#include "integrate/steppers.h"

namespace hnn {

const std::vector<std::string>& lossNames() {
  static const std::vector<std::string> names = {"derivative", "one-step"};
  return names;
}

Var derivativeLoss(Var field, Var dxdt) { return mean(square(field - dxdt)); }

Var oneStepLoss(const GraphField& field, Var x, Var next, double dt) {
  return mean(square(rk4Step(field, x, dt) - next));
}

}  // namespace hnn
