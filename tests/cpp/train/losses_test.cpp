// The norms of a difference, from nearly nothing to large.
#include "train/losses.h"

#include <gtest/gtest.h>

#include <cmath>

#include "autodiff/gradient.h"
#include "autodiff/ops.h"
#include "autodiff/program.h"

namespace hnn {
namespace {

struct LossAndSlope {
  double loss, slope;
};

// Of one residual r.
LossAndSlope lossOf(double r, LossNorm norm) {
  Graph graph;
  const Var field = graph.input("field", {1, kBatch}), target = graph.input("target", {1, kBatch});
  const Var loss = derivativeLoss(field, target, norm);
  Program program(graph, {loss, grad(loss, {field})[0]});
  const Real value = static_cast<Real>(r), zero = 0;
  program.bind(field, &value);
  program.bind(target, &zero);
  program.run(1);
  return {static_cast<double>(program.output(0)[0]), static_cast<double>(program.output(1)[0])};
}

constexpr double kLossTolerance = sizeof(Real) == 8 ? 1e-14 : 4e-7;  // relative

// In single precision the loss of residuals below 2·10⁻⁴ was zero, although the gradient was right.
TEST(Losses, HuberKeepsItsDigitsForSmallResiduals) {
  for (const double size : {1e-6, 1e-4, 3e-4, 1e-3, 0.1, 1.0, 30.0, 1e4}) {
    for (const double given : {size, -size}) {
      const auto r = static_cast<double>(static_cast<Real>(given));
      const double root = std::sqrt(1 + r * r), expected = r * r / (1 + root);
      const auto [loss, slope] = lossOf(r, LossNorm::kHuber);
      EXPECT_NEAR(loss / expected, 1, kLossTolerance) << r;
      EXPECT_NEAR(slope / (r / root), 1, kLossTolerance) << r;
    }
  }
}

TEST(Losses, SquaresAndSizes) {
  for (const double r : {0.25, -3.0}) {
    EXPECT_EQ(lossOf(r, LossNorm::kL2).loss, r * r);
    EXPECT_EQ(lossOf(r, LossNorm::kL2).slope, 2 * r);
    EXPECT_EQ(lossOf(r, LossNorm::kL1).loss, std::fabs(r));
    EXPECT_EQ(lossOf(r, LossNorm::kL1).slope, r > 0 ? 1 : -1);
  }
}

}  // namespace
}  // namespace hnn
