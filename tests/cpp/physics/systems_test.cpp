// Laws that every system of the catalogue obeys, with default and with other parameters.
#include <gtest/gtest.h>

#include <cmath>
#include <ostream>
#include <string>

#include "integrate/dormand_prince.h"
#include "physics/catalogue.h"

namespace hnn {
namespace {

struct SystemCase {
  std::string id;
  std::vector<double> parameters;  // empty: defaults
};

// In the names of failed cases.
void PrintTo(const SystemCase& c, std::ostream* out) {
  *out << c.id << (c.parameters.empty() ? " with its default parameters" : " with");
  for (const double parameter : c.parameters) *out << " " << parameter;
}

std::vector<SystemCase> everySystem() {
  std::vector<SystemCase> cases;
  for (const SystemInfo& info : systemInfos()) {
    cases.push_back({info.id, {}});
    SystemCase other{info.id, {}};
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

TrajectoryBatch reference(const System& system, const Matrix& x, double duration, int points) {
  return dormandPrince({[&system](const Matrix& state) { return system.field(state); }}, x,
                       outputTimes(duration, points));
}

// Derivatives by each component in turn: truncation h² ~ 1e-10, rounding 1e-16 / h ~ 1e-11.
constexpr double kDifference = 1e-5;
Matrix gradientByDifferences(const System& system, const Matrix& x) {
  Matrix gradient(x.rows(), x.cols());
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    Matrix up = x, down = x;
    up.row(i).array() += kDifference;
    down.row(i).array() -= kDifference;
    gradient.row(i) = (system.energy(up) - system.energy(down)) / (2 * kDifference);
  }
  return gradient;
}

// States that are nowhere special: along the true motion, where momenta are not zero either.
Matrix states(const System& system, int count) {
  const double duration = system.info().experiment.duration / 7;
  return reference(system, starts(system, count), duration, 2).x.back();
}

// [∂H/∂p; −∂H/∂q] from ∇H = [∂H/∂q; ∂H/∂p].
Matrix rotated(const Matrix& gradient) {
  const Eigen::Index d = gradient.rows() / 2;
  Matrix field(2 * d, gradient.cols());
  field << gradient.bottomRows(d), -gradient.topRows(d);
  return field;
}

class EverySystem : public ::testing::TestWithParam<SystemCase> {
 protected:
  std::unique_ptr<System> system = makeSystem(GetParam().id, GetParam().parameters);
};

INSTANTIATE_TEST_SUITE_P(Physics, EverySystem, ::testing::ValuesIn(everySystem()),
                         [](const ::testing::TestParamInfo<SystemCase>& test) {
                           std::string name = test.param.id + (test.index % 2 == 0 ? "" : "_other");
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

// The first rate of change that is not the one of J∇H, by the name of its component; empty if all
// are. dq/dt, and dp/dt unless there is friction, which H does not describe.
std::string wrongRate(const System& system, const Matrix& field, const Matrix& expected,
                      double tolerance) {
  const SystemInfo& info = system.info();
  const Eigen::Index rows = info.conservative ? field.rows() : field.rows() / 2;
  for (Eigen::Index i = 0; i < rows; ++i) {
    const Vector difference = (field - expected).row(i).cwiseAbs();
    Eigen::Index worst = 0;
    difference.maxCoeff(&worst);
    if (difference[worst] < tolerance * field.cwiseAbs().maxCoeff()) continue;
    return "d" + info.coordinates[static_cast<std::size_t>(i)].symbol + "/dt (row " +
           std::to_string(i) + ") is " + std::to_string(field(i, worst)) + " where J∇H has " +
           std::to_string(expected(i, worst));
  }
  return "";
}

TEST_P(EverySystem, FieldIsSymplecticGradientByCentralDifferences) {
  for (const Matrix& x : {starts(*system, 20), states(*system, 20)}) {
    const Matrix expected = rotated(gradientByDifferences(*system, x));
    ASSERT_EQ(wrongRate(*system, system->field(x), expected, 1e-8), "");
  }
}

TEST_P(EverySystem, EnergyGradientMatchesCentralDifferences) {
  const Matrix x = states(*system, 20), gradient = system->energyGradient(x);
  EXPECT_LT((gradient - gradientByDifferences(*system, x)).cwiseAbs().maxCoeff(),
            1e-8 * gradient.cwiseAbs().maxCoeff());
}

// dH/dt = ∇H · field: zero, or negative where there is friction.
TEST_P(EverySystem, EnergyGradientIsOrthogonalToTheField) {
  const Matrix x = states(*system, 20);
  const Matrix gradient = system->energyGradient(x), field = system->field(x);
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    const double rate = gradient.col(j).dot(field.col(j));
    if (system->info().conservative) {
      EXPECT_LT(std::fabs(rate), 1e-14 * gradient.col(j).norm() * field.col(j).norm());
    } else {
      EXPECT_LT(rate, 0);
    }
  }
}

TEST_P(EverySystem, FieldTangentMatchesCentralDifferences) {
  const Matrix x = states(*system, 20);
  Random random(4);
  Matrix v(x.rows(), x.cols());
  for (double& component : v.reshaped()) component = random.normal();
  const Matrix up = x + kDifference * v, down = x - kDifference * v;
  const Matrix expected = (system->field(up) - system->field(down)) / (2 * kDifference);
  EXPECT_LT((system->fieldTangent(x, v) - expected).cwiseAbs().maxCoeff(),
            1e-7 * expected.cwiseAbs().maxCoeff());  // third derivatives of close bodies are large
}

TEST_P(EverySystem, VelocitiesAreMomentaOverTheMassesWhereTheseAreConstant) {
  const Eigen::Index d = system->info().degreesOfFreedom;
  EXPECT_EQ(system->inverseMass().size(), system->info().constantMass ? d : 0);
  const Matrix x = states(*system, 20);
  const Matrix velocities = system->field(x).topRows(d), momenta = x.bottomRows(d);
  if (system->info().constantMass) {
    EXPECT_LT((velocities - system->inverseMass().asDiagonal() * momenta).cwiseAbs().maxCoeff(),
              1e-15 * velocities.cwiseAbs().maxCoeff());
  } else {  // elsewhere the same momenta mean other velocities
    Matrix moved = x, faster = x;
    moved.topRows(d).colwise() += Vector::LinSpaced(d, 0.1, 0.4);
    faster.bottomRows(d) *= 2;
    const double byPlace = (system->field(moved).topRows(d) - velocities).norm();
    const double bySpeed = (system->field(faster).topRows(d) - 2 * velocities).norm();
    EXPECT_GT(byPlace + bySpeed, 1e-3 * velocities.norm());
  }
}

// By exact derivatives: two ways of writing one formula, to rounding.
TEST_P(EverySystem, FieldWithoutFrictionIsTheSymplecticEnergyGradient) {
  const Matrix x = states(*system, 20), expected = rotated(system->energyGradient(x));
  EXPECT_LT((system->conservativeField(x) - expected).cwiseAbs().maxCoeff(),
            1e-13 * expected.cwiseAbs().maxCoeff());
  EXPECT_EQ(wrongRate(*system, system->field(x), expected, 1e-13), "");
}

// The integrator keeps the error of a step below 1e-10. Errors of single steps add up in time, some
// ten steps a unit of it, and are multiplied by the slope of H: 1e-8 a unit of time, of the largest
// energy.
TEST_P(EverySystem, ConservesEnergyAlongTheReferenceIntegratorOrLosesItToFriction) {
  const Matrix x = starts(*system, 10);
  const double duration = system->info().experiment.judgedDuration;
  const Matrix first = system->energy(x);
  const double tolerance = 1e-8 * duration * first.cwiseAbs().maxCoeff();
  Matrix before = first;
  for (const Matrix& state : reference(*system, x, duration, 50).x) {
    const Matrix energy = system->energy(state);
    if (system->info().conservative) {
      ASSERT_LT((energy - first).cwiseAbs().maxCoeff(), tolerance);
    } else {
      ASSERT_LT((energy - before).maxCoeff(), tolerance);  // never grows
    }
    before = energy;
  }
  if (!system->info().conservative) {
    EXPECT_LT((before - first).maxCoeff(), 0);
  }
}

TEST_P(EverySystem, EnergyIsKineticPlusAPartWithoutMomenta) {
  const Matrix x = starts(*system, 10);
  Matrix pushed = x;
  pushed.bottomRows(x.rows() / 2).array() += 0.37;
  const Matrix potential = system->energy(x) - system->kineticEnergy(x);
  const Matrix same = system->energy(pushed) - system->kineticEnergy(pushed);
  EXPECT_LT((potential - same).cwiseAbs().maxCoeff(),
            1e-13 * potential.cwiseAbs().maxCoeff() * (1 + pushed.cwiseAbs().maxCoeff()));
}

// Separable: the kinetic part does not know where the system is.
TEST_P(EverySystem, KineticEnergyDependsOnPositionsOnlyWhereItSaysSo) {
  const Matrix x = states(*system, 10);
  Matrix moved = x;
  moved.topRows(x.rows() / 2).colwise() += Vector::LinSpaced(x.rows() / 2, 0.1, 0.4);
  const double change = (system->kineticEnergy(moved) - system->kineticEnergy(x)).norm();
  if (system->info().separable) {
    EXPECT_EQ(change, 0);
  } else {
    EXPECT_GT(change, 1e-3 * system->kineticEnergy(x).norm());
  }
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
  const SectionInfo& section = info.section;
  if (section.coordinate < 0) return;
  EXPECT_LT(section.coordinate, info.degreesOfFreedom);  // a position
  for (const int axis : {section.xAxis, section.yAxis}) {
    EXPECT_NE(axis, section.coordinate);  // which is fixed, and its momentum follows
    EXPECT_NE(axis, section.coordinate + info.degreesOfFreedom);
    EXPECT_LT(axis, static_cast<int>(size));
  }
  EXPECT_LT(section.energyMin, section.energy);
  EXPECT_LT(section.energy, section.energyMax);
}

TEST_P(EverySystem, StartsDependOnTheSeedAlone) {
  EXPECT_EQ(starts(*system, 5), starts(*system, 5));
  EXPECT_NE(starts(*system, 5), starts(*system, 5, 2));
}

TEST_P(EverySystem, MovesForTheWholeExperimentFromEveryStart) {  // data generation relies on it
  const Matrix x = starts(*system, 200);
  const Experiment& experiment = system->info().experiment;
  const TrajectoryBatch run =
      reference(*system, x, std::fmax(experiment.duration, experiment.judgedDuration), 2);
  for (Eigen::Index j = 0; j < x.cols(); ++j) ASSERT_TRUE(run.finished(j));
}

// Newton's iteration had not converged at momenta beyond 10⁶: the energy at 0.999999 of the speed
// of light was wrong by 3e-5, and NaN nearer to it.
TEST(RelativisticParticle, HasAnEnergyAtEverySpeedBelowLight) {
  const auto system = makeSystem("relativistic-particle");
  for (const double gamma : {1.0, 1.5, 1e2, 1e3, 1e4, 1e6, 1e9, 1e20}) {
    const double u = gamma * gamma;
    const Matrix x{{0.0}, {std::sqrt(u * u * (u - 1))}};  // p² = u³ − u²
    const double expected = gamma * (u - 2) + 1;
    EXPECT_NEAR(system->energy(x)(0, 0), expected, 1e-13 * (1 + expected)) << gamma;
    EXPECT_NEAR(system->field(x)(0, 0), std::sqrt(1 - 1 / u), 1e-14) << gamma;
  }
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

double largestEntry(const Matrix& m) { return m.cwiseAbs().maxCoeff(); }

// Rows of a planar system's state [qx…, qy…, px…, py…].
Matrix group(const Matrix& x, int which) {
  return x.middleRows(which * x.rows() / 4, x.rows() / 4);
}

Matrix angularMomentum(const Matrix& x) {
  return (group(x, 0).cwiseProduct(group(x, 3)) - group(x, 1).cwiseProduct(group(x, 2)))
      .colwise()
      .sum();
}

class SeveralBodies : public ::testing::TestWithParam<SystemCase> {};
INSTANTIATE_TEST_SUITE_P(Physics, SeveralBodies,
                         ::testing::Values(SystemCase{"two-body", {}},
                                           SystemCase{"two-body", {2, 0.5, 1.5}},
                                           SystemCase{"three-body", {}},
                                           SystemCase{"three-body", {2, 0.5, 1, 1.5}}));

// Forces cancel in pairs, to rounding of each (1e-16 of a force, up to 100 here): no step can
// change the sum. Angular momentum is kept as well as the integrator can, like the energy.
TEST_P(SeveralBodies, KeepMomentumAndAngularMomentum) {
  const auto system = makeSystem(GetParam().id, GetParam().parameters);
  const Matrix x = starts(*system, 10);
  const double duration = system->info().experiment.judgedDuration;
  for (const Matrix& state : reference(*system, x, duration, 20).x) {
    for (const int p : {2, 3})
      ASSERT_LT(largestEntry(group(state, p).colwise().sum() - group(x, p).colwise().sum()), 1e-13);
    ASSERT_LT(largestEntry(angularMomentum(state) - angularMomentum(x)), 1e-8 * duration);
  }
}

TEST(TwoBody, BarycentreIsAtRest) {
  const Matrix x = starts(*makeSystem("two-body", {2, 0.5, 1.5}), 10);
  EXPECT_LT(largestEntry(group(x, 2).colwise().sum()), 1e-15);
  EXPECT_LT(largestEntry(group(x, 3).colwise().sum()), 1e-15);
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

// As published: an equilateral triangle U[0.9, 1.2] from the centre, each velocity component that
// of the circular orbit, 1/√(√3 r), times 1 + 0.2 U(−1, 1).
TEST(ThreeBody, StartsOnAPerturbedTurningTriangle) {
  const Matrix x = starts(*makeSystem("three-body"), 500);
  const Eigen::ArrayXXd qx = group(x, 0), qy = group(x, 1), px = group(x, 2), py = group(x, 3);
  const Eigen::ArrayXXd r = (qx.square() + qy.square()).sqrt();
  EXPECT_GE(r.minCoeff(), 0.9 - 1e-14);
  EXPECT_LE(r.maxCoeff(), 1.2 + 1e-14);
  EXPECT_LT((r.row(0) - r.row(2)).abs().maxCoeff(), 1e-14);
  for (int i = 0; i < 3; ++i) {
    const int j = (i + 1) % 3;
    const Eigen::ArrayXXd side =
        ((qx.row(i) - qx.row(j)).square() + (qy.row(i) - qy.row(j)).square()).sqrt();
    EXPECT_LT((side - std::sqrt(3.0) * r.row(0)).abs().maxCoeff(), 1e-14);
  }
  const Eigen::ArrayXXd omega = (std::sqrt(3.0) * r.cube()).rsqrt();
  for (const Eigen::ArrayXXd& factor :
       {Eigen::ArrayXXd(px / (-omega * qy)), Eigen::ArrayXXd(py / (omega * qx))}) {
    EXPECT_GE(factor.minCoeff(), 0.8 - 1e-12);
    EXPECT_LE(factor.maxCoeff(), 1.2 + 1e-12);
    const double spread = 0.2 / std::sqrt(3.0), n = 1500;
    EXPECT_NEAR(factor.mean(), 1, 5 * spread / std::sqrt(n));
    EXPECT_NEAR(std::sqrt((factor - 1).square().mean()), spread, 5 * spread / std::sqrt(n));
  }
}

// Without the perturbation the triangle turns as a whole, for any masses (Lagrange 1772).
TEST(ThreeBody, AnyMassesTurnAsARigidTriangle) {
  const std::vector<double> parameters = {3, 0.5, 1.2, 0.8};
  const auto system = makeSystem("three-body", parameters);
  Matrix x = starts(*system, 1);
  const double side = std::hypot(x(0, 0) - x(1, 0), x(3, 0) - x(4, 0));
  const double omega = std::sqrt(0.8 * (3 + 0.5 + 1.2) / std::pow(side, 3));
  for (int i = 0; i < 3; ++i) {
    const double m = parameters[static_cast<std::size_t>(i)];
    const double px = -m * omega * x(3 + i, 0), py = m * omega * x(i, 0);
    EXPECT_LE(std::fabs(x(6 + i, 0) - px), 0.2 * std::fabs(px) + 1e-14);
    EXPECT_LE(std::fabs(x(9 + i, 0) - py), 0.2 * std::fabs(py) + 1e-14);
    x(6 + i, 0) = px;
    x(9 + i, 0) = py;
  }
  const Matrix after = reference(*system, x, 2 * 3.14159265358979 / omega / 4, 2).x.back();
  Matrix turned(12, 1);  // by a quarter: (x, y) -> (−y, x)
  turned << -group(x, 1), group(x, 0), -group(x, 3), group(x, 2);
  EXPECT_LT(largestEntry(after - turned), 1e-6);
}

// The Laplace–Runge–Lenz vector p × L − m k q/|q| points to the near end of the ellipse and is
// m k e long: e, and the direction, stay.
TEST(Kepler, KeepsTheLaplaceRungeLenzVector) {
  for (const std::vector<double>& parameters : {std::vector<double>{1, 1}, {2, 0.7}}) {
    const auto system = makeSystem("kepler", parameters);
    const double strength = parameters[0] * parameters[1];
    const auto vectors = [&](const Matrix& x) {
      const Matrix angular = angularMomentum(x);
      const Eigen::ArrayXXd r = x.topRows(2).colwise().norm();
      Matrix v(2, x.cols());
      v.row(0) = x.row(3).cwiseProduct(angular).array() - strength * x.row(0).array() / r;
      v.row(1) = -x.row(2).cwiseProduct(angular).array() - strength * x.row(1).array() / r;
      return v;
    };
    const Matrix x = starts(*system, 100), before = vectors(x);
    const Eigen::ArrayXXd eccentricity = before.colwise().norm() / strength;
    EXPECT_LE(eccentricity.maxCoeff(), 0.4 + 1e-14);
    EXPECT_GT(eccentricity.maxCoeff(), 0.35);
    EXPECT_LT(eccentricity.minCoeff(), 0.05);
    for (const Matrix& state : reference(*system, x, 20, 20).x)
      ASSERT_LT(largestEntry(vectors(state) - before), 1e-8 * 20 * strength);
    // Kepler's third law: the orbit of semi-major axis a = −k/2H closes after 2π √(m a³/k).
    const double axis = -parameters[1] / (2 * system->energy(x.col(0))(0, 0));
    const double period =
        2 * 3.14159265358979 * std::sqrt(parameters[0] * std::pow(axis, 3) / parameters[1]);
    EXPECT_LT(largestEntry(reference(*system, x.col(0), period, 2).x.back() - x.col(0)), 1e-6);
  }
}

TEST(DampedPendulum, LosesEnergyAtTheRateOfItsFriction) {
  const auto system = makeSystem("damped-pendulum", {2, 0.7, 3, 0.4});
  const Matrix x = states(*system, 20);
  const Matrix field = system->field(x), gradient = system->energyGradient(x);
  const Matrix rate = (gradient.cwiseProduct(field)).colwise().sum();
  const Matrix expected = -0.4 * x.row(1).cwiseProduct(field.row(0));  // −γ p q̇
  EXPECT_LT(largestEntry(rate - expected), 1e-13 * largestEntry(expected));
}

// Small swings are those of a linear oscillator, q̈ = −ω² q − γ q̇: over whole periods the energy
// falls as e^{−γt}, and cos q adds a relative error of the order of q², 1e-6 here.
TEST(DampedPendulum, SmallSwingsFadeExponentially) {
  const double gamma = 0.1, frequency = std::sqrt(1.2 - gamma * gamma / 4);
  const auto system = makeSystem("damped-pendulum", {1, 1, 1.2, gamma});
  const Matrix x = (Matrix(2, 1) << 1e-3, 0).finished();
  const double duration = 5 * 2 * 3.14159265358979 / frequency;
  DormandPrinceSettings fine;
  fine.absoluteTolerance = 1e-15;
  const Matrix after = dormandPrince({[&](const Matrix& state) { return system->field(state); }}, x,
                                     outputTimes(duration, 2), fine)
                           .x.back();
  const double kept = system->energy(after)(0, 0) / system->energy(x)(0, 0);
  EXPECT_NEAR(kept / std::exp(-gamma * duration), 1, 1e-5);
}

// The recording that it stands in for: from 1.474 to 0.805 rad in 94.5 s. Turning points come every
// 3 s, in which the amplitude changes by 0.02.
TEST(DampedPendulum, FadesLikeTheRecording) {
  const auto system = makeSystem("damped-pendulum");
  const Matrix x = (Matrix(2, 1) << 1.474, 0).finished();
  double amplitude = 0;
  for (const Matrix& state : reference(*system, x, 94.5, 4000).x) {
    const double q = state(0, 0), p = state(1, 0);  // the angle where all energy is potential
    amplitude = std::acos(1 - (p * p / 2 + 1.2 * (1 - std::cos(q))) / 1.2);
  }
  EXPECT_NEAR(amplitude, 0.805, 0.02);
}

// From the Lagrangian, in angles and angular velocities, with the mass matrix
// M = [[(m₁ + m₂) l₁², m₂ l₁ l₂ cos Δ], [m₂ l₁ l₂ cos Δ, m₂ l₂²]]: p = M θ̇ and
// ∂L/∂θ = [−m₂ l₁ l₂ θ̇₁ θ̇₂ sin Δ − (m₁ + m₂) g l₁ sin θ₁, m₂ l₁ l₂ θ̇₁ θ̇₂ sin Δ − m₂ g l₂ sin θ₂].
TEST(DoublePendulum, AgreesWithItsLagrangianFormulation) {
  const double m1 = 1.7, m2 = 0.6, l1 = 1.3, l2 = 0.8, g = 5;
  const auto system = makeSystem("double-pendulum", {m1, m2, l1, l2, g});
  Random random(8);
  for (int trial = 0; trial < 50; ++trial) {
    const double a = random.uniform(-3, 3), b = random.uniform(-3, 3);
    const double va = random.uniform(-4, 4), vb = random.uniform(-4, 4);
    const double coupling = m2 * l1 * l2, c = std::cos(a - b), s = std::sin(a - b);
    Matrix x(4, 1), expected(4, 1);
    x << a, b, (m1 + m2) * l1 * l1 * va + coupling * c * vb, coupling * c * va + m2 * l2 * l2 * vb;
    expected << va, vb, -coupling * va * vb * s - (m1 + m2) * g * l1 * std::sin(a),
        coupling * va * vb * s - m2 * g * l2 * std::sin(b);
    EXPECT_LT(largestEntry(system->field(x) - expected), 1e-12 * largestEntry(expected));
    // T of the two bobs in Cartesian coordinates
    const double x2 = l1 * std::cos(a) * va + l2 * std::cos(b) * vb;
    const double y2 = l1 * std::sin(a) * va + l2 * std::sin(b) * vb;
    const double kinetic = m1 / 2 * l1 * l1 * va * va + m2 / 2 * (x2 * x2 + y2 * y2);
    EXPECT_NEAR(system->kineticEnergy(x)(0, 0), kinetic, 1e-12 * kinetic + 1e-13);
  }
}

// The normal modes of m = l = 1: ω² = g (2 ± √2), θ₂ = ∓√2 θ₁.
TEST(DoublePendulum, SmallSwingsHaveTheirTwoFrequencies) {
  const auto system = makeSystem("double-pendulum");
  for (const double sign : {-1.0, 1.0}) {
    const double frequency = std::sqrt(9.8 * (2 + sign * std::sqrt(2.0)));
    Matrix x(4, 1);
    x << 1e-4, -sign * std::sqrt(2.0) * 1e-4, 0, 0;
    const Matrix after = reference(*system, x, 3.14159265358979 / frequency, 2).x.back();
    EXPECT_LT(largestEntry(after + x), 1e-8);  // half a period later; q² corrections ~ 1e-12
  }
}

TEST(DoublePendulum, StartsBelowTheEnergyAtWhichAnArmTurnsOver) {
  const auto system = makeSystem("double-pendulum");
  const Matrix energy = system->energy(starts(*system, 1000));
  EXPECT_LT(energy.maxCoeff(), system->info().section.energyMax);
  Matrix upright(4, 1);
  upright << 0, 3.14159265358979323846, 0, 0;
  EXPECT_NEAR(system->energy(upright)(0, 0), system->info().section.energyMax, 1e-12);
}

TEST(Duffing, HasTwoWellsAndASaddleBetween) {
  const double alpha = 2.3, beta = 0.7;
  const auto system = makeSystem("duffing", {alpha, beta});
  Matrix x(2, 3);
  x << -std::sqrt(alpha / beta), 0, std::sqrt(alpha / beta), 0, 0, 0;
  EXPECT_LT(largestEntry(system->field(x)), 1e-14);
  const Matrix energy = system->energy(x);
  EXPECT_NEAR(energy(0, 0), -alpha * alpha / (4 * beta), 1e-14);
  EXPECT_EQ(energy(0, 1), 0);
  EXPECT_NEAR(energy(0, 2), energy(0, 0), 1e-14);
  // Swings about a well with √(2α), away from the saddle with √α.
  const Matrix push = (Matrix(2, 3) << 1, 1, 1, 0, 0, 0).finished();
  const Matrix tangent = system->fieldTangent(x, push);
  EXPECT_NEAR(tangent(1, 0), -2 * alpha, 1e-13);
  EXPECT_NEAR(tangent(1, 1), alpha, 1e-13);
  EXPECT_NEAR(tangent(1, 2), -2 * alpha, 1e-13);
  const Matrix reached = system->energy(starts(*system, 500));  // inside and outside the eight
  EXPECT_LT(reached.minCoeff(), 0.5 * energy(0, 0));
  EXPECT_GT(reached.maxCoeff(), 0);
}

TEST(HenonHeiles, StartsHaveTheStatedEnergies) {
  const auto system = makeSystem("henon-heiles");
  const Matrix x = starts(*system, 2000), energy = system->energy(x);
  EXPECT_GE(energy.minCoeff(), 0.02 - 1e-15);
  EXPECT_LE(energy.maxCoeff(), 0.15 + 1e-15);
  const double spread = 0.13 / std::sqrt(12.0);
  EXPECT_NEAR(energy.mean(), 0.085, 5 * spread / std::sqrt(2000.0));
  EXPECT_LE(x.topRows(2).cwiseAbs().maxCoeff(), 0.3);
  EXPECT_LE(x.row(2).cwiseAbs().maxCoeff(), 0.2);
  EXPECT_GE(x.row(3).minCoeff(), 0);
}

TEST(HenonHeiles, SaddlesAreAtOneSixth) {
  const auto system = makeSystem("henon-heiles");
  const double r = std::sqrt(3.0) / 2;
  Matrix x(4, 3);
  x << 0, r, -r, 1, -0.5, -0.5, 0, 0, 0, 0, 0, 0;
  EXPECT_LT(largestEntry(system->field(x)), 1e-15);
  EXPECT_LT(largestEntry(system->energy(x).array() - 1.0 / 6), 1e-15);
  EXPECT_NEAR(system->info().section.energyMax, 1.0 / 6, 1e-16);
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
  std::string choices;
  for (const SystemInfo& info : systemInfos()) choices += (choices.empty() ? "" : " | ") + info.id;
  EXPECT_EQ(message("lorenz", {}), "system must be " + choices + ", got \"lorenz\"");
  EXPECT_EQ(message("pendulum", {0.5, 1}), "systemParameters must be a list of 3 numbers, got 2");
  EXPECT_EQ(message("pendulum", {0.5, 1, 99}), "gravity must be 0.1…30, got 99");
  EXPECT_EQ(message("pendulum", {0.5, 1, NAN}), "gravity must be 0.1…30, got nan");
  EXPECT_EQ(message("pendulum", {0.5, 1, 30}), "accepted");
}

}  // namespace
}  // namespace hnn
