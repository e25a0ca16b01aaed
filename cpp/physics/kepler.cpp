// A planet about a fixed sun in the plane: H = |p|²/2m − k/|q|.
//
// Its orbits are ellipses with the sun in a focus; besides H and the angular momentum they conserve
// the Laplace–Runge–Lenz vector, so they close (Goldstein, Poole, Safko 2002, section 3.9).
#include "physics/gravity.h"

namespace hnn {
namespace {

class Kepler final : public HamiltonianSystem<Kepler> {
 public:
  Kepler(const SystemInfo& info, const std::vector<double>& parameters)
      : HamiltonianSystem(info), m_(parameters[0]), k_(parameters[1]) {}

  template <class State>
  [[nodiscard]] auto kinetic(const State& x) const {
    return (square(x[2]) + square(x[3])) / (2 * m_);
  }
  template <class State>
  [[nodiscard]] auto potential(const State& x) const {
    return attraction(k_, x[0], x[1]);
  }
  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    const Number pull = forcePerDistance(k_, x[0], x[1]);
    dxdt[0] = x[2] / m_;
    dxdt[1] = x[3] / m_;
    dxdt[2] = -pull * x[0];
    dxdt[3] = -pull * x[1];
  }

  // At the far end, r = a (1 + e), of an ellipse of semi-major axis a ∈ U[0.8, 1.2] and
  // eccentricity e ∈ U[0, 0.4] in any direction, where the velocity is transverse and
  // v² = k (1 − e) / (m a (1 + e)); anticlockwise. So r stays within [0.48, 1.68].
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    const double axis = random.uniform(0.8, 1.2), eccentricity = random.uniform(0, 0.4);
    const double direction = random.uniform(0, 2 * 3.14159265358979323846);
    const double far = axis * (1 + eccentricity);
    const double momentum = sqrt(m_ * k_ * (1 - eccentricity) / far);
    Vector start(4);
    start << far * cos(direction), far * sin(direction), -momentum * sin(direction),
        momentum * cos(direction);
    return start;
  }

 private:
  double m_;
  double k_;  // G times both masses
};

}  // namespace

SystemEntry kepler() {
  SystemInfo info;
  info.id = "kepler";
  info.degreesOfFreedom = 2;
  for (const char* symbol : {"q_x", "q_y", "p_x", "p_y"}) info.coordinates.push_back({symbol, "1"});
  info.parameters = {
      {.key = "mass", .symbol = "m", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "1"},
      {.key = "attraction", .symbol = "k", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "1"}};
  info.experiment.source = "our own";
  info.experiment.trajectories = 200;
  info.experiment.points = 50;
  info.experiment.duration = 10;
  info.experiment.noise = 0;
  info.experiment.trainFraction = 0.8;
  info.experiment.batchSize = 256;
  info.experiment.steps = 5000;
  info.experiment.judgedDuration = 20;
  info.experiment.judgedPoints = 200;
  info.view.drawing = "orbits";
  info.view.xAxis = 0, info.view.yAxis = 1;
  info.view.xMin = info.view.yMin = -2;
  info.view.xMax = info.view.yMax = 2;
  info.view.showcaseStart = {1.3, 0, 0, 0.7337993857053428};  // a = 1, e = 0.3: a period of 2π
  info.view.showcaseDuration = 30;
  info.view.showcaseStep = 0.05;
  return systemEntry<Kepler>(info);
}

}  // namespace hnn
