#include "train/loss_program.h"

#include "autodiff/gradient.h"
#include "autodiff/ops.h"

namespace hnn {

LossProgram::LossProgram(const PhaseSpaceModel& model, const Real* weights, Loss loss, double dt,
                         Wanted wanted, LossNorm norm)
    : program_(record(model, weights, loss, dt, wanted, norm)) {}

Program LossProgram::record(const PhaseSpaceModel& model, const Real* weights, Loss loss, double dt,
                            Wanted wanted, LossNorm norm) {
  const std::vector<Var> parameters = declareParameters(graph_, model.layout());
  const Shape states{model.spec().stateSize, kBatch};
  x_ = graph_.input("x", states);
  target_ = graph_.input("target", states);
  const GraphField field = [&](Var x) { return model.field(parameters, x); };
  std::vector<Var> costs;
  const Var trained = model.trainedField(parameters, x_, costs);
  const Var value = loss == Loss::kOneStep ? oneStepLoss(field, x_, target_, dt, norm)
                                           : derivativeLoss(trained, target_, norm);

  std::vector<Var> outputs = {value};
  if (wanted != Wanted::kLoss) {
    Var whole = value;
    if (wanted == Wanted::kStep)
      for (const Var cost : costs) whole = whole + cost;
    const std::vector<Var> gradients = grad(whole, parameters);
    outputs.insert(outputs.end(), gradients.begin(), gradients.end());
  }
  Program program(graph_, outputs);
  gradient_.resize(model.layout().size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::size_t offset = model.layout().slices()[i].offset;
    program.bind(parameters[i], weights + offset);
    if (wanted != Wanted::kLoss) program.bindOutput(i + 1, gradient_.data() + offset);
  }
  return program;
}

double LossProgram::run(const Real* x, const Real* target, int samples) {
  program_.bind(x_, x);
  program_.bind(target_, target);
  program_.run(samples);
  return static_cast<double>(*program_.output(0));
}

}  // namespace hnn
