#include "nn/parameters.h"

#include <utility>

namespace hnn {

int ParameterLayout::add(std::string name, int rows, int columns) {
  slices_.push_back({std::move(name), {rows, columns}, size_});
  size_ += slices_.back().size();
  return static_cast<int>(slices_.size()) - 1;
}

std::vector<Var> declareParameters(Graph& graph, const ParameterLayout& layout) {
  std::vector<Var> parameters;
  for (const ParameterSlice& slice : layout.slices()) {
    parameters.push_back(graph.parameter(slice.name, slice.shape));
  }
  return parameters;
}

}  // namespace hnn
