// Densities that are known exactly: their integrals, entropies and samplers.
#include "data/density_targets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace hnn {
namespace {

// Midpoints of a grid whose lines are also those of the checkerboard, and log p at them.
constexpr int kCells = 20, kFine = 6, kLines = kCells * kFine;
const double kHalf = 2.5 * std::sqrt(3.0), kWidth = 2 * kHalf / kLines;

Matrix midpoints() {
  Matrix x(2, kLines * kLines);
  for (int i = 0; i < kLines; ++i)
    for (int j = 0; j < kLines; ++j)
      x.col(i * kLines + j) << -kHalf + (i + 0.5) * kWidth, -kHalf + (j + 0.5) * kWidth;
  return x;
}

const Matrix& logDensities(const std::string& name) {
  static std::map<std::string, Matrix> known;
  const auto [at, isNew] = known.try_emplace(name);
  if (isNew) at->second = makeDensityTarget(name)->logDensity(midpoints());
  return at->second;
}

struct Moments {
  double mass = 0, entropy = 0;
  Vector mean = Vector::Zero(2), square = Vector::Zero(2);
};

Moments momentsOf(const std::string& name) {
  const Matrix x = midpoints(), &logs = logDensities(name);
  Moments moments;
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    const double share = std::exp(logs(0, j)) * kWidth * kWidth;
    if (share == 0) continue;
    moments.mass += share;
    moments.entropy -= share * logs(0, j);
    moments.mean += share * x.col(j);
    moments.square += share * x.col(j).cwiseAbs2();
  }
  return moments;
}

TEST(DensityTargets, HaveMassOneMeanZeroAndVarianceOne) {
  for (const std::string& name : densityTargetNames()) {
    const Moments moments = momentsOf(name);
    const double tolerance = 1e-3;
    EXPECT_NEAR(moments.mass, 1, tolerance) << name;
    EXPECT_LT(moments.mean.cwiseAbs().maxCoeff(), tolerance) << name;
    EXPECT_NEAR(moments.square[0], 1, tolerance) << name;
    EXPECT_NEAR(moments.square[1], 1, tolerance) << name;
  }
}

TEST(DensityTargets, HaveTheirEntropies) {
  const auto entropy = [](const char* name) { return momentsOf(name).entropy; };
  const double ofGaussian = 1 + std::log(2 * std::numbers::pi);
  EXPECT_NEAR(entropy("gaussian"), ofGaussian, 3e-3);  // a part lies beyond the grid
  // Two modes at ±√8 of width √⅛ that do not overlap; standardised, √8.125 and √0.125 wide.
  EXPECT_NEAR(entropy("2-gaussians"),
              std::log(2) + ofGaussian + std::log(0.125) - 0.5 * std::log(8.125 * 0.125), 1e-3);
  // Eight overlap a little: 2.832 in their own units.
  EXPECT_NEAR(entropy("8-gaussians"), 2.832 - std::log(4.125), 1e-3);
  EXPECT_NEAR(entropy("moons"), 1.830, 2e-3);
}

// χ² of the numbers of points in cells, by the density's integral over each.
TEST(DensityTargets, AreDrawnAsTheirDensitiesSay) {
  constexpr int kPoints = 20'000;
  for (const std::string& name : densityTargetNames()) {
    const Matrix& logs = logDensities(name);
    Matrix expected = Matrix::Zero(kCells, kCells), found = expected;
    for (int i = 0; i < kLines; ++i)
      for (int j = 0; j < kLines; ++j)
        expected(i / kFine, j / kFine) +=
            kPoints * std::exp(logs(0, i * kLines + j)) * kWidth * kWidth;
    Random random(5);
    const Matrix x = makeDensityTarget(name)->draw(random, kPoints);
    for (Eigen::Index k = 0; k < x.cols(); ++k) {
      const auto cell = [](double value) {
        return std::clamp(static_cast<int>((value + kHalf) / (kWidth * kFine)), 0, kCells - 1);
      };
      found(cell(x(0, k)), cell(x(1, k))) += 1;
    }
    double chi = 0;
    int cells = 0;
    for (Eigen::Index i = 0; i < expected.size(); ++i) {
      const double wanted = expected.data()[i];
      if (wanted < 10) continue;
      chi += (found.data()[i] - wanted) * (found.data()[i] - wanted) / wanted;
      ++cells;
    }
    EXPECT_GE(cells, 8) << name;
    EXPECT_LT(chi, cells + 4 * std::sqrt(2.0 * cells)) << name;
  }
}

TEST(DensityTargets, AreTheSameForTheSameSeed) {
  for (const std::string& name : densityTargetNames()) {
    Random one(3), same(3), other(4);
    const auto target = makeDensityTarget(name);
    const Matrix x = target->draw(one, 5);
    EXPECT_EQ(x, target->draw(same, 5)) << name;
    EXPECT_NE(x, target->draw(other, 5)) << name;
  }
}

TEST(DensityTargets, AnUnknownNameIsRefusedWithTheNames) {
  try {
    makeDensityTarget("torus");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("8-gaussians"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace hnn
