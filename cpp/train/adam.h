// Adam (Kingma & Ba 2015, algorithm 1) in PyTorch's order of operations, one pass over the flat
// block.
#pragma once

#include <span>
#include <vector>

#include "base/real.h"
#include "train/schedule.h"

namespace hnn {

struct AdamSettings {
  double learningRate = 1e-3;  // the peak of the schedule
  Schedule schedule = Schedule::kConstant;
  int totalSteps = 1;  // of the schedule
  double beta1 = 0.9, beta2 = 0.999;
  double epsilon = 1e-8;
  double weightDecay = 0;
  // false: weightDecay · w is added to the gradient (torch.optim.Adam); true: AdamW.
  bool decoupled = false;
};

class Adam {
 public:
  Adam(const AdamSettings& settings, std::size_t parameters);

  // One update of `weights` in place; all spans have one size.
  void step(std::span<Real> weights, std::span<const Real> gradient);

  struct State {
    int step = 0;
    std::vector<Real> first, second;  // moving averages of the gradient and of its square
  };
  [[nodiscard]] const State& state() const { return state_; }
  void restore(State state);

 private:
  AdamSettings settings_;
  State state_;
  double beta1Power_ = 1, beta2Power_ = 1;  // β^step
};

}  // namespace hnn
