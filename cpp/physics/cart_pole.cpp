// A cart on a rail with a pole hanging from it, without motor and friction: x of the cart, θ from
// hanging. With the masses M of the cart and m of the pole's end
//   L = (M + m) ẋ²/2 + m l ẋ θ̇ cos θ + m l² θ̇²/2 − m g l (1 − cos θ)
// (Barto, Sutton, Anderson 1983, with a point mass and the angle from below), so that with
// μ = M + m sin² θ
//   H = (p_x² − 2 p_x p_θ cos θ / l + (M + m) p_θ² / (m l²)) / (2 μ) + m g l (1 − cos θ)
#include "physics/hamiltonian_system.h"

namespace hnn {
namespace {

class CartPole final : public HamiltonianSystem<CartPole> {
 public:
  CartPole(const SystemInfo& info, const std::vector<double>& parameters)
      : HamiltonianSystem(info),
        cart_(parameters[0]),
        pole_(parameters[1]),
        length_(parameters[2]),
        torque_(parameters[1] * parameters[2] * parameters[3]) {}

  template <class State>
  [[nodiscard]] auto kinetic(const State& x) const {
    return 0.5 * (x[2] * cartVelocity(x) + x[3] * poleVelocity(x));
  }
  template <class State>
  [[nodiscard]] auto potential(const State& x) const {
    return torque_ * (1 - cos(x[1]));
  }
  template <class Number>
  void motion(const Number* x, Number* dxdt) const {
    dxdt[0] = cartVelocity(x);
    dxdt[1] = poleVelocity(x);
    dxdt[2] = Number(0);
    // −∂T/∂θ = ∂T_Lagrange/∂θ at fixed velocities
    dxdt[3] = -sin(x[1]) * (pole_ * length_ * dxdt[0] * dxdt[1] + torque_);
  }

  // At rest or nearly so, the pole between a swing and almost upright; the cart moves accordingly.
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    Vector start(4);
    start[0] = random.uniform(-1, 1);
    start[1] = random.uniform(-2, 2);
    start[2] = random.uniform(-0.5, 0.5);
    start[3] = random.uniform(-0.5, 0.5);
    return start;
  }

 private:
  template <class State>
  [[nodiscard]] auto effectiveMass(const State& x) const {
    return cart_ + pole_ * square(sin(x[1]));
  }
  template <class State>
  [[nodiscard]] auto cartVelocity(const State& x) const {
    return (x[2] - cos(x[1]) * x[3] / length_) / effectiveMass(x);
  }
  template <class State>
  [[nodiscard]] auto poleVelocity(const State& x) const {
    return ((cart_ + pole_) * x[3] / (pole_ * length_) - cos(x[1]) * x[2]) /
           (length_ * effectiveMass(x));
  }

  double cart_, pole_;  // kg
  double length_;       // m
  double torque_;       // m g l, N m
};

}  // namespace

SystemEntry cartPole() {
  SystemInfo info;
  info.id = "cart-pole";
  info.degreesOfFreedom = 2;
  info.separable = false;
  info.constantMass = false;
  info.coordinates = {{"x", "m"}, {"θ", "rad"}, {"p_x", "kg m/s"}, {"p_θ", "kg m²/s"}};
  info.angles = {1};
  info.parameters = {
      {.key = "cartMass", .symbol = "M", .defaultValue = 1, .min = 0.1, .max = 10, .unit = "kg"},
      {.key = "poleMass", .symbol = "m", .defaultValue = 0.5, .min = 0.1, .max = 10, .unit = "kg"},
      {.key = "length", .symbol = "l", .defaultValue = 1, .min = 0.1, .max = 5, .unit = "m"},
      {.key = "gravity",
       .symbol = "g",
       .defaultValue = 9.8,
       .min = 0.1,
       .max = 30,
       .unit = "m/s²"}};
  info.experiment.source = "our own";
  info.experiment.trajectories = 200;
  info.experiment.points = 50;
  info.experiment.duration = 3;
  info.experiment.trainFraction = 0.8;
  info.experiment.batchSize = 512;
  info.experiment.steps = 4000;
  info.experiment.schedule = "one-cycle";
  info.experiment.learningRate = 3e-3;
  info.experiment.judgedDuration = 5;
  info.view.drawing = "cart-pole";
  info.view.xAxis = 1, info.view.yAxis = 3;
  info.view.xMin = -3.2, info.view.xMax = 3.2;
  info.view.yMin = -3, info.view.yMax = 3;
  info.view.showcaseStart = {0, 1.5, 0, 0};
  info.view.showcaseDuration = 10;
  info.view.showcaseStep = 0.01;
  return systemEntry<CartPole>(info);
}

}  // namespace hnn
