// What the outside may know of a physical system: plain data that also crosses into JavaScript.
#pragma once

#include <string>
#include <vector>

namespace hnn {

struct Coordinate {
  std::string symbol;  // "q", "p_x1"; order [q…, p…]
  std::string unit;    // "rad", "m", "1" where dimensionless
};

struct SystemParameter {
  std::string key;     // "springConstant"
  std::string symbol;  // "k"
  double defaultValue = 1, min = 0, max = 1;
  std::string unit;
};

// The published experiment with this system: what the data, the training and the judgement are by
// default.
struct Experiment {
  std::string source;  // the paper and section
  int trajectories = 50, points = 30;
  double duration = 3;  // time span of one training trajectory
  double noise = 0;
  double trainFraction = 0.5;
  int batchSize = 0, steps = 2000;
  double learningRate = 1e-3, weightDecay = 0;
  double judgedDuration = 20;  // roll-outs of the energy metric
  int judgedPoints = 100;
};

// How a picture of it is drawn.
struct SystemView {
  std::string drawing;       // "pendulum" | "spring" | "orbits"
  int xAxis = 0, yAxis = 1;  // components of the state that span the phase portrait
  double xMin = -1, xMax = 1, yMin = -1, yMax = 1;
  std::vector<double> showcaseStart;  // 2d, where the first trajectory begins
  double showcaseDuration = 20;
  double showcaseStep = 0.05;  // a step at which fixed-step integrators do well
};

struct SystemInfo {
  std::string id;
  int degreesOfFreedom = 1;
  std::vector<Coordinate> coordinates;  // 2d
  std::vector<SystemParameter> parameters;
  bool separable = true;     // H = T(p) + V(q)
  bool conservative = true;  // H does not change along the true motion
  Experiment experiment;
  SystemView view;
};

}  // namespace hnn
