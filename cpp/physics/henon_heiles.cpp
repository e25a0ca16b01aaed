// A star in the plane of a galaxy, after Hénon and Heiles 1964 (Astron. J. 69:73):
// H = ½ (p₁² + p₂² + q₁² + q₂²) + q₁² q₂ − q₂³/3.
//
// The data follow Choudhary et al. 2020 (arXiv 1912.01958). Below E = 1/6 the motion is bounded by
// the triangle of the saddles (0, 1), (±√3/2, −½); nearly all orbits are regular at E = 1/12, about
// half at 1/8, hardly any at 1/6.
#include "physics/hamiltonian_system.h"

namespace hnn {
namespace {

class HenonHeiles final : public HamiltonianSystem<HenonHeiles> {
 public:
  HenonHeiles(const SystemInfo& info, const std::vector<double>& /*parameters*/)
      : HamiltonianSystem(info) {}

  template <class State>
  [[nodiscard]] auto kinetic(const State& x) const {
    return 0.5 * (square(x[2]) + square(x[3]));
  }
  template <class State>
  [[nodiscard]] auto potential(const State& x) const {
    return 0.5 * (square(x[0]) + square(x[1])) + x[1] * (square(x[0]) - (1.0 / 3) * square(x[1]));
  }
  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    dxdt[0] = x[2];
    dxdt[1] = x[3];
    dxdt[2] = -x[0] - 2 * x[0] * x[1];
    dxdt[3] = -x[1] - (square(x[0]) - square(x[1]));
  }

  // Energy U[0.02, 0.15], q ∈ 0.3 U(−1, 1)², p₁ ∈ 0.2 U(−1, 1), and p₂ ≥ 0 from the energy; drawn
  // again where the energy does not suffice. (The paper takes 50 energies of that interval.)
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    const double energy = random.uniform(0.02, 0.15);
    Vector start = Vector::Zero(4);
    for (;;) {
      start[0] = random.uniform(-0.3, 0.3);
      start[1] = random.uniform(-0.3, 0.3);
      start[2] = random.uniform(-0.2, 0.2);
      const double left = energy - kinetic(start) - potential(start);
      if (left < 0) continue;
      start[3] = sqrt(2 * left);
      return start;
    }
  }
};

}  // namespace

SystemEntry henonHeiles() {
  SystemInfo info;
  info.id = "henon-heiles";
  info.degreesOfFreedom = 2;
  for (const char* symbol : {"q_1", "q_2", "p_1", "p_2"}) info.coordinates.push_back({symbol, "1"});
  info.section = {.coordinate = 0,
                  .value = 0,
                  .xAxis = 1,
                  .yAxis = 3,
                  .xMin = -0.5,
                  .xMax = 0.75,
                  .yMin = -0.55,
                  .yMax = 0.55,
                  .energyMin = 0,
                  .energyMax = 1.0 / 6,
                  .energy = 0.1};
  // 100 000 samples from 500 orbits instead of the paper's 5·10⁶ from as many.
  info.experiment.source = "Choudhary et al. 2020, section III; fewer samples";
  info.experiment.trajectories = 500;
  info.experiment.points = 200;
  info.experiment.duration = 100;
  info.experiment.noise = 0;
  info.experiment.trainFraction = 0.9;
  info.experiment.batchSize = 512;
  info.experiment.steps = 12000;
  info.experiment.learningRate = 3e-3;
  info.experiment.schedule = "one-cycle";
  info.experiment.judgedDuration = 100;
  info.experiment.judgedPoints = 500;
  info.view.drawing = "orbits";
  info.view.xAxis = 0, info.view.yAxis = 1;
  info.view.xMin = info.view.yMin = -1;
  info.view.xMax = info.view.yMax = 1;
  info.view.showcaseStart = {0, 0.1, 0.51, 0.1};  // E = 0.1397
  info.view.showcaseDuration = 100;
  info.view.showcaseStep = 0.1;  // periods are about 2π
  return systemEntry<HenonHeiles>(info);
}

}  // namespace hnn
