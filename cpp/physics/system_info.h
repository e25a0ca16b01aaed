// Public properties of a physical system: plain data that also crosses into JavaScript.
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

// The published experiment with this system: the defaults of data, training and metrics.
struct Experiment {
  std::string source;  // the paper and section
  int trajectories = 50, points = 30;
  double duration = 3;  // time span of one training trajectory
  double noise = 0;
  std::string coordinates = "canonical";  // or "velocities"
  std::string samples = "trajectories";   // or "grid"
  double trainFraction = 0.5;
  int batchSize = 0, steps = 2000;
  double learningRate = 1e-3, weightDecay = 0;
  std::string schedule = "constant";  // of the learning rate, train/schedule.h
  double judgedDuration = 20;         // roll-outs of the energy metric
  int judgedPoints = 100;
};

// How it is drawn.
struct SystemView {
  // "pendulum" | "spring" | "orbits" | "double-pendulum" | "cart-pole" | "spherical-pendulum" |
  // "particle"
  std::string drawing;
  int xAxis = 0, yAxis = 1;  // components of the state that span the phase portrait
  double xMin = -1, xMax = 1, yMin = -1, yMax = 1;
  std::vector<double> showcaseStart;  // 2d, where the first trajectory begins
  double showcaseDuration = 20;
  double showcaseStep = 0.05;  // a suitable step for fixed-step integrators
};

// A Poincaré section: where trajectories cross x[coordinate] = value with x[coordinate] growing.
// The momentum conjugate to it follows from the energy.
struct SectionInfo {
  int coordinate = -1;  // a position, 0 … d − 1; −1: the system has no section
  double value = 0;
  int xAxis = 0, yAxis = 1;  // the components that the picture shows
  double xMin = -1, xMax = 1, yMin = -1, yMax = 1;
  double energyMin = 0, energyMax = 1, energy = 0.5;  // open interval to choose from, first choice
};

// What differs if states are [q; q̇] (physics/velocities.h).
struct VelocityDescription {
  std::vector<Coordinate> coordinates;  // of q̇, d
  std::vector<double> showcaseStart;    // 2d
  double yMin = -1, yMax = 1;           // of the portrait
};

struct SystemInfo {
  std::string id;
  int degreesOfFreedom = 1;
  std::vector<Coordinate> coordinates;  // 2d
  std::vector<SystemParameter> parameters;
  bool separable = true;     // H = T(p) + V(q)
  bool conservative = true;  // H does not change along the true motion
  bool constantMass = true;  // velocities are momenta over constant masses, q̇ᵢ = pᵢ/mᵢ
  std::vector<int> angles;   // which of the d coordinates are angles, rising
  VelocityDescription velocities;  // filled in by the catalogue
  SectionInfo section;
  Experiment experiment;
  SystemView view;
};

}  // namespace hnn
