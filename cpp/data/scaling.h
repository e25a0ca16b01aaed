// The units in which a network meets measured data: x' = (x − shift) / scale, t' = t / time.
// Recordings come in metres, pixels or degrees, and settings of training are made for numbers of
// order one.
#pragma once

#include <string>
#include <vector>

#include "data/dataset.h"
#include "linalg/eigen.h"

namespace hnn {

// "none": as recorded. "data": from the spread of the training samples, by scalingOf().
enum class ScalingRule { kNone, kData };
const std::vector<std::string>& scalingRules();

struct Scaling {
  Vector shift, scale;  // 2d each; scale > 0
  double time = 1;
};

// Positions are centred on their mean and divided by their standard deviation, momenta by their root
// mean square; `angles` among the positions keep their unit. Where coordinates differ, their scales
// are brought together so that the scaling is canonical, scale_q · scale_p being the same for all
// (then H has the same equations of motion), or with `velocities` so that scale_q / scale_q̇ = time
// for all. Otherwise time makes the mean square of all derivatives one. A component that never
// changes keeps its unit.
Scaling scalingOf(const Samples& train, const std::vector<int>& angles, bool velocities);

// The same data in those units.
Dataset scaled(const Dataset& data, const Scaling& scaling);

}  // namespace hnn
