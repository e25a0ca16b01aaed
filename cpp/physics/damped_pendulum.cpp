// A pendulum with friction in its bearing: H as in pendulum.h, but dp/dt = −∂H/∂q − γ p, so that
// dH/dt = −γ p q̇ ≤ 0.
//
// The stand-in for the recording of a real pendulum in Schmidt and Lipson 2009 (Science 324:81),
// which Greydanus et al. 2019 train on (task 3) and evaluate with 2.4 (1 − cos q) + p², p = q̇:
// twice the H of m = l = 1, g = 1.2. In the recording the amplitude falls from 1.474 to 0.805
// in 94.5 s. Weak friction −γ p shrinks the action I = ∮ p dq / 2π as e^{−γt} at every amplitude A:
// over a swing of duration τ, ΔI = (dI/dH) ΔH = (τ/2π) (−γ ∮ p dq) = −γ τ I. With I = (8/π) √1.2
// (E(k) − (1 − k²) K(k)), k = sin A/2 (complete elliptic integrals), that is 1.0580 and 0.3430 for
// the two amplitudes, γ = ln(1.0580 / 0.3430) / 94.5 s = 0.0119 / s.
#include "physics/pendulum.h"

namespace hnn {
namespace {

class DampedPendulum final : public PendulumFormulas<DampedPendulum> {
 public:
  DampedPendulum(const SystemInfo& info, const std::vector<double>& parameters)
      : PendulumFormulas(info, parameters), friction_(parameters[3]) {}

  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    PendulumFormulas::motion(x, dxdt);
    dxdt[1] = dxdt[1] - friction_ * x[1];
  }

  // Radius U[0.8, 1.5]: the amplitudes of the recording.
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    return swingStart(random, 0.8, 1.5);
  }

 private:
  double friction_;  // γ, 1/s
};

}  // namespace

SystemEntry dampedPendulum() {
  SystemInfo info;
  info.id = "damped-pendulum";
  info.degreesOfFreedom = 1;
  info.conservative = false;
  info.coordinates = {{"q", "rad"}, {"p", "kg m²/s"}};
  info.angles = {0};
  info.parameters = {
      {.key = "mass", .symbol = "m", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "kg"},
      {.key = "length", .symbol = "l", .defaultValue = 1, .min = 0.1, .max = 5, .unit = "m"},
      {.key = "gravity", .symbol = "g", .defaultValue = 1.2, .min = 0.1, .max = 30, .unit = "m/s²"},
      {.key = "friction",
       .symbol = "γ",
       .defaultValue = 0.0119,
       .min = 0,
       .max = 2,
       .unit = "1/s"}};
  info.experiment.source = "our own, after the recording of Schmidt and Lipson 2009";
  info.experiment.trajectories = 10;
  info.experiment.points = 181;  // 1/6 s apart, as in the recording
  info.experiment.duration = 30;
  info.experiment.noise = 0.02;
  info.experiment.trainFraction = 0.8;
  info.experiment.weightDecay = 1e-4;
  info.experiment.judgedDuration = 30;
  info.view.drawing = "pendulum";
  info.view.xMin = -2, info.view.xMax = 2;
  info.view.yMin = -2, info.view.yMax = 2;
  info.view.showcaseStart = {1.474, 0};
  info.view.showcaseDuration = 94.5;
  info.view.showcaseStep = 0.05;  // small swings take 5.7
  return systemEntry<DampedPendulum>(info);
}

}  // namespace hnn
