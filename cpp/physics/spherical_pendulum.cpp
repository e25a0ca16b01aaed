// A pendulum that swings in every direction: θ from hanging, φ round the vertical,
//   H = p_θ² / (2 m l²) + p_φ² / (2 m l² sin² θ) + m g l (1 − cos θ)
// (Landau and Lifshitz, Mechanics, section 14, problem 1). p_φ is conserved, and keeps θ away from
// 0, where φ is undefined: no start has less than p_φ = 0.3 (times m √(g l³)).
#include "physics/hamiltonian_system.h"

namespace hnn {
namespace {

class SphericalPendulum final : public HamiltonianSystem<SphericalPendulum> {
 public:
  SphericalPendulum(const SystemInfo& info, const std::vector<double>& parameters)
      : HamiltonianSystem(info),
        inertia_(parameters[0] * parameters[1] * parameters[1]),
        torque_(parameters[0] * parameters[2] * parameters[1]) {}

  template <class State>
  [[nodiscard]] auto kinetic(const State& x) const {
    return (square(x[2]) + square(x[3] / sin(x[0]))) / (2 * inertia_);
  }
  template <class State>
  [[nodiscard]] auto potential(const State& x) const {
    return torque_ * (1 - cos(x[0]));
  }
  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    const Number sine = sin(x[0]);
    const Number rate = x[3] / (inertia_ * square(sine));  // φ̇
    dxdt[0] = x[2] / inertia_;
    dxdt[1] = rate;
    dxdt[2] = rate * x[3] * cos(x[0]) / sine - torque_ * sine;
    dxdt[3] = Number(0);
  }

  [[nodiscard]] Vector sampleStart(Random& random) const override {
    const double scale = sqrt(inertia_ * torque_);  // of momenta
    Vector start(4);
    start[0] = random.uniform(0.6, 1.4);
    start[1] = random.uniform(-3.14, 3.14);
    start[2] = scale * random.uniform(-0.5, 0.5);
    start[3] = scale * random.uniform(0.3, 0.8);
    return start;
  }

 private:
  double inertia_;  // m l², kg m²
  double torque_;   // m g l, N m
};

}  // namespace

SystemEntry sphericalPendulum() {
  SystemInfo info;
  info.id = "spherical-pendulum";
  info.degreesOfFreedom = 2;
  info.separable = false;
  info.constantMass = false;
  info.coordinates = {{"θ", "rad"}, {"φ", "rad"}, {"p_θ", "kg m²/s"}, {"p_φ", "kg m²/s"}};
  info.angles = {0, 1};
  info.parameters = {
      {.key = "mass", .symbol = "m", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "kg"},
      {.key = "length", .symbol = "l", .defaultValue = 1, .min = 0.1, .max = 5, .unit = "m"},
      {.key = "gravity", .symbol = "g", .defaultValue = 1, .min = 0.1, .max = 30, .unit = "m/s²"}};
  info.experiment.source = "our own";
  info.experiment.trajectories = 200;
  info.experiment.points = 50;
  info.experiment.duration = 10;
  info.experiment.trainFraction = 0.8;
  info.experiment.batchSize = 512;
  info.experiment.steps = 4000;
  info.experiment.schedule = "one-cycle";
  info.experiment.learningRate = 3e-3;
  info.experiment.judgedDuration = 20;
  info.view.drawing = "spherical-pendulum";
  info.view.xAxis = 0, info.view.yAxis = 2;
  info.view.xMin = 0.2, info.view.xMax = 1.9;
  info.view.yMin = -1.4, info.view.yMax = 1.4;
  info.view.showcaseStart = {1.2, 0, 0, 0.5};
  info.view.showcaseDuration = 20;
  info.view.showcaseStep = 0.02;
  return systemEntry<SphericalPendulum>(info);
}

}  // namespace hnn
