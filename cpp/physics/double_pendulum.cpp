// Two pendulums, the second hung from the first's bob; θ₁, θ₂ are angles from hanging, both
// absolute, p₁, p₂ their canonical momenta. With Δ = θ₁ − θ₂ and μ = m₁ + m₂ sin² Δ
//   T = (m₂ l₂² p₁² + (m₁ + m₂) l₁² p₂² − 2 m₂ l₁ l₂ p₁ p₂ cos Δ) / (2 m₂ l₁² l₂² μ)
//   V = (m₁ + m₂) g l₁ (1 − cos θ₁) + m₂ g l₂ (1 − cos θ₂)
// T follows from the Lagrangian (Landau and Lifshitz, Mechanics, section 5, problem 1) by
// Legendre's transform. The effective masses depend on the angles: H is not a sum T(p) + V(q).
// Chaotic, except for small swings.
//
// m = l = 1 and g = 9.8 as in Cranmer et al. 2020 (arXiv 2003.04630).
#include "physics/hamiltonian_system.h"

namespace hnn {
namespace {

class DoublePendulum final : public HamiltonianSystem<DoublePendulum> {
 public:
  DoublePendulum(const SystemInfo& info, const std::vector<double>& parameters)
      : HamiltonianSystem(info),
        m1_(parameters[0]),
        m2_(parameters[1]),
        l1_(parameters[2]),
        l2_(parameters[3]),
        torque1_((m1_ + m2_) * parameters[4] * l1_),
        torque2_(m2_ * parameters[4] * l2_) {}

  template <class State>
  [[nodiscard]] auto kinetic(const State& x) const {
    const auto delta = x[0] - x[1];
    const auto mu = m1_ + m2_ * square(sin(delta));
    const auto quadratic = m2_ * l2_ * l2_ * square(x[2]) + (m1_ + m2_) * l1_ * l1_ * square(x[3]) -
                           2 * m2_ * l1_ * l2_ * x[2] * x[3] * cos(delta);
    return quadratic / (2 * m2_ * square(l1_ * l2_) * mu);
  }
  template <class State>
  [[nodiscard]] auto potential(const State& x) const {
    return torque1_ * (1 - cos(x[0])) + torque2_ * (1 - cos(x[1]));
  }
  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    const Number sine = sin(x[0] - x[1]), cosine = cos(x[0] - x[1]);
    const Number mu = m1_ + m2_ * square(sine);
    dxdt[0] = (l2_ * x[2] - l1_ * cosine * x[3]) / (l1_ * l1_ * l2_ * mu);
    dxdt[1] = ((m1_ + m2_) * l1_ * x[3] - m2_ * l2_ * cosine * x[2]) / (m2_ * l1_ * l2_ * l2_ * mu);
    // ∂T/∂Δ: numerator and denominator of T each depend on Δ, dμ/dΔ = 2 m₂ sin Δ cos Δ.
    const Number slope = sine / mu * (x[2] * x[3] / (l1_ * l2_) - 2 * m2_ * cosine * kinetic(x));
    dxdt[2] = -torque1_ * sin(x[0]) - slope;
    dxdt[3] = -torque2_ * sin(x[1]) + slope;
  }

  // Released from rest at angles U(−1.2, 1.2): with the default parameters less than 2 m₂ g l₂ of
  // energy, so that neither arm turns over.
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    Vector start = Vector::Zero(4);
    start[0] = random.uniform(-1.2, 1.2);
    start[1] = random.uniform(-1.2, 1.2);
    return start;
  }

 private:
  double m1_, m2_;            // kg
  double l1_, l2_;            // m
  double torque1_, torque2_;  // N m; the largest that gravity exerts about each hinge
};

}  // namespace

SystemEntry doublePendulum() {
  SystemInfo info;
  info.id = "double-pendulum";
  info.degreesOfFreedom = 2;
  info.separable = false;
  info.constantMass = false;
  info.coordinates = {{"θ_1", "rad"}, {"θ_2", "rad"}, {"p_1", "kg m²/s"}, {"p_2", "kg m²/s"}};
  info.angles = {0, 1};
  info.parameters = {
      {.key = "mass1", .symbol = "m₁", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "kg"},
      {.key = "mass2", .symbol = "m₂", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "kg"},
      {.key = "length1", .symbol = "l₁", .defaultValue = 1, .min = 0.1, .max = 5, .unit = "m"},
      {.key = "length2", .symbol = "l₂", .defaultValue = 1, .min = 0.1, .max = 5, .unit = "m"},
      {.key = "gravity",
       .symbol = "g",
       .defaultValue = 9.8,
       .min = 0.1,
       .max = 30,
       .unit = "m/s²"}};
  // Where the first arm hangs and swings to the right; below 2 m₂ g l₂ = 19.6 the second cannot
  // turn over. Of 40 random orbits of the section followed to t = 200, none was chaotic at 10
  // (Lyapunov exponent above 0.08), a third at 15, nearly all at 19.
  info.section = {.coordinate = 0,
                  .value = 0,
                  .xAxis = 1,
                  .yAxis = 3,
                  .xMin = -3.2,
                  .xMax = 3.2,
                  .yMin = -6.5,
                  .yMax = 6.5,
                  .energyMin = 0,
                  .energyMax = 19.6,
                  .energy = 15};
  info.experiment.source = "our own; masses, lengths and gravity of Cranmer et al. 2020";
  info.experiment.trajectories = 400;
  info.experiment.points = 50;
  info.experiment.duration = 5;
  info.experiment.noise = 0;
  info.experiment.trainFraction = 0.9;
  info.experiment.batchSize = 512;
  info.experiment.steps = 5000;
  info.experiment.judgedDuration = 10;
  info.experiment.judgedPoints = 200;
  info.view.drawing = "double-pendulum";
  info.view.xAxis = 0, info.view.yAxis = 2;
  info.view.xMin = -1.6, info.view.xMax = 1.6;
  info.view.yMin = -8, info.view.yMax = 8;
  info.view.showcaseStart = {1.1, 0.4, 0, 0};
  info.view.showcaseDuration = 20;
  info.view.showcaseStep = 0.02;  // small swings take 1.09 and 2.62
  return systemEntry<DoublePendulum>(info);
}

}  // namespace hnn
