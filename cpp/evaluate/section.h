// Poincaré sections: where orbits cross the plane x[coordinate] = value upwards. Chaotic orbits
// fill an area of it, regular ones a curve (Hénon and Heiles 1964, Astron. J. 69:73).
#pragma once

#include "evaluate/orbits.h"
#include "physics/system.h"

namespace hnn {

// `orbits` states on the section with the given energy, 2d × orbits: every other one on the
// picture's line y = 0, equally spaced where the energy allows motion, the others spread over the
// picture, so that they meet both islands and the chaotic sea. The conjugate momentum is the root
// of H = energy with the coordinate growing (H is quadratic in it); components not shown are zero.
// The same states at every call. Throws std::invalid_argument if the system has no section or the
// energy is not strictly between its bounds.
Matrix sectionStarts(const System& system, double energy, int orbits);

struct Crossings {
  std::vector<int> orbit;  // of each crossing
  std::vector<double> t;   // of each crossing
  std::vector<Vector> x;   // of each crossing: the state, 2d, on the plane to rounding
  std::vector<double>
      energyError;  // of each orbit: the largest |H − H₀| / |H₀| at any step (see below)
};

// Follows `orbits` for `steps` steps of h > 0, after `done` earlier ones (for the times).
// `startEnergy`, 1 × orbits, is H₀. A step that crosses is repeated from the state before it with
// the length at which it ends on the plane (Newton's method); the last hundred-millionth of the
// step is Hénon's: along the field (Hénon 1982, Physica D 5:412). An orbit that grazes the plane
// within one step is missed.
//
// `block` ≥ 1 steps are integrated at a time: Dormand–Prince has to find its step size again after
// each block. Crossings are sought at the states between steps (which it interpolates), energies are
// compared at the ends of blocks. The results do not depend on the sizes of pieces if these are
// whole blocks.
Crossings followToSection(const System& truth, const Flow& flow, Orbits& orbits,
                          const Matrix& startEnergy, Integrator integrator, double h, int done,
                          int steps, int block = 1);

}  // namespace hnn
