#include "api/quick_training.h"

namespace hnn {

const std::vector<QuickTraining>& quickTrainings() {
  // system, model, width, batch, steps, rate, weight decay, activation, loss norm, seconds,
  // published
  static const std::vector<QuickTraining> rows = {
      {"spring", "", 32, 64, 900, 0.02, 1e-4, "swish", "l2", 0.05, 25},
      {"pendulum", "", 32, 64, 1000, 0.02, 1e-4, "swish", "l2", 0.06, 30},
      {"two-body", "", 48, 64, 9000, 0.01, 0, "tanh", "l2", 1.1, 59},
      // Otherwise the squares of a few close encounters, which no network fits, would dominate.
      {"three-body", "", 64, 200, 8000, 0.003, 1e-4, "tanh", "huber", 5, 290},
      {"henon-heiles", "", 24, 64, 30000, 0.02, 0, "swish", "l2", 1.3, 106},
      {"double-pendulum", "", 32, 64, 16000, 0.02, 0, "tanh", "l2", 1, 36},
      {"double-pendulum", "lnn", 40, 64, 6500, 0.007, 0, "swish", "l2", 1.5, 115},
      {"damped-pendulum", "", 16, 64, 2600, 0.03, 0, "tanh", "l2", 0.05, 36},
      {"damped-spring", "", 16, 16, 5000, 0.02, 0, "swish", "l2", 0.04, 10},
      {"duffing", "", 24, 64, 2000, 0.02, 1e-4, "swish", "l2", 0.07, 31},
      {"kepler", "", 32, 64, 16000, 0.02, 0, "tanh", "l2", 1, 19},
      {"relativistic-particle", "", 16, 24, 5700, 0.04, 0, "swish", "l2", 0.07, 12},
      {"relativistic-particle", "lnn", 16, 16, 4000, 0.03, 0, "swish", "l2", 0.07, 12},
      {"spherical-pendulum", "", 32, 64, 16000, 0.01, 0, "tanh", "l2", 0.9, 30},
      {"cart-pole", "", 32, 64, 16000, 0.02, 0, "tanh", "l2", 0.9, 29},
  };
  return rows;
}

}  // namespace hnn
