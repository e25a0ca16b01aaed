#include "train/losses.h"

#include <cassert>

#include "autodiff/ops.h"
#include "integrate/steppers.h"

namespace hnn {

const std::vector<std::string>& lossNames() {
  static const std::vector<std::string> names = {"derivative", "one-step"};
  return names;
}

const std::vector<std::string>& lossNorms() {
  static const std::vector<std::string> names = {"l2", "l1", "huber"};
  return names;
}

namespace {

Var meanOf(Var r, LossNorm norm) {
  switch (norm) {
    case LossNorm::kL2:
      return mean(square(r));
    case LossNorm::kL1:
      return mean(relu(r) + relu(-r));
    case LossNorm::kHuber:
      // √(1 + r²) − 1 without cancellation: in float that is zero up to |r| = 2·10⁻⁴
      return mean(square(r) / (1.0 + sqrt(square(r) + 1.0)));
  }
  assert(false && "unknown loss norm");
  return r;
}

}  // namespace

Var derivativeLoss(Var field, Var dxdt, LossNorm norm) { return meanOf(field - dxdt, norm); }

Var oneStepLoss(const GraphField& field, Var x, Var next, double dt, LossNorm norm) {
  return meanOf(rk4Step(field, x, dt) - next, norm);
}

}  // namespace hnn
