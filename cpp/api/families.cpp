#include "api/families.h"

#include <memory>
#include <variant>

#include "api/config.h"
#include "models/registry.h"

namespace hnn {
namespace {

constexpr int kDegreesOfFreedom = 2;  // of the models that are asked

NetworkSpec exampleOf(const ModelInfo& info) {
  return {.model = info.id,
          .hidden = {3},
          .outputBias = info.solvedAtOnce,
          .stateSize = 2 * kDegreesOfFreedom,
          .inverseMass = std::vector<double>(kDegreesOfFreedom, 1)};
}

std::vector<ParameterSlice> slicesOf(const NetworkSpec& spec) {
  return makeModel(spec)->layout().slices();
}

std::vector<NetworkLayout> networksOf(const ModelInfo& info) {
  NetworkSpec spec = exampleOf(info);
  const std::vector<ParameterSlice> plain = slicesOf(spec);
  spec.angles = resolvedAngles(info.id, "cos-sin");
  if (spec.angles != "plain") spec.angleCoordinates = {0};
  const std::vector<ParameterSlice> encoded = slicesOf(spec);
  const std::string first = "W1";
  std::vector<NetworkLayout> networks;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (plain[i].name.compare(0, first.size(), first) != 0) continue;
    networks.push_back({.suffix = plain[i].name.substr(first.size()),
                        .inputs = plain[i].shape.columns / kDegreesOfFreedom,
                        .hasAngles = encoded[i].shape.columns > plain[i].shape.columns});
  }
  return networks;
}

std::vector<OptionCapabilities> otherwise(const FamilyInfo& info) {
  std::vector<OptionCapabilities> all;
  for (const std::string& option : info.options) {
    for (const Setting& setting : settingsTable()) {
      const auto* word = std::get_if<std::string NetworkSpec::*>(&setting.networkMember);
      if (setting.key != option || !word) continue;
      for (const std::string& choice : setting.choices) {
        NetworkSpec spec = exampleOf(info);
        spec.** word = choice;
        const auto model = makeModel(spec);
        if (model->hasEnergy() != info.hasEnergy || model->hasDissipation() != info.hasDissipation)
          all.push_back({option, choice, model->hasEnergy(), model->hasDissipation()});
      }
    }
  }
  return all;
}

}  // namespace

std::vector<FamilyInfo> familyInfos() {
  std::vector<FamilyInfo> all;
  for (const ModelInfo& info : modelInfos()) {
    FamilyInfo family;
    static_cast<ModelInfo&>(family) = info;
    for (const Setting& setting : settingsTable())
      if (!setting.families.empty() && setting.isFor(info.id))
        family.options.push_back(setting.key);
    const auto model = makeModel(exampleOf(info));
    family.hasEnergy = model->hasEnergy();
    family.hasDissipation = model->hasDissipation();
    family.otherwise = otherwise(family);
    family.networks = networksOf(info);
    all.push_back(family);
  }
  return all;
}

}  // namespace hnn
