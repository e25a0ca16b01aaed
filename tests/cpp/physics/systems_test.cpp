// Laws that every system of the catalogue obeys, with default and with other parameters.
#include <gtest/gtest.h>

#include <cmath>

#include "autodiff/gradient.h"
#include "autodiff/program.h"
#include "integrate/dormand_prince.h"
#include "physics/catalogue.h"

namespace hnn {
namespace {

struct Case {
  std::string id;
  std::vector<double> parameters;  // empty: defaults
};

std::vector<Case> everySystem() {
  std::vector<Case> cases;
  for (const SystemInfo& info : systemInfos()) {
    cases.push_back({info.id, {}});
    Case other{info.id, {}};
    for (std::size_t i = 0; i < info.parameters.size(); ++i) {
      const SystemParameter& p = info.parameters[i];
      const double wanted = p.defaultValue * (i % 2 == 0 ? 1.7 : 0.6);
      other.parameters.push_back(std::fmin(p.max, std::fmax(p.min, wanted)));
    }
    cases.push_back(other);
  }
  return cases;
}

Matrix starts(const System& system, int count, std::uint64_t seed = 1) {
  Random random(seed, stream::kStarts);
  Matrix x(2 * system.info().degreesOfFreedom, count);
  for (Eigen::Index j = 0; j < count; ++j) x.col(j) = system.sampleStart(random);
  return x;
}

// [∂H/∂p; −∂H/∂q] from ∇H = [∂H/∂q; ∂H/∂p].
Matrix rotated(const Matrix& gradient) {
  const Eigen::Index d = gradient.rows() / 2;
  Matrix field(2 * d, gradient.cols());
  field << gradient.bottomRows(d), -gradient.topRows(d);
  return field;
}

class EverySystem : public testing::TestWithParam<Case> {
 protected:
  std::unique_ptr<System> system = makeSystem(GetParam().id, GetParam().parameters);
};

INSTANTIATE_TEST_SUITE_P(Physics, EverySystem, testing::ValuesIn(everySystem()),
                         [](const testing::TestParamInfo<Case>& test) {
                           std::string name = test.param.id + (test.index % 2 == 0 ? "" : "_other");
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

TEST_P(EverySystem, FieldIsSymplecticGradientByCentralDifferences) {
  const Matrix x = starts(*system, 20);
  const double h = 1e-5;  // truncation h² ~ 1e-10, rounding 1e-16 / h ~ 1e-11
  Matrix gradient(x.rows(), x.cols());
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    Matrix up = x, down = x;
    up.row(i).array() += h;
    down.row(i).array() -= h;
    gradient.row(i) = (system->energy(up) - system->energy(down)) / (2 * h);
  }
  const Matrix field = system->field(x);
  EXPECT_LT((field - rotated(gradient)).cwiseAbs().maxCoeff(), 1e-8 * field.cwiseAbs().maxCoeff());
}

TEST_P(EverySystem, FieldIsSymplecticGradientOfTheGraphEnergy) {
  Graph graph;
  const int size = 2 * system->info().degreesOfFreedom;
  const Var input = graph.input("x", {size, kBatch});
  const Var energy = system->energy(input);
  Program program(graph, {energy, symplectic(grad(energy, {input})[0])});
  const Matrix x = starts(*system, 20);
  const RealMatrix values = x.cast<Real>();
  program.bind(input, values.data());
  program.run(20);
  const Matrix graphEnergy = Eigen::Map<const RealMatrix>(program.output(0), 1, 20).cast<double>();
  const Matrix graphField =
      Eigen::Map<const RealMatrix>(program.output(1), size, 20).cast<double>();
  const double tolerance = 50 * static_cast<double>(std::numeric_limits<Real>::epsilon());
  const Matrix field = system->field(x), truth = system->energy(x);
  EXPECT_LT((graphField - field).cwiseAbs().maxCoeff(), tolerance * field.cwiseAbs().maxCoeff());
  EXPECT_LT((graphEnergy - truth).cwiseAbs().maxCoeff(), tolerance * truth.cwiseAbs().maxCoeff());
}

TEST_P(EverySystem, ConservesEnergyAlongTheReferenceIntegrator) {
  const Matrix x = starts(*system, 10);
  const TrajectoryBatch run =
      dormandPrince([this](const Matrix& state) { return system->field(state); }, x,
                    outputTimes(system->info().experiment.judgedDuration, 50));
  const Matrix before = system->energy(x);
  for (const Matrix& state : run.x)
    ASSERT_LT((system->energy(state) - before).cwiseAbs().maxCoeff(),
              1e-7 * before.cwiseAbs().maxCoeff());
}

TEST_P(EverySystem, EnergyIsKineticPlusAPartWithoutMomenta) {
  if (!system->info().separable) GTEST_SKIP();
  const Matrix x = starts(*system, 10);
  Matrix pushed = x;
  pushed.bottomRows(x.rows() / 2).array() += 0.37;
  const Matrix potential = system->energy(x) - system->kineticEnergy(x);
  const Matrix same = system->energy(pushed) - system->kineticEnergy(pushed);
  EXPECT_LT((potential - same).cwiseAbs().maxCoeff(),
            1e-13 * potential.cwiseAbs().maxCoeff() * (1 + pushed.cwiseAbs().maxCoeff()));
}

TEST_P(EverySystem, DescribesItselfConsistently) {
  const SystemInfo& info = system->info();
  const auto size = static_cast<std::size_t>(2 * info.degreesOfFreedom);
  EXPECT_EQ(info.coordinates.size(), size);
  EXPECT_EQ(info.view.showcaseStart.size(), size);
  EXPECT_LT(info.view.xAxis, static_cast<int>(size));
  EXPECT_LT(info.view.yAxis, static_cast<int>(size));
  EXPECT_FALSE(info.experiment.source.empty());
  for (const SystemParameter& p : info.parameters) {
    EXPECT_LE(p.min, p.defaultValue);
    EXPECT_LE(p.defaultValue, p.max);
  }
  EXPECT_EQ(starts(*system, 1).rows(), static_cast<Eigen::Index>(size));
}

TEST_P(EverySystem, StartsDependOnTheSeedAlone) {
  EXPECT_EQ(starts(*system, 5), starts(*system, 5));
  EXPECT_NE(starts(*system, 5), starts(*system, 5, 2));
}

TEST_P(EverySystem, MovesForTheWholeExperimentFromEveryStart) {  // data generation relies on it
  const Matrix x = starts(*system, 200);
  const TrajectoryBatch run =
      dormandPrince([this](const Matrix& state) { return system->field(state); }, x,
                    outputTimes(system->info().experiment.judgedDuration, 2));
  for (Eigen::Index j = 0; j < x.cols(); ++j)
    ASSERT_TRUE(run.finished(j)) << run.note[static_cast<std::size_t>(j)];
}

TEST(MassSpring, PublishedValuesGiveQSquaredPlusPSquared) {
  Matrix x(2, 1);
  x << 0.3, -0.4;
  EXPECT_DOUBLE_EQ(makeSystem("spring")->energy(x)(0, 0), 0.25);
}

TEST(Pendulum, PublishedValuesGiveTheirHamiltonian) {
  Matrix x(2, 1);
  x << 2.1, 0.7;
  EXPECT_NEAR(makeSystem("pendulum")->energy(x)(0, 0), 3 * (1 - std::cos(2.1)) + 0.49, 1e-15);
}

TEST(Pendulum, AndSpringStartBetweenTheirRadii) {
  const Matrix spring = starts(*makeSystem("spring"), 1000);
  EXPECT_GE(spring.colwise().norm().minCoeff(), 0.1 - 1e-15);
  EXPECT_LE(spring.colwise().norm().maxCoeff(), 1 + 1e-15);
  const Matrix swing = starts(*makeSystem("pendulum"), 1000);
  EXPECT_GE(swing.colwise().norm().minCoeff(), 1.3 - 1e-15);
  EXPECT_LE(swing.colwise().norm().maxCoeff(), 2.3 + 1e-15);
}

TEST(TwoBody, KeepsMomentumAndAngularMomentum) {
  for (const std::vector<double>& parameters : {std::vector<double>{}, {2, 0.5, 1.5}}) {
    const auto system = makeSystem("two-body", parameters);
    const Matrix x = starts(*system, 10);
    const TrajectoryBatch run = dormandPrince(
        [&](const Matrix& state) { return system->field(state); }, x, outputTimes(25, 20));
    const auto momentumX = [](const Matrix& s) { return Matrix(s.row(4) + s.row(5)); };
    const auto momentumY = [](const Matrix& s) { return Matrix(s.row(6) + s.row(7)); };
    const auto angular = [](const Matrix& s) {
      return Matrix(s.row(0).cwiseProduct(s.row(6)) + s.row(1).cwiseProduct(s.row(7)) -
                    s.row(2).cwiseProduct(s.row(4)) - s.row(3).cwiseProduct(s.row(5)));
    };
    for (const Matrix& state : run.x) {
      ASSERT_LT(momentumX(state).cwiseAbs().maxCoeff(), 1e-13);  // starts at rest, to rounding
      ASSERT_LT(momentumY(state).cwiseAbs().maxCoeff(), 1e-13);
      ASSERT_LT((angular(state) - angular(x)).cwiseAbs().maxCoeff(), 1e-7);
    }
  }
}

// With the noise factor divided out, every start is on a circular orbit: the distance stays.
TEST(TwoBody, StartsAreNearlyCircularForAnyMasses) {
  for (const std::vector<double>& parameters : {std::vector<double>{1, 1, 1}, {3, 0.4, 2}}) {
    const auto system = makeSystem("two-body", parameters);
    const Matrix x = starts(*system, 2000);
    const double m1 = parameters[0], m2 = parameters[1], total = m1 + m2;
    const Eigen::ArrayXXd dx = x.row(0) - x.row(1), dy = x.row(2) - x.row(3);
    const Eigen::ArrayXXd vx = x.row(4) / m1 - x.row(5) / m2, vy = x.row(6) / m1 - x.row(7) / m2;
    const Eigen::ArrayXXd distance = (dx.square() + dy.square()).sqrt();
    EXPECT_LT((dx * vx + dy * vy).abs().maxCoeff(), 1e-12);  // across
    const Eigen::ArrayXXd ratio =
        ((vx.square() + vy.square()) * distance / (parameters[2] * total)).sqrt();
    EXPECT_NEAR(ratio.mean(), 1, 5 * 0.05 / std::sqrt(2000));
    EXPECT_NEAR(std::sqrt((ratio - 1).square().mean()), 0.05, 5 * 0.05 / std::sqrt(4000));
  }
  const Matrix x = starts(*makeSystem("two-body"), 1000);  // as published: body 2 mirrors body 1
  EXPECT_GE(x.row(0).minCoeff(), 0.5);
  EXPECT_LE(x.row(2).maxCoeff(), 1.5);
  EXPECT_EQ(x.row(0), -x.row(1));
  EXPECT_EQ(x.row(6), -x.row(7));
}

TEST(Catalogue, RefusesWithChoicesAndRanges) {
  const auto message = [](const std::string& id, const std::vector<double>& parameters) {
    try {
      makeSystem(id, parameters);
    } catch (const std::invalid_argument& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  EXPECT_EQ(message("lorenz", {}), "system must be spring | pendulum | two-body, got \"lorenz\"");
  EXPECT_EQ(message("pendulum", {0.5, 1}), "systemParameters must be a list of 3 numbers, got 2");
  EXPECT_EQ(message("pendulum", {0.5, 1, 99}), "gravity must be 0.1…30, got 99");
  EXPECT_EQ(message("pendulum", {0.5, 1, NAN}), "gravity must be 0.1…30, got nan");
  EXPECT_EQ(message("pendulum", {0.5, 1, 30}), "accepted");
}

}  // namespace
}  // namespace hnn
