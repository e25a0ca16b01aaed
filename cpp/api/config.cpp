#include "api/config.h"

#include <stdexcept>
#include <utility>

#include "api/quick_training.h"
#include "base/check.h"
#include "data/dataset.h"
#include "data/measured.h"
#include "data/scaling.h"
#include "models/features.h"
#include "models/hnn.h"
#include "models/registry.h"
#include "nn/activations.h"
#include "nn/mlp.h"
#include "physics/catalogue.h"
#include "train/losses.h"
#include "train/sampled_features.h"
#include "train/schedule.h"

namespace hnn {
namespace {

constexpr double kSmallestCutoff = 1e-15;      // below it pivots are rounding
constexpr double kLargestSeed = 4294967295.0;  // 2³² - 1

template <class Info>
std::vector<std::string> idsOf(const std::vector<Info>& infos) {
  std::vector<std::string> ids;
  for (const Info& info : infos) ids.push_back(info.id);
  return ids;
}

const std::vector<std::string>& systemNames() {
  static const std::vector<std::string> names = idsOf(systemInfos());
  return names;
}

const std::vector<std::string>& modelNames() {
  static const std::vector<std::string> names = idsOf(modelInfos());
  return names;
}

// A row of the table. Plain data, which takes less of the wasm module than code that builds it.
struct Row {
  const char* key;
  const char* families = "";  // the families that have it, separated by blanks; empty: all
  const char* scope;
  MemberOf<Config> member;
  MemberOf<NetworkSpec> networkMember = {};  // of what shapes the network
  const std::vector<std::string>& (*choices)() = nullptr;
  double min = 0, max = 0;
  bool logarithmic = false;
  bool whole = false;  // a double that must be an integer
  int minLength = 0, maxLength = 0;
};

using C = Config;
using N = NetworkSpec;
constexpr Row kRows[] = {
    {.key = "system", .scope = "system", .member = &C::system, .choices = systemNames},
    {.key = "systemParameters", .scope = "system", .member = &C::systemParameters, .maxLength = 8},
    {.key = "model",
     .scope = "model",
     .member = &C::model,
     .networkMember = &N::model,
     .choices = modelNames},
    {.key = "field",
     .families = "hnn",
     .scope = "model",
     .member = &C::field,
     .networkMember = &N::field,
     .choices = hnnFieldNames},
    {.key = "activation",
     .scope = "model",
     .member = &C::activation,
     .networkMember = &N::activation,
     .choices = activationNames},
    {.key = "hidden",
     .scope = "model",
     .member = &C::hidden,
     .networkMember = &N::hidden,
     .min = 1,
     .max = 1024,
     .minLength = 1,
     .maxLength = 6},
    {.key = "initialisation",
     .scope = "model",
     .member = &C::initialisation,
     .choices = initialisationNames},
    {.key = "outputBias",
     .scope = "model",
     .member = &C::outputBias,
     .networkMember = &N::outputBias},
    {.key = "angles",
     .scope = "model",
     .member = &C::angles,
     .networkMember = &N::angles,
     .choices = angleNames},
    {.key = "kineticPrior",
     .families = "lnn",
     .scope = "model",
     .member = &C::kineticPrior,
     .networkMember = &N::kineticPrior,
     .max = 100},
    {.key = "massRegularisation",
     .families = "lnn",
     .scope = "model",
     .member = &C::massRegularisation,
     .networkMember = &N::massRegularisation,
     .max = 1},
    {.key = "seed", .scope = "training", .member = &C::seed, .max = kLargestSeed, .whole = true},
    {.key = "coordinates", .scope = "data", .member = &C::coordinates, .choices = coordinateNames},
    {.key = "samples", .scope = "data", .member = &C::samples, .choices = samplesNames},
    {.key = "trajectories",
     .scope = "data",
     .member = &C::trajectories,
     .min = 2,
     .max = 5000,
     .logarithmic = true},
    {.key = "points",
     .scope = "data",
     .member = &C::points,
     .min = 2,
     .max = 1000,
     .logarithmic = true},
    {.key = "duration",
     .scope = "data",
     .member = &C::duration,
     .min = 0.01,
     .max = 1000,
     .logarithmic = true},
    {.key = "noise", .scope = "data", .member = &C::noise, .max = 1},
    {.key = "trainFraction", .scope = "data", .member = &C::trainFraction, .min = 0.1, .max = 0.9},
    {.key = "derivative", .scope = "data", .member = &C::derivative, .choices = derivativeRules},
    {.key = "scaling", .scope = "data", .member = &C::scaling, .choices = scalingRules},
    {.key = "loss", .scope = "training", .member = &C::loss, .choices = lossNames},
    {.key = "lossNorm", .scope = "training", .member = &C::lossNorm, .choices = lossNorms},
    {.key = "learningRate",
     .scope = "training",
     .member = &C::learningRate,
     .min = 1e-6,
     .max = 100,
     .logarithmic = true},
    {.key = "schedule", .scope = "training", .member = &C::schedule, .choices = scheduleNames},
    {.key = "clipNorm", .scope = "training", .member = &C::clipNorm, .max = 100},
    {.key = "weightDecay", .scope = "training", .member = &C::weightDecay, .max = 1},
    {.key = "decoupledWeightDecay", .scope = "training", .member = &C::decoupledWeightDecay},
    {.key = "batchSize",
     .scope = "training",
     .member = &C::batchSize,
     .max = 100'000,
     .logarithmic = true},
    {.key = "steps",
     .scope = "training",
     .member = &C::steps,
     .min = 1,
     .max = 1'000'000,
     .logarithmic = true},
    {.key = "sampling",
     .families = "sampled-hnn sampled-baseline",
     .scope = "training",
     .member = &C::sampling,
     .choices = samplingRules},
    {.key = "cutoff",
     .families = "sampled-hnn sampled-baseline",
     .scope = "training",
     .member = &C::cutoff,
     .max = 0.1},
};

// The names of the types by the alternatives of MemberOf.
constexpr const char* kTypes[] = {"",        "choice",   "number", "integer",
                                  "boolean", "integers", "numbers"};

Setting settingOf(const Row& row) {
  return {.key = row.key,
          .type = row.whole ? "integer" : kTypes[row.member.index()],
          .min = row.min,
          .max = row.max,
          .minLength = row.minLength,
          .maxLength = row.maxLength,
          .choices = row.choices ? row.choices() : std::vector<std::string>{},
          .logarithmic = row.logarithmic,
          .scope = row.scope,
          .families = row.families,
          .shapesNetwork = row.networkMember.index() != 0,
          .member = row.member,
          .networkMember = row.networkMember};
}

// Checks a setting where it is a member of `object`.
template <class Struct>
void validateMember(const Setting& setting, const MemberOf<Struct>& member, const Struct& object) {
  const auto number = [&](double value) {
    if (setting.type == "integer")
      requireInteger(setting.key, value, setting.min, setting.max);
    else
      requireRange(setting.key, value, setting.min, setting.max);
  };
  if (const auto* word = std::get_if<std::string Struct::*>(&member))
    requireChoice(setting.key, object.**word, setting.choices);
  else if (const auto* real = std::get_if<double Struct::*>(&member))
    number(object.**real);
  else if (const auto* whole = std::get_if<int Struct::*>(&member))
    number(object.**whole);
}

void validateHidden(const Setting& setting, const std::vector<int>& hidden) {
  requireLength(setting.key, hidden.size(), static_cast<std::size_t>(setting.minLength),
                static_cast<std::size_t>(setting.maxLength));
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    requireRange(setting.key + "[" + std::to_string(i) + "]", hidden[i], setting.min, setting.max);
  }
}

void validateSystemParameters(const Config& config) {
  if (config.systemParameters.empty()) return;
  for (const SystemInfo& info : systemInfos()) {
    if (info.id != config.system) continue;
    const std::size_t count = info.parameters.size();
    requireLength("systemParameters", config.systemParameters.size(), count, count);
    for (std::size_t i = 0; i < count; ++i) {
      const SystemParameter& parameter = info.parameters[i];
      requireRange(parameter.key, config.systemParameters[i], parameter.min, parameter.max);
    }
  }
}

void validateCoordinates(const Config& config) {
  const ModelInfo& info = modelInfo(config.model);
  const bool velocities = config.coordinates == "velocities";
  if (info.needsVelocities && !velocities)
    reject("coordinates of model \"" + config.model + "\"", "\"velocities\"",
           "\"" + config.coordinates + "\"");
  if (!info.needsMass || velocities || systemInfo(config.system).constantMass) return;
  throw std::invalid_argument("model \"" + config.model +
                              "\" requires a system whose velocities are momenta over constant "
                              "masses; choose \"baseline\", coordinates \"velocities\" or another "
                              "system than " +
                              config.system);
}

void validateGrid(const Config& config) {
  if (config.samples != "grid") return;
  if (systemInfo(config.system).degreesOfFreedom != 1)
    reject("samples of system \"" + config.system + "\"",
           "\"trajectories\" (a grid requires one degree of freedom)", "\"grid\"");
  if (config.loss == "one-step")
    reject("loss of samples \"grid\"", "\"derivative\" (grid samples have no successor)",
           "\"one-step\"");
}

// Restrictions of a linear problem.
void validateSolve(const Config& config) {
  if (!modelInfo(config.model).solvedAtOnce) return;
  const auto requireOnly = [&](const char* setting, const char* only, const std::string& got) {
    if (got != only)
      reject(std::string(setting) + " of model \"" + config.model + "\"",
             "\"" + std::string(only) + "\"", "\"" + got + "\"");
  };
  requireOnly("loss", "derivative", config.loss);
  requireOnly("lossNorm", "l2", config.lossNorm);
  if (config.cutoff > 0 && config.cutoff < kSmallestCutoff)
    reject("cutoff", "0 (automatic) or 1e-15…0.1", formatNumber(config.cutoff));
}

Config withQuickTraining(const QuickTraining& quick) {
  Config config = publishedConfig(quick.system);
  config.hidden = {quick.width, quick.width};
  config.activation = quick.activation;
  config.batchSize = quick.batchSize;
  config.steps = quick.steps;
  config.learningRate = quick.learningRate;
  config.schedule = "one-cycle";
  config.weightDecay = quick.weightDecay;
  config.lossNorm = quick.lossNorm;
  config.scaling = "data";  // the learning rates of quick trainings are made for order one
  return config;
}

}  // namespace

bool Setting::isFor(const std::string& model) const {
  return families.empty() || (" " + families + " ").find(" " + model + " ") != std::string::npos;
}

const std::vector<Setting>& settingsTable() {
  static const std::vector<Setting> table = [] {
    std::vector<Setting> all;
    for (const Row& row : kRows) all.push_back(settingOf(row));
    return all;
  }();
  return table;
}

Config publishedConfig(const std::string& system) {
  const SystemInfo& info = systemInfo(system);
  const Experiment& e = info.experiment;
  Config config;
  config.system = system;
  config.systemParameters = defaultParameters(info);
  config.trajectories = e.trajectories;
  config.points = e.points;
  config.duration = e.duration;
  config.noise = e.noise;
  config.coordinates = e.coordinates;
  config.samples = e.samples;
  config.trainFraction = e.trainFraction;
  config.batchSize = e.batchSize;
  config.steps = e.steps;
  config.learningRate = e.learningRate;
  config.schedule = e.schedule;
  config.weightDecay = e.weightDecay;
  return config;
}

Config defaultConfig(const std::string& system) {
  requireChoice("system", system, systemNames());
  for (const QuickTraining& quick : quickTrainings())
    if (quick.system == system && quick.model.empty()) return withQuickTraining(quick);
  throw std::logic_error("no quick training of " + system);
}

std::vector<Config> familyConfigs() {
  std::vector<Config> configs;
  for (const QuickTraining& quick : quickTrainings()) {
    if (quick.model.empty()) continue;
    Config config = withQuickTraining(quick);
    config.model = quick.model;
    if (modelInfo(quick.model).needsVelocities) config.coordinates = "velocities";
    configs.push_back(config);
  }
  return configs;
}

// Angles of a solved model stay plain: its rows (models/sampled.cpp) are those of the state.
std::string resolvedAngles(const std::string& model, const std::string& angles) {
  const ModelInfo& info = modelInfo(model);
  if (info.solvedAtOnce) return "plain";
  if (angles != "auto") return angles;
  return info.needsVelocities ? "cos-sin" : "plain";
}

void validateShape(const std::string& model, const std::vector<int>& hidden,
                   const std::string& activation) {
  const ModelInfo& info = modelInfo(model);
  const std::string name = "hidden of model \"" + model + "\"";
  if (hidden.empty() || hidden.size() > static_cast<std::size_t>(info.mostLayers))
    reject(name,
           info.mostLayers == 1 ? "one layer, such as [200]"
                                : "1…" + std::to_string(info.mostLayers) + " layers",
           std::to_string(hidden.size()));
  for (const int units : hidden) requireRange(name, units, 1, info.mostUnits);
  const auto refuse = [&](const char* allowed) {
    reject("activation of model \"" + model + "\"", allowed, "\"" + activation + "\"");
  };
  if (info.solvedAtOnce && activation != "tanh") refuse("\"tanh\"");
  if (info.smoothOnly && (activation == "relu" || activation == "elu" || activation == "selu"))
    refuse("one with a continuous second derivative: tanh | softplus | sigmoid | swish");
}

void validateSettings(const NetworkSpec& spec) {
  for (const Setting& setting : settingsTable())
    validateMember(setting, setting.networkMember, spec);
}

namespace {

// The alternatives of both variants are the same types of values.
template <std::size_t None, std::size_t... I>
void copyMember(const Setting& setting, const Config& config, NetworkSpec& spec,
                std::index_sequence<None, I...>) {
  const auto copy = [&](const auto* from, const auto* to) {
    if (from && to) spec.** to = config.**from;
  };
  (copy(std::get_if<I>(&setting.member), std::get_if<I>(&setting.networkMember)), ...);
}

}  // namespace

void copySettings(const Config& config, NetworkSpec& spec) {
  for (const Setting& setting : settingsTable()) {
    if (!setting.isFor(config.model)) continue;
    copyMember(setting, config, spec, std::make_index_sequence<std::variant_size_v<MemberOf<C>>>());
  }
}

void validate(const Config& config) {
  for (const Setting& setting : settingsTable()) {
    validateMember(setting, setting.member, config);
    if (setting.type == "integers") validateHidden(setting, config.hidden);
  }
  validateSystemParameters(config);
  validateCoordinates(config);
  validateGrid(config);
  validateShape(config.model, config.hidden, config.activation);
  validateSolve(config);
  const int rows = config.samples == "grid" ? config.points : config.trajectories;
  if (static_cast<long long>(rows) * config.points > kMaxSamples) {
    reject(config.samples == "grid" ? "points × points" : "trajectories × points",
           "at most " + std::to_string(kMaxSamples),
           std::to_string(rows) + " × " + std::to_string(config.points));
  }
}

}  // namespace hnn
