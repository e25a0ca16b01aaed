// A system in velocities instead of momenta: states [q; q̇]. From one definition, the Hamiltonian
// one, by Legendre's transform: q̇ = ∂H/∂p is solved for p (Newton's method on exact derivatives;
// one step if H is quadratic in p), and accelerations are the rate of change of ∂H/∂p along the
// motion.
#pragma once

#include <memory>

#include "physics/system.h"

namespace hnn {

// What differs in the description of `system` in these coordinates.
VelocityDescription describeVelocities(const System& system);

// States without a momentum (a speed beyond that of light) have energies and fields that are not
// numbers. energyGradient() and fieldTangent() require canonical coordinates, and throw
// std::logic_error.
std::unique_ptr<System> inVelocities(std::unique_ptr<System> system);

}  // namespace hnn
