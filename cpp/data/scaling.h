// The units in which a network meets measured data: x' = (x − shift) / scale, t' = t / time.
// Recordings come in metres, pixels or degrees, and settings of training are made for numbers of
// order one.
#pragma once

#include <string>
#include <vector>

#include "data/dataset.h"
#include "linalg/eigen.h"

namespace hnn {

// "none": as recorded. "data": from the spread of the samples, by scalingOf().
enum class ScalingRule { kNone, kData };
const std::vector<std::string>& scalingRules();

// What a model requires of the scales of its coordinates.
enum class ScalingKind {
  kFree,
  kCanonical,  // scale_q · scale_p is the same for all: H has the same equations of motion
  kVelocities  // scale_q / scale_q̇ = time for all: q̇ stays q̇
};

struct Scaling {
  Vector shift, scale;  // 2d each; scale > 0
  double time = 1;
};

// Positions are centred on their mean and divided by their standard deviation, momenta by their root
// mean square; `angles` among the positions keep their unit. Where the kind requires it, the scales
// of the coordinates are brought together, so that each is of order one only as far as that allows.
// Time makes the mean square of the training samples' derivatives one, but for velocities, where it
// follows. A component that does not change tells no unit and gets one from the others.
// Throws std::invalid_argument where the numbers are too large or too small to be scaled.
Scaling scalingOf(const Dataset& data, const std::vector<int>& angles, ScalingKind kind);

// The same data in those units.
Dataset scaled(const Dataset& data, const Scaling& scaling);

}  // namespace hnn
