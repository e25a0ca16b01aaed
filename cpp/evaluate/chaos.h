// How fast neighbouring orbits separate: the maximal Lyapunov exponent (Benettin, Galgani,
// Giorgilli, Strelcyn 1980, Meccanica 15:9) and the smaller alignment index SALI (Skokos 2001,
// J. Phys. A 34:10029), from two deviation vectors.
#pragma once

#include "evaluate/variational.h"

namespace hnn {

// Two orthonormal vectors below each other, the same for every orbit: 4d × orbits. Generic: not in
// any plane that one of our systems distinguishes. Lengths and angles are those of components in
// `units` (Flow::scale).
Deviations genericDeviations(Eigen::Index stateSize, Eigen::Index orbits, const Vector& units = {});

struct ChaosTrace {
  // Intervals × orbits; NaN from where an orbit ended.
  Matrix growth;  // ln |δ₁| at the end of the interval over that at its beginning
  Matrix sali;    // min(‖δ̂₁ − δ̂₂‖, ‖δ̂₁ + δ̂₂‖) at its end: 0 … √2
};

// Follows `orbits` through `intervals` intervals, after `done` earlier ones. The deviation vectors,
// 4d × orbits, are returned with length one each and exponent 0. Σ growth / t is the finite-time
// exponent; it may be of any size.
ChaosTrace followChaos(const Flow& flow, const FieldTangent& tangent, Orbits& orbits,
                       Deviations& deviations, Integrator integrator, double stepSize,
                       double interval, int done, int intervals);

}  // namespace hnn
