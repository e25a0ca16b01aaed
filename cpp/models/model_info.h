// What the outside may know of a model family: the user interface asks for capabilities, never for
// names.
#pragma once

#include <string>

namespace hnn {

struct ModelInfo {
  std::string id;  // "hnn"
  bool hasEnergy =
      false;  // learns a scalar that can be drawn as contours and followed along a path
};

}  // namespace hnn
