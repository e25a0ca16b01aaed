#include "autodiff/gradient.h"

#include <optional>

#include "autodiff/ops.h"
#include "autodiff/rules.h"

namespace hnn {
namespace {

// Which nodes up to `last` depend on one of `wrt`: adjoints that do not lead there are not built.
std::vector<char> leadsTo(const Graph& graph, int last, const std::vector<Var>& wrt) {
  std::vector<char> leads(static_cast<std::size_t>(last) + 1, false);
  for (const Var& v : wrt) {
    if (v.id <= last) leads[static_cast<std::size_t>(v.id)] = true;
  }
  const auto at = [&](int id) { return id >= 0 && leads[static_cast<std::size_t>(id)]; };
  for (int id = 0; id <= last; ++id) {
    if (at(graph.node(id).a) || at(graph.node(id).b)) leads[static_cast<std::size_t>(id)] = true;
  }
  return leads;
}

}  // namespace

std::vector<Var> grad(Var y, const std::vector<Var>& wrt) {
  Graph& graph = *y.graph;
  const std::vector<char> leads = leadsTo(graph, y.id, wrt);
  const auto wanted = [&](int id) { return id >= 0 && leads[static_cast<std::size_t>(id)]; };
  std::vector<std::optional<Var>> adjoint(static_cast<std::size_t>(y.id) + 1);
  const auto accumulate = [&](int id, Var g) {
    std::optional<Var>& slot = adjoint[static_cast<std::size_t>(id)];
    slot = slot ? *slot + g : g;
  };

  accumulate(y.id, graph.constant(y.shape(), 1));
  for (int id = y.id; id >= 0; --id) {
    const std::optional<Var> g = adjoint[static_cast<std::size_t>(id)];
    if (!g || !wanted(id)) continue;
    const int a = graph.node(id).a, b = graph.node(id).b;
    const auto [ga, gb] = adjointsOfArguments({&graph, id}, *g, wanted(a), wanted(b));
    if (ga && wanted(a)) accumulate(a, *ga);
    if (gb && wanted(b)) accumulate(b, *gb);
  }

  std::vector<Var> gradients;
  for (const Var& v : wrt) {
    const bool reached = v.id <= y.id && adjoint[static_cast<std::size_t>(v.id)];
    gradients.push_back(reached ? *adjoint[static_cast<std::size_t>(v.id)]
                                : graph.constant(v.shape(), 0));
  }
  return gradients;
}

}  // namespace hnn
