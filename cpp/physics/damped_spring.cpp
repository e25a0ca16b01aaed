// A mass on a spring with friction: H = p²/2m + k q²/2, dp/dt = −∂H/∂q − ρ p.
//
// Sosanya and Greydanus 2022 (arXiv 2201.10085, section 4.1): H = q² + p² (k = 2, m = ½) with
// damping ρ = 2 on one component, learned from a grid of 25 × 25 states on [−1.2, 1.2]².
#include "physics/spring.h"

namespace hnn {
namespace {

class DampedSpring final : public SpringFormulas<DampedSpring> {
 public:
  DampedSpring(const SystemInfo& info, const std::vector<double>& parameters)
      : SpringFormulas(info, parameters), friction_(parameters[2]) {}

  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    SpringFormulas::motion(x, dxdt);
    dxdt[1] = dxdt[1] - friction_ * x[1];
  }

  // Radius U[0.5, 1.1], within the grid.
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    return springStart(random, 0.5, 1.1);
  }

 private:
  double friction_;  // ρ, 1/s
};

}  // namespace

SystemEntry dampedSpring() {
  SystemInfo info;
  info.id = "damped-spring";
  info.degreesOfFreedom = 1;
  info.conservative = false;
  info.coordinates = {{"q", "m"}, {"p", "kg m/s"}};
  info.parameters = {
      {.key = "springConstant",
       .symbol = "k",
       .defaultValue = 2,
       .min = 0.1,
       .max = 10,
       .unit = "N/m"},
      {.key = "mass", .symbol = "m", .defaultValue = 0.5, .min = 0.1, .max = 10, .unit = "kg"},
      {.key = "friction", .symbol = "ρ", .defaultValue = 2, .min = 0, .max = 5, .unit = "1/s"}};
  info.experiment.source = "Sosanya and Greydanus 2022, section 4.1";
  info.experiment.samples = "grid";
  info.experiment.points = 25;
  info.experiment.noise = 0;
  info.experiment.trainFraction = 0.8;
  info.experiment.batchSize = 128;
  info.experiment.steps = 5000;
  info.experiment.learningRate = 5e-3;
  info.experiment.schedule = "one-cycle";
  info.experiment.judgedDuration = 5;
  info.view.drawing = "spring";
  info.view.xMin = info.view.yMin = -1.2;
  info.view.xMax = info.view.yMax = 1.2;
  info.view.showcaseStart = {1, 0};
  info.view.showcaseDuration = 6;
  info.view.showcaseStep = 0.02;  // it has stopped after one or two turns
  return systemEntry<DampedSpring>(info);
}

}  // namespace hnn
