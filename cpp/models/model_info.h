// Public properties of a model family: the user interface checks capabilities, never names.
#pragma once

#include <string>
#include <vector>

namespace hnn {

// Everything that shapes a model: the contents of a model file besides its weights.
struct NetworkSpec {
  std::string model = "hnn";
  std::string field = "solenoidal";  // HNN: "solenoidal" | "conservative" | "both"
  std::string activation = "tanh";
  std::vector<int> hidden = {200, 200};
  bool outputBias = false;
  int stateSize = 2;  // 2d
  // Second-order: 1/m of each coordinate, d numbers. Empty for the other families.
  std::vector<double> inverseMass;
  std::string angles = "plain";       // how angles enter: one of angleNames() but "auto"
  std::vector<int> angleCoordinates;  // which of the d coordinates are angles, rising
  // Lagrangian, models/lnn.h:
  double kineticPrior = 0, massRegularisation = 0;
  // The units in which the network works (models/units.h): 2d numbers each, or empty for those of
  // the states.
  std::vector<double> stateShift, stateScale;
  double timeScale = 1;
};

// Capabilities (hasEnergy(), …) are functions of the model: models/phase_space_model.h.
struct ModelInfo {
  std::string id;          // "hnn"
  bool needsMass = false;  // assumes q̇ = p/m: only for systems with constant masses
  // Its last layer is solved for, on a sampled hidden layer of tanh units: no gradient steps, no
  // optimiser; their settings have no effect.
  bool solvedAtOnce = false;
  bool needsVelocities = false;  // its states are (q, q̇): no canonical momenta
  bool smoothOnly = false;       // accepts only activations with a continuous second derivative
  std::vector<int> hidden;       // its own default; empty: that of the settings
  int mostLayers = 6, mostUnits = 512;  // of `hidden`
};

}  // namespace hnn
