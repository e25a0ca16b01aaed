// What the facade says of what it refuses.
#pragma once

#include <stdexcept>
#include <string>

#include "api/phase_space_run.h"

namespace hnn {

// The message of the std::invalid_argument that `call` throws; "" where it throws none.
template <class Call>
std::string refusalOf(const Call& call) {
  try {
    call();
  } catch (const std::invalid_argument& refusal) {
    return refusal.what();
  }
  return "";
}

inline std::string refusalOf(const Config& config) {
  return refusalOf([&] { PhaseSpaceRun session(config); });
}

}  // namespace hnn
