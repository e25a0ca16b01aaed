// Draws the trajectories of data sets and metrics.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "integrate/trajectory.h"
#include "physics/system.h"

namespace hnn {

// `count` starts as in the published experiment, one per column: 2d × count.
Matrix sampleStarts(const System& system, Random& random, int count);

// The exact field of a system in the form that integrators use. The system must outlive the flow.
Flow trueFlow(const System& system);

// The true motion from each start at `points` ≥ 2 equally spaced times 0 … duration, by
// Dormand–Prince at relative tolerance 1e-10. Throws std::runtime_error if a motion cannot be
// followed to the end (bodies that meet).
TrajectoryBatch trueTrajectories(const System& system, const Matrix& starts, double duration,
                                 int points);

}  // namespace hnn
