// RealNVP: an exact density, its samples, and a density that is learned.
#include "models/real_nvp.h"

#include <gtest/gtest.h>

#include "support/density.h"

namespace hnn {
namespace {

// Weights far from the identity.
std::vector<Real> strongWeights(const RealNvp& model) {
  std::vector<Real> weights(model.layout().size());
  Random random(8, stream::kWeights);
  model.initialise(Initialisation::kOrthogonal, random, weights);
  for (Real& weight : weights) weight *= Real(2);
  return weights;
}

DensityFunction densityOf(const RealNvp& model, const std::vector<Real>& weights) {
  return {model, weights, 2, 1, [&](const std::vector<Var>& parameters, Var x, Var) {
            return std::vector<Var>{model.bound(parameters, x, {})};
          }};
}

TEST(RealNvp, ItsDensityHasMassOne) {
  const RealNvp model({.couplings = 4, .hidden = {12}});
  DensityFunction density = densityOf(model, strongWeights(model));
  constexpr int kLines = 300;
  constexpr double kHalf = 9, kWidth = 2 * kHalf / kLines;
  RealMatrix x(2, kLines * kLines);
  for (int i = 0; i < kLines; ++i)
    for (int j = 0; j < kLines; ++j)
      x.col(i * kLines + j) << static_cast<Real>(-kHalf + (i + 0.5) * kWidth),
          static_cast<Real>(-kHalf + (j + 0.5) * kWidth);
  const RealMatrix logs = density(x, RealMatrix::Zero(1, x.cols()))[0];
  double mass = 0;
  for (int j = 0; j < logs.cols(); ++j)
    mass += std::exp(static_cast<double>(logs(0, j))) * kWidth * kWidth;
  EXPECT_NEAR(mass, 1, 2e-3);
}

// log p(x) of what is drawn from z is log N(z) less the logarithm of the stretch, by differences.
TEST(RealNvp, DrawingStretchesAsTheDensitySays) {
  if (sizeof(Real) != 8) GTEST_SKIP() << "differences have no digits left";
  const RealNvp model({.couplings = 5, .hidden = {12}});
  const std::vector<Real> weights = strongWeights(model);
  DensityFunction density = densityOf(model, weights);
  DensityFunction draw(model, weights, 2, 1, [&](const std::vector<Var>& parameters, Var z, Var) {
    return std::vector<Var>{model.draw(parameters, z)};
  });
  const RealMatrix none = RealMatrix::Zero(1, 1);
  for (int k = 0; k < 10; ++k) {
    const RealMatrix z = normals(2, 1, static_cast<std::uint64_t>(k));
    constexpr double kStep = 1e-6;
    Eigen::Matrix2d jacobian;
    for (int i = 0; i < 2; ++i) {
      RealMatrix up = z, down = z;
      up(i, 0) += static_cast<Real>(kStep);
      down(i, 0) -= static_cast<Real>(kStep);
      jacobian.col(i) = (draw(up, none)[0] - draw(down, none)[0]).cast<double>() / (2 * kStep);
    }
    const double ofBase =
        -0.5 * static_cast<double>(z.squaredNorm()) - std::log(2 * std::numbers::pi);
    EXPECT_NEAR(static_cast<double>(density(draw(z, none)[0], none)[0](0, 0)),
                ofBase - std::log(std::fabs(jacobian.determinant())), 1e-6);
  }
}

TEST(RealNvp, LearnsADensityAndDrawsFromIt) {
  expectLearnsTwoModes(RealNvp({.couplings = 6, .hidden = {24, 24}}), 0.3);
}

}  // namespace
}  // namespace hnn
