// Every operation's rule, checked to third order: a directional derivative of order k by the graph
// equals the central difference of the one of order k - 1. Runs in f64; f32 has no digits left for
// differences.
#include "autodiff/gradient.h"

#include <gtest/gtest.h>

#include <functional>

#include "autodiff/ops.h"
#include "autodiff/program.h"
#include "support/random_matrix.h"

namespace hnn {
namespace {

#ifdef HNN_REAL_DOUBLE  // f32 has no digits left for differences

using testing::randomMatrix;

constexpr int kGradientSamples = 5;

// A function of two arguments, with the shapes it is tried on and where its arguments are safe (|a|
// > 0.3 for logs and kinks).
struct Case {
  std::string name;
  Shape a, b;
  std::function<Var(Var a, Var b)> function;
  bool positive = false;
};

Var weighted(Var y) {  // a generic scalar of y, so that no derivative vanishes by symmetry
  return sum(y * y) + 0.7 * sum(y);
}

std::vector<Case> cases() {
  const Shape s{3, kBatch}, f{3, 4};
  const auto first = [](Var (*op)(Var)) { return [op](Var a, Var b) { return op(a) * b; }; };
  return {
      {"matmul", {3, 3}, s, [](Var a, Var b) { return matmul(a, b); }},
      {"matmulTransposed", {3, 3}, s, [](Var a, Var b) { return matmul(a, b, true); }},
      {"matmulFixed", {3, 3}, f, [](Var a, Var b) { return matmul(a, b); }},
      {"matmulWithBias",
       {3, 3},
       {3, 1},
       [](Var a, Var b) {
         return matmul(a, broadcastColumns(b, kBatch)) + broadcastColumns(b, kBatch);
       }},
      {"outerPerSample", s, s, [](Var a, Var b) { return outer(a, b); }},
      {"outerFixed", f, f, [](Var a, Var b) { return outer(a, b); }},
      {"add", s, s, [](Var a, Var b) { return a + b * b; }},
      {"sub", s, s, [](Var a, Var b) { return a * a - b; }},
      {"mul", s, s, [](Var a, Var b) { return a * b; }},
      {"div", s, s, [](Var a, Var b) { return a / b; }, true},
      {"tanhGrad", s, s, [](Var a, Var b) { return tanhGrad(a, b); }},
      {"scale", s, s, [](Var a, Var b) { return -2.5 * a * b; }},
      {"offset", s, s, [](Var a, Var b) { return (a + 1.5) * (0.5 - b); }},
      {"tanh", s, s, first(tanh)},
      {"sigmoid", s, s, first(sigmoid)},
      {"softplus", s, s, first(softplus)},
      {"relu", s, s, first(relu), true},
      {"reluBelow", s, s, [](Var a, Var b) { return relu(-a) * b + b; }, true},
      {"step", s, s, [](Var a, Var b) { return step(a) * b * b; }, true},
      {"exp", s, s, first(exp)},
      {"log", s, s, first(log), true},
      {"sin", s, s, first(sin)},
      {"cos", s, s, first(cos)},
      {"sqrt", s, s, first(sqrt), true},
      {"wrap", s, s, [](Var a, Var b) { return wrap(a + 9.0) * b; }},
      {"reciprocal", s, s, first(reciprocal), true},
      {"sliceRows", s, s, [](Var a, Var b) { return sliceRows(a * b, 1, 2); }},
      {"placeRows", s, s, [](Var a, Var b) { return placeRows(a * b, 1, 5) * placeRows(a, 2, 5); }},
      {"concatRows", s, s, [](Var a, Var b) { return concatRows(a, b) * concatRows(b, a); }},
      {"sumRows", s, s, [](Var a, Var b) { return sumRows(a * b); }},
      {"broadcastRows", {1, kBatch}, s, [](Var a, Var b) { return broadcastRows(a, 3) * b; }},
      {"sumColumns", s, s, [](Var a, Var b) { return sumColumns(a * b); }},
      {"sumColumnsFixed", f, f, [](Var a, Var b) { return sumColumns(a * b); }},
      {"broadcastColumns", {3, 1}, s, [](Var a, Var b) { return broadcastColumns(a, kBatch) * b; }},
      {"mean", s, s, [](Var a, Var b) { return mean(a * b); }},
      {"reshape",
       {6, kBatch},
       {2, kBatch, 3},
       [](Var a, Var b) { return reshape(a * reshape(b, 6), 3) * reshape(a, 3); }},
      {"meanOverPlaces", {2, kBatch, 3}, {2, kBatch, 3}, [](Var a, Var b) { return mean(a * b); }},
      {"sumColumnsOverPlaces",
       {2, kBatch, 3},
       {2, 1},
       [](Var a, Var b) { return sumColumns(a * broadcastColumns(b, kBatch, 3) * a); }},
      {"matmulAtEveryPlace",
       {2, 3},
       {3, kBatch, 4},
       [](Var a, Var b) { return tanh(matmul(a, b)); }},
      {"outerOverPlaces", {2, kBatch, 3}, {2, kBatch, 3}, [](Var a, Var b) { return outer(a, b); }},
      {"gatherRows",
       s,
       {5, kBatch},
       [](Var a, Var b) {
         return gatherRows(a * a, {2, 0, -1, 2, 1}) * b;
       }},
      {"scatterRows",
       s,
       {4, kBatch},
       [](Var a, Var b) {
         return scatterRows(a * a, {3, -1, 3}, 4) * b;
       }},
      {"convolution",
       {2, 3},
       {5, kBatch},  // two filters of width 3 at five places, zeros outside
       [](Var a, Var b) {
         const std::vector<int> patches = {-1, 0, 1, 0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4, -1};
         return tanh(matmul(a, reshape(gatherRows(b, patches), 3)));
       }},
  };
}

RealMatrix argument(Shape shape, bool positive, Random& random) {
  RealMatrix m = randomMatrix(
      shape.rows, shape.perSample() ? kGradientSamples * shape.places : shape.columns, random, 0.7);
  if (positive) m = (m.array().abs() + Real(0.3)).matrix();
  return m;
}

class EveryOperation : public ::testing::TestWithParam<Case> {};

TEST_P(EveryOperation, DerivativesToThirdOrderEqualCentralDifferences) {
  const Case& c = GetParam();
  Random random(7);
  Graph graph;
  const Var a = graph.input("a", c.a), b = graph.input("b", c.b);
  // Directions as inputs: d(order) = Σ <∂d(order-1)/∂(a, b), direction(order)>.
  std::vector<Var> derivative = {weighted(c.function(a, b))};
  std::vector<Var> da, db;
  for (int order = 1; order <= 3; ++order) {
    da.push_back(graph.input("da" + std::to_string(order), c.a));
    db.push_back(graph.input("db" + std::to_string(order), c.b));
    const std::vector<Var> g = grad(derivative.back(), {a, b});
    derivative.push_back(sum(g[0] * da.back()) + sum(g[1] * db.back()));
  }
  Program program(graph, derivative);
  const RealMatrix a0 = argument(c.a, c.positive, random), b0 = argument(c.b, c.positive, random);
  std::vector<RealMatrix> directionA, directionB;
  for (int order = 0; order < 3; ++order) {
    directionA.push_back(argument(c.a, false, random));
    directionB.push_back(argument(c.b, false, random));
    program.bind(da[static_cast<std::size_t>(order)], directionA.back().data());
    program.bind(db[static_cast<std::size_t>(order)], directionB.back().data());
  }
  const auto valuesAt = [&](const RealMatrix& at, const RealMatrix& bt) {
    program.bind(a, at.data());
    program.bind(b, bt.data());
    program.run(kGradientSamples);
    std::vector<double> out;
    for (std::size_t i = 0; i < 4; ++i) out.push_back(static_cast<double>(*program.output(i)));
    return out;
  };

  const std::vector<double> here = valuesAt(a0, b0);
  const Real h = static_cast<Real>(1e-5);  // error h² · third derivative + ε/h, both about 1e-10
  for (std::size_t order = 1; order <= 3; ++order) {
    const RealMatrix stepA = h * directionA[order - 1], stepB = h * directionB[order - 1];
    const double above = valuesAt(a0 + stepA, b0 + stepB)[order - 1];
    const double below = valuesAt(a0 - stepA, b0 - stepB)[order - 1];
    const double expected = (above - below) / (2 * static_cast<double>(h));
    // A higher derivative is larger and so are its differences' errors.
    const double tolerance = (order == 1   ? 1e-8
                              : order == 2 ? 1e-7
                                           : 1e-6) *
                             (1 + std::fabs(expected));
    EXPECT_NEAR(here[order], expected, tolerance) << c.name << ", order " << order;
  }
}

INSTANTIATE_TEST_SUITE_P(Operations, EveryOperation, ::testing::ValuesIn(cases()),
                         [](const auto& param) { return param.param.name; });

#endif

TEST(Gradient, OfAVariableThatIsNotInvolvedIsZero) {
  Graph graph;
  const Var x = graph.input("x", {2, kBatch}), other = graph.input("other", {3, 1});
  Program program(graph, {grad(sum(x * x), {other})[0]});
  program.run(4);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(program.output(0)[i], 0);
}

TEST(Gradient, AppendsOnlyWhatLeadsToTheWantedVariable) {
  const auto appended = [](bool alsoState) {
    Graph graph;
    const Var x = graph.input("x", {2, kBatch}), w = graph.parameter("w", {2, 2});
    const Var y = sum(matmul(w, tanh(x)));
    const int before = graph.size();
    grad(y, alsoState ? std::vector{w, x} : std::vector{w});
    return graph.size() - before;
  };
  EXPECT_LT(appended(false), appended(true));
}

TEST(Graph, GivesAnExpressionThatIsThereNoSecondNode) {
  Graph graph;
  const Var x = graph.input("x", {2, kBatch}), y = graph.input("y", {2, kBatch});
  EXPECT_EQ(tanh(x + y).id, tanh(x + y).id);
  EXPECT_NE((x + y).id, (y + x).id);
  EXPECT_NE((2.0 * x).id, (3.0 * x).id);
  EXPECT_NE(sliceRows(x, 0, 1).id, sliceRows(x, 1, 1).id);
  EXPECT_EQ(gatherRows(x, {1, 0}).id, gatherRows(x, {1, 0}).id);
  EXPECT_NE(gatherRows(x, {1, 0}).id, gatherRows(x, {0, 1}).id);
  EXPECT_NE(reshape(x, 1).id, sliceRows(x, 0, 1).id);
  EXPECT_NE(graph.input("x", {2, kBatch}).id, x.id);  // a leaf is itself
}

}  // namespace
}  // namespace hnn
