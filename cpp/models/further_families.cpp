#include "models/family.h"
#include "models/sampled.h"

namespace hnn {

std::vector<Family> furtherFamilies() {
  const auto solved = [](const char* id, bool hasEnergy) -> ModelInfo {
    return {.id = id,
            .hasEnergy = hasEnergy,
            .solvedAtOnce = true,
            .hidden = {200},
            .mostLayers = 1,
            .mostUnits = 1024};
  };
  return {
      {solved("sampled-hnn", true), makeFamily<SampledHnn>},
      {solved("sampled-baseline", false), makeFamily<SampledBaseline>},
  };
}

}  // namespace hnn
