// All trainable numbers of a model in one flat block, with named slices.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "autodiff/graph.h"

namespace hnn {

struct ParameterSlice {
  std::string name;        // "W1", "b1"; names are unique within a model
  Shape shape;             // W: out × in, b: out × 1
  std::size_t offset = 0;  // into the flat block; column-major
  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(shape.rows) * static_cast<std::size_t>(shape.columns);
  }
};

// The slices of a model that another model contains, in a row.
struct ParameterPart {
  int first = 0, count = 0;          // slices
  std::size_t offset = 0, size = 0;  // numbers of the flat block
};

// Which slices there are; no values.
class ParameterLayout {
 public:
  // Returns the slice's index.
  int add(std::string name, int rows, int columns);
  // Appends all slices of a model that is contained, under the names "prefix.W1" and so on.
  ParameterPart add(const std::string& prefix, const ParameterLayout& contained);
  [[nodiscard]] const std::vector<ParameterSlice>& slices() const { return slices_; }
  [[nodiscard]] std::size_t size() const { return size_; }  // of the flat block

 private:
  std::vector<ParameterSlice> slices_;
  std::size_t size_ = 0;
};

// One parameter leaf per slice, in the order of the layout.
std::vector<Var> declareParameters(Graph& graph, const ParameterLayout& layout);

// Those of a contained model, as it takes them.
std::vector<Var> partOf(const std::vector<Var>& parameters, const ParameterPart& part);

}  // namespace hnn
