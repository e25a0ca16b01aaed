// A program equals its graph: random graphs, replayed by Program and by a naive interpreter that
// knows no chunks, no merged sums, no absorbed biases and no shared buffers.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "autodiff/gradient.h"
#include "autodiff/ops.h"
#include "autodiff/program.h"
#include "base/elementary.h"
#include "base/random.h"

namespace hnn {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// rows × columns, by columns.
struct Block {
  int rows = 0, columns = 0;
  std::vector<double> values = {};
  Block(int r, int c) : rows(r), columns(c), values(at(r) * at(c)) {}
  double& operator()(int i, int j) { return values[at(i) + at(j) * at(rows)]; }
  double operator()(int i, int j) const { return values[at(i) + at(j) * at(rows)]; }
};

// Computes every node on all samples, one after the other.
class Interpreter {
 public:
  Interpreter(const Graph& graph, int samples) : graph_(graph), samples_(samples) {
    for (int id = 0; id < graph.size(); ++id) {
      const Shape shape = graph.node(id).shape;
      values_.emplace_back(shape.rows, shape.perSample() ? samples * shape.places : shape.columns);
    }
  }
  Block& of(Var v) { return values_[at(v.id)]; }
  void run() {
    for (int id = 0; id < graph_.size(); ++id) compute(graph_.node(id), values_[at(id)]);
  }

 private:
  void compute(const Node& node, Block& y) {
    if (node.op == Op::kInput || node.op == Op::kParameter) return;
    std::fill(y.values.begin(), y.values.end(), node.op == Op::kConstant ? node.factor : 0.0);
    if (node.op == Op::kInverseBatch) y(0, 0) = 1.0 / samples_;
    if (node.a < 0) return;
    const Block& a = values_[at(node.a)];
    const Block& b = values_[at(std::max(node.b, 0))];
    if (node.op == Op::kOuter || node.op == Op::kSumColumns) return contract(node.op, a, b, y);
    if (node.op == Op::kSumRows || node.op == Op::kPlaceRows || node.op == Op::kScatterRows)
      return scatter(node, a, y);
    if (node.op == Op::kReshape) y.values = a.values;
    if (node.op == Op::kReshape) return;
    for (int j = 0; j < y.columns; ++j) {
      for (int i = 0; i < y.rows; ++i) y(i, j) = entry(node, a, b, i, j);
    }
  }
  static void contract(Op op, const Block& a, const Block& b, Block& y) {
    for (int k = 0; k < a.columns; ++k) {
      for (int j = 0; j < y.columns; ++j) {
        for (int i = 0; i < y.rows; ++i) y(i, j) += a(i, k) * (op == Op::kOuter ? b(j, k) : 1);
      }
    }
  }
  [[nodiscard]] int inTable(const Node& node, int i) const {
    return graph_.tables()[at(node.first)][at(i)];
  }
  void scatter(const Node& node, const Block& a, Block& y) const {
    for (int j = 0; j < a.columns; ++j) {
      for (int i = 0; i < a.rows; ++i) {
        const int row = node.op == Op::kSumRows     ? 0
                        : node.op == Op::kPlaceRows ? node.first + i
                                                    : inTable(node, i);
        if (row >= 0) y(row, j) += a(i, j);
      }
    }
  }
  [[nodiscard]] double entry(const Node& node, const Block& a, const Block& b, int i, int j) const {
    switch (node.op) {
      case Op::kGatherRows:
        return inTable(node, i) < 0 ? 0 : a(inTable(node, i), j);
      case Op::kMatmul: {
        double sum = 0;
        for (int k = 0; k < b.rows; ++k) sum += (node.transposed ? a(k, i) : a(i, k)) * b(k, j);
        return sum;
      }
      case Op::kAdd:
        return a(i, j) + b(i, j);
      case Op::kSub:
        return a(i, j) - b(i, j);
      case Op::kMul:
        return a(i, j) * b(i, j);
      case Op::kTanhGrad:
        return b(i, j) * (1 - a(i, j) * a(i, j));
      case Op::kSliceRows:
        return a(node.first + i, j);
      case Op::kBroadcastRows:
        return a(0, j);
      case Op::kBroadcastColumns:
        return a(i, 0);
      default:
        return unary(node, a(i, j));
    }
  }
  static double unary(const Node& node, double x) {
    switch (node.op) {
      case Op::kScale:
        return node.factor * x;
      case Op::kOffset:
        return node.factor + x;
      case Op::kTanh:
        return std::tanh(x);
      case Op::kSigmoid:
        return 1 / (1 + std::exp(-x));
      case Op::kSoftplus:
        return std::log1p(std::exp(x));
      case Op::kRelu:
        return x < 0 ? 0 : x;
      case Op::kStep:
        return x > 0;
      case Op::kExp:
        return std::exp(x);
      case Op::kLog:
        return std::log(x);
      case Op::kSin:
        return std::sin(x);
      case Op::kCos:
        return std::cos(x);
      case Op::kSqrt:
        return std::sqrt(x);
      case Op::kReciprocal:
        return 1 / x;
      default:
        ADD_FAILURE() << "operation " << static_cast<int>(node.op) << " is not interpreted";
        return 0;
    }
  }

  const Graph& graph_;
  int samples_;
  std::vector<Block> values_;
};

// A random expression that has what the passes of Program look for: products with no, one or two
// biases, values that are used twice, sums over samples that are added, and outputs of any kind.
class RandomGraph {
 public:
  explicit RandomGraph(std::uint64_t seed) : random_(seed, 99) {
    for (int i = 0; i < 2; ++i) perSample_.push_back(graph.input("x", {rows(), kBatch}));
    for (int i = 0; i < 3; ++i) fixed_.push_back(graph.parameter("w", {rows(), rows()}));
    for (int i = 0; i < 2; ++i) fixed_.push_back(graph.parameter("b", {rows(), 1}));
    leaves = perSample_;
    leaves.insert(leaves.end(), fixed_.begin(), fixed_.end());
    for (int i = 0; i < 14; ++i) grow();
    const Var y = perSample_.back(), loss = mean(square(y));
    outputs = {loss, y};
    for (const Var& gradient : grad(loss, leaves)) outputs.push_back(gradient);
    if (random_.integer(2) == 0) outputs.push_back(fixed_.back());
    if (random_.integer(2) == 0) outputs.push_back(pick(perSample_));
  }

  Graph graph;
  std::vector<Var> leaves, outputs;

  int samples() { return 1 + random_.integer(40); }
  double value() { return random_.uniform(-1, 1); }

 private:
  int rows() { return 1 + random_.integer(3); }
  Var pick(const std::vector<Var>& some) {
    return some[at(random_.integer(static_cast<int>(some.size())))];
  }
  template <class Fits>
  std::optional<Var> pickWhere(const std::vector<Var>& some, Fits fits) {
    std::vector<Var> fitting;
    for (const Var& v : some) {
      if (fits(v.shape())) fitting.push_back(v);
    }
    return fitting.empty() ? std::nullopt : std::optional(pick(fitting));
  }

  void grow() {
    const Var a = pick(perSample_), f = pick(fixed_);
    const int rowsOfA = a.shape().rows;
    const auto like = [&](Shape s) { return s == a.shape(); };
    const int places = a.shape().places;
    switch (random_.integer(14)) {
      case 0:
      case 1:
        if (auto w = pickWhere(fixed_, [&](Shape s) { return s.columns == rowsOfA; }))
          perSample_.push_back(matmul(*w, a));
        return;
      case 2:
        if (auto w = pickWhere(fixed_, [&](Shape s) { return s.rows == rowsOfA; }))
          perSample_.push_back(matmul(*w, a, true));
        return;
      case 3:
      case 4:
        if (auto b = pickWhere(fixed_, [&](Shape s) { return s == Shape{rowsOfA, 1}; }))
          perSample_.push_back(random_.integer(2) == 0 ? a + broadcastColumns(*b, kBatch, places)
                                                       : broadcastColumns(*b, kBatch, places) + a);
        return;
      case 5: {
        const Var b = *pickWhere(perSample_, like);
        const int how = random_.integer(3);
        return perSample_.push_back(how == 0 ? a + b : how == 1 ? a - b : a * b);
      }
      case 6:
        return perSample_.push_back(elementwise(a));
      case 7:
        return fixed_.push_back(sumColumns(a) * 0.1);
      case 8:
        return fixed_.push_back(
            0.1 * outer(a, *pickWhere(perSample_, [&](Shape s) { return s.places == places; })));
      case 9:
        return fixed_.push_back(*pickWhere(fixed_, [&](Shape s) { return s == f.shape(); }) + f);
      case 10:
        return perSample_.push_back(
            reshape(a, rowsOfA * places <= 3 && random_.integer(2) == 0 ? rowsOfA * places : 1));
      case 11:
        return perSample_.push_back(gatherRows(a, table(1 + random_.integer(3), rowsOfA)));
      case 12:
        return perSample_.push_back(scatterRows(a, table(rowsOfA, 3), 3));
      default: {
        const int how = random_.integer(4);
        perSample_.push_back(how == 0   ? sumRows(a)
                             : how == 1 ? placeRows(a, 3 - rowsOfA, 3)
                             : how == 2 ? sliceRows(a, rowsOfA - 1, 1)
                                        : broadcastRows(sumRows(a), 2));
      }
    }
  }
  // `size` numbers of rows below `most`, or −1.
  std::vector<int> table(int size, int most) {
    std::vector<int> rows;
    for (int i = 0; i < size; ++i) rows.push_back(random_.integer(most + 1) - 1);
    return rows;
  }
  Var elementwise(Var a) {
    switch (random_.integer(8)) {
      case 0:
        return tanh(a);
      case 1:
        return softplus(a);
      case 2:
        return sigmoid(a);
      case 3:
        return sin(a);
      case 4:
        return exp(tanh(a));
      case 5:
        return log(1 + square(a));
      case 6:
        return sqrt(1 + square(a));
      default:
        return relu(a) / (2 + cos(a));
    }
  }

  Random random_;
  std::vector<Var> perSample_, fixed_;
};

constexpr double kTolerance = sizeof(Real) == 8 ? 1e-10 : 2e-4;

// The largest difference, relative to the size of the output.
double difference(const Block& expected, const Real* found) {
  double worst = 0, size = 1;
  for (const double value : expected.values) size = std::max(size, std::abs(value));
  for (std::size_t i = 0; i < expected.values.size(); ++i) {
    const double d = std::abs(expected.values[i] - static_cast<double>(found[i])) / size;
    if (!(d <= worst)) worst = d;  // NaN, too
  }
  return worst;
}

void compare(std::uint64_t seed) {
  RandomGraph random(seed);
  const int samples = random.samples();
  Interpreter interpreter(random.graph, samples);
  std::vector<std::vector<Real>> bound;
  for (const Var& leaf : random.leaves) {
    Block& block = interpreter.of(leaf);
    auto& real = bound.emplace_back();
    for (double& value : block.values) {
      real.push_back(static_cast<Real>(random.value()));
      value = static_cast<double>(real.back());
    }
  }
  interpreter.run();
  for (const int chunk : {4, 8, 96}) {
    Program program(random.graph, random.outputs, chunk);
    for (std::size_t i = 0; i < bound.size(); ++i) program.bind(random.leaves[i], bound[i].data());
    program.run(samples);
    for (std::size_t i = 0; i < random.outputs.size(); ++i) {
      const double worst = difference(interpreter.of(random.outputs[i]), program.output(i));
      ASSERT_LE(worst, kTolerance) << "graph " << seed << ", output " << i << ", " << samples
                                   << " samples in chunks of " << chunk;
    }
  }
}

TEST(ProgramGraph, EveryRandomGraphGivesWhatANaiveInterpreterGives) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) ASSERT_NO_FATAL_FAILURE(compare(seed));
}

// y = w x, and 1 × 1 biases beside it.
struct Line {
  Graph graph;
  Var x = graph.input("x", {1, kBatch}), w = graph.parameter("w", {1, 1});
  Var b1 = graph.parameter("b1", {1, 1}), b2 = graph.parameter("b2", {1, 1});
  Var product = matmul(w, x);

  // With w = 10, b1 = 100, b2 = 1000.
  Program run(const std::vector<Var>& outputs, const std::vector<Real>& samples) const {
    static constexpr Real kWeight = 10, kFirst = 100, kSecond = 1000;
    Program program(graph, outputs);
    program.bind(x, samples.data());
    program.bind(w, &kWeight);
    program.bind(b1, &kFirst);
    program.bind(b2, &kSecond);
    program.run(static_cast<int>(samples.size()));
    return program;
  }
};

// The first bias vanished from values and losses, while its gradient was still reported.
TEST(ProgramGraph, AddsEveryBiasOfAProduct) {
  const Line line;
  const Var y =
      line.product + broadcastColumns(line.b1, kBatch) + broadcastColumns(line.b2, kBatch);
  const Program program = line.run({y}, {1, 2});
  EXPECT_EQ(program.output(0)[0], Real(1110));
  EXPECT_EQ(program.output(0)[1], Real(1120));
}

// A biased product that is also used without its bias, or is itself an output, must keep its value.
TEST(ProgramGraph, KeepsAProductThatIsUsedWithoutItsBias) {
  const Line line;
  const Var biased = line.product + broadcastColumns(line.b1, kBatch);
  const Program both = line.run({biased, line.product}, {2});
  EXPECT_EQ(both.output(0)[0], Real(120));
  EXPECT_EQ(both.output(1)[0], Real(20));
  EXPECT_EQ(line.run({biased * line.product}, {2}).output(0)[0], Real(2400));
}

// No samples: it divided by zero, although what needs no sample can be computed.
TEST(ProgramGraph, RunsWithoutSamples) {
  Graph graph;
  const Var w = graph.parameter("w", {1, 1});
  const Var x = graph.input("x", {1, kBatch});
  Program program(graph, {2.0 * w, sum(x)});
  const Real weight = 3;
  program.bind(w, &weight);
  program.bind(x, &weight);
  program.run(0);
  EXPECT_EQ(program.output(0)[0], Real(6));
  EXPECT_EQ(program.output(1)[0], Real(0));
}

// Sums were rounded at every sample: the loss of a million equal samples was wrong by 1 % in single
// precision, the gradient of a bias by 0.14 %.
TEST(ProgramGraph, SumsKeepTheirDigitsOverAMillionSamples) {
  Graph graph;
  const Var x = graph.input("x", {1, kBatch});
  const Var b = graph.parameter("b", {1, 1});
  const Var loss = mean(square(x + broadcastColumns(b, kBatch)));
  Program program(graph, {loss, grad(loss, {b})[0]});
  const Real bias = 0;
  program.bind(b, &bias);
  constexpr double kRounding = sizeof(Real) == 8 ? 1e-13 : 4e-6;  // of 96 samples added in order
  for (const int samples : {1'000, 100'000, 1'000'000}) {
    const std::vector<Real> values(at(samples), std::sqrt(Real(0.1)));
    program.bind(x, values.data());
    program.run(samples);
    const double v = static_cast<double>(values[0]);
    EXPECT_NEAR(static_cast<double>(program.output(0)[0]) / (v * v), 1, kRounding) << samples;
    EXPECT_NEAR(static_cast<double>(program.output(1)[0]) / (2 * v), 1, kRounding) << samples;
  }
}

}  // namespace
}  // namespace hnn
