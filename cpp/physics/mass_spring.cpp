// A mass on a spring: H = p²/2m + k q²/2.
//
// Greydanus et al. 2019 (arXiv 1906.01563), task 1. With k = 2 and m = ½ this is q² + p², as in
// their code.
#include "physics/spring.h"

namespace hnn {
namespace {

class MassSpring final : public SpringFormulas<MassSpring> {
 public:
  using SpringFormulas::SpringFormulas;

  // Radius U[0.1, 1].
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    return springStart(random, 0.1, 1);
  }
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
