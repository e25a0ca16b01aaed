// A mass on a spring: H = p²/2m + k q²/2.
//
// Greydanus et al. 2019 (arXiv 1906.01563), task 1. With k = 2 and m = ½ this is q² + p², as in
// their code.
#include "physics/hamiltonian_system.h"

namespace hnn {
namespace {

class MassSpring final : public HamiltonianSystem<MassSpring> {
 public:
  MassSpring(const SystemInfo& info, const std::vector<double>& parameters)
      : HamiltonianSystem(info), k_(parameters[0]), m_(parameters[1]) {}

  template <class State>
  [[nodiscard]] auto kinetic(const State& x) const {
    return square(x[1]) / (2 * m_);
  }
  template <class State>
  [[nodiscard]] auto potential(const State& x) const {
    return k_ / 2 * square(x[0]);
  }
  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    dxdt[0] = x[1] / m_;
    dxdt[1] = -k_ * x[0];
  }

  // Radius U[0.1, 1]. p is stretched by √(k m), 1 for the published values, so that a start has
  // the same place on its ellipse for every spring.
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    Vector start = randomDirectionStart(random, 0.1, 1);
    start[1] *= sqrt(k_ * m_);
    return start;
  }

 private:
  double k_;  // N/m
  double m_;  // kg
};

}  // namespace

SystemEntry massSpring() {
  SystemInfo info;
  info.id = "spring";
  info.degreesOfFreedom = 1;
  info.coordinates = {{"q", "m"}, {"p", "kg m/s"}};
  info.parameters = {
      {.key = "springConstant",
       .symbol = "k",
       .defaultValue = 2,
       .min = 0.1,
       .max = 10,
       .unit = "N/m"},
      {.key = "mass", .symbol = "m", .defaultValue = 0.5, .min = 0.1, .max = 10, .unit = "kg"}};
  info.experiment.source = "Greydanus et al. 2019, section 3, task 1";
  info.experiment.trajectories = 50;
  info.experiment.points = 30;
  info.experiment.duration = 3;
  info.experiment.noise = 0.1;
  info.experiment.trainFraction = 0.5;
  info.experiment.weightDecay = 1e-4;
  info.view.drawing = "spring";
  info.view.xMin = info.view.yMin = -1.5;
  info.view.xMax = info.view.yMax = 1.5;
  info.view.showcaseStart = {1, 0};
  info.view.showcaseDuration = 30;
  info.view.showcaseStep = 0.05;  // period π; leapfrog is unstable above 1
  return systemEntry<MassSpring>(info);
}

}  // namespace hnn
