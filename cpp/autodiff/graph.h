// A recorded expression graph: appending a node checks shapes and returns a `Var`, a name for it.
//
// Nodes are features × columns. The number of columns is either fixed or the *batch*, which is
// known only when a Program runs: the same recorded graph serves one sample of a roll-out and a
// million samples of training. A sample may have several columns, its *places*, such as the pixels
// of a picture: products then treat every place alike, as a convolution does.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "base/real.h"

namespace hnn {

inline constexpr int kBatch = -1;  // as a column count: one column per sample

struct Shape {
  int rows = 0;
  int columns = 0;  // kBatch, or 1 and more
  int places = 1;   // columns of each sample, where columns is kBatch
  bool operator==(const Shape&) const = default;
  [[nodiscard]] bool perSample() const { return columns == kBatch; }
};

// The closed set of operations; autodiff/rules.cpp has one derivative rule for each, written in
// these operations.
enum class Op {
  // leaves
  kInput,
  kParameter,
  kConstant,
  kInverseBatch,
  // products
  kMatmul,  // a b;   a fixed (transposed if flag), b fixed or per sample
  kOuter,   // a bᵀ;  contracts the columns, over the batch where they are per sample
  // elementwise, two arguments of one shape
  kAdd,
  kSub,
  kMul,
  kTanhGrad,  // tanhGrad(y, g) = g (1 - y²)
  // elementwise, one argument
  kScale,   // factor · a
  kOffset,  // a + factor
  kTanh,
  kSigmoid,
  kSoftplus,
  kRelu,
  kStep,
  kExp,
  kLog,
  kSin,
  kCos,
  kSqrt,
  kWrap,  // an angle into [−π, π)
  kReciprocal,
  // shape
  kSliceRows,         // rows [first, first + rows) of a
  kPlaceRows,         // a as rows [first, …) of zeros
  kSumRows,           // r × c -> 1 × c
  kBroadcastRows,     // 1 × c -> r × c
  kSumColumns,        // r × c -> r × 1, over the batch where c is the batch
  kBroadcastColumns,  // r × 1 -> r × c
  kReshape,           // the numbers of each sample as another number of rows, in the same order
  kGatherRows,        // row i is a's row table[i], or zero where that is −1
  kScatterRows        // a's row i is added to row table[i], or dropped where that is −1
};

struct Node {
  Op op;
  Shape shape;
  int a = -1, b = -1;       // arguments, by id; always smaller than the node's own
  bool transposed = false;  // kMatmul: a is used as aᵀ
  int first = 0;            // kSliceRows, kPlaceRows; kGatherRows, kScatterRows: which table
  double factor = 0;        // kScale, kOffset, kConstant (its value in every element)
  std::string name = {};    // leaves
};

class Graph;

// A name for a node; cheap to copy. The graph must outlive it.
struct Var {
  Graph* graph = nullptr;
  int id = -1;
  [[nodiscard]] Shape shape() const;
};

class Graph {
 public:
  Graph() = default;
  Graph(const Graph&) = delete;  // Vars point here
  Graph& operator=(const Graph&) = delete;

  Var input(std::string name, Shape shape);
  Var parameter(std::string name, Shape shape);
  Var constant(Shape shape, double value);
  Var inverseBatch();  // 1 × 1: one over the number of samples of the run

  // For ops.cpp. An expression that exists already gets no second node: a field and its energy
  // share their network's forward pass.
  Var append(Node node);
  [[nodiscard]] const Node& node(int id) const { return nodes_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] int size() const { return static_cast<int>(nodes_.size()); }

  // Row numbers of kGatherRows and kScatterRows. Equal ones are one table.
  int addTable(const std::vector<int>& rows);
  [[nodiscard]] const std::vector<std::vector<int>>& tables() const { return tables_; }

 private:
  // All of a node except its name: op, shape, arguments, transposed, first, factor.
  using Expression = std::tuple<Op, int, int, int, int, int, bool, int, double>;
  std::vector<Node> nodes_;
  std::vector<std::vector<int>> tables_;
  std::map<Expression, int> known_;
};

}  // namespace hnn
