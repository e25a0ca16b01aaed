// A kind of model that the core does not have, through public interfaces only: what
// docs/adding-a-kind.md promises.
//
// A map x ↦ x′ of the state at one sample to that at the next: x plus what a network gives, and no
// vector field behind it. Its view offers the map and its iterates.
#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "api/run_parts.h"
#include "autodiff/ops.h"
#include "autodiff/program.h"
#include "base/random.h"
#include "data/table.h"
#include "nn/mlp.h"
#include "support/refusal.h"

namespace hnn {
namespace {

// ---- models/ ------------------------------------------------------------------------------------

class MapModel final : public Model {
 public:
  explicit MapModel(int size) : size_(size), change_(shapeOf(size), layout_) {}

  void initialise(Initialisation how, Random& random, std::span<Real> values) const override {
    change_.initialise(how, random, values);
  }
  [[nodiscard]] int size() const { return size_; }
  [[nodiscard]] Var next(const std::vector<Var>& parameters, Var x) const {
    return x + change_(parameters, x);
  }

 private:
  [[nodiscard]] static MlpShape shapeOf(int size) {
    return {.inputs = size, .hidden = {16, 16}, .outputs = size, .outputBias = true};
  }
  int size_;
  Mlp change_;
};

// ---- train/ -------------------------------------------------------------------------------------

RecordObjective mapObjective(const MapModel& model) {
  return [&model](Recorder& recorder) -> Objective {
    const Var x = recorder.data({.column = "x", .rows = model.size()});
    const Var after = recorder.data({.column = "x", .rows = model.size(), .from = 1});
    const Var mapped = model.next(recorder.parameters(), x);
    return {.terms = {{"map", mean(square(mapped - after))}}, .watched = {}, .costs = {}};
  };
}

// ---- api/ ---------------------------------------------------------------------------------------

// Trajectories of points of a plane, one after the other, `length` samples each.
struct Points {
  Matrix x;
  int length = 0;
};

class MapRun final : public Run {
 public:
  MapRun(const Config& config, Points train, Points test);

  // The map of one state, applied `times` times.
  [[nodiscard]] std::vector<double> iterate(std::vector<double> x, int times) const;

 private:
  struct Parts;
  Parts* parts_;  // those of Run
};

struct MapRun::Parts final : Run::Parts {
  Config config;
  MapModel model{2};
  Points train, test;
  std::vector<int> trainNext, testNext;

  [[nodiscard]] const Model& ofKind() const override { return model; }
  [[nodiscard]] std::unique_ptr<Training> makeTraining() override {
    return trainedByGradients(model, weights, mapObjective(model), {{{"x", &train.x}}, &trainNext},
                              {{{"x", &test.x}}, &testNext}, config);
  }
};

std::vector<int> successors(const Points& points) {
  std::vector<int> next;
  for (int i = 0; i < points.x.cols(); ++i)
    next.push_back((i + 1) % points.length == 0 ? -1 : i + 1);
  return next;
}

MapRun::MapRun(const Config& config, Points train, Points test)
    : Run(std::make_unique<Parts>()), parts_(static_cast<Parts*>(run_.get())) {
  parts_->config = config;
  parts_->weights = parts_->model.makeWeights();
  parts_->trainNext = successors(train);
  parts_->testNext = successors(test);
  parts_->train = std::move(train);
  parts_->test = std::move(test);
  parts_->trainer = parts_->makeTraining();
}

std::vector<double> MapRun::iterate(std::vector<double> x, int times) const {
  Graph graph;
  const std::vector<Var> parameters = declareParameters(graph, parts_->model.layout());
  const Var state = graph.input("x", {2, kBatch});
  const std::vector<Var> outputs = {parts_->model.next(parameters, state)};
  Program program(graph, outputs);
  for (std::size_t i = 0; i < parameters.size(); ++i)
    program.bind(parameters[i],
                 parts_->weights.reals().data() + parts_->model.layout().slices()[i].offset);
  std::vector<Real> now(x.begin(), x.end());
  for (int i = 0; i < times; ++i) {
    program.bind(state, now.data());
    program.run(1);
    now.assign(program.output(0), program.output(0) + 2);
  }
  return {now.begin(), now.end()};
}

// ---- what every run can do ----------------------------------------------------------------------

constexpr double kTurn = 0.3, kShrink = 0.97;  // of one step

// Spirals towards the origin from different starts.
Points spirals(int count, int length, int seed) {
  Points points{Matrix(2, static_cast<Eigen::Index>(count) * length), length};
  Random random(static_cast<std::uint64_t>(seed));
  for (int i = 0; i < count; ++i) {
    Vector x(2);
    x << random.uniform(-1, 1), random.uniform(-1, 1);
    for (int k = 0; k < length; ++k) {
      points.x.col(static_cast<Eigen::Index>(i) * length + k) = x;
      x = kShrink * Vector{{std::cos(kTurn) * x[0] - std::sin(kTurn) * x[1],
                            std::sin(kTurn) * x[0] + std::cos(kTurn) * x[1]}};
    }
  }
  return points;
}

Config settings() {
  Config config;
  config.seed = 4;
  config.batchSize = 32;
  config.steps = 2000;
  config.learningRate = 0.01;
  config.schedule = "one-cycle";
  return config;
}

MapRun mapRun(const Config& config = settings()) {
  return {config, spirals(20, 12, 1), spirals(6, 12, 2)};
}

TEST(ToyKind, LearnsAMapAndFollowsItFurtherThanTheDataGo) {
  MapRun run = mapRun();
  const double before = run.testLoss();
  const TrainProgress progress = run.train(2000);
  EXPECT_EQ(progress.step, 2000);
  EXPECT_EQ(progress.stopped, "");
  EXPECT_LT(run.testLoss(), before / 1000);
  const std::vector<double> x = run.iterate({0.5, 0.2}, 20);
  const double angle = 20 * kTurn, size = std::pow(kShrink, 20);
  EXPECT_NEAR(x[0], size * (0.5 * std::cos(angle) - 0.2 * std::sin(angle)), 0.05);
  EXPECT_NEAR(x[1], size * (0.5 * std::sin(angle) + 0.2 * std::cos(angle)), 0.05);
}

TEST(ToyKind, IsNoMotionInPhaseSpace) {
  MapRun run = mapRun();
  EXPECT_EQ(run.phaseSpace(), nullptr);
  EXPECT_TRUE(run.hasData());
  EXPECT_EQ(run.totalSteps(), 2000);
  EXPECT_EQ(run.parameterCount(), 2 * 16 + 16 + 16 * 16 + 16 + 16 * 2 + 2);
}

TEST(ToyKind, ContinuesASavedRunBitForBit) {
  MapRun whole = mapRun(), first = mapRun(), second = mapRun();
  whole.train(120);
  first.train(70);
  EXPECT_NE(first.fingerprint(), whole.fingerprint());
  second.restore(first.weights(), first.optimizer());
  EXPECT_EQ(second.fingerprint(), first.fingerprint());
  second.train(50);
  EXPECT_EQ(second.step(), 120);
  EXPECT_EQ(second.fingerprint(), whole.fingerprint());
  whole.reset();
  EXPECT_EQ(whole.step(), 0);
  EXPECT_EQ(whole.fingerprint(), mapRun().fingerprint());
}

TEST(ToyKind, GivesItsLossByTerms) {
  MapRun run = mapRun();
  EXPECT_TRUE(run.lossTerms().empty());
  const double loss = run.train(3).trainLoss;
  const std::vector<LossTerm> terms = run.lossTerms();
  ASSERT_EQ(terms.size(), 1U);
  EXPECT_EQ(terms[0].name, "map");
  EXPECT_EQ(terms[0].value, loss);
}

TEST(ToyKind, StopsWithTheLastGoodWeightsWhereItDiverges) {
  Config config = settings();
  config.learningRate = 1e30;
  config.schedule = "constant";
  MapRun run = mapRun(config);
  const TrainProgress progress = run.train(100);
  EXPECT_NE(progress.stopped.find("training stopped at step"), std::string::npos);
  for (const Tensor& tensor : run.weights())
    for (const double value : tensor.values) EXPECT_TRUE(std::isfinite(value)) << tensor.name;
}

TEST(ToyKind, RefusesWeightsThatAreNotItsOwn) {
  MapRun run = mapRun();
  std::vector<Tensor> weights = run.weights();
  weights[0].name = "W9";
  EXPECT_THROW(run.restore(weights, run.optimizer()), std::invalid_argument);
  OptimizerState state = run.optimizer();
  state.controls = {1};
  EXPECT_EQ(refusalOf([&] { run.restore(run.weights(), state); }),
            "optimizer.controls must be a list of 0 numbers, got 1");
}

}  // namespace
}  // namespace hnn
