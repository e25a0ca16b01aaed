// The adaptive reference integrator: Dormand and Prince's pair of orders 5 and 4 with dense output.
//
// Dormand, Prince 1980, J. Comp. Appl. Math. 6:19; step control and interpolant as in Hairer,
// Nørsett, Wanner, Solving ODEs I (1993), section II.4–6 (code DOPRI5). Numbers only: a step size
// that depends on the state cannot be part of a graph.
#pragma once

#include <vector>

#include "integrate/trajectory.h"

namespace hnn {

struct DormandPrinceSettings {
  // A step's error estimate is kept below absolute · Flow::scale + relative · |x|, as root mean
  // square over the components. The error at the end is usually 10 to 100 times that.
  double relativeTolerance = 1e-10;
  double absoluteTolerance = 1e-10;
  int maxSteps = 100000;  // accepted and rejected, per trajectory
};

// States at the times t (t[0] is the start, then all rising or all falling). All starts advance
// together, each with its own step size, and leave the batch when they are done, so a column
// gives the same numbers as alone. A column stops early beyond the flow's bound, if its step size
// is below 16 roundings of the time (a singularity), or after maxSteps.
TrajectoryBatch dormandPrince(const Flow& flow, const Matrix& starts, const std::vector<double>& t,
                              const DormandPrinceSettings& settings = {});

}  // namespace hnn
