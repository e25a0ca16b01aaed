// How far a flow's roll-outs are from the truth: the energy error of Greydanus et al. 2019,
// section 3 (with the true Hamiltonian and with starts drawn like the training data; see the
// caveats on the published column in physics, section 1.3), drift and coordinate error.
#pragma once

#include <vector>

#include "evaluate/field_grid.h"
#include "integrate/trajectory.h"
#include "physics/system.h"

namespace hnn {

// If a roll-out stops early (it diverged, or an implicit step had no solution), the missing times
// still count: the state at which it stopped is held (moved back to the bound of 1e6), and each
// error is at least that of a model that always predicts zero: H_true² for the energy, x_true² for
// the coordinates, 1 for the drift. A state at 1e6 is a very large error, as it should be.
// `unfinished` counts the affected roll-outs. A state without an energy (a speed beyond that of
// light) counts H_true² for the energy and 1 for the drift, too.
struct RolloutErrors {
  double energyMse = 0;        // mean over starts and times of (H(x_model) − H(x_true))²
  double energyMseStderr = 0;  // standard error of that mean over starts; 0 for a single start
  // Mean over starts of max over times |H(x_model) − H₀| / max(|H₀|, R/10), R: the range of H over
  // the true motions. Where H passes zero (Duffing's saddle, the rest of the relativistic particle)
  // the start with the smallest |H₀| would otherwise decide the mean.
  double energyDrift = 0;
  double coordinateMse = 0;  // mean over starts, times and components of (x_model − x_true)²
  int unfinished = 0;
  std::vector<double> coordinateMseAt;  // by time: mean over starts and components
  std::vector<double> t;
};

// Rolls `model` out from every column of starts (2d × n, n ≥ 1) at `points` times 0 … duration and
// compares with the true motion. All starts advance as one batch through the model's field.
// Throws std::runtime_error if the truth itself cannot be followed.
RolloutErrors rolloutErrors(const System& truth, const Flow& model, const Matrix& starts,
                            double duration, int points, Integrator integrator, double stepSize);

// The same for given roll-outs, of the same starts and times; `energy` is the true one.
RolloutErrors compareRollouts(const EnergyFunction& energy, const TrajectoryBatch& trueMotion,
                              const TrajectoryBatch& model);
RolloutErrors compareRollouts(const System& truth, const TrajectoryBatch& trueMotion,
                              const TrajectoryBatch& model);

}  // namespace hnn
