// How a session's weights are computed, in units of work: gradient steps (trainer.h) or the pieces
// of one solve (sampled_trainer.h).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "train/adam.h"

namespace hnn {

// The result of a solve.
struct SolveReport {
  double cutoff = 0;       // of the pivots, used or chosen; NaN before
  int rank = 0;            // unknowns that are not zero
  double heldOutLoss = 0;  // of the chosen cut-off, before the parts were merged; NaN: none
};

// A named part of the loss, or what is measured beside it, of one batch. Names are literals.
struct TermValue {
  const char* name;
  double value;
};

// What a training needs to continue, besides the weights.
struct TrainingState {
  Adam::State adam;
  std::vector<double> controls;  // the objective's (objective.h), in its order
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

  // Of the last step's batch, before its update: their sum is lastLoss(), and what is watched
  // follows. Empty before the first step, and without terms.
  [[nodiscard]] virtual std::vector<TermValue> lastTerms() const { return {}; }

  // Without an optimiser only the steps.
  [[nodiscard]] virtual TrainingState state() const = 0;
  // After the weights were restored. The sizes are those of state().
  virtual void restore(const TrainingState& state) = 0;

  // Null if the model is trained by gradients.
  [[nodiscard]] virtual const SolveReport* solution() const { return nullptr; }
};

}  // namespace hnn
