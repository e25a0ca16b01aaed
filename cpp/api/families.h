// What the catalogue tells about each model family: what the registry declares, and what models of
// the family show themselves, so that no capability and no layout is declared twice. A separate
// file, because the page's module reads it from catalogue.json.
#pragma once

#include <string>
#include <vector>

#include "models/model_info.h"

namespace hnn {

// A network of a family (nn/mlp.h), as the names and shapes of its tensors in a model file follow
// from it: W1<suffix>, b1<suffix>, …
struct NetworkLayout {
  std::string suffix;     // of the names of its tensors
  int inputs = 2;         // per degree of freedom: 2, whole states; 1, positions or momenta only
  bool hasAngles = true;  // its input encodes angles as the settings say
};

// An option with which the capabilities are others than with the first choice.
struct OptionCapabilities {
  std::string option, choice;  // key of the setting, and its value
  bool hasEnergy = false, hasDissipation = false;
};

struct FamilyInfo : ModelInfo {
  std::vector<std::string> options;  // keys of the settings that not every family has
  // Learns a scalar that can be drawn as contours and followed along a path.
  bool hasEnergy = false;
  bool hasDissipation = false;  // its field has a conservative and a dissipative part
  std::vector<OptionCapabilities> otherwise;
  std::vector<NetworkLayout> networks;
};

// One per family, in the order of the registry.
std::vector<FamilyInfo> familyInfos();

}  // namespace hnn
