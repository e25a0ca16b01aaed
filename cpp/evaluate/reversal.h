// The effect of a flow map Φ on volumes and the symplectic form, and whether the return path ends
// at the start of the forward path.
#pragma once

#include "evaluate/variational.h"

namespace hnn {

struct MapErrors {
  double volume = 0;      // |det D − 1|
  double symplectic = 0;  // ‖Dᵀ J D − J‖, Frobenius
};

// Of a derivative DΦ, 2d × 2d. Rounding alone makes both about 10⁻¹⁶ ‖D‖².
MapErrors mapErrors(const Matrix& derivative);

// Return paths from many times together, backwards: those that begin at the time reached join as
// further columns (Orbits::join). Advances by −interval; t is the time since the first one started.
void goBack(const Flow& flow, Orbits& orbits, Integrator integrator, double stepSize,
            double interval, double t);

}  // namespace hnn
