#include "data/table.h"

#include <cassert>

namespace hnn {

const Matrix& Table::column(const std::string& name) const {
  for (const Column& column : columns)
    if (column.name == name) return *column.values;
  assert(false && "the table has no such column");
  return *columns.front().values;
}

Table tableOf(const Samples& samples) {
  return {{{"x", &samples.x}, {"dxdt", &samples.dxdt}}, &samples.next};
}

}  // namespace hnn
