// Known kinematics, learned forces: what that means, as laws.
#include "models/second_order.h"

#include <gtest/gtest.h>

#include <cmath>

#include "api/phase_space_run.h"
#include "models/graph_evaluator.h"
#include "models/registry.h"
#include "physics/catalogue.h"
#include "support/random_matrix.h"
#include "train/field_objective.h"

namespace hnn {
namespace {

NetworkSpec spec(const std::vector<double>& inverseMass) {
  return {.model = "second-order",
          .hidden = {17, 12},
          .stateSize = 2 * static_cast<int>(inverseMass.size()),
          .inverseMass = inverseMass};
}

std::vector<Real> randomWeights(const PhaseSpaceModel& model) {
  std::vector<Real> values(model.layout().size());
  Random random(21);
  model.initialise(Initialisation::kOrthogonal, random, values);
  return values;
}

TEST(SecondOrder, VelocitiesAreMomentaOverMassesWhateverTheWeights) {
  const std::vector<double> inverseMass = {2, 0.5, 1};
  const auto model = makeModel(spec(inverseMass));
  const std::vector<Real> weights = randomWeights(*model);
  GraphEvaluator evaluator(*model, weights.data());
  Random random(3);
  const Matrix x = testing::randomMatrix(6, 200, random).cast<double>();
  const Matrix field = evaluator.field(x);
  for (int i = 0; i < 3; ++i)  // these masses are powers of two: exact in Real
    EXPECT_EQ(field.row(i), inverseMass[static_cast<std::size_t>(i)] * x.row(3 + i));
  EXPECT_GT(field.bottomRows(3).norm(), 0);
  EXPECT_FALSE(model->hasEnergy());
}

// Forces come from a network of both q and p: of its own weights only, 2d -> … -> d.
TEST(SecondOrder, CountsItsParameters) {
  const auto model = makeModel(spec({1, 1}));
  EXPECT_EQ(model->layout().size(), std::size_t(4 * 17 + 17 + 17 * 12 + 12 + 12 * 2));
  EXPECT_EQ(model->layout().slices().back().shape.rows, 2);
}

// The loss against central differences along random directions in weight space. In double:
// truncation h² ~ 1e-8; in float: rounding 1e-7 / h ~ 1e-5 of the loss.
TEST(SecondOrder, GradientOfTheLossMatchesCentralDifferences) {
  const auto model = makeModel(spec({2, 0.7}));
  std::vector<Real> weights = randomWeights(*model);
  Random random(5);
  const int samples = 150;  // more than a chunk
  const RealMatrix x = testing::randomMatrix(4, samples, random);
  const RealMatrix dxdt = testing::randomMatrix(4, samples, random);
  ObjectiveProgram program(model->layout(), weights.data(), fieldObjective(*model),
                           ObjectiveProgram::Wanted::kLossAndGradient);
  const auto loss = [&] { return program.run({x.data(), dxdt.data()}, samples); };
  const double atStart = loss();
  const std::vector<Real> gradient(program.gradient().begin(), program.gradient().end());
  const std::vector<Real> start = weights;
  const double h = sizeof(Real) == 8 ? 1e-4 : 1e-2;
  const double tolerance = sizeof(Real) == 8 ? 1e-7 : 2e-3;
  for (int direction = 0; direction < 5; ++direction) {
    std::vector<double> v(start.size());
    double slope = 0;
    for (std::size_t i = 0; i < v.size(); ++i) {
      v[i] = random.normal() / std::sqrt(static_cast<double>(v.size()));
      slope += v[i] * static_cast<double>(gradient[i]);
    }
    const auto at = [&](double step) {
      for (std::size_t i = 0; i < v.size(); ++i)
        weights[i] = static_cast<Real>(static_cast<double>(start[i]) + step * v[i]);
      return loss();
    };
    EXPECT_NEAR((at(h) - at(-h)) / (2 * h), slope, tolerance * (1 + atStart));
  }
}

// The data of a spring without noise: forces are learned, velocities need not be.
TEST(SecondOrder, LearnsASpring) {
  Config config = publishedConfig("spring");
  config.model = "second-order";
  config.hidden = {32, 32};
  config.noise = 0;
  config.weightDecay = 0;
  PhaseSpaceRun session(config);
  const double before = session.testLoss();
  session.train(1000);
  EXPECT_LT(session.testLoss(), 1e-3 * before);
  EXPECT_EQ(session.network().inverseMass, (std::vector<double>{2}));
}

TEST(SecondOrder, NeedsConstantMasses) {
  EXPECT_TRUE(modelInfo("second-order").needsMass);
  for (const SystemInfo& info : systemInfos()) {
    Config config = publishedConfig(info.id);
    config.model = "second-order";
    config.coordinates = "velocities";
    EXPECT_NO_THROW(validate(config)) << info.id;
    config.coordinates = "canonical";
    if (info.constantMass) {
      EXPECT_NO_THROW(validate(config)) << info.id;
      continue;
    }
    try {
      validate(config);
      ADD_FAILURE() << info.id << " was accepted";
    } catch (const std::invalid_argument& refusal) {
      EXPECT_EQ(
          refusal.what(),
          "model \"second-order\" requires a system whose velocities are momenta over constant "
          "masses; choose \"baseline\", coordinates \"velocities\" or another system than " +
              info.id);
    }
  }
}

TEST(SecondOrder, ASavedNetworkCarriesItsMassesAndIsCheckedForThem) {
  Config config = publishedConfig("two-body");
  config.systemParameters = {2, 0.5, 1};
  config.model = "second-order";
  config.hidden = {8};
  config.trajectories = 2;
  config.points = 3;
  const PhaseSpaceRun session(config);
  NetworkSpec network = session.network();
  EXPECT_EQ(network.inverseMass, (std::vector<double>{0.5, 2, 0.5, 2}));
  const std::vector<double> x = {1, -1, 0, 0, 0.1, 0.2, 0.3, 0.4};
  EXPECT_EQ(PhaseSpaceRun::fromNetwork(network, session.weights())->timeDerivative(x),
            session.timeDerivative(x));
  for (const std::vector<double>& wrong :
       std::vector<std::vector<double>>{{}, {1, 1}, {1, 1, 1, 0}, {1, 1, 1, NAN}}) {
    network.inverseMass = wrong;
    EXPECT_THROW(PhaseSpaceRun::fromNetwork(network, session.weights()), std::invalid_argument);
  }
}

}  // namespace
}  // namespace hnn
