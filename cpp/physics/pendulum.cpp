// An ideal pendulum, q its angle from hanging: H = p² / (2 m l²) + m g l (1 − cos q).
//
// Greydanus et al. 2019 (arXiv 1906.01563), task 2. With m = ½, l = 1, g = 6 this is
// p² + 3 (1 − cos q), as in their code. The separatrix is at H = 2 m g l, there 6.
#include "physics/pendulum.h"

namespace hnn {
namespace {

class Pendulum final : public PendulumFormulas<Pendulum> {
 public:
  using PendulumFormulas::PendulumFormulas;

  // Radius U[1.3, 2.3]: between a visibly anharmonic swing and almost the top.
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    return swingStart(random, 1.3, 2.3);
  }
};

}  // namespace

SystemEntry pendulum() {
  SystemInfo info;
  info.id = "pendulum";
  info.degreesOfFreedom = 1;
  info.coordinates = {{"q", "rad"}, {"p", "kg m²/s"}};
  info.angles = {0};
  info.parameters = {
      {.key = "mass", .symbol = "m", .defaultValue = 0.5, .min = 0.1, .max = 10, .unit = "kg"},
      {.key = "length", .symbol = "l", .defaultValue = 1, .min = 0.1, .max = 5, .unit = "m"},
      {.key = "gravity", .symbol = "g", .defaultValue = 6, .min = 0.1, .max = 30, .unit = "m/s²"}};
  info.experiment.source = "Greydanus et al. 2019, section 3, task 2";
  info.experiment.trajectories = 50;
  info.experiment.points = 45;
  info.experiment.duration = 3;
  info.experiment.noise = 0.1;
  info.experiment.trainFraction = 0.5;
  info.experiment.weightDecay = 1e-4;
  info.view.drawing = "pendulum";
  info.view.xMin = -3.2, info.view.xMax = 3.2;  // one turn of the angle
  info.view.yMin = -2.8, info.view.yMax = 2.8;  // the separatrix reaches p = √6
  info.view.showcaseStart = {2.1, 0};
  info.view.showcaseDuration = 28;
  info.view.showcaseStep = 0.05;  // small swings take 3.6
  return systemEntry<Pendulum>(info);
}

}  // namespace hnn
