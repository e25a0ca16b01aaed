#include "data/dataset.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <set>

#include "data/sampling.h"
#include "physics/catalogue.h"

namespace hnn {
namespace {

DatasetSettings pendulumSettings() {
  return {.seed = 3,
          .trajectories = 50,
          .points = 45,
          .duration = 3,
          .noise = 0.1,
          .trainFraction = 0.5};
}

TEST(Dataset, HasThePublishedShape) {
  const auto system = makeSystem("pendulum");
  const Dataset data = makeDataset(*system, pendulumSettings());
  EXPECT_EQ(data.train.size(), 1125);
  EXPECT_EQ(data.test.size(), 1125);
  EXPECT_DOUBLE_EQ(data.dt, 3.0 / 44);
  for (const Samples* samples : {&data.train, &data.test}) {
    const auto n = static_cast<std::size_t>(samples->size());
    EXPECT_EQ(samples->dxdt.cols(), samples->x.cols());
    EXPECT_EQ(samples->t.size(), n);
    EXPECT_EQ(samples->trajectory.size(), n);
    EXPECT_EQ(samples->next.size(), n);
  }
}

TEST(Dataset, SplitsByWholeTrajectories) {
  const Dataset data = makeDataset(*makeSystem("pendulum"), pendulumSettings());
  std::set<int> train(data.train.trajectory.begin(), data.train.trajectory.end());
  for (const int trajectory : data.test.trajectory) EXPECT_FALSE(train.contains(trajectory));
  EXPECT_EQ(train.size(), 25U);
}

TEST(Dataset, BothSidesKeepATrajectoryWhereTheyCan) {
  EXPECT_EQ(trainingTrajectories(50, 0.5), 25);
  EXPECT_EQ(trainingTrajectories(1000, 0.8), 800);
  EXPECT_EQ(trainingTrajectories(3, 0), 1);
  EXPECT_EQ(trainingTrajectories(3, 0.99), 2);
  EXPECT_EQ(trainingTrajectories(3, 1), 3);
  EXPECT_EQ(trainingTrajectories(1, 0.5), 1);
}

TEST(Dataset, NextIsTheSameTrajectoryOneIntervalLater) {
  const Dataset data = makeDataset(*makeSystem("pendulum"), pendulumSettings());
  int ends = 0;
  for (std::size_t i = 0; i < data.test.next.size(); ++i) {
    if (data.test.next[i] < 0) {
      ++ends;
      EXPECT_DOUBLE_EQ(data.test.t[i], 3);
      continue;
    }
    const auto next = static_cast<std::size_t>(data.test.next[i]);
    EXPECT_EQ(data.test.trajectory[next], data.test.trajectory[i]);
    EXPECT_NEAR(data.test.t[next] - data.test.t[i], data.dt, 1e-15);
  }
  EXPECT_EQ(ends, 25);
}

TEST(Dataset, WithoutNoiseLiesOnTheTrueMotionWithItsExactDerivative) {
  for (const SystemInfo& info : systemInfos()) {
    const auto system = makeSystem(info.id);
    const Dataset data = makeDataset(
        *system,
        {.seed = 1, .trajectories = 6, .points = 20, .duration = info.experiment.duration});
    EXPECT_EQ(data.train.dxdt, system->field(data.train.x)) << info.id;
    if (!info.conservative) continue;
    // The integrator's error grows with time, as in systems_test.cpp.
    const double tolerance = 1e-8 * std::fmax(1, info.experiment.duration / 10);
    const Matrix energy = system->energy(data.train.x);
    for (Eigen::Index i = 0; i < energy.cols(); ++i) {
      const Eigen::Index start = i / 20 * 20;
      ASSERT_NEAR(energy(0, i), energy(0, start), tolerance * std::fabs(energy(0, start)))
          << info.id;
    }
  }
}

// Noise lies on q and p only: its size is σ, and neither starts nor derivatives know of it.
TEST(Dataset, NoiseIsOnStatesOnly) {
  const auto system = makeSystem("pendulum");
  DatasetSettings settings = pendulumSettings();
  const Dataset noisy = makeDataset(*system, settings);
  settings.noise = 0;
  const Dataset clean = makeDataset(*system, settings);
  EXPECT_EQ(noisy.train.dxdt, clean.train.dxdt);
  const Eigen::ArrayXXd noise = noisy.train.x - clean.train.x;
  const auto n = static_cast<double>(noise.size());
  EXPECT_NEAR(noise.mean(), 0, 5 * 0.1 / std::sqrt(n));
  EXPECT_NEAR(std::sqrt(noise.square().mean()), 0.1, 5 * 0.1 / std::sqrt(2 * n));
  settings.noise = 0.2;  // the same noise, twice as large
  const Dataset noisier = makeDataset(*system, settings);
  EXPECT_LT(((noisier.train.x - clean.train.x) - 2 * (noisy.train.x - clean.train.x))
                .cwiseAbs()
                .maxCoeff(),
            1e-15);
}

TEST(Dataset, SameSeedSameDataAndMoreTrajectoriesExtendIt) {
  const auto system = makeSystem("spring");
  DatasetSettings settings{.seed = 9, .trajectories = 4, .points = 10, .noise = 0.1};
  const Dataset four = makeDataset(*system, settings);
  EXPECT_EQ(four.train.x, makeDataset(*system, settings).train.x);
  settings.trajectories = 8;
  const Dataset eight = makeDataset(*system, settings);
  EXPECT_EQ(eight.train.x.leftCols(20), four.train.x);
  settings.seed = 10;
  EXPECT_NE(makeDataset(*system, settings).train.x, eight.train.x);
}

// The page computes its data for every change of a setting: 1000 orbits within a second (without
// sanitizers; the limit here leaves room for them).
// Starts, noise, adaptive and fixed steps, to the last bit: fails where a compiler contracts or
// reorders, or calls a library's own sin. The numbers were computed natively with g++ and clang.
TEST(Dataset, BitsAreTheSameEverywhere) {
  const auto hashOf = [](const Matrix& values) {  // FNV-1a over the bit patterns
    std::uint64_t hash = 14695981039346656037ULL;
    for (const double value : values.reshaped())
      hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 1099511628211ULL;
    return hash;
  };
  const std::vector<std::pair<std::string, std::uint64_t>> expected = {
      {"spring", 13398783446969697173ULL},
      {"pendulum", 15787723871981361912ULL},
      {"two-body", 13945545394676390608ULL}};
  for (const auto& [id, hash] : expected) {
    const auto system = makeSystem(id);
    const Dataset data = makeDataset(*system, {.seed = 5, .trajectories = 10, .noise = 0.1});
    Matrix all(data.train.x.rows(), 0);
    const auto append = [&all](const Matrix& more) {
      all.conservativeResize(Eigen::NoChange, all.cols() + more.cols());
      all.rightCols(more.cols()) = more;
    };
    append(data.train.x);
    append(data.test.dxdt);
    for (const char* name : {"rk4", "leapfrog", "implicit-midpoint", "yoshida4"})
      append(
          integrate(trueFlow(*system), data.test.x.col(0), 5, 20, parseIntegrator(name), 0.05).x);
    EXPECT_EQ(hashOf(all), hash) << id;
  }
}

TEST(Sampling, SaysWhichTruthCannotBeFollowed) {
  const auto system = makeSystem("two-body");
  Matrix starts = Matrix::Zero(8, 1);
  starts(0, 0) = 1;  // two bodies at rest, falling into each other
  starts(1, 0) = -1;
  EXPECT_THROW(trueTrajectories(*system, starts, 20, 5), std::runtime_error);
}

}  // namespace
}  // namespace hnn
