#include "nn/parameters.h"

#include <utility>

namespace hnn {

int ParameterLayout::add(std::string name, int rows, int columns) {
  slices_.push_back({std::move(name), {rows, columns}, size_});
  size_ += slices_.back().size();
  return static_cast<int>(slices_.size()) - 1;
}

ParameterPart ParameterLayout::add(const std::string& prefix, const ParameterLayout& contained) {
  ParameterPart part{.first = static_cast<int>(slices_.size()), .offset = size_};
  for (const ParameterSlice& slice : contained.slices())
    add(prefix + "." + slice.name, slice.shape.rows, slice.shape.columns);
  part.count = static_cast<int>(slices_.size()) - part.first;
  part.size = size_ - part.offset;
  return part;
}

std::vector<Var> declareParameters(Graph& graph, const ParameterLayout& layout) {
  std::vector<Var> parameters;
  for (const ParameterSlice& slice : layout.slices()) {
    parameters.push_back(graph.parameter(slice.name, slice.shape));
  }
  return parameters;
}

std::vector<Var> partOf(const std::vector<Var>& parameters, const ParameterPart& part) {
  const auto first = parameters.begin() + part.first;
  return {first, first + part.count};
}

}  // namespace hnn
