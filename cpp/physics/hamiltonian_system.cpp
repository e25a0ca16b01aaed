#include "physics/hamiltonian_system.h"

namespace hnn {

Vector randomDirectionStart(Random& random, double minRadius, double maxRadius) {
  double q = 0, p = 0, size = 0;
  do {  // the origin has no direction; 10⁻³ keeps the quotient's rounding small
    q = random.uniform(-1, 1);
    p = random.uniform(-1, 1);
    size = sqrt(q * q + p * p);
  } while (size < 1e-3);
  const double radius = random.uniform(minRadius, maxRadius);
  Vector start(2);
  start << q / size * radius, p / size * radius;
  return start;
}

}  // namespace hnn
