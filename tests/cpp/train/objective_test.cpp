// Objectives of any kind through public interfaces: named inputs, terms, noise, samples in a row.
#include "train/objective.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <span>

#include "autodiff/ops.h"
#include "base/elementary.h"
#include "base/random.h"
#include "train/trainer.h"

namespace hnn {
namespace {

// Two trajectories of a column "height" with one row and "pair" with two.
struct Heights {
  Matrix height{{1, 2, 4, 7, 10, 20, 40}}, pair{{1, 2, 3, 4, 5, 6, 7}, {7, 6, 5, 4, 3, 2, 1}};
  std::vector<int> next = {1, 2, 3, -1, 5, 6, -1};
  [[nodiscard]] Table table() const { return {{{"height", &height}, {"pair", &pair}}, &next}; }
};

// One parameter: w times the second difference of heights, and w times the pair.
struct Curvature {
  ParameterLayout layout;
  std::vector<Real> weights = {2};
  Curvature() { layout.add("w", 1, 1); }

  static Objective record(Recorder& recorder) {
    const Var w = recorder.parameters()[0];
    const Var row = recorder.data({.column = "height", .rows = 1, .count = 3});
    const Var bend = sliceRows(row, 0, 1) - 2.0 * sliceRows(row, 1, 1) + sliceRows(row, 2, 1);
    const Var pair = recorder.data({.column = "pair", .rows = 2, .from = 1});
    return {.terms = {{"bend", mean(square(matmul(w, bend)))},
                      {"pair", mean(matmul(w, sumRows(pair)))}},
            .watched = {{"weight", mean(square(w))}},
            .costs = {}};
  }
};

TEST(Objective, ReadsSamplesInARowAndLeavesOutThoseWithoutSuccessors) {
  const Heights data;
  Curvature model;
  Trainer trainer(model.layout, model.weights, Curvature::record, data.table(), data.table(),
                  {.adam = {.learningRate = 0, .totalSteps = 10}});
  // Complete rows: 1 2 4, 2 4 7, 10 20 40: w² (1 + 1 + 100) / 3, and the pairs' sums are 8.
  EXPECT_NEAR(trainer.trainLoss(), 4 * 102 / 3.0 + 2 * 8, 1e-4);
  EXPECT_EQ(trainer.trainLoss(), trainer.testLoss());
}

TEST(Objective, GivesItsTermsByName) {
  Curvature model;
  ObjectiveProgram program(model.layout, model.weights.data(), Curvature::record,
                           ObjectiveProgram::Wanted::kLossAndGradient);
  ASSERT_EQ(program.feeds().size(), 2U);
  EXPECT_STREQ(program.feeds()[1].column, "pair");
  const std::vector<Real> rows = {1, 2, 4, 10, 20, 40}, pairs = {2, 6, 6, 2};
  const double loss = program.run({rows.data(), pairs.data()}, 2);
  const auto terms = program.terms();
  ASSERT_EQ(terms.size(), 3U);
  EXPECT_STREQ(terms[0].name, "bend");
  EXPECT_NEAR(terms[0].value, 4 * 101 / 2.0, 1e-4);
  EXPECT_NEAR(terms[1].value, 16, 1e-5);
  EXPECT_NEAR(loss, terms[0].value + terms[1].value, 1e-4);
  EXPECT_STREQ(terms[2].name, "weight");  // watched, no part of the loss
  EXPECT_NEAR(terms[2].value, 4, 1e-6);
  EXPECT_NEAR(static_cast<double>(program.gradient()[0]), 2 * 2 * 101 / 2.0 + 8, 1e-3);
}

// Learns to undo noise that it is shown: w x + noise against x.
struct Noisy {
  ParameterLayout layout;
  std::vector<Real> weights = {Real(0.25)};
  Matrix x{1, 300};
  std::vector<int> next = std::vector<int>(300, -1);
  Noisy() {
    layout.add("w", 1, 1);
    Random random(8);
    for (double& value : x.reshaped()) value = random.normal();
  }

  static Objective record(Recorder& recorder) {
    const Var x = recorder.data({.column = "x", .rows = 1}), noise = recorder.noise(1);
    return {.terms = {{"difference",
                       mean(square(matmul(recorder.parameters()[0], x) + 0.1 * noise - x))}},
            .watched = {},
            .costs = {},
            .target = 0};
  }
  [[nodiscard]] Table table() const { return {{{"x", &x}}, &next}; }
  Trainer trainer(std::span<Real> from, int batchSize) const {
    return {layout,
            from,
            record,
            table(),
            table(),
            {.adam = {.learningRate = 1e-2, .totalSteps = 100}, .batchSize = batchSize, .seed = 3}};
  }
};

TEST(Objective, DrawsNewNoiseInEveryStepAndTheSameInAResumedRun) {
  for (const int batchSize : {0, 32}) {
    const Noisy noisy;
    std::vector<Real> whole = noisy.weights, first = noisy.weights, second = noisy.weights;
    Trainer a = noisy.trainer(whole, batchSize), b = noisy.trainer(first, batchSize),
            c = noisy.trainer(second, batchSize);
    std::vector<double> losses;
    for (int i = 0; i < 40; ++i) {
      a.step();
      losses.push_back(a.lastLoss());
    }
    for (int i = 0; i < 15; ++i) b.step();
    second = first;
    c.restore(b.state());
    for (int i = 0; i < 25; ++i) c.step();
    EXPECT_EQ(second, whole);
    EXPECT_EQ(c.lastLoss(), losses.back());
    EXPECT_GT(static_cast<double>(whole[0]), 0.4);
    // A measurement between steps has its own noise, which is the same every time.
    EXPECT_EQ(a.trainLoss(), a.trainLoss());
    EXPECT_NE(a.trainLoss(), a.lastLoss());
  }
  const Noisy noisy;
  std::vector<Real> still = noisy.weights;
  Trainer trainer(noisy.layout, still, Noisy::record, noisy.table(), noisy.table(),
                  {.adam = {.learningRate = 0, .totalSteps = 100}});
  trainer.step();
  const double before = trainer.lastLoss();
  trainer.step();
  EXPECT_NE(trainer.lastLoss(), before);
}

// Minimises w² subject to (w − 3)² ≤ 1, by a multiplier that rises while the constraint is violated
// (Rezende & Viola 2018): w = 2, where 2 w = λ · 2 (3 − w), λ = 2.
struct Constrained {
  ParameterLayout layout;
  std::vector<Real> weights = {0};
  Matrix x = Matrix::Ones(1, 8);
  std::vector<int> next = std::vector<int>(8, -1);
  Constrained() { layout.add("w", 1, 1); }

  static Objective record(Recorder& recorder) {
    const Var w = matmul(recorder.parameters()[0], recorder.data({.column = "x", .rows = 1}));
    const Var excess = mean(square(w + -3.0)) + -1.0;
    const Var multiplier = recorder.control(0.5);
    return {.terms = {{"size", mean(square(w))}, {"constraint", matmul(multiplier, excess)}},
            .watched = {{"excess", excess}},
            .costs = {},
            .moveControls = [](std::span<double> controls, const std::vector<TermValue>& batch,
                               int) { controls[0] *= exp(0.02 * batch[2].value); }};
  }
  [[nodiscard]] Table table() const { return {{{"x", &x}}, &next}; }
  Trainer trainer(std::span<Real> from) const {
    return {layout,  from,    record,
            table(), table(), {.adam = {.learningRate = 2e-2, .totalSteps = 4000}}};
  }
};

TEST(Objective, MovesAMultiplierUntilItsConstraintHolds) {
  const Constrained problem;
  std::vector<Real> weights = problem.weights;
  Trainer trainer = problem.trainer(weights);
  EXPECT_EQ(trainer.state().controls, std::vector<double>{0.5});
  for (int i = 0; i < 4000; ++i) ASSERT_TRUE(trainer.step());
  EXPECT_NEAR(static_cast<double>(weights[0]), 2, 0.02);
  EXPECT_NEAR(trainer.state().controls[0], 2, 0.05);
  const std::vector<TermValue> terms = trainer.lastTerms();
  ASSERT_EQ(terms.size(), 3U);
  EXPECT_STREQ(terms[1].name, "constraint");
  EXPECT_NEAR(terms[0].value + terms[1].value, trainer.lastLoss(), 1e-5);
}

TEST(Objective, AResumedRunContinuesWithItsControls) {
  const Constrained problem;
  std::vector<Real> whole = problem.weights, first = problem.weights, second = problem.weights;
  Trainer a = problem.trainer(whole), b = problem.trainer(first), c = problem.trainer(second);
  for (int i = 0; i < 300; ++i) a.step();
  for (int i = 0; i < 110; ++i) b.step();
  second = first;
  c.restore(b.state());
  EXPECT_NE(b.state().controls[0], 0.5);
  EXPECT_EQ(c.trainLoss(), b.trainLoss());  // measured with the same multiplier
  for (int i = 0; i < 190; ++i) c.step();
  EXPECT_EQ(second, whole);
  EXPECT_EQ(c.state().controls, a.state().controls);
}

TEST(Objective, AControlWithoutBoundEndsTheTrainingWithTheLastGoodState) {
  Constrained problem;
  const RecordObjective runaway = [](Recorder& recorder) {
    Objective objective = Constrained::record(recorder);
    objective.moveControls = [](std::span<double> controls, const std::vector<TermValue>&,
                                int step) {
      controls[0] = step == 30 ? std::numeric_limits<double>::infinity() : 1;
    };
    return objective;
  };
  Trainer trainer(problem.layout, problem.weights, runaway, problem.table(), problem.table(),
                  {.adam = {.learningRate = 1e-2, .totalSteps = 100}});
  int done = 0;
  while (trainer.step()) ++done;
  EXPECT_EQ(done, 29);
  EXPECT_NE(trainer.stopped().find("not a finite number"), std::string::npos);
  EXPECT_EQ(trainer.steps(), 20);
  EXPECT_EQ(trainer.state().controls, std::vector<double>{1});
}

}  // namespace
}  // namespace hnn
