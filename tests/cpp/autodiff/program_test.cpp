// Laws of the replay: chunks change nothing but rounding, nothing is allocated per run, dead nodes
// do not run.
#include "autodiff/program.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <new>

#include "autodiff/gradient.h"
#include "autodiff/ops.h"
#include "support/random_matrix.h"

namespace {

long allocations = 0;

}  // namespace

// Counts every allocation of this test program. Out of line, so that the compiler does not pair
// `free` with `new`.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size)) return p;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;  // std::stable_sort asks so
  return std::malloc(size);
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace hnn {
namespace {

using testing::randomMatrix;

// A small network with its loss, gradient and per-sample output.
struct Network {
  Graph graph;
  Var x = graph.input("x", {3, kBatch}), target = graph.input("target", {2, kBatch});
  Var w1 = graph.parameter("w1", {9, 3}), b1 = graph.parameter("b1", {9, 1}),
      w2 = graph.parameter("w2", {2, 9});
  Var y = matmul(w2, tanh(matmul(w1, x) + broadcastColumns(b1, kBatch)));
  Var loss = mean(square(y - target));
  std::vector<Var> outputs() {
    std::vector<Var> all = {y, loss};
    for (const Var& g : grad(loss, {w1, b1, w2})) all.push_back(g);
    return all;
  }
};

struct Values {
  RealMatrix x, target, w1, b1, w2;
  explicit Values(int samples) {
    Random random(5);
    x = randomMatrix(3, samples, random);
    target = randomMatrix(2, samples, random);
    w1 = randomMatrix(9, 3, random);
    b1 = randomMatrix(9, 1, random);
    w2 = randomMatrix(2, 9, random);
  }
  void bind(Program& program, const Network& n) const {
    program.bind(n.x, x.data());
    program.bind(n.target, target.data());
    program.bind(n.w1, w1.data());
    program.bind(n.b1, b1.data());
    program.bind(n.w2, w2.data());
  }
};

RealMatrix read(const Program& program, std::size_t index, int samples) {
  const Shape shape = program.outputShape(index);
  return Eigen::Map<const RealMatrix>(program.output(index), shape.rows,
                                      shape.perSample() ? samples : shape.columns);
}

TEST(Program, ChunksChangeNothingButRounding) {
  for (const int samples : {1, 3, 4, 16, 17, 50, 129}) {
    Network network;
    const Values values(samples);
    const std::vector<Var> outputs = network.outputs();
    Program small(network.graph, outputs, 16), large(network.graph, outputs, 1000);
    for (Program* p : {&small, &large}) {
      values.bind(*p, network);
      p->run(samples);
    }
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const RealMatrix a = read(small, i, samples), b = read(large, i, samples);
      EXPECT_LE((a - b).norm(), 30 * std::numeric_limits<Real>::epsilon() * (1 + b.norm()))
          << samples << " samples, output " << i;
    }
  }
}

TEST(Program, ReplayGivesTheSameBitsAndAllocatesNothing) {
  Network network;
  const Values values(300);
  Program program(network.graph, network.outputs());
  values.bind(program, network);
  program.run(300);
  const RealMatrix first = read(program, 2, 300);
  const long before = allocations;
  for (int i = 0; i < 10; ++i) program.run(300);
  EXPECT_EQ(allocations, before);
  EXPECT_EQ(read(program, 2, 300), first);
}

TEST(Program, FewerSamplesAfterMoreAreRight) {
  Network network;
  const Values values(200);
  Program reused(network.graph, network.outputs()), fresh(network.graph, network.outputs());
  values.bind(reused, network);
  values.bind(fresh, network);
  reused.run(200);
  reused.run(7);
  fresh.run(7);
  EXPECT_EQ(read(reused, 1, 7), read(fresh, 1, 7));
  EXPECT_EQ(read(reused, 0, 7), read(fresh, 0, 7));
}

TEST(Program, OutputsMayBeLeavesRepeatedOrBoundElsewhere) {
  Graph graph;
  const Var x = graph.input("x", {2, kBatch}), c = graph.constant({2, kBatch}, 3);
  const Var y = x * x;
  Program program(graph, {x, c, y, y, sum(y)});
  const RealMatrix values = RealMatrix::Random(2, 150);
  RealMatrix bound(2, 150);
  program.bind(x, values.data());
  program.bindOutput(3, bound.data());
  program.run(150);
  EXPECT_EQ(read(program, 0, 150), values);
  EXPECT_EQ(read(program, 1, 150), RealMatrix::Constant(2, 150, 3));
  EXPECT_EQ(read(program, 2, 150), RealMatrix(values.cwiseProduct(values)));
  EXPECT_EQ(bound, RealMatrix(values.cwiseProduct(values)));
}

// A per-sample value that needs a sum over all samples cannot stream; it must still be right.
TEST(Program, ValuesThatNeedASumFirstRunInOnePass) {
  Graph graph;
  const Var x = graph.input("x", {1, kBatch});
  const Var centred = x - broadcastColumns(sumColumns(x) * graph.inverseBatch(), kBatch);
  Program program(graph, {sum(square(centred)), centred}, 16);
  RealMatrix values(1, 100);
  for (int i = 0; i < 100; ++i) values(0, i) = static_cast<Real>(i);
  program.bind(x, values.data());
  program.run(100);
  EXPECT_NEAR(static_cast<double>(program.output(0)[0]), 83325.0, 1e-2);
  EXPECT_NEAR(static_cast<double>(program.output(1)[0]), -49.5, 1e-4);
}

TEST(Program, SumsThatAreAddedToEachOtherShareTheirMemory) {  // and those that are outputs do not
  constexpr int kSamples = 300;
  Graph graph;
  const Var a = graph.input("a", {3, kBatch}), b = graph.input("b", {3, kBatch});
  const Var first = outer(a, b), second = outer(b, a), third = outer(a, a);
  const Var both = first + second;
  Program merged(graph, {both + third, sumColumns(a)});
  Program apart(graph, {both, first, second});
  Random random(9);
  const RealMatrix va = randomMatrix(3, kSamples, random), vb = randomMatrix(3, kSamples, random);
  for (Program* program : {&merged, &apart}) {
    program->bind(a, va.data());
    program->bind(b, vb.data());
    for (int run = 0; run < 2; ++run) program->run(kSamples);  // zeroed each time
  }
  const auto value = [](const Program& program, std::size_t i) {
    return Eigen::Map<const RealMatrix>(program.output(i), 3, 3);
  };
  const RealMatrix ab = va * vb.transpose();
  const double rounding = 20 * static_cast<double>(std::numeric_limits<Real>::epsilon()) *
                          static_cast<double>((va * va.transpose()).norm());
  EXPECT_LE((value(merged, 0) - (ab + ab.transpose() + va * va.transpose())).norm(), rounding);
  EXPECT_LE((value(apart, 0) - (ab + ab.transpose())).norm(), rounding);
  EXPECT_LE((value(apart, 1) - ab).norm(), rounding);
  EXPECT_LE((value(apart, 2) - ab.transpose()).norm(), rounding);
}

TEST(Program, NodesThatNoOutputNeedsAreNotEvaluated) {
  Graph graph;
  const Var x = graph.input("x", {1, kBatch}), unbound = graph.input("unbound", {1, kBatch});
  const Var dead = tanh(unbound);
  (void)dead;
  Program program(graph, {x + 1.0});
  const Real value = 2;
  program.bind(x, &value);
  program.run(1);  // would assert if `unbound` were needed
  EXPECT_EQ(program.output(0)[0], 3);
}

// Pictures have so many numbers a sample that 96 samples of them would fill more than any cache.
TEST(Program, SamplesWithManyNumbersRunInSmallerChunks) {
  constexpr int kRows = 50'000, kSamples = 96;
  std::vector<int> from;
  for (int i = 0; i < kRows; ++i) from.push_back(i % 3);
  Graph graph;
  const Var x = graph.input("x", {3, kBatch});
  // A few rows of all, whose sum has its digits in single precision, too.
  Program program(graph, {sum(sliceRows(tanh(gatherRows(x, from)), kRows - 3, 3))});
  Random random(2);
  const RealMatrix values = randomMatrix(3, kSamples, random);
  program.bind(x, values.data());
  program.run(kSamples);
  EXPECT_LT(program.bytes(), Program::kMostChunkBytes * 9 / 8);
  double expected = 0;
  for (int j = 0; j < kSamples; ++j)
    for (const int row : {from[kRows - 3], from[kRows - 2], from[kRows - 1]})
      expected += std::tanh(static_cast<double>(values(row, j)));
  EXPECT_NEAR(static_cast<double>(*program.output(0)), expected,
              (sizeof(Real) == 8 ? 1e-12 : 1e-5) * kSamples);
}

}  // namespace
}  // namespace hnn
