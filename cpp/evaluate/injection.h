// Energy added during a motion: along the energy's own gradient (the "Riemann gradient" of
// Greydanus et al. 2019, section 5), between motions that conserve it.
#pragma once

#include "integrate/trajectory.h"

namespace hnn {

// From time `start` on, for `duration`, the path follows rate · ∇H. A negative rate removes energy.
struct Injection {
  double start = 0, duration = 0, rate = 0;
  // Of an adaptive integrator. The path along a gradient does not oscillate; where it takes more, it
  // is too stiff: about 10⁶ / (|rate| · the largest curvature of H) units of time.
  int mostSteps = 500'000;
};

// `points` equally spaced states from 0 to `duration` > 0, as `integrate` gives them. A step ends
// where the injection begins and ends; through the injection an adaptive integrator takes at most
// injection.mostSteps, or the flow's if they are fewer.
Trajectory integrateWithInjection(const Flow& flow, const VectorField& energyGradient,
                                  const Injection& injection, const Vector& x0, double duration,
                                  int points, Integrator integrator, double stepSize);

}  // namespace hnn
