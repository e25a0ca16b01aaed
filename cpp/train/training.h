// How a session's weights are computed, in units of work: gradient steps (trainer.h) or the pieces
// of one solve (sampled_trainer.h).
#pragma once

#include <string>

#include "train/adam.h"

namespace hnn {

// The result of a solve.
struct SolveReport {
  double cutoff = 0;       // of the pivots, used or chosen; NaN before
  int rank = 0;            // unknowns that are not zero
  double heldOutLoss = 0;  // of the chosen cut-off, before the parts were merged; NaN: none
};

class Training {
 public:
  virtual ~Training() = default;

  // One unit. False if there is nothing more to do or training was stopped; then stopped() says
  // why, or is empty if the work is complete.
  virtual bool step() = 0;
  [[nodiscard]] virtual int steps() const = 0;       // done
  [[nodiscard]] virtual int totalSteps() const = 0;  // of the whole
  [[nodiscard]] virtual const std::string& stopped() const = 0;

  [[nodiscard]] virtual double lastLoss() const = 0;  // as of the last step; NaN: none yet
  virtual double trainLoss() = 0;                     // on the whole training set, now
  virtual double testLoss() = 0;                      // on the whole test set, now
  virtual double progressLoss() = 0;                  // on some of the test set

  // Steps and, if there is an optimiser, its moments.
  [[nodiscard]] virtual Adam::State optimizer() const = 0;
  [[nodiscard]] virtual std::size_t optimizerSize() const = 0;  // numbers in each moment
  virtual void restore(const Adam::State& optimizer) = 0;       // after the weights were restored

  // Null if the model is trained by gradients.
  [[nodiscard]] virtual const SolveReport* solution() const { return nullptr; }
};

}  // namespace hnn
