// States on a regular grid in a plane of phase space.
#pragma once

#include "linalg/eigen.h"

namespace hnn {

struct GridPlane {
  int xAxis = 0, yAxis = 1;  // two different components of the state
  double xMin = -1, xMax = 1, yMin = -1, yMax = 1;
  int columns = 32, rows = 32;  // 2 and more; the first and last lie on the borders
  Vector at;                    // 2d: values of the other components
};

// Its states, row after row from yMin, each from xMin to xMax: 2d × (rows · columns).
Matrix gridStates(const GridPlane& plane);

}  // namespace hnn
