// A particle of unit mass in a uniform field at speeds near that of light, c = 1, as in Cranmer et
// al. 2020 (arXiv 2003.04630, section 5):
//   L = (1 − q̇²)^{−1/2} − 1 + g q
// With γ² = u = 1/(1 − q̇²) the momentum is p = ∂L/∂q̇ = q̇ u^{3/2}, so that p² = u³ − u², and
//   H = q̇ p − L = u^{3/2} − 2 u^{1/2} + 1 − g q
// (q̇ p = q̇² u^{3/2} = u^{3/2} − u^{1/2}). Momenta grow without bound, velocities do not: in (q, q̇)
// the motion is not Hamiltonian.
#include <cmath>

#include "physics/hamiltonian_system.h"

namespace hnn {
namespace {

double valueOf(double x) { return x; }
double valueOf(Dual x) { return x.value; }

// Newton's method has converged after 20 steps for |p| ≤ 10⁶. From larger starts, about |p|, it
// first decreases by a third in each step, to the root of about |p|^(2/3): less than one step for
// each doubling of |p|.
int newtonSteps(double p) {
  constexpr int kUsual = 20;
  return std::isfinite(p) && std::fabs(p) > 1e6 ? kUsual + std::ilogb(p) - 19 : kUsual;
}

// The root u ≥ 1 of u³ − u² = p². Newton's method decreases from 1 + |p| ≥ u without passing it.
// Slopes are exact, too: the last step's derivative is that of the root.
template <class Number>
Number gammaSquared(Number p) {
  const Number p2 = square(p);
  Number u = 1 + sqrt(1 + p2);
  for (int i = newtonSteps(valueOf(p)); i > 0; --i)
    u = u - (u * u * (u - 1) - p2) / (u * (3 * u - 2));
  return u;
}

class RelativisticParticle final : public HamiltonianSystem<RelativisticParticle> {
 public:
  RelativisticParticle(const SystemInfo& info, const std::vector<double>& parameters)
      : HamiltonianSystem(info), g_(parameters[0]) {}

  template <class State>
  [[nodiscard]] auto kinetic(const State& x) const {
    const auto u = gammaSquared(x[1]);
    return sqrt(u) * (u - 2) + 1;
  }
  template <class State>
  [[nodiscard]] auto potential(const State& x) const {
    return -g_ * x[0];
  }
  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    const Number u = gammaSquared(x[1]);
    dxdt[0] = x[1] / (u * sqrt(u));
    dxdt[1] = g_;
  }

  // Anywhere on [−1, 1], with a momentum U[−2, 0] against the field: it turns round and
  // reaches nine tenths of the speed of light.
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    Vector start(2);
    start[0] = random.uniform(-1, 1);
    start[1] = random.uniform(-2, 0);
    return start;
  }

 private:
  double g_;
};

}  // namespace

SystemEntry relativisticParticle() {
  SystemInfo info;
  info.id = "relativistic-particle";
  info.degreesOfFreedom = 1;
  info.constantMass = false;
  info.coordinates = {{"q", "1"}, {"p", "1"}};
  info.parameters = {
      {.key = "gravity", .symbol = "g", .defaultValue = 1, .min = 0.1, .max = 5, .unit = "1"}};
  info.experiment.source = "Cranmer et al. 2020, section 5, the relativistic particle";
  info.experiment.coordinates = "velocities";
  info.experiment.trajectories = 100;
  info.experiment.points = 30;
  info.experiment.duration = 4;
  info.experiment.trainFraction = 0.8;
  info.experiment.batchSize = 256;
  info.experiment.steps = 3000;
  info.experiment.schedule = "one-cycle";
  info.experiment.learningRate = 3e-3;
  info.experiment.judgedDuration = 4;
  info.view.drawing = "particle";
  info.view.xMin = -3, info.view.xMax = 3;
  info.view.yMin = -3, info.view.yMax = 3;
  info.view.showcaseStart = {0.5, -2};
  info.view.showcaseDuration = 4;
  info.view.showcaseStep = 0.02;
  return systemEntry<RelativisticParticle>(info);
}

}  // namespace hnn
