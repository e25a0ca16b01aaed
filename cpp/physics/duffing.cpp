// Duffing's oscillator without drive and friction, a particle in a double well:
// H = p²/2 − α q²/2 + β q⁴/4.
//
// Duffing 1918; Guckenheimer and Holmes 1983, section 2.2. The wells are at q = ±√(α/β), with
// H = −α²/4β, where small swings take 2π/√(2α). The separatrix H = 0, an eight, passes through the
// saddle at the origin.
#include "physics/hamiltonian_system.h"

namespace hnn {
namespace {

class Duffing final : public HamiltonianSystem<Duffing> {
 public:
  Duffing(const SystemInfo& info, const std::vector<double>& parameters)
      : HamiltonianSystem(info), alpha_(parameters[0]), beta_(parameters[1]) {}

  template <class State>
  [[nodiscard]] auto kinetic(const State& x) const {
    return 0.5 * square(x[1]);
  }
  template <class State>
  [[nodiscard]] auto potential(const State& x) const {
    const auto q2 = square(x[0]);
    return q2 * (beta_ / 4 * q2 - alpha_ / 2);
  }
  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    dxdt[0] = x[1];
    dxdt[1] = x[0] * (alpha_ - beta_ * square(x[0]));
  }

  // Radius U[0.2, 1.6], with q in units of √(α/β) and p in those of α/√β, in which every such
  // oscillator has the same portrait: within the wells as well as around both.
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    Vector start = randomDirectionStart(random, 0.2, 1.6);
    start[0] *= sqrt(alpha_ / beta_);
    start[1] *= alpha_ / sqrt(beta_);
    return start;
  }

 private:
  double alpha_, beta_;
};

}  // namespace

SystemEntry duffing() {
  SystemInfo info;
  info.id = "duffing";
  info.degreesOfFreedom = 1;
  info.coordinates = {{"q", "1"}, {"p", "1"}};
  info.parameters = {
      {.key = "alpha", .symbol = "α", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "1"},
      {.key = "beta", .symbol = "β", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "1"}};
  info.experiment.source = "our own";
  info.experiment.trajectories = 50;
  info.experiment.points = 30;
  info.experiment.duration = 6;
  info.experiment.noise = 0.05;
  info.experiment.trainFraction = 0.8;
  info.experiment.weightDecay = 1e-4;
  info.view.drawing = "spring";
  info.view.xMin = -2.2, info.view.xMax = 2.2;
  info.view.yMin = -2, info.view.yMax = 2;
  info.view.showcaseStart = {1.5, 0};  // H = 0.14: around both wells, slowly past the saddle
  info.view.showcaseDuration = 30;
  info.view.showcaseStep = 0.05;
  return systemEntry<Duffing>(info);
}

}  // namespace hnn
