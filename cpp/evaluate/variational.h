// A flow together with its deviation vectors, as one flow: x' = f(x), δᵢ' = ∂f/∂x(x) · δᵢ (the
// variational equations).
//
// The rows are ordered [q; δq₁; …; δq_k | p; δp₁; …; δp_k], so that the extended state has
// its own positions and momenta and every integrator applies to it, also partitioned and
// implicit ones. Differentiation commutes with (partitioned) Runge–Kutta methods (Hairer,
// Lubich, Wanner, Geometric Numerical Integration, VI.4, lemma 4.1): the result is the exact
// derivative of the numerical map, not an approximation of the flow's. So a symplectic integrator's
// DΦ is symplectic to rounding.
#pragma once

#include <functional>

#include "evaluate/orbits.h"

namespace hnn {

// ∂field/∂x · v, column by column; all are 2d × batch.
using FieldTangent = std::function<Matrix(const Matrix& x, const Matrix& v)>;

// Separable where `flow` is.
Flow variationalFlow(const Flow& flow, const FieldTangent& tangent, Eigen::Index deviations);

// Follows `orbits` with their deviation vectors for the time `interval` (either sign), which began
// at time t: `deviations` is 2d·k × orbits, one vector below the other. Growing vectors
// are rescaled on the way, by powers of two and all k of an orbit alike, so that no bound
// stops them. Those of orbits that ended are undefined.
void followDeviations(const Flow& flow, const FieldTangent& tangent, Orbits& orbits,
                      Matrix& deviations, double interval, double t, Integrator integrator,
                      double stepSize);

}  // namespace hnn
