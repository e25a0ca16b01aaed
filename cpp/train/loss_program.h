// A model's loss, and its gradient with respect to every weight, compiled for replay.
#pragma once

#include <span>
#include <utility>

#include "autodiff/program.h"
#include "models/model.h"
#include "train/losses.h"

namespace hnn {

class LossProgram {
 public:
  // A step: the gradient is that of loss and costs (models/model.h, trainedField) together.
  enum class Wanted { kLoss, kLossAndGradient, kStep };

  // `dt` is the sampling interval (used by Loss::kOneStep only). Reads the weights at every run;
  // they must outlive the program.
  LossProgram(const PhaseSpaceModel& model, const Real* weights, Loss loss, double dt,
              Wanted wanted, LossNorm norm = LossNorm::kL2);

  // x and target (dx/dt or the next states) are 2d × samples, column-major. Returns the mean loss.
  double run(const Real* x, const Real* target, int samples);

  // With respect to every weight, in the layout's order; valid until the next run.
  [[nodiscard]] std::span<const Real> gradient() const { return gradient_; }

  void scaleGradient(double factor) {
    for (Real& value : gradient_) value *= static_cast<Real>(factor);
  }

  void observe(Program::Observer observer) { program_.observe(std::move(observer)); }
  [[nodiscard]] std::size_t bytes() const { return program_.bytes(); }

 private:
  Graph graph_;
  Var x_, target_;
  std::vector<Real> gradient_;
  Program program_;

  Program record(const PhaseSpaceModel& model, const Real* weights, Loss loss, double dt,
                 Wanted wanted, LossNorm norm);
};

}  // namespace hnn
