// Sessions of Lagrangian and dissipative networks: coordinates, friction, parts of the field,
// grids.
#include <gtest/gtest.h>

#include <cmath>

#include "api/phase_space_run.h"
#include "support/refusal.h"

namespace hnn {
namespace {

Config familyConfig(const std::string& system, const std::string& model) {
  Config config = publishedConfig(system);
  config.model = model;
  config.hidden = {16, 16};
  config.activation = "softplus";
  if (config.samples == "trajectories") config.trajectories = 8, config.points = 10;
  config.coordinates = model == "lnn" ? "velocities" : config.coordinates;
  return config;
}

TEST(Families, AskForTheCoordinatesTheyNeed) {
  Config config = familyConfig("pendulum", "lnn");
  EXPECT_EQ(refusalOf(config), "");
  config.coordinates = "canonical";
  EXPECT_EQ(refusalOf(config),
            "coordinates of model \"lnn\" must be \"velocities\", got \"canonical\"");
  config = familyConfig("pendulum", "lnn");
  config.activation = "relu";
  EXPECT_EQ(refusalOf(config),
            "activation of model \"lnn\" must be one with a continuous second derivative: tanh | "
            "softplus | sigmoid | swish, got \"relu\"");
  config = familyConfig("double-pendulum", "second-order");
  EXPECT_NE(refusalOf(config), "");
  config.coordinates = "velocities";  // there q̇ is q̇
  EXPECT_EQ(refusalOf(config), "");
  config.model = "hnn";  // may be tried
  EXPECT_EQ(refusalOf(config), "");
}

TEST(Families, GridsTakeOneDegreeOfFreedomAndNoNextSample) {
  Config config = familyConfig("double-pendulum", "hnn");
  config.samples = "grid";
  EXPECT_EQ(refusalOf(config),
            "samples of system \"double-pendulum\" must be \"trajectories\" (a grid requires one "
            "degree of freedom), got \"grid\"");
  config = familyConfig("damped-spring", "hnn");
  config.loss = "one-step";
  EXPECT_EQ(refusalOf(config),
            "loss of samples \"grid\" must be \"derivative\" (grid samples have no successor), got "
            "\"one-step\"");
  config = familyConfig("damped-spring", "hnn");
  const DataView data = PhaseSpaceRun(config).data();
  EXPECT_EQ(data.x.size(), 2U * 25 * 25);
  double least = 9, most = -9;
  for (const double x : data.x) least = std::fmin(least, x), most = std::fmax(most, x);
  EXPECT_EQ(least, -1.2);
  EXPECT_EQ(most, 1.2);
  int held = 0;
  for (const int test : data.test) held += test;
  EXPECT_EQ(held, 125);
  config.points = 1000;
  EXPECT_EQ(refusalOf(config), "");
}

TEST(Families, EachLearnsAndReproduces) {
  for (const auto& [system, model] :
       {std::pair{"damped-spring", "dissipative-hnn"},
        std::pair{"damped-pendulum", "dissipative-hnn"}, std::pair{"relativistic-particle", "lnn"},
        std::pair{"cart-pole", "lnn"}, std::pair{"spherical-pendulum", "lnn"}}) {
    Config config = familyConfig(system, model);
    config.schedule = "constant";
    config.learningRate = 1e-2;
    PhaseSpaceRun one(config), other(config);
    const double before = one.testLoss();
    const TrainProgress progress = one.train(200);
    EXPECT_EQ(progress.stopped, "") << system;
    EXPECT_LT(one.testLoss(), 0.7 * before) << system << model;
    other.train(200);
    EXPECT_EQ(one.fingerprint(), other.fingerprint());
    EXPECT_EQ(one.hasDissipation(), std::string(model) == "dissipative-hnn");
    EXPECT_TRUE(one.hasEnergy());
    EXPECT_TRUE(std::isfinite(one.metrics({.starts = 2, .duration = 1, .points = 5}).energyMse));
  }
}

TEST(Families, FrictionScalesTheDissipativePartOfModelAndTruth) {
  PhaseSpaceRun session(familyConfig("damped-spring", "dissipative-hnn"));
  session.train(20);
  for (const std::string source : {"model", "truth"}) {
    GridRequest request{.source = source, .columns = 5, .rows = 5};
    const auto gridOf = [&](double friction, const std::string& part) {
      request.friction = friction;
      request.part = part;
      return session.grid(request);
    };
    const Grid whole = gridOf(1, "whole"), kept = gridOf(1, "conservative"),
               lost = gridOf(1, "dissipative"), none = gridOf(0, "whole"),
               twice = gridOf(2, "whole");
    double lostSize = 0;
    for (std::size_t i = 0; i < whole.dy.size(); ++i) {
      EXPECT_NEAR(whole.dy[i], kept.dy[i] + lost.dy[i], 1e-12);
      EXPECT_EQ(none.dy[i], kept.dy[i]);
      EXPECT_NEAR(twice.dy[i], kept.dy[i] + 2 * lost.dy[i], 1e-12);
      lostSize += std::fabs(lost.dy[i]);
    }
    EXPECT_GT(lostSize, 1e-3);
    RolloutRequest rollout{.source = source,
                           .x0 = {1, 0},
                           .duration = 3,
                           .points = 30,
                           .integrator = "rk4",
                           .stepSize = 0.01,
                           .friction = 0};
    const Rollout path = session.rollout(rollout);
    const std::vector<double>& energy = source == "truth" ? path.energy : path.learnedEnergy;
    EXPECT_NEAR(energy.back(), energy.front(), 1e-3 * (1 + std::fabs(energy.front())));
  }
  EXPECT_EQ(refusalOf([&] { session.grid({.friction = 11}); }), "friction must be 0…10, got 11");
  PhaseSpaceRun plain(familyConfig("damped-spring", "hnn"));
  EXPECT_EQ(refusalOf([&] { plain.grid({.part = "dissipative"}); }),
            "part \"dissipative\": the field of model \"hnn\" has no parts; use \"whole\"");
}

TEST(Families, StudiesOfCanonicalThingsRefuseVelocities) {
  PhaseSpaceRun session(familyConfig("double-pendulum", "lnn"));
  const std::string refusal =
      "a section requires canonical momenta, and these states are positions and "
      "velocities: choose coordinates \"canonical\"";
  EXPECT_EQ(refusalOf([&] { session.sectionStarts(15, 3); }), refusal);
  EXPECT_NE(refusalOf([&] { session.chaos({.x = {1, 0, 0, 0}}); }), "");
  EXPECT_NE(refusalOf([&] { session.wayOut({.x = {1, 0, 0, 0}}); }), "");
  EXPECT_NE(refusalOf([&] {
              session.rollout({.x0 = {1, 0, 0, 0}, .duration = 1, .injectionDuration = 0.5});
            }),
            "");
  EXPECT_EQ(refusalOf([&] { session.rollout({.x0 = {1, 0, 0, 0}, .duration = 1}); }), "");
}

// Without settings an LNN was taken for canonical, and its "symplectic error" was a number without
// meaning.
TEST(Families, StudiesRefuseVelocitiesAlsoOfANetworkWithoutSettings) {
  PhaseSpaceRun session(familyConfig("double-pendulum", "lnn"));
  const auto loaded = PhaseSpaceRun::fromNetwork(session.network(), session.weights());
  EXPECT_NE(refusalOf([&] {
              loaded->wayOut({.x = {1, 0, 0, 0}});
            }).find("canonical momenta"),
            std::string::npos);
  PhaseSpaceRun canonical(familyConfig("pendulum", "hnn"));
  const auto hnn = PhaseSpaceRun::fromNetwork(canonical.network(), canonical.weights());
  EXPECT_EQ(refusalOf([&] { hnn->wayOut({.x = {1, 0}}); }), "");
}

TEST(Families, TellWhereTheMassMatrixWasRegularised) {
  Config config = familyConfig("pendulum", "lnn");
  const RolloutRequest request{.x0 = {1, 0}, .duration = 1, .points = 11};
  EXPECT_EQ(PhaseSpaceRun(config).rollout(request).guarded, 0);
  config.massRegularisation = 1;  // ten of them are more than any mass here
  PhaseSpaceRun session(config);
  EXPECT_EQ(session.rollout(request).guarded, 11);
  EXPECT_EQ(session.metrics({.starts = 3, .duration = 1, .points = 5}).guarded, 15);
  RolloutRequest truth = request;
  truth.source = "truth";
  EXPECT_EQ(session.rollout(truth).guarded, 0);
}

TEST(Families, ComeBackFromTheirNetworks) {
  for (const auto& [system, model] :
       {std::pair{"damped-pendulum", "dissipative-hnn"}, std::pair{"double-pendulum", "lnn"}}) {
    PhaseSpaceRun session(familyConfig(system, model));
    session.train(3);
    const auto again = PhaseSpaceRun::fromNetwork(session.network(), session.weights());
    std::vector<double> x(static_cast<std::size_t>(session.network().stateSize), 0.3);
    EXPECT_EQ(again->timeDerivative(x), session.timeDerivative(x));
    EXPECT_EQ(again->energy(x), session.energy(x));
    NetworkSpec wrong = session.network();
    wrong.angleCoordinates = {7};
    EXPECT_NE(refusalOf([&] { PhaseSpaceRun::fromNetwork(wrong, session.weights()); }), "");
  }
}

TEST(Families, LossesOfOtherNormsAreReported) {
  Config config = familyConfig("pendulum", "hnn");
  double last = 0;
  for (const std::string norm : {"l2", "l1", "huber"}) {
    config.lossNorm = norm;
    PhaseSpaceRun session(config);
    const double loss = session.testLoss();
    EXPECT_GT(loss, 0);
    EXPECT_NE(loss, last);
    last = loss;
    const LossAndGradient one = session.lossAndGradient({0.5, 0}, {0, 1});
    const double r = session.timeDerivative({0.5, 0})[0],
                 s = session.timeDerivative({0.5, 0})[1] - 1;
    const double expected = norm == "l2"   ? (r * r + s * s) / 2
                            : norm == "l1" ? (std::fabs(r) + std::fabs(s)) / 2
                                           : (std::sqrt(1 + r * r) + std::sqrt(1 + s * s)) / 2 - 1;
    EXPECT_NEAR(one.loss, expected, 1e-5 * (1 + expected));
  }
}

}  // namespace
}  // namespace hnn
