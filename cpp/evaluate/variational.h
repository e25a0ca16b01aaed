// A flow together with its deviation vectors, as one flow: x' = f(x), δᵢ' = ∂f/∂x(x) · δᵢ (the
// variational equations).
//
// The rows are ordered [q; δq₁; …; δq_k | p; δp₁; …; δp_k], so that the extended state has its own
// positions and momenta and every integrator applies to it, also partitioned and implicit ones.
// Differentiation commutes with (partitioned) Runge–Kutta methods (Hairer, Lubich, Wanner,
// Geometric Numerical Integration, VI.4, lemma 4.1): the result is the exact derivative of the
// numerical map, not an approximation of the flow's. So a symplectic integrator's DΦ is symplectic
// to rounding.
#pragma once

#include <functional>

#include "evaluate/orbits.h"

namespace hnn {

// ∂field/∂x · v, column by column; all are 2d × batch.
using FieldTangent = std::function<Matrix(const Matrix& x, const Matrix& v)>;

// Separable where `flow` is.
Flow variationalFlow(const Flow& flow, const FieldTangent& tangent, Eigen::Index deviations);

// Deviation vectors of a batch of orbits: 2^exponent · vectors.
struct Deviations {
  Matrix vectors;                // 2d·k × orbits, one vector below the other
  std::vector<double> exponent;  // of each orbit, an integer

  // Takes the size of the largest component of every orbit into its exponent: it is then 1 to 2.
  void normalise();
};

// Follows `orbits` with their deviation vectors for the time `interval` (either sign), which began
// at time t. The vectors are normalised on the way, by powers of two and all k of an orbit alike,
// which is exact, so that they may grow or shrink without limit. Those of orbits that ended are
// undefined. An orbit ends as Stop::kTooManySteps where the growth over ten step sizes would require
// more than flow.mostSteps, of any integrator.
void followDeviations(const Flow& flow, const FieldTangent& tangent, Orbits& orbits,
                      Deviations& deviations, double interval, double t, Integrator integrator,
                      double stepSize);

}  // namespace hnn
