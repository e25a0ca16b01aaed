// Systems in positions and velocities: the same motion as in canonical coordinates, and that of the
// Lagrangians that textbooks write.
#include "physics/velocities.h"

#include <gtest/gtest.h>

#include <cmath>

#include "autodiff/gradient.h"
#include "autodiff/ops.h"
#include "autodiff/program.h"
#include "data/sampling.h"
#include "physics/catalogue.h"

namespace hnn {
namespace {

std::unique_ptr<System> canonical(const std::string& id) { return makeSystem(id); }
std::unique_ptr<System> velocities(const std::string& id) {
  return makeSystem(id, {}, "velocities");
}

double largestIn(const Matrix& m) { return m.cwiseAbs().maxCoeff(); }

// [q; q̇] of canonical states.
Matrix withVelocities(const System& system, const Matrix& x) {
  Matrix y = x;
  y.bottomRows(x.rows() / 2) = system.field(x).topRows(x.rows() / 2);
  return y;
}

class EverySystemInVelocities : public ::testing::TestWithParam<SystemInfo> {};
INSTANTIATE_TEST_SUITE_P(Physics, EverySystemInVelocities, ::testing::ValuesIn(systemInfos()),
                         [](const ::testing::TestParamInfo<SystemInfo>& test) {
                           std::string name = test.param.id;
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

TEST_P(EverySystemInVelocities, FollowsTheSameMotion) {
  const auto inMomenta = canonical(GetParam().id), inVelocities = velocities(GetParam().id);
  Random one(5), other(5);
  const Matrix x = sampleStarts(*inMomenta, one, 6), y = sampleStarts(*inVelocities, other, 6);
  EXPECT_LT(largestIn(y - withVelocities(*inMomenta, x)), 1e-15 * largestIn(y));
  const double duration = std::fmin(GetParam().experiment.duration, 3);
  const Matrix end = trueTrajectories(*inMomenta, x, duration, 2).x.back();
  const Matrix there = trueTrajectories(*inVelocities, y, duration, 2).x.back();
  EXPECT_LT(largestIn(there - withVelocities(*inMomenta, end)), 1e-6 * (1 + largestIn(end)));
  EXPECT_LT(largestIn(inVelocities->energy(there) - inMomenta->energy(end)),
            1e-6 * (1 + largestIn(inMomenta->energy(end))));
}

TEST_P(EverySystemInVelocities, HasTheSameEnergiesAndTheRateOfChangeOfItsVelocities) {
  const auto inMomenta = canonical(GetParam().id), inVelocities = velocities(GetParam().id);
  Random random(6);
  const Matrix x = sampleStarts(*inMomenta, random, 20), y = withVelocities(*inMomenta, x);
  const Eigen::Index d = x.rows() / 2;
  const Matrix energy = inMomenta->energy(x), kinetic = inMomenta->kineticEnergy(x);
  EXPECT_LT(largestIn(inVelocities->energy(y) - energy), 1e-12 * (1 + largestIn(energy)));
  EXPECT_LT(largestIn(inVelocities->kineticEnergy(y) - kinetic), 1e-12 * (1 + largestIn(kinetic)));
  const double h = 1e-5;
  for (const bool friction : {true, false}) {
    const Matrix motion = friction ? inMomenta->field(x) : inMomenta->conservativeField(x);
    const Matrix expected =
        (withVelocities(*inMomenta, x + h * motion) - withVelocities(*inMomenta, x - h * motion)) /
        (2 * h);
    const Matrix field = friction ? inVelocities->field(y) : inVelocities->conservativeField(y);
    EXPECT_EQ(field.topRows(d), y.bottomRows(d));
    EXPECT_LT(largestIn(field - expected), 1e-7 * (1 + largestIn(expected)));
  }
}

TEST_P(EverySystemInVelocities, DescribesItself) {
  const auto system = velocities(GetParam().id);
  const SystemInfo& info = system->info();
  const auto d = static_cast<std::size_t>(info.degreesOfFreedom);
  ASSERT_EQ(info.velocities.coordinates.size(), d);
  for (std::size_t i = 0; i < d; ++i) {
    EXPECT_NE(info.coordinates[d + i].symbol.find("\u0307"), std::string::npos);
    EXPECT_EQ(info.coordinates[d + i].symbol, GetParam().velocities.coordinates[i].symbol);
  }
  EXPECT_EQ(info.view.showcaseStart.size(), 2 * d);
  EXPECT_LT(info.view.yMin, info.view.yMax);
  EXPECT_TRUE(std::isfinite(system->energy(Eigen::Map<const Vector>(
      info.view.showcaseStart.data(), static_cast<Eigen::Index>(2 * d)))(0, 0)));
}

#ifdef HNN_REAL_DOUBLE  // Legendre's transform of a Lagrangian in the graph takes double precision

Var row(Var x, int i) { return sliceRows(x, i, 1); }

// L(q, q̇) as textbooks write it, with the systems' default parameters; x = [q; q̇].
Var lagrangian(const std::string& id, Var x) {
  if (id == "pendulum") return 0.25 * square(row(x, 1)) - 3.0 * (1.0 - cos(row(x, 0)));
  if (id == "double-pendulum") {
    const Var a = row(x, 0), b = row(x, 1), u = row(x, 2), v = row(x, 3);
    return square(u) + 0.5 * square(v) + u * v * cos(a - b) + 19.6 * cos(a) + 9.8 * cos(b) - 29.4;
  }
  if (id == "relativistic-particle")
    return reciprocal(sqrt(1.0 - square(row(x, 1)))) - 1.0 + row(x, 0);
  if (id == "spherical-pendulum") {
    const Var theta = row(x, 0);
    return 0.5 * (square(row(x, 2)) + square(row(x, 3) * sin(theta))) - (1.0 - cos(theta));
  }
  const Var theta = row(x, 1), cart = row(x, 2), pole = row(x, 3);  // cart-pole
  return 0.75 * square(cart) + 0.5 * cart * pole * cos(theta) + 0.25 * square(pole) -
         4.9 * (1.0 - cos(theta));
}

// Legendre: p = ∂L/∂q̇ is the canonical momentum, q̇ p − L the Hamiltonian, and the accelerations
// satisfy Euler and Lagrange: d/dt ∂L/∂q̇ = ∂L/∂q.
TEST(Velocities, AgreeWithTheLagrangian) {
  for (const std::string id : {"pendulum", "double-pendulum", "relativistic-particle",
                               "spherical-pendulum", "cart-pole"}) {
    const auto inMomenta = canonical(id), inVelocities = velocities(id);
    Random random(7);
    const Matrix x = sampleStarts(*inMomenta, random, 20);
    const Matrix later = trueTrajectories(*inMomenta, x, 0.7, 2).x.back();
    const RealMatrix y = withVelocities(*inMomenta, later);
    const int d = static_cast<int>(y.rows()) / 2;
    const Matrix motion = inVelocities->field(y);
    const RealMatrix realMotion = motion;

    Graph graph;
    const Var input = graph.input("x", {2 * d, kBatch}),
              rate = graph.input("rate", {2 * d, kBatch});
    const Var l = lagrangian(id, input);
    const Var gradient = grad(l, {input})[0];
    const Var p = sliceRows(gradient, d, d);
    const Var energy = sumRows(p * sliceRows(input, d, d)) - l;
    std::vector<Var> outputs = {p, energy, sliceRows(gradient, 0, d)};
    for (int i = 0; i < d; ++i)  // dpᵢ/dt along the motion
      outputs.push_back(sumRows(grad(row(gradient, d + i), {input})[0] * rate));
    Program program(graph, outputs);
    program.bind(input, y.data());
    program.bind(rate, realMotion.data());
    program.run(20);
    const auto value = [&](std::size_t i) {
      return Matrix(
          Eigen::Map<const RealMatrix>(program.output(i), program.outputShape(i).rows, 20));
    };
    EXPECT_LT(largestIn(value(0) - later.bottomRows(d)), 1e-10) << id;
    EXPECT_LT(largestIn(value(1) - inMomenta->energy(later)), 1e-10) << id;
    const Matrix force = value(2);
    for (int i = 0; i < d; ++i)
      EXPECT_LT(largestIn(value(static_cast<std::size_t>(3 + i)) - force.row(i)), 1e-10) << id << i;
  }
}

#endif

TEST(Velocities, BeyondLightHaveNoEnergy) {
  const auto system = velocities("relativistic-particle");
  Matrix y(2, 2);
  y << 0, 0, 0.9999, 1.0001;
  EXPECT_TRUE(std::isfinite(system->energy(y)(0, 0)));
  EXPECT_FALSE(std::isfinite(system->energy(y)(0, 1)));
  EXPECT_FALSE(std::isfinite(system->field(y)(1, 1)));
}

}  // namespace
}  // namespace hnn
