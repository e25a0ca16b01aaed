// What a flow map Φ does to volumes and to the symplectic form, and whether the way back ends
// where the way out began.
#pragma once

#include "evaluate/variational.h"

namespace hnn {

struct MapErrors {
  double volume = 0;      // |det D − 1|
  double symplectic = 0;  // ‖Dᵀ J D − J‖, Frobenius
};

// Of a derivative DΦ, 2d × 2d. Rounding alone makes both about 10⁻¹⁶ ‖D‖².
MapErrors mapErrors(const Matrix& derivative);

// Ways back from many times at once: marching down, those that begin at the time reached join as
// further columns.
void join(Orbits& orbits, const Matrix& states);

// Goes on by −interval; t is the time since the first one set out.
void goBack(const Flow& flow, Orbits& orbits, Integrator integrator, double stepSize,
            double interval, double t);

}  // namespace hnn
