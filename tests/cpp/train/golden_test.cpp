// The HNN's values, loss, gradient and five Adam steps equal PyTorch float64, and the gradient
// equals one derived by hand without the graph.
#include <gtest/gtest.h>

#include "models/graph_evaluator.h"
#include "support/golden.h"
#include "support/random_matrix.h"
#include "train/adam.h"
#include "train/field_objective.h"

namespace hnn {
namespace {

using testing::columns;
using testing::flatten;
using testing::relativeError;

// Relative. The f32 build is compared with the same float64 numbers.
constexpr double kGoldenTolerance = sizeof(Real) == 8 ? 1e-10 : 1e-4;

nlohmann::json goldenCases() { return testing::readGolden("golden_hnn.json").at("cases"); }

TEST(Golden, EnergyFieldLossAndGradientEqualPyTorch) {
  ASSERT_GE(goldenCases().size(), 2u);
  for (const nlohmann::json& c : goldenCases()) {
    const auto model = makeModel(testing::specOf(c));
    const std::vector<Real> weights = flatten(c["weights"], model->layout());
    const RealMatrix x = columns(c["x"]), dxdt = columns(c["dxdt_target"]);

    GraphEvaluator evaluator(*model, weights.data());
    const Matrix field = evaluator.field(x.cast<double>()),
                 energy = evaluator.energy(x.cast<double>());
    EXPECT_LE((field - columns(c["dxdt"]).cast<double>()).norm() / field.norm(), kGoldenTolerance);
    for (int j = 0; j < energy.cols(); ++j) {
      const double expected = c["H"][static_cast<std::size_t>(j)];
      EXPECT_NEAR(energy(0, j), expected, kGoldenTolerance * std::max(1.0, std::fabs(expected)));
    }

    ObjectiveProgram program(model->layout(), weights.data(), fieldObjective(*model),
                             ObjectiveProgram::Wanted::kLossAndGradient);
    const double loss = program.run({x.data(), dxdt.data()}, static_cast<int>(x.cols()));
    EXPECT_NEAR(loss / c["loss"].get<double>(), 1, kGoldenTolerance);
    const std::vector<Real> expected = flatten(c["grads"], model->layout());
    EXPECT_LE(relativeError(program.gradient(), expected), kGoldenTolerance);
    for (const ParameterSlice& slice :
         model->layout().slices()) {  // also each tensor on its own scale
      const std::vector<Real> part(
          expected.begin() + static_cast<std::ptrdiff_t>(slice.offset),
          expected.begin() + static_cast<std::ptrdiff_t>(slice.offset + slice.size()));
      EXPECT_LE(relativeError(program.gradient().subspan(slice.offset, slice.size()), part),
                kGoldenTolerance)
          << c["name"] << " " << slice.name;
    }
  }
}

TEST(Golden, FiveAdamStepsEqualPyTorch) {
  for (const nlohmann::json& c : goldenCases()) {
    const nlohmann::json& adam = c["adam_5_steps"];
    for (const char* variant : {"no_decay", "decay"}) {
      const nlohmann::json& reference = adam[variant];
      const auto model = makeModel(testing::specOf(c));
      std::vector<Real> weights = flatten(c["weights"], model->layout());
      const RealMatrix x = columns(c["x"]), dxdt = columns(c["dxdt_target"]);
      ObjectiveProgram program(model->layout(), weights.data(), fieldObjective(*model),
                               ObjectiveProgram::Wanted::kLossAndGradient);
      Adam optimizer({.learningRate = adam["lr"], .weightDecay = reference["weight_decay"]},
                     weights.size());
      for (int step = 0; step < 5; ++step) {
        const double loss = program.run({x.data(), dxdt.data()}, static_cast<int>(x.cols()));
        const double expected =
            reference["losses_before_each_step"][static_cast<std::size_t>(step)];
        EXPECT_NEAR(loss / expected, 1, kGoldenTolerance)
            << c["name"] << " " << variant << " step " << step;
        optimizer.step(weights, program.gradient());
      }
      EXPECT_LE(relativeError(weights, flatten(reference["weights"], model->layout())),
                kGoldenTolerance)
          << c["name"] << " " << variant;
    }
  }
}

// The gradient of the HNN loss for two hidden tanh layers, derived on paper. With a1, a2 the
// activations, s = 1 - a²:
//   u2 = w3 s2, v1 = W2ᵀu2, u1 = v1 s1, ∇H = W1ᵀu1, residual e = J∇H - dxdt, loss = mean e².
// Backwards: ḡ = Jᵀe · 2/count; then through u1, v1, u2 and the two activations.
std::vector<Real> handDerivedGradient(const std::vector<Real>& weights,
                                      const ParameterLayout& layout, const RealMatrix& x,
                                      const RealMatrix& dxdt) {
  const auto tensor = [&](std::size_t i) {
    const ParameterSlice& slice = layout.slices()[i];
    return RealMatrix(Eigen::Map<const RealMatrix>(weights.data() + slice.offset, slice.shape.rows,
                                                   slice.shape.columns));
  };
  const RealMatrix w1 = tensor(0), b1 = tensor(1), w2 = tensor(2), b2 = tensor(3), w3 = tensor(4);
  const auto d = x.rows() / 2, n = x.cols();
  const RealMatrix a1 = ((w1 * x).colwise() + b1.col(0)).array().tanh().matrix();
  const RealMatrix a2 = ((w2 * a1).colwise() + b2.col(0)).array().tanh().matrix();
  const RealMatrix s1 = (1 - a1.array().square()).matrix(), s2 = (1 - a2.array().square()).matrix();
  const RealMatrix u2 = w3.transpose().replicate(1, n).cwiseProduct(s2);
  const RealMatrix v1 = w2.transpose() * u2, u1 = v1.cwiseProduct(s1),
                   gradient = w1.transpose() * u1;
  RealMatrix e(2 * d, n);
  e << gradient.bottomRows(d) - dxdt.topRows(d), -gradient.topRows(d) - dxdt.bottomRows(d);

  const Real scale = Real(2) / static_cast<Real>(e.size());
  RealMatrix g(2 * d, n);
  g << -e.bottomRows(d), e.topRows(d);
  g *= scale;
  const RealMatrix u1Bar = w1 * g, v1Bar = u1Bar.cwiseProduct(s1);
  const RealMatrix u2Bar = w2 * v1Bar;
  const RealMatrix a2Bar =
      (-2 * (u2Bar.array() * w3.transpose().replicate(1, n).array() * a2.array())).matrix();
  const RealMatrix z2Bar = a2Bar.cwiseProduct(s2);
  const RealMatrix a1Bar =
      w2.transpose() * z2Bar + (-2 * (u1Bar.array() * v1.array() * a1.array())).matrix();
  const RealMatrix z1Bar = a1Bar.cwiseProduct(s1);

  const std::vector<RealMatrix> parts = {
      u1 * g.transpose() + z1Bar * x.transpose(), z1Bar.rowwise().sum(),
      u2 * v1Bar.transpose() + z2Bar * a1.transpose(), z2Bar.rowwise().sum(),
      u2Bar.cwiseProduct(s2).rowwise().sum().transpose()};
  std::vector<Real> flat(layout.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::copy_n(parts[i].data(), parts[i].size(),
                flat.begin() + static_cast<std::ptrdiff_t>(layout.slices()[i].offset));
  }
  return flat;
}

TEST(Golden, AHandDerivedGradientAgreesAcrossShapesAndChunks) {
  Random random(11);
  for (const int stateSize : {2, 4, 8}) {
    for (const int samples : {1, 7, 128, 301}) {
      const auto model = makeModel({.model = "hnn", .hidden = {21, 13}, .stateSize = stateSize});
      std::vector<Real> weights(model->layout().size());
      model->initialise(Initialisation::kOrthogonal, random, weights);
      const RealMatrix x = testing::randomMatrix(stateSize, samples, random);
      const RealMatrix dxdt = testing::randomMatrix(stateSize, samples, random);
      ObjectiveProgram program(model->layout(), weights.data(), fieldObjective(*model),
                               ObjectiveProgram::Wanted::kLossAndGradient);
      program.run({x.data(), dxdt.data()}, samples);
      const std::vector<Real> expected = handDerivedGradient(weights, model->layout(), x, dxdt);
      EXPECT_LE(relativeError(program.gradient(), expected), sizeof(Real) == 8 ? 1e-13 : 1e-5)
          << stateSize << "-d state, " << samples << " samples";
    }
  }
}

}  // namespace
}  // namespace hnn
