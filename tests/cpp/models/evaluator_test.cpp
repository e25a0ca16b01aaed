// Derivatives of learned fields and energies.
#include "models/graph_evaluator.h"

#include <gtest/gtest.h>

#include "support/learned.h"
#include "support/random_matrix.h"

namespace hnn {
namespace {

// Central differences: truncation ε² and rounding 1/ε of the precision, both with some curvature.
constexpr bool kDouble = sizeof(Real) == 8;
constexpr double kStepOfDifferences = kDouble ? 1e-5 : 1e-2;
constexpr double kTolerance = kDouble ? 1e-8 : 1e-3;

const std::vector<std::string> kFields = {"solenoidal", "conservative", "both"};

TEST(Evaluator, TangentIsTheFieldsDirectionalDerivative) {
  for (const std::string activation : {"tanh", "softplus", "sigmoid"}) {
    for (const std::string& field : kFields) {
      for (const std::string model : {"hnn", "baseline"}) {
        Learned learned({.model = model,
                         .field = field,
                         .activation = activation,
                         .hidden = {20, 20},
                         .stateSize = 4});
        const Matrix x = Matrix::Random(4, 7), v = Matrix::Random(4, 7);
        const Matrix difference = (learned.evaluator.field(x + kStepOfDifferences * v) -
                                   learned.evaluator.field(x - kStepOfDifferences * v)) /
                                  (2 * kStepOfDifferences);
        const Matrix tangent = learned.evaluator.tangent(x, v);
        EXPECT_LE((tangent - difference).cwiseAbs().maxCoeff(), kTolerance)
            << model << " " << field << " " << activation;
        EXPECT_GT(tangent.norm(), 2 * kTolerance) << model << " " << field << " " << activation;
      }
    }
  }
}

TEST(Evaluator, TheJacobianOfAnHnnIsHamiltonian) {  // J·Df symmetric
  Learned hnn({.model = "hnn", .hidden = {20, 20}, .stateSize = 4});
  Matrix j = Matrix::Zero(4, 4);
  j.topRightCorner(2, 2).setIdentity();
  j.bottomLeftCorner(2, 2) = -Matrix::Identity(2, 2);
  const Vector x = Matrix::Random(4, 1);
  const Matrix hessian = j * hnn.evaluator.tangent(x.replicate(1, 4), Matrix::Identity(4, 4));
  const double rounding = 20 * static_cast<double>(std::numeric_limits<Real>::epsilon());
  EXPECT_LE((hessian - hessian.transpose()).norm(), rounding * hessian.norm());
  Learned plain({.model = "baseline", .hidden = {20, 20}, .stateSize = 4});
  const Matrix other = j * plain.evaluator.tangent(x.replicate(1, 4), Matrix::Identity(4, 4));
  EXPECT_GE((other - other.transpose()).norm(), 0.1 * other.norm());
}

TEST(Evaluator, EnergyGradientIsOrthogonalToTheSymplecticField) {
  Learned hnn({.model = "hnn", .hidden = {20, 20}, .stateSize = 4});
  const Matrix x = Matrix::Random(4, 5);
  const Matrix gradient = hnn.evaluator.energyGradient(x), field = hnn.evaluator.field(x);
  const double rounding = 20 * static_cast<double>(std::numeric_limits<Real>::epsilon());
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    EXPECT_LE(std::fabs(gradient.col(j).dot(field.col(j))),
              rounding * gradient.col(j).squaredNorm());
    EXPECT_NEAR(gradient.col(j).norm(), field.col(j).norm(), rounding);
  }
}

TEST(Evaluator, DerivativesFollowTheWeights) {  // recorded once, read at each call
  Learned hnn({.model = "hnn", .hidden = {8}, .stateSize = 2});
  const Matrix x = Matrix::Random(2, 3), v = Matrix::Random(2, 3);
  const Matrix before = hnn.evaluator.tangent(x, v);
  for (Real& weight : hnn.weights) weight *= Real(0.5);
  EXPECT_GT((hnn.evaluator.tangent(x, v) - before).norm(), 1e-3 * before.norm());
}

TEST(Evaluator, WhatIsKeptOfHeldWeightsEndsWithTheHold) {
  Learned hnn({.model = "hnn", .hidden = {8}, .stateSize = 2});
  const Matrix x = Matrix::Random(2, 3);
  const auto change = [&] {
    for (Real& weight : hnn.weights) weight *= Real(0.5);
  };
  Matrix before;
  {
    const std::shared_ptr<void> held = hnn.evaluator.hold();
    before = hnn.evaluator.field(x);
    EXPECT_EQ(hnn.evaluator.field(x), before);
  }
  change();
  const Matrix after = hnn.evaluator.field(x);
  EXPECT_GT((after - before).norm(), 1e-3 * before.norm());
  change();
  const std::shared_ptr<void> held = hnn.evaluator.hold();  // a new one begins with today's
  EXPECT_GT((hnn.evaluator.field(x) - after).norm(), 1e-3 * after.norm());
}

}  // namespace
}  // namespace hnn
