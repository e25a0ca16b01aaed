#include "autodiff/ops.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace hnn {

Shape Var::shape() const { return graph->node(id).shape; }

Var Graph::append(Node node) {
  assert(node.a < size() && node.b < size());
  if (node.op != Op::kInput && node.op != Op::kParameter) {
    const Expression expression{node.op,           node.shape.rows, node.shape.columns,
                                node.shape.places, node.a,          node.b,
                                node.transposed,   node.first,      node.factor};
    const auto [known, isNew] = known_.try_emplace(expression, size());
    if (!isNew) return {this, known->second};
  }
  nodes_.push_back(std::move(node));
  return {this, size() - 1};
}

Var Graph::input(std::string name, Shape shape) {
  return append({.op = Op::kInput, .shape = shape, .name = std::move(name)});
}

Var Graph::parameter(std::string name, Shape shape) {
  return append({.op = Op::kParameter, .shape = shape, .name = std::move(name)});
}

Var Graph::constant(Shape shape, double value) {
  return append({.op = Op::kConstant, .shape = shape, .factor = value});
}

int Graph::addTable(const std::vector<int>& rows) {
  const auto found = std::find(tables_.begin(), tables_.end(), rows);
  if (found != tables_.end()) return static_cast<int>(found - tables_.begin());
  tables_.push_back(rows);
  return static_cast<int>(tables_.size()) - 1;
}

Var Graph::inverseBatch() { return append({.op = Op::kInverseBatch, .shape = {1, 1}}); }

namespace {

Var unary(Op op, Var a, double factor = 0) {
  return a.graph->append({.op = op, .shape = a.shape(), .a = a.id, .factor = factor});
}

// Of as many columns and places as a.
Shape withRows(Var a, int rows) { return {rows, a.shape().columns, a.shape().places}; }

Var binary(Op op, Var a, Var b) {
  assert(a.graph == b.graph && a.shape() == b.shape());
  return a.graph->append({.op = op, .shape = a.shape(), .a = a.id, .b = b.id});
}

}  // namespace

Var matmul(Var a, Var b, bool transposeA) {
  assert(a.graph == b.graph && !a.shape().perSample());
  [[maybe_unused]] const int depth = transposeA ? a.shape().rows : a.shape().columns;
  assert(depth == b.shape().rows);
  const int rows = transposeA ? a.shape().columns : a.shape().rows;
  return a.graph->append({.op = Op::kMatmul,
                          .shape = withRows(b, rows),
                          .a = a.id,
                          .b = b.id,
                          .transposed = transposeA});
}

Var outer(Var a, Var b) {
  assert(a.graph == b.graph && withRows(a, 1) == withRows(b, 1));
  return a.graph->append(
      {.op = Op::kOuter, .shape = {a.shape().rows, b.shape().rows}, .a = a.id, .b = b.id});
}

Var operator+(Var a, Var b) { return binary(Op::kAdd, a, b); }
Var operator-(Var a, Var b) { return binary(Op::kSub, a, b); }
Var operator*(Var a, Var b) { return binary(Op::kMul, a, b); }
Var operator/(Var a, Var b) { return a * reciprocal(b); }
Var operator*(double factor, Var a) { return unary(Op::kScale, a, factor); }
Var operator*(Var a, double factor) { return factor * a; }
Var operator/(Var a, double divisor) { return (1 / divisor) * a; }
Var operator+(Var a, double offset) { return unary(Op::kOffset, a, offset); }
Var operator+(double offset, Var a) { return a + offset; }
Var operator-(Var a, double offset) { return a + -offset; }
Var operator-(double offset, Var a) { return -a + offset; }
Var operator-(Var a) { return -1.0 * a; }

Var tanh(Var a) { return unary(Op::kTanh, a); }
Var tanhGrad(Var y, Var g) { return binary(Op::kTanhGrad, y, g); }
Var sigmoid(Var a) { return unary(Op::kSigmoid, a); }
Var softplus(Var a) { return unary(Op::kSoftplus, a); }
Var relu(Var a) { return unary(Op::kRelu, a); }
Var step(Var a) { return unary(Op::kStep, a); }
Var exp(Var a) { return unary(Op::kExp, a); }
Var log(Var a) { return unary(Op::kLog, a); }
Var sin(Var a) { return unary(Op::kSin, a); }
Var cos(Var a) { return unary(Op::kCos, a); }
Var sqrt(Var a) { return unary(Op::kSqrt, a); }
Var wrap(Var a) { return unary(Op::kWrap, a); }
Var reciprocal(Var a) { return unary(Op::kReciprocal, a); }
Var square(Var a) { return a * a; }

Var sliceRows(Var a, int first, int rows) {
  assert(first >= 0 && rows > 0 && first + rows <= a.shape().rows);
  if (rows == a.shape().rows) return a;
  return a.graph->append(
      {.op = Op::kSliceRows, .shape = withRows(a, rows), .a = a.id, .first = first});
}

Var placeRows(Var a, int first, int totalRows) {
  assert(first >= 0 && first + a.shape().rows <= totalRows);
  if (totalRows == a.shape().rows) return a;
  return a.graph->append(
      {.op = Op::kPlaceRows, .shape = withRows(a, totalRows), .a = a.id, .first = first});
}

Var concatRows(Var a, Var b) {
  const int total = a.shape().rows + b.shape().rows;
  return placeRows(a, 0, total) + placeRows(b, a.shape().rows, total);
}

Var sumRows(Var a) {
  if (a.shape().rows == 1) return a;
  return a.graph->append({.op = Op::kSumRows, .shape = withRows(a, 1), .a = a.id});
}

Var broadcastRows(Var a, int rows) {
  assert(a.shape().rows == 1);
  if (rows == 1) return a;
  return a.graph->append({.op = Op::kBroadcastRows, .shape = withRows(a, rows), .a = a.id});
}

Var sumColumns(Var a) {
  if (a.shape().columns == 1) return a;
  return a.graph->append({.op = Op::kSumColumns, .shape = {a.shape().rows, 1}, .a = a.id});
}

Var broadcastColumns(Var a, int columns, int places) {
  assert(a.shape().columns == 1);
  if (columns == 1) return a;
  return a.graph->append(
      {.op = Op::kBroadcastColumns, .shape = {a.shape().rows, columns, places}, .a = a.id});
}

Var reshape(Var a, int rows) {
  const Shape shape = a.shape();
  assert(shape.perSample() && rows > 0 && shape.rows * shape.places % rows == 0);
  if (rows == shape.rows) return a;
  return a.graph->append(
      {.op = Op::kReshape, .shape = {rows, kBatch, shape.rows * shape.places / rows}, .a = a.id});
}

Var gatherRows(Var a, const std::vector<int>& from) {
  return a.graph->append({.op = Op::kGatherRows,
                          .shape = withRows(a, static_cast<int>(from.size())),
                          .a = a.id,
                          .first = a.graph->addTable(from)});
}

Var scatterRows(Var a, const std::vector<int>& to, int rows) {
  assert(a.shape().rows == static_cast<int>(to.size()));
  return a.graph->append({.op = Op::kScatterRows,
                          .shape = withRows(a, rows),
                          .a = a.id,
                          .first = a.graph->addTable(to)});
}

Var sum(Var a) { return sumColumns(sumRows(a)); }

Var mean(Var a) {
  const double perColumn = 1.0 / (a.shape().rows * a.shape().places);
  if (a.shape().perSample()) return perColumn * (sum(a) * a.graph->inverseBatch());
  return (perColumn / a.shape().columns) * sum(a);
}

Var symplectic(Var gradient) {
  const int d = gradient.shape().rows / 2;
  assert(gradient.shape().rows == 2 * d);
  return concatRows(sliceRows(gradient, d, d), -sliceRows(gradient, 0, d));
}

}  // namespace hnn
