// Training a density by raising its bound.
#pragma once

#include "models/density_model.h"
#include "train/objective.h"

namespace hnn {

// The loss is minus the mean of the bound over the samples of column "x", with noise that is new in
// every step. The model must outlive the objective.
RecordObjective boundObjective(const DensityModel& model);

}  // namespace hnn
