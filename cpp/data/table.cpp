#include "data/table.h"

#include <cassert>

namespace hnn {

const Matrix& Table::column(std::string_view name) const {
  for (const Column& column : columns)
    if (name == column.name) return *column.values;
  assert(false && "the table has no such column");
  return *columns.front().values;
}

Table tableOf(const Samples& samples) {
  return {{{"x", &samples.x}, {"dxdt", &samples.dxdt}}, &samples.next};
}

}  // namespace hnn
