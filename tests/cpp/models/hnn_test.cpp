// What distinguishes the models, as laws of their fields.
#include "models/hnn.h"

#include <gtest/gtest.h>

#include "support/learned.h"
#include "support/random_matrix.h"

namespace hnn {
namespace {

struct Learned : hnn::Learned {
  using hnn::Learned::Learned;
  // ∂field/∂x at a state, by central differences.
  Matrix jacobian(const Vector& x) {
    const double h = sizeof(Real) == 8 ? 1e-5 : 1e-2;
    Matrix j(x.size(), x.size());
    for (Eigen::Index i = 0; i < x.size(); ++i) {
      Vector above = x, below = x;
      above[i] += h;
      below[i] -= h;
      j.col(i) = (evaluator.field(above) - evaluator.field(below)) / (2 * h);
    }
    return j;
  }
};

const double kHnnTolerance = sizeof(Real) == 8 ? 1e-8 : 2e-4;

Vector someState() { return (Vector(4) << 0.3, -0.8, 0.5, 0.2).finished(); }

NetworkSpec spec(const std::string& model, const std::string& field) {
  return {
      .model = model, .field = field, .hidden = {20, 20}, .stateSize = 4, .inverseMass = {2, 0.5}};
}

TEST(Hnn, ASolenoidalFieldIsTheSymplecticGradientOfItsEnergy) {
  Learned hnn(spec("hnn", "solenoidal"));
  const Matrix x = Matrix::Random(4, 9);
  const double h = sizeof(Real) == 8 ? 1e-5 : 1e-2;
  const Matrix field = hnn.evaluator.field(x);
  for (int i = 0; i < 4; ++i) {
    Matrix above = x, below = x;
    above.row(i).array() += h;
    below.row(i).array() -= h;
    const Matrix slope = (hnn.evaluator.energy(above) - hnn.evaluator.energy(below)) / (2 * h);
    // -dp/dt, dq/dt
    const Matrix expected = i < 2 ? Matrix(-field.row(i + 2)) : Matrix(field.row(i - 2));
    EXPECT_LE((slope - expected).norm(), 10 * kHnnTolerance);
  }
}

TEST(Hnn, ASolenoidalFieldHasNoDivergenceAndIsHamiltonian) {
  Matrix j4 = Matrix::Zero(4, 4);
  j4.topRightCorner(2, 2).setIdentity();
  j4.bottomLeftCorner(2, 2) = -Matrix::Identity(2, 2);
  const Matrix derivative = Learned(spec("hnn", "solenoidal")).jacobian(someState());
  EXPECT_NEAR(derivative.trace(), 0, kHnnTolerance);
  const Matrix hessian = -j4 * derivative;  // ∇∇H must be symmetric
  EXPECT_LE((hessian - hessian.transpose()).norm(), 4 * kHnnTolerance);
}

TEST(Hnn, AConservativeFieldIsAGradientAndHasACurl) {
  const Matrix derivative = Learned(spec("hnn", "conservative")).jacobian(someState());
  EXPECT_LE((derivative - derivative.transpose()).norm(), 4 * kHnnTolerance);
  EXPECT_FALSE(makeModel(spec("hnn", "conservative"))->hasEnergy());
}

TEST(Hnn, AFieldOfBothPartsIsTheirSum) {
  Learned both(spec("hnn", "both"));
  EXPECT_TRUE(both.model->hasEnergy());
  const Matrix derivative = both.jacobian(someState());
  EXPECT_GT(std::fabs(derivative.trace()), 10 * kHnnTolerance);  // not divergence-free …
  EXPECT_GT((derivative - derivative.transpose()).norm(), 10 * kHnnTolerance);  // … nor curl-free
  const Matrix x = someState();
  const double h = sizeof(Real) == 8 ? 1e-5 : 1e-2;
  Matrix gradient(4, 1);
  for (int i = 0; i < 4; ++i) {
    Matrix above = x, below = x;
    above(i, 0) += h;
    below(i, 0) -= h;
    gradient(i, 0) =
        (both.evaluator.energy(above)(0, 0) - both.evaluator.energy(below)(0, 0)) / (2 * h);
  }
  Matrix solenoidal(4, 1);
  solenoidal << gradient.bottomRows(2), -gradient.topRows(2);
  const Matrix rest = both.evaluator.field(x) - solenoidal;  // ∇F1
  EXPECT_GT(rest.norm(), 10 * kHnnTolerance);
}

TEST(Baseline, ReadsTheNetworkDirectlyAndHasNoEnergy) {
  Learned baseline(spec("baseline", "solenoidal"));
  EXPECT_FALSE(baseline.model->hasEnergy());
  EXPECT_EQ(baseline.evaluator.field(Matrix::Random(4, 3)).rows(), 4);
  EXPECT_EQ(baseline.model->layout().slices().back().shape.rows, 4);
}

TEST(Evaluator, ASampleDoesNotDependOnItsNeighbours) {
  for (const ModelInfo& info : modelInfos()) {
    NetworkSpec shape = spec(info.id, "solenoidal");
    if (info.solvedAtOnce) shape.hidden = {20}, shape.outputBias = true;  // what a solve can have
    Learned learned(shape);
    const Matrix x = Matrix::Random(4, 300), together = learned.evaluator.field(x);
    for (const int i : {0, 1, 127, 128, 299})
      EXPECT_EQ(learned.evaluator.field(x.col(i)), together.col(i));
  }
}

}  // namespace
}  // namespace hnn
