#include "physics/hamiltonian_system.h"

namespace hnn {

Matrix StatewiseSystem::energy(const Matrix& x) const {
  Matrix values(1, x.cols());
  for (Eigen::Index j = 0; j < x.cols(); ++j) values(0, j) = hamiltonianAt(x.col(j).data());
  return values;
}

Matrix StatewiseSystem::kineticEnergy(const Matrix& x) const {
  Matrix values(1, x.cols());
  for (Eigen::Index j = 0; j < x.cols(); ++j) values(0, j) = kineticAt(x.col(j).data());
  return values;
}

Matrix StatewiseSystem::field(const Matrix& x) const {
  Matrix dxdt(x.rows(), x.cols());
  for (Eigen::Index j = 0; j < x.cols(); ++j) motionAt(x.col(j).data(), dxdt.col(j).data());
  return dxdt;
}

Matrix StatewiseSystem::conservativeField(const Matrix& x) const {
  if (info_.conservative) return field(x);
  const Eigen::Index d = info_.degreesOfFreedom;
  const Matrix gradient = energyGradient(x);
  Matrix dxdt(x.rows(), x.cols());
  dxdt.topRows(d) = gradient.bottomRows(d);
  dxdt.bottomRows(d) = -gradient.topRows(d);
  return dxdt;
}

Matrix StatewiseSystem::fieldTangent(const Matrix& x, const Matrix& v) const {
  Matrix tangent(x.rows(), x.cols());
  std::vector<Dual> state(static_cast<std::size_t>(x.rows())), dxdt(state.size());
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    for (Eigen::Index i = 0; i < x.rows(); ++i)
      state[static_cast<std::size_t>(i)] = {x(i, j), v(i, j)};
    motionAt(state.data(), dxdt.data());
    for (Eigen::Index i = 0; i < x.rows(); ++i)
      tangent(i, j) = dxdt[static_cast<std::size_t>(i)].slope;
  }
  return tangent;
}

Matrix StatewiseSystem::energyGradient(const Matrix& x) const {
  Matrix gradient(x.rows(), x.cols());
  std::vector<Dual> state(static_cast<std::size_t>(x.rows()));
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    for (Eigen::Index i = 0; i < x.rows(); ++i) state[static_cast<std::size_t>(i)] = x(i, j);
    for (std::size_t i = 0; i < state.size(); ++i) {
      state[i].slope = 1;
      gradient(static_cast<Eigen::Index>(i), j) = hamiltonianAt(state.data()).slope;
      state[i].slope = 0;
    }
  }
  return gradient;
}

// With constant masses the kinetic part is a sum of pᵢ²/2mᵢ, so that 1/mᵢ is twice its value at
// pᵢ = 1.
Vector StatewiseSystem::inverseMass() const {
  if (!info_.constantMass) return {};
  const Eigen::Index d = info_.degreesOfFreedom;
  Vector inverse(d), state = Vector::Zero(2 * d);
  for (Eigen::Index i = 0; i < d; ++i) {
    state[d + i] = 1;
    inverse[i] = 2 * kineticAt(state.data());
    state[d + i] = 0;
  }
  return inverse;
}

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
