#include "train/bound_objective.h"

#include "autodiff/ops.h"

namespace hnn {

RecordObjective boundObjective(const DensityModel& model) {
  return [&model](Recorder& recorder) -> Objective {
    const Var x = recorder.data({.column = "x", .rows = model.dimension()});
    const Var noise = model.noiseSize() > 0 ? recorder.noise(model.noiseSize()) : Var{};
    const Var bound = model.bound(recorder.parameters(), x, noise);
    return {.terms = {{"bound", -mean(bound)}}, .watched = {}, .costs = {}};
  };
}

}  // namespace hnn
