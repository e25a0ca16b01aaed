// A family that is not in the registry, through public interfaces only: what docs/adding-a-model.md
// promises of one pair of files.
//
// A separable Hamiltonian network, H = T(p) + V(q), as in Chen et al. 2020 (arXiv 1909.13334).
#include <gtest/gtest.h>

#include <vector>

#include "autodiff/gradient.h"
#include "autodiff/ops.h"
#include "data/dataset.h"
#include "data/sampling.h"
#include "evaluate/metrics.h"
#include "models/features.h"
#include "models/graph_evaluator.h"
#include "models/phase_space_model.h"
#include "physics/catalogue.h"
#include "train/field_objective.h"
#include "train/trainer.h"

namespace hnn {
namespace {

class SeparableHnn final : public PhaseSpaceModel {
 public:
  explicit SeparableHnn(NetworkSpec spec)
      : PhaseSpaceModel(std::move(spec)),
        potential_(halfShape(), layout_, "q"),
        kinetic_(halfShape(), layout_, "p") {}

  void initialise(Initialisation how, Random& random, std::span<Real> values) const override {
    potential_.initialise(how, random, values);
    kinetic_.initialise(how, random, values);
  }
  [[nodiscard]] bool hasEnergy() const override { return true; }
  [[nodiscard]] Var energy(const std::vector<Var>& parameters, Var x) const override {
    const int d = spec_.stateSize / 2;
    return potential_(parameters, sliceRows(x, 0, d)) + kinetic_(parameters, sliceRows(x, d, d));
  }
  [[nodiscard]] Var field(const std::vector<Var>& parameters, Var x) const override {
    return symplectic(grad(energy(parameters, x), {x})[0]);
  }

 private:
  [[nodiscard]] MlpShape halfShape() const {
    MlpShape shape = networkShape(spec_, 1);
    shape.inputs = spec_.stateSize / 2;
    return shape;
  }
  Mlp potential_, kinetic_;
};

struct ToyRun {
  explicit ToyRun(std::uint64_t seed) : weights(model.makeWeights()) {
    Random random(seed, stream::kWeights);
    model.initialise(Initialisation::kOrthogonal, random, weights.reals());
  }
  SeparableHnn model{{.hidden = {16, 16}, .stateSize = 2}};
  Weights weights;
};

Trainer trainerOf(ToyRun& run, const Dataset& data, const TrainerSettings& settings) {
  return {run.model.layout(),  run.weights.reals(), fieldObjective(run.model),
          tableOf(data.train), tableOf(data.test),  settings};
}

TEST(ToyFamily, DqDependsOnPAloneAndDpOnQAlone) {
  ToyRun run(1);
  const auto evaluator = run.model.makeEvaluator(run.weights);
  Matrix x(2, 3), v(2, 3);
  x << 0.3, 0.3, -0.8, 0.1, 0.9, 0.9;
  const Matrix field = evaluator->field(x);
  EXPECT_EQ(field(1, 0), field(1, 1));  // the same q
  EXPECT_NE(field(0, 0), field(0, 1));
  EXPECT_EQ(field(0, 1), field(0, 2));  // the same p
  EXPECT_NE(field(1, 1), field(1, 2));
}

TEST(ToyFamily, TrainsAndKeepsTheEnergyOfASpring) {
  const auto system = makeSystem("spring");
  const Dataset data = makeDataset(*system, {.seed = 1, .trajectories = 8, .points = 20});
  ToyRun run(1);
  Trainer trainer = trainerOf(run, data, {.adam = {.learningRate = 0.01, .totalSteps = 800}});
  const double before = trainer.testLoss();
  for (int i = 0; i < 800; ++i) ASSERT_TRUE(trainer.step()) << trainer.stopped();
  EXPECT_LT(trainer.testLoss(), 1e-3 * before);

  const auto evaluator = run.model.makeEvaluator(run.weights);
  const Flow learned{.field = [&](const Matrix& x) { return evaluator->field(x); },
                     .resolution = evaluator->resolution()};
  Random random(2, stream::kMetrics);
  const RolloutErrors errors = rolloutErrors(*system, learned, sampleStarts(*system, random, 5), 10,
                                             50, Integrator::kDormandPrince, 0.05);
  EXPECT_EQ(errors.unfinished, 0);
  EXPECT_LT(errors.energyDrift, 0.1);
}

// The same seed gives the same bits, and what an optimiser knows is enough to continue.
TEST(ToyFamily, ContinuesASavedRunBitForBit) {
  const Dataset data = makeDataset(*makeSystem("spring"), {.trajectories = 4, .points = 10});
  const TrainerSettings settings{.adam = {.totalSteps = 40}, .batchSize = 7, .seed = 3};
  ToyRun whole(1), parts(1);
  Trainer uninterrupted = trainerOf(whole, data, settings);
  for (int i = 0; i < 40; ++i) uninterrupted.step();
  TrainingState saved;
  {
    Trainer first = trainerOf(parts, data, settings);
    for (int i = 0; i < 20; ++i) first.step();
    saved = first.state();
  }
  Trainer second = trainerOf(parts, data, settings);
  second.restore(saved);
  for (int i = 0; i < 20; ++i) second.step();
  for (std::size_t i = 0; i < whole.weights.size(); ++i)
    ASSERT_EQ(whole.weights[i], parts.weights[i]) << i;
}

}  // namespace
}  // namespace hnn
