#include "data/scaling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "models/registry.h"
#include "models/units.h"

namespace hnn {
namespace {

// Two coordinates of different units, momenta of others, far from the origin.
Samples twoUnits(int count = 400) {
  Samples samples{Matrix(4, count), Matrix(4, count), {}, {}, {}};
  for (int j = 0; j < count; ++j) {
    const double t = 0.05 * j, w = 3;
    samples.x.col(j) << 5e5 + 200 * std::sin(w * t), 0.002 * std::cos(w * t), 40 * std::cos(w * t),
        7e-5 * std::sin(w * t);
    samples.dxdt.col(j) << 200 * w * std::cos(w * t), -0.002 * w * std::sin(w * t),
        -40 * w * std::sin(w * t), 7e-5 * w * std::cos(w * t);
    samples.trajectory.push_back(0);
    samples.t.push_back(t);
    samples.next.push_back(j + 1 < count ? j + 1 : -1);
  }
  return samples;
}

constexpr ScalingKind kKinds[] = {ScalingKind::kFree, ScalingKind::kCanonical,
                                  ScalingKind::kVelocities};

Samples none() { return {Matrix(4, 0), Matrix(4, 0), {}, {}, {}}; }

double rms(const Matrix& m) { return std::sqrt(m.squaredNorm() / static_cast<double>(m.size())); }

TEST(Scaling, MakesStatesAndDerivativesOfOrderOne) {
  const Samples samples = twoUnits();
  const Scaling scaling = scalingOf({samples, none(), 0.05}, {}, ScalingKind::kCanonical);
  const Dataset inside = scaled({samples, samples, 0.05}, scaling);
  EXPECT_NEAR(rms(inside.train.dxdt), 1, 1e-12);
  EXPECT_NEAR(inside.dt, 0.05 / scaling.time, 1e-15);
  // Each pair of units is a common factor away from its own spread, the same for all pairs.
  const Matrix& x = inside.train.x;
  EXPECT_NEAR(rms(x.row(0)), rms(x.row(2)), 0.05);
  EXPECT_NEAR(rms(x.row(1)), rms(x.row(3)), 0.05);
  EXPECT_NEAR(rms(x.row(0)) * rms(x.row(1)), 1, 0.05);
  EXPECT_LT(std::fabs(x.row(0).mean()), 1e-8);
}

TEST(Scaling, IsCanonicalOrKeepsVelocitiesVelocities) {
  const Samples samples = twoUnits();
  const Vector canonical = scalingOf({samples, none(), 0.05}, {}, ScalingKind::kCanonical).scale;
  EXPECT_NEAR(canonical[0] * canonical[2] / (canonical[1] * canonical[3]), 1, 1e-12);
  const Scaling velocities = scalingOf({samples, none(), 0.05}, {}, ScalingKind::kVelocities);
  for (const int i : {0, 1})
    EXPECT_NEAR(velocities.scale[i] / velocities.scale[2 + i] / velocities.time, 1, 1e-12);
}

TEST(Scaling, LeavesAnglesAndWhatNeverChanges) {
  Samples samples = twoUnits();
  samples.x.row(3).setZero();
  samples.dxdt.row(3).setZero();
  for (const ScalingKind kind : kKinds) {
    const Scaling scaling = scalingOf({samples, none(), 0.05}, {1}, kind);
    EXPECT_EQ(scaling.scale[1], 1);
    EXPECT_EQ(scaling.shift[1], 0);
    EXPECT_TRUE(scaling.scale.allFinite());
    EXPECT_GT(scaling.scale.minCoeff(), 0);
  }
  samples.x.setZero();
  samples.dxdt.setZero();
  const Scaling still = scalingOf({samples, none(), 0.05}, {}, ScalingKind::kCanonical);
  EXPECT_EQ(still.scale, Vector::Ones(4));
  EXPECT_EQ(still.time, 1);
}

// A coordinate that rests, at a number that is not exact in binary: its spread is rounding.
TEST(Scaling, ARestingCoordinateTellsNoUnit) {
  for (const double unit : {1.0, 1e6, 1e-6}) {
    Samples samples = twoUnits();
    samples.x.row(1).setConstant(0.1);
    samples.x.row(3).setZero();
    samples.dxdt.row(1).setZero();
    samples.dxdt.row(3).setZero();
    samples.x.row(0) *= unit;
    samples.x.row(2) *= unit;
    samples.dxdt.row(0) *= unit;
    samples.dxdt.row(2) *= unit;
    for (const ScalingKind kind : kKinds) {
      const Scaling scaling = scalingOf({samples, none(), 0.05}, {}, kind);
      EXPECT_NEAR(scaling.scale[0] / unit, 141, 2);
      EXPECT_NEAR(scaling.scale[0] / scaling.scale[1], 1, 0.05);
      const Dataset inside = scaled({samples, none(), 0.05}, scaling);
      if (kind != ScalingKind::kVelocities) {
        EXPECT_NEAR(rms(inside.train.dxdt), 1, 0.1);
      }
    }
  }
}

TEST(Scaling, FreeScalesAreOfOrderOneInEveryComponent) {
  const Samples samples = twoUnits();
  const Dataset inside =
      scaled({samples, samples, 0.05}, scalingOf({samples, samples, 0.05}, {}, ScalingKind::kFree));
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(rms(inside.train.x.row(i)), 1, 1e-9) << i;
}

TEST(Scaling, RefusesNumbersBeyondIt) {
  for (const double unit : {1e200, 1e-200}) {
    Samples samples = twoUnits();
    samples.x *= unit;
    samples.dxdt *= unit;
    EXPECT_THROW(static_cast<void>(scalingOf({samples, none(), 0.05}, {}, ScalingKind::kCanonical)),
                 std::invalid_argument);
  }
}

NetworkSpec inUnits(const std::string& model) {
  return {.model = model,
          .hidden = {8},
          .stateSize = 4,
          .inverseMass = {0.5, 2},
          .kineticPrior = 1,
          .stateShift = {300, -0.2, 0, 0},
          .stateScale = {100, 0.25, 0.01, 4},
          .timeScale = 0.02};
}

struct Scaled {
  std::unique_ptr<PhaseSpaceModel> model;
  Weights weights;
  std::unique_ptr<Evaluator> evaluator;

  explicit Scaled(const NetworkSpec& spec)
      : model(makeModel(spec)),
        weights(model->makeWeights()),
        evaluator(withUnits(model->makeEvaluator(weights), Units(spec))) {
    Random random(1, 2);
    model->initialise(Initialisation::kOrthogonal, random, weights.reals());
  }
};

Vector someState() { return Vector{{330, 0.1, 0.004, -2}}; }

// The difference quotient of f along a direction of about the size of the units.
template <class F>
Matrix slope(const F& f, const Vector& x, const Vector& v) {
  constexpr double kStep = sizeof(Real) == 8 ? 1e-6 : 1e-2;
  return (f(Vector(x + kStep * v)) - f(Vector(x - kStep * v))) / (2 * kStep);
}

TEST(Units, TheLearnedFieldIsTheGradientOfTheLearnedEnergyTurned) {
  const Scaled hnn(inUnits("hnn"));
  const Vector x = someState(), field = hnn.evaluator->field(x).col(0),
               gradient = hnn.evaluator->energyGradient(x).col(0);
  const std::vector<double> scale = inUnits("hnn").stateScale;
  for (int i = 0; i < 2; ++i) {
    EXPECT_NEAR(field[i], gradient[2 + i], 1e-5 * std::fabs(gradient[2 + i]));
    EXPECT_NEAR(field[2 + i], -gradient[i], 1e-5 * std::fabs(gradient[i]));
  }
  for (int i = 0; i < 4; ++i) {
    const auto unit = static_cast<std::size_t>(i);
    const Vector v = scale[unit] * Vector::Unit(4, i);
    const double along =
        slope([&](const Vector& at) { return hnn.evaluator->energy(at); }, x, v)(0, 0);
    EXPECT_NEAR(along, gradient.dot(v),
                1e-3 * gradient.cwiseAbs().dot(Vector{{100, 0.25, 0.01, 4}}));
  }
  const FieldAndEnergy both = hnn.evaluator->fieldAndEnergy(x);
  EXPECT_EQ(both.field, hnn.evaluator->field(x));
  EXPECT_EQ(both.energy, hnn.evaluator->energy(x));
}

TEST(Units, TangentsAreDerivativesOfTheField) {
  for (const char* model : {"hnn", "baseline", "second-order", "dissipative-hnn"}) {
    const Scaled one(inUnits(model));
    const Vector x = someState(), v{{40, -0.1, 0.005, 1}};
    const Vector exact = one.evaluator->tangent(x, v).col(0);
    const Vector quotient =
        slope([&](const Vector& at) { return one.evaluator->field(at); }, x, v).col(0);
    for (int i = 0; i < 4; ++i)
      EXPECT_NEAR(quotient[i], exact[i], 1e-2 * std::fabs(exact[i]) + 1e-2) << model << i;
  }
}

TEST(Units, VelocitiesStayMomentaOverMassesAndVelocities) {
  const Vector x = someState();
  const Vector second = Scaled(inUnits("second-order")).evaluator->field(x).col(0);
  EXPECT_NEAR(second[0], 0.5 * x[2], 1e-6 * std::fabs(x[2]));
  EXPECT_NEAR(second[1], 2 * x[3], 1e-6 * std::fabs(x[3]));
  NetworkSpec spec = inUnits("lnn");
  spec.stateScale = {100, 0.25, 100 / 0.02, 0.25 / 0.02};
  const Vector lagrangian = Scaled(spec).evaluator->field(x).col(0);
  EXPECT_NEAR(lagrangian[0], x[2], 1e-6 * std::fabs(x[2]));
  EXPECT_NEAR(lagrangian[1], x[3], 1e-6 * std::fabs(x[3]));
}

TEST(Units, OutsideUndoesInside) {
  const Units units(inUnits("hnn"));
  const Matrix x = someState();
  EXPECT_LT((units.outside(units.inside(x)) - x).cwiseAbs().maxCoeff(), 1e-10);
  EXPECT_LT((units.rateOutside(units.rateInside(x)) - x).cwiseAbs().maxCoeff(), 1e-10);
  EXPECT_EQ(Units(NetworkSpec{}).inside(x), x);
}

}  // namespace
}  // namespace hnn
