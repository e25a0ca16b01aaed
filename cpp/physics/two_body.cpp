// Two bodies under gravity in the plane: H = |p₁|²/2m₁ + |p₂|²/2m₂ − G m₁ m₂ / |r₁ − r₂|.
//
// Greydanus et al. 2019 (arXiv 1906.01563), task 4, with m₁ = m₂ = G = 1. The state is
// [qx1, qx2, qy1, qy2, px1, px2, py1, py2].
#include "physics/gravity.h"

namespace hnn {
namespace {

class TwoBody final : public PlanarBodies<2, TwoBody> {
 public:
  using PlanarBodies::PlanarBodies;

  // Nearly circular orbits about a barycentre at rest in the origin. With the published masses,
  // body 1 is at a point of [0.5, 1.5]², a distance r from the centre, with a speed 1 / (2 √r)
  // across (where gravity 1 / (2r)² equals v²/r) times 1 + 0.05 N(0, 1), and body 2 is its mirror.
  // In general the separation is s = 2 (x, y), the circular relative speed is √(G M / |s|), and
  // each body gets the other's fraction of the mass M of both.
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    const double sx = 2 * random.uniform(0.5, 1.5), sy = 2 * random.uniform(0.5, 1.5);
    const double distance = sqrt(square(sx) + square(sy));
    const double m1 = mass(0), m2 = mass(1), total = m1 + m2;
    const double speed = sqrt(gravity() * total / distance) * (1 + 0.05 * random.normal());
    const double vx = -sy / distance * speed, vy = sx / distance * speed;
    const double reduced = m1 * m2 / total;
    Vector start(8);
    start << sx * m2 / total, -sx * m1 / total, sy * m2 / total, -sy * m1 / total, reduced * vx,
        -reduced * vx, reduced * vy, -reduced * vy;
    return start;
  }
};

}  // namespace

SystemEntry twoBody() {
  SystemInfo info;
  info.id = "two-body";
  info.degreesOfFreedom = 4;
  for (const char* symbol : {"q_x1", "q_x2", "q_y1", "q_y2", "p_x1", "p_x2", "p_y1", "p_y2"})
    info.coordinates.push_back({symbol, "1"});
  info.parameters = {
      {.key = "mass1", .symbol = "m₁", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "1"},
      {.key = "mass2", .symbol = "m₂", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "1"},
      {.key = "gravity", .symbol = "G", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "1"}};
  info.experiment.source = "Greydanus et al. 2019, section 4, task 4";
  info.experiment.trajectories = 1000;
  info.experiment.points = 50;
  info.experiment.duration = 20;
  info.experiment.noise = 0;
  info.experiment.trainFraction = 0.8;
  info.experiment.batchSize = 200;
  info.experiment.steps = 10000;
  info.experiment.weightDecay = 0;
  info.experiment.judgedDuration = 25;
  info.experiment.judgedPoints = 500;
  info.view.drawing = "orbits";
  info.view.xAxis = TwoBody::kX, info.view.yAxis = TwoBody::kY;
  info.view.xMin = info.view.yMin = -2.5;
  info.view.xMax = info.view.yMax = 2.5;
  // A slightly elliptic orbit (speed 0.95 of the circular ½) of period about 11.
  info.view.showcaseStart = {1, -1, 0, 0, 0, 0, 0.475, -0.475};
  info.view.showcaseDuration = 50;
  info.view.showcaseStep = 0.05;
  return systemEntry<TwoBody>(info);
}

}  // namespace hnn
