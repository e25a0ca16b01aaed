// Samples as training reads them: columns by name, whatever they mean.
#pragma once

#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "linalg/eigen.h"

namespace hnn {

// A view: what it shows must outlive it.
struct Table {
  struct Column {
    const char* name;      // a literal
    const Matrix* values;  // rows × samples
  };
  std::vector<Column> columns;
  const std::vector<int>* next;  // of each sample the following one in time, or −1

  [[nodiscard]] int size() const { return static_cast<int>(next->size()); }
  [[nodiscard]] const Matrix& column(std::string_view name) const;  // there must be one
};

// "x" and "dxdt".
Table tableOf(const Samples& samples);

}  // namespace hnn
