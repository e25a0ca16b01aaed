// Three bodies under gravity in the plane, H as in gravity.h.
//
// Greydanus et al. 2019 (arXiv 1906.01563), appendix, with m₁ = m₂ = m₃ = G = 1. Chaotic: bodies
// pass close to each other, where the field is steep and small errors grow.
#include "physics/gravity.h"

namespace hnn {
namespace {

constexpr double kHalfRoot3 = 0.8660254037844386;  // sin 120° = √3/2

class ThreeBody final : public PlanarBodies<3, ThreeBody> {
 public:
  using PlanarBodies::PlanarBodies;

  // The corners of an equilateral triangle in a random orientation, U[0.9, 1.2] from its centre,
  // turning about the barycentre as a rigid whole (Lagrange's solution: with sides s and the mass M
  // of all, ω² = G M/s³, for any masses; with the published ones a speed of 1/√(√3 r)). Then every
  // component of every velocity is multiplied by 1 + 0.2 U(−1, 1), as in the original's code.
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    const Vector corner = randomDirectionStart(random, 0.9, 1.2);
    double x[3] = {corner[0]}, y[3] = {corner[1]};
    const double side = 2 * kHalfRoot3 * sqrt(square(x[0]) + square(y[0]));
    double total = 0, centreX = 0, centreY = 0;
    for (int i = 0; i < 3; ++i) {
      if (i > 0) {  // the corner before, turned by 120°
        x[i] = -0.5 * x[i - 1] - kHalfRoot3 * y[i - 1];
        y[i] = kHalfRoot3 * x[i - 1] - 0.5 * y[i - 1];
      }
      total += mass(i);
      centreX += mass(i) * x[i];
      centreY += mass(i) * y[i];
    }
    const double omega = sqrt(gravity() * total / (side * side * side));
    Vector start(12);
    for (int i = 0; i < 3; ++i) {
      start[kX + i] = x[i] - centreX / total;
      start[kY + i] = y[i] - centreY / total;
      const double factorX = 1 + 0.2 * random.uniform(-1, 1);
      const double factorY = 1 + 0.2 * random.uniform(-1, 1);
      start[kPx + i] = -mass(i) * omega * start[kY + i] * factorX;
      start[kPy + i] = mass(i) * omega * start[kX + i] * factorY;
    }
    return start;
  }
};

}  // namespace

SystemEntry threeBody() {
  SystemInfo info;
  info.id = "three-body";
  info.degreesOfFreedom = 6;
  for (const char* symbol : {"q_x1", "q_x2", "q_x3", "q_y1", "q_y2", "q_y3", "p_x1", "p_x2", "p_x3",
                             "p_y1", "p_y2", "p_y3"})
    info.coordinates.push_back({symbol, "1"});
  info.parameters = {
      {.key = "mass1", .symbol = "m₁", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "1"},
      {.key = "mass2", .symbol = "m₂", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "1"},
      {.key = "mass3", .symbol = "m₃", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "1"},
      {.key = "gravity", .symbol = "G", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "1"}};
  info.experiment.source = "Greydanus et al. 2019, appendix: three-body problem";
  info.experiment.trajectories = 5000;
  info.experiment.points = 20;
  info.experiment.duration = 5;
  info.experiment.noise = 0;
  info.experiment.trainFraction = 0.8;
  info.experiment.batchSize = 600;
  info.experiment.steps = 10000;
  info.experiment.weightDecay = 1e-4;
  info.experiment.judgedDuration = 3;
  info.experiment.judgedPoints = 500;
  info.view.drawing = "orbits";
  info.view.xAxis = ThreeBody::kX, info.view.yAxis = ThreeBody::kY;
  info.view.xMin = info.view.yMin = -2;
  info.view.xMax = info.view.yMax = 2;
  // Like the data: a triangle of radius about 1.05 with perturbed circular velocities. Total energy
  // −0.79; no two bodies come so near that a fixed step would be inaccurate.
  info.view.showcaseStart = {1, -0.75, -0.25, 0.3, 0.7, -1, -0.2, -0.55, 0.75, 0.75, -0.5, -0.25};
  info.view.showcaseDuration = 10;
  info.view.showcaseStep = 0.01;
  return systemEntry<ThreeBody>(info);
}

}  // namespace hnn
