// What a trainer tells of an objective's terms, and how its control scalars move.
#include <cmath>

#include "train/trainer.h"

namespace hnn {

std::vector<TermValue> Trainer::lastTerms() const {
  return hasStepped_ ? gradient_.terms() : std::vector<TermValue>();
}

bool Trainer::moveControls() {
  if (!gradient_.moveControls()) return true;
  gradient_.moveControls()(controls_, gradient_.terms(), steps());
  for (const double control : controls_) {
    if (!std::isfinite(static_cast<Real>(control)))
      return refuse("a weight of the loss's terms is not a finite number");
  }
  return true;
}

}  // namespace hnn
