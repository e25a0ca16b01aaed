// Networks whose last layer is solved for: the double-precision evaluation written by hand against
// the same model as a graph, and against finite differences.
#include "models/sampled.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "models/graph_evaluator.h"
#include "models/registry.h"

namespace hnn {
namespace {

const std::vector<std::string> kModels = {"sampled-hnn", "sampled-baseline"};

// Of small random weights.
struct Solved {
  std::unique_ptr<PhaseSpaceModel> model;
  Weights weights;
  std::unique_ptr<Evaluator> evaluator;
  Solved(const std::string& name, int units, int stateSize)
      : model(makeModel(
            {.model = name, .hidden = {units}, .outputBias = true, .stateSize = stateSize})),
        weights(model->makeWeights()),
        evaluator(model->makeEvaluator(weights)) {
    Random random(4);
    for (std::size_t i = 0; i < weights.size(); ++i) weights.set(i, 0.5 * random.normal());
  }
};

Matrix states(int size, int count, std::uint64_t seed) {
  Random random(seed);
  Matrix x(size, count);
  for (double& value : x.reshaped()) value = random.normal();
  return x;
}

TEST(Sampled, EvaluatesTheFormulaThatTheGraphIs) {
  const double tolerance = sizeof(Real) == 8 ? 1e-13 : 2e-5;
  for (const std::string& name : kModels) {
    for (const int units : {1, 2, 5, 32}) {
      for (const int size : {2, 4, 12}) {
        Solved solved(name, units, size);
        std::vector<Real> reals(solved.weights.size());
        for (std::size_t i = 0; i < reals.size(); ++i)
          reals[i] = static_cast<Real>(solved.weights[i]);
        GraphEvaluator graph(*solved.model, reals.data());
        const Matrix x = states(size, 9, 1), v = states(size, 9, 2);
        const auto compare = [&](const Matrix& own, const Matrix& expected, const char* what) {
          EXPECT_LE((own - expected).norm(), tolerance * (1 + expected.norm()))
              << name << " " << units << " units, " << size << ": " << what;
        };
        compare(solved.evaluator->field(x), graph.field(x), "field");
        compare(solved.evaluator->tangent(x, v), graph.tangent(x, v), "tangent");
        if (!solved.model->hasEnergy()) continue;
        compare(solved.evaluator->energy(x), graph.energy(x), "energy");
        compare(solved.evaluator->energyGradient(x), graph.energyGradient(x), "gradient");
      }
    }
  }
}

TEST(Sampled, DerivativesEqualDifferencesInDoubleWhateverTheBuild) {
  constexpr double kEpsilon = 1e-5;
  for (const std::string& name : kModels) {
    Solved solved(name, 21, 4);
    Evaluator& evaluator = *solved.evaluator;
    const Matrix x = states(4, 6, 1), v = states(4, 6, 2);
    const Matrix slope =
        (evaluator.field(x + kEpsilon * v) - evaluator.field(x - kEpsilon * v)) / (2 * kEpsilon);
    EXPECT_LE((evaluator.tangent(x, v) - slope).norm(), 1e-8 * slope.norm()) << name;
    if (!solved.model->hasEnergy()) continue;
    const Matrix rise =
        (evaluator.energy(x + kEpsilon * v) - evaluator.energy(x - kEpsilon * v)) / (2 * kEpsilon);
    const Matrix along = evaluator.energyGradient(x).cwiseProduct(v).colwise().sum();
    EXPECT_LE((along - rise).norm(), 1e-8 * rise.norm());
  }
}

TEST(Sampled, RowsTimesTheLastLayerAreTheField) {
  for (const std::string& name : kModels) {
    Solved solved(name, 11, 4);
    const auto& model = dynamic_cast<const SampledModel&>(*solved.model);
    const LinearShape shape = model.linearShape();
    const Matrix x = states(4, 7, 3), dxdt = states(4, 7, 4);
    const int rows = 7 * shape.rowsPerSample;
    Matrix block(rows, shape.columns());
    model.fillRows(solved.weights.doubles(), x, dxdt, block.data());
    const Matrix c = states(shape.unknowns, shape.rightSides, 5);
    model.takeSolution(c, solved.weights.doubles());
    const double residual =
        (block.leftCols(shape.unknowns) * c - block.rightCols(shape.rightSides)).squaredNorm();
    const double expected = (solved.evaluator->field(x) - dxdt).squaredNorm();
    EXPECT_NEAR(residual, expected, 1e-12 * expected) << name;
  }
}

TEST(Sampled, IsTheZeroFieldBeforeItIsSolved) {
  for (const std::string& name : kModels) {
    Solved solved(name, 6, 2);
    for (std::size_t i = 0; i < solved.weights.size(); ++i) solved.weights.set(i, 0);
    EXPECT_EQ(solved.evaluator->field(states(2, 5, 1)).norm(), 0) << name;
  }
}

}  // namespace
}  // namespace hnn
