// The objective of models of motion in phase space: their field against the data.
#pragma once

#include "models/phase_space_model.h"
#include "train/losses.h"
#include "train/objective.h"

namespace hnn {

// `model` must outlive the recording. `dt` is the time between samples, used by Loss::kOneStep only.
// Feeds: x, then dx/dt or the next x.
RecordObjective fieldObjective(const PhaseSpaceModel& model, Loss loss = Loss::kDerivative,
                               LossNorm norm = LossNorm::kL2, double dt = 0);

}  // namespace hnn
