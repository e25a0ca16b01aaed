#include "models/registry.h"

#include <cassert>

#include "models/baseline.h"
#include "models/dissipative_hnn.h"
#include "models/hnn.h"
#include "models/lnn.h"
#include "models/sampled.h"
#include "models/second_order.h"

namespace hnn {
namespace {

struct Family {
  ModelInfo info;
  std::unique_ptr<PhaseSpaceModel> (*make)(const NetworkSpec&);
};

template <class Model>
std::unique_ptr<PhaseSpaceModel> make(const NetworkSpec& spec) {
  return std::make_unique<Model>(spec);
}

const std::vector<Family>& families() {
  const auto solved = [](const char* id, bool hasEnergy) -> ModelInfo {
    return {.id = id,
            .hasEnergy = hasEnergy,
            .solvedAtOnce = true,
            .hidden = {200},
            .mostLayers = 1,
            .mostUnits = 1024};
  };
  static const std::vector<Family> all = {
      {{.id = "hnn", .hasEnergy = true}, make<Hnn>},
      {{.id = "baseline", .hasEnergy = false}, make<Baseline>},
      {{.id = "second-order", .hasEnergy = false, .needsMass = true}, make<SecondOrder>},
      {{.id = "dissipative-hnn", .hasEnergy = true, .hasDissipation = true}, make<DissipativeHnn>},
      {{.id = "lnn", .hasEnergy = true, .needsVelocities = true, .smoothOnly = true}, make<Lnn>},
      {solved("sampled-hnn", true), make<SampledHnn>},
      {solved("sampled-baseline", false), make<SampledBaseline>},
  };
  return all;
}

}  // namespace

const std::vector<ModelInfo>& modelInfos() {
  static const std::vector<ModelInfo> infos = [] {
    std::vector<ModelInfo> all;
    for (const Family& family : families()) all.push_back(family.info);
    return all;
  }();
  return infos;
}

const ModelInfo& modelInfo(const std::string& id) {
  for (const Family& family : families()) {
    if (family.info.id == id) return family.info;
  }
  assert(false && "unknown model");
  return families().front().info;
}

std::unique_ptr<PhaseSpaceModel> makeModel(const NetworkSpec& spec) {
  for (const Family& family : families()) {
    if (family.info.id == spec.model) return family.make(spec);
  }
  assert(false && "unknown model");
  return nullptr;
}

}  // namespace hnn
