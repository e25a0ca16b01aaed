#include "train/loss_program.h"

#include "autodiff/gradient.h"
#include "train/losses.h"

namespace hnn {

LossProgram::LossProgram(const PhaseSpaceModel& model, const Real* weights, const std::string& loss,
                         double dt, Wanted wanted)
    : program_(record(model, weights, loss, dt, wanted)) {}

Program LossProgram::record(const PhaseSpaceModel& model, const Real* weights,
                            const std::string& loss, double dt, Wanted wanted) {
  const std::vector<Var> parameters = declareParameters(graph_, model.layout());
  const Shape states{model.spec().stateSize, kBatch};
  x_ = graph_.input("x", states);
  target_ = graph_.input("target", states);
  const GraphField field = [&](Var x) { return model.field(parameters, x); };
  const Var value =
      loss == "one-step" ? oneStepLoss(field, x_, target_, dt) : derivativeLoss(field(x_), target_);

  std::vector<Var> outputs = {value};
  if (wanted == Wanted::kLossAndGradient) {
    const std::vector<Var> gradients = grad(value, parameters);
    outputs.insert(outputs.end(), gradients.begin(), gradients.end());
  }
  Program program(graph_, outputs);
  gradient_.resize(model.layout().size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::size_t offset = model.layout().slices()[i].offset;
    program.bind(parameters[i], weights + offset);
    if (wanted == Wanted::kLossAndGradient) program.bindOutput(i + 1, gradient_.data() + offset);
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
