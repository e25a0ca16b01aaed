#include "models/family.h"
#include "models/sampled.h"

namespace hnn {

std::vector<Family> furtherFamilies() {
  const auto solved = [](const char* id) -> ModelInfo {
    return {.id = id, .solvedAtOnce = true, .hidden = {200}, .mostLayers = 1, .mostUnits = 1024};
  };
  return {
      {solved("sampled-hnn"), makeFamily<SampledHnn>},
      {solved("sampled-baseline"), makeFamily<SampledBaseline>},
  };
}

}  // namespace hnn
