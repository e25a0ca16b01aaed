// Laws of the networks: shapes, initialisations, activations.
#include "nn/mlp.h"

#include <gtest/gtest.h>

#include <cmath>

#include "autodiff/program.h"
#include "support/random_matrix.h"

namespace hnn {
namespace {

using MapToMatrix = Eigen::Map<const RealMatrix>;

RealMatrix slice(const std::vector<Real>& values, const ParameterLayout& layout,
                 std::size_t index) {
  const ParameterSlice& s = layout.slices()[index];
  return MapToMatrix(values.data() + s.offset, s.shape.rows, s.shape.columns);
}

struct Initialised {
  ParameterLayout layout;
  Mlp mlp;
  std::vector<Real> values;
  Initialised(const MlpShape& shape, Initialisation how, std::uint64_t seed) : mlp(shape, layout) {
    values.resize(layout.size());
    Random random(seed);
    mlp.initialise(how, random, values);
  }
};

TEST(Mlp, HasOneNamedSliceForEveryTensorAndNoOutputBiasUnlessAsked) {
  for (const bool outputBias : {false, true}) {
    ParameterLayout layout;
    const Mlp mlp({.inputs = 4, .hidden = {5, 6, 7}, .outputs = 2, .outputBias = outputBias},
                  layout);
    std::vector<std::string> names;
    std::size_t total = 0;
    for (const ParameterSlice& s : layout.slices()) {
      EXPECT_EQ(s.offset, total);
      names.push_back(s.name);
      total += s.size();
    }
    std::vector<std::string> expected = {"W1", "b1", "W2", "b2", "W3", "b3", "W4"};
    if (outputBias) expected.push_back("b4");
    EXPECT_EQ(names, expected);
    EXPECT_EQ(layout.size(), total);
  }
}

TEST(Mlp, OrthogonalWeightsHaveOrthonormalRowsOrColumnsAndBiasesStayInRange) {
  const Initialised net({.inputs = 4, .hidden = {50, 20}, .outputs = 1},
                        Initialisation::kOrthogonal, 3);
  for (const std::size_t index : {0u, 2u, 4u}) {
    const Matrix w = slice(net.values, net.layout, index).cast<double>();
    const Matrix gram =
        w.rows() >= w.cols() ? Matrix(w.transpose() * w) : Matrix(w * w.transpose());
    EXPECT_LE((gram - Matrix::Identity(gram.rows(), gram.cols())).norm(), 1e-5);
  }
  const RealMatrix b1 = slice(net.values, net.layout, 1), b2 = slice(net.values, net.layout, 3);
  EXPECT_LE(static_cast<double>(b1.cwiseAbs().maxCoeff()), 1 / std::sqrt(4.0));
  EXPECT_LE(static_cast<double>(b2.cwiseAbs().maxCoeff()), 1 / std::sqrt(50.0));
  EXPECT_GT(static_cast<double>(b1.cwiseAbs().maxCoeff()), 0.4 / std::sqrt(4.0));
}

TEST(Mlp, XavierAndLagrangianInitialisationsHaveTheirStatedSpread) {
  const MlpShape shape{.inputs = 4, .hidden = {300, 300}, .outputs = 1};
  const auto rms = [](const RealMatrix& m) {
    return std::sqrt(m.cast<double>().squaredNorm() / static_cast<double>(m.size()));
  };
  const Initialised xavier(shape, Initialisation::kXavier, 4);
  EXPECT_NEAR(rms(slice(xavier.values, xavier.layout, 2)), std::sqrt(2.0 / 600),
              0.02 * std::sqrt(2.0 / 600));
  EXPECT_EQ(slice(xavier.values, xavier.layout, 1).norm(), 0);
  const Initialised lnn(shape, Initialisation::kLnn, 4);  // 2.2/√n, 0.58·1/√n, n/√n
  EXPECT_NEAR(rms(slice(lnn.values, lnn.layout, 0)) * std::sqrt(300.0), 2.2, 0.15);
  EXPECT_NEAR(rms(slice(lnn.values, lnn.layout, 2)) * std::sqrt(300.0), 0.58, 0.01);
  EXPECT_NEAR(rms(slice(lnn.values, lnn.layout, 4)) / std::sqrt(300.0), 1, 0.15);
}

TEST(Mlp, TheSameSeedGivesTheSameBitsAndAnotherSeedOthers) {
  const MlpShape shape;
  for (const Initialisation how :
       {Initialisation::kOrthogonal, Initialisation::kXavier, Initialisation::kLnn}) {
    EXPECT_EQ(Initialised(shape, how, 5).values, Initialised(shape, how, 5).values);
    EXPECT_NE(Initialised(shape, how, 5).values, Initialised(shape, how, 6).values);
  }
}

TEST(Mlp, AffineLayersAndActivationsAreAppliedInOrder) {
  const Initialised net({.inputs = 3, .hidden = {5, 4}, .outputs = 2, .outputBias = true},
                        Initialisation::kOrthogonal, 8);
  Graph graph;
  const Var x = graph.input("x", {3, kBatch});
  const std::vector<Var> parameters = declareParameters(graph, net.layout);
  Program program(graph, {net.mlp(parameters, x)});
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    program.bind(parameters[i], net.values.data() + net.layout.slices()[i].offset);
  }
  Random random(9);
  const RealMatrix values = testing::randomMatrix(3, 6, random);
  program.bind(x, values.data());
  program.run(6);
  RealMatrix expected = values;
  for (std::size_t layer = 0; layer < 3; ++layer) {
    expected = ((slice(net.values, net.layout, 2 * layer) * expected).colwise() +
                slice(net.values, net.layout, 2 * layer + 1).col(0))
                   .eval();
    if (layer < 2) expected = expected.array().tanh().matrix();
  }
  EXPECT_LE((MapToMatrix(program.output(0), 2, 6) - expected).norm(), 1e-5);
}

// The definitions in the papers, evaluated by libm.
double exactActivation(const std::string& name, double a) {
  constexpr double kScale = 1.0507009873554805, kAlpha = 1.6732632423543772;
  if (name == "tanh") return std::tanh(a);
  if (name == "softplus") return std::log1p(std::exp(a));
  if (name == "sigmoid") return 1 / (1 + std::exp(-a));
  if (name == "swish") return a / (1 + std::exp(-a));
  if (name == "relu") return std::max(a, 0.0);
  if (name == "elu") return a > 0 ? a : std::expm1(a);
  if (name == "selu") return kScale * (a > 0 ? a : kAlpha * std::expm1(a));
  ADD_FAILURE() << "no definition of " << name;
  return 0;
}

TEST(Activations, EqualTheirDefinitions) {
  for (const std::string& name : activationNames()) {
    Graph graph;
    const Var a = graph.input("a", {1, kBatch});
    Program program(graph, {activationByName(name)(a)});
    RealMatrix values(1, 401);
    for (int i = 0; i <= 400; ++i) values(0, i) = static_cast<Real>((i - 200) * 0.05);
    program.bind(a, values.data());
    program.run(401);
    for (int i = 0; i <= 400; ++i) {
      const double expected = exactActivation(name, static_cast<double>(values(0, i)));
      EXPECT_NEAR(static_cast<double>(program.output(0)[i]), expected,
                  1e-6 * (1 + std::fabs(expected)))
          << name;
    }
  }
}

}  // namespace
}  // namespace hnn
