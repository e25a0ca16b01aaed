#include "autodiff/rules.h"

#include "autodiff/ops.h"

namespace hnn {

std::array<std::optional<Var>, 2> adjointsOfArguments(Var y, Var g, bool wantA, bool wantB) {
  Graph& graph = *y.graph;
  const Node node = graph.node(y.id);  // a copy: appending moves the nodes
  const Var a{&graph, node.a}, b{&graph, node.b};
  using Adjoints = std::array<std::optional<Var>, 2>;
  const auto one = [](Var ga) { return Adjoints{ga, std::nullopt}; };
  const auto both = [&](auto&& ofA, auto&& ofB) {
    Adjoints out;
    if (wantA) out[0] = ofA();
    if (wantB) out[1] = ofB();
    return out;
  };

  const auto table = [&] { return graph.tables()[static_cast<std::size_t>(node.first)]; };

  switch (node.op) {
    case Op::kInput:
    case Op::kParameter:
    case Op::kConstant:
    case Op::kInverseBatch:
      return {};

    case Op::kMatmul:  // y = a b or aᵀ b
      return both([&] { return node.transposed ? outer(b, g) : outer(g, b); },
                  [&] { return matmul(a, g, !node.transposed); });
    case Op::kOuter:  // y = a bᵀ
      return both([&] { return matmul(g, b); }, [&] { return matmul(g, a, true); });

    case Op::kAdd:
      return both([&] { return g; }, [&] { return g; });
    case Op::kSub:
      return both([&] { return g; }, [&] { return -g; });
    case Op::kMul:
      return both([&] { return g * b; }, [&] { return g * a; });
    case Op::kTanhGrad:  // y = b (1 - a²)
      return both([&] { return -2.0 * (a * b * g); }, [&] { return tanhGrad(a, g); });

    case Op::kScale:
      return one(node.factor * g);
    case Op::kOffset:
    case Op::kWrap:
      return one(g);
    case Op::kTanh:
      return one(tanhGrad(y, g));
    case Op::kSigmoid:
      return one(g * (y - y * y));
    case Op::kSoftplus:
      return one(g * sigmoid(a));
    case Op::kRelu:
      return one(g * step(a));
    case Op::kStep:
      return {};
    case Op::kExp:
      return one(g * y);
    case Op::kLog:
      return one(g * reciprocal(a));
    case Op::kSin:
      return one(g * cos(a));
    case Op::kCos:
      return one(-(g * sin(a)));
    case Op::kSqrt:
      return one(0.5 * (g * reciprocal(y)));
    case Op::kReciprocal:
      return one(-(g * (y * y)));

    case Op::kSliceRows:
      return one(placeRows(g, node.first, a.shape().rows));
    case Op::kPlaceRows:
      return one(sliceRows(g, node.first, a.shape().rows));
    case Op::kSumRows:
      return one(broadcastRows(g, a.shape().rows));
    case Op::kBroadcastRows:
      return one(sumRows(g));
    case Op::kSumColumns:
      return one(broadcastColumns(g, a.shape().columns, a.shape().places));
    case Op::kBroadcastColumns:
      return one(sumColumns(g));
    case Op::kReshape:
      return one(reshape(g, a.shape().rows));
    case Op::kGatherRows:
      return one(scatterRows(g, table(), a.shape().rows));
    case Op::kScatterRows:
      return one(gatherRows(g, table()));
  }
  return {};
}

}  // namespace hnn
