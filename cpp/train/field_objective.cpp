#include "train/field_objective.h"

namespace hnn {

RecordObjective fieldObjective(const PhaseSpaceModel& model, Loss loss, LossNorm norm, double dt) {
  return [&model, loss, norm, dt](Recorder& recorder) -> Objective {
    const int size = model.spec().stateSize;
    const Var x = recorder.data({.column = "x", .rows = size});
    const Var target =
        recorder.data(loss == Loss::kOneStep ? Feed{.column = "x", .rows = size, .from = 1}
                                             : Feed{.column = "dxdt", .rows = size});
    Objective objective{.target = 1};
    const Var trained = model.trainedField(recorder.parameters(), x, objective.costs);
    const GraphField field = [&](Var state) { return model.field(recorder.parameters(), state); };
    objective.terms = {{"field", loss == Loss::kOneStep ? oneStepLoss(field, x, target, dt, norm)
                                                        : derivativeLoss(trained, target, norm)}};
    return objective;
  };
}

}  // namespace hnn
