#include "api/config.h"

#include <stdexcept>

#include "api/quick_training.h"
#include "base/check.h"
#include "data/dataset.h"
#include "data/measured.h"
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

std::vector<std::string> systemNames() {
  std::vector<std::string> names;
  for (const SystemInfo& info : systemInfos()) names.push_back(info.id);
  return names;
}

std::vector<std::string> modelNames() {
  std::vector<std::string> names;
  for (const ModelInfo& info : modelInfos()) names.push_back(info.id);
  return names;
}

Setting choice(const char* key, const char* scope, std::vector<std::string> choices) {
  return {.key = key, .type = "choice", .choices = std::move(choices), .scope = scope};
}

Setting boolean(const char* key, const char* scope) {
  return {.key = key, .type = "boolean", .scope = scope};
}

Setting integer(const char* key, const char* scope, double min, double max) {
  return {
      .key = key, .type = "integer", .min = min, .max = max, .logarithmic = true, .scope = scope};
}

Setting number(const char* key, const char* scope, double min, double max,
               bool logarithmic = false) {
  return {.key = key,
          .type = "number",
          .min = min,
          .max = max,
          .logarithmic = logarithmic,
          .scope = scope};
}

// Reads a scalar setting by the table's key: the only place that maps keys to members.
double scalarOf(const Config& c, const std::string& key) {
  if (key == "seed") return c.seed;
  if (key == "trajectories") return c.trajectories;
  if (key == "points") return c.points;
  if (key == "duration") return c.duration;
  if (key == "noise") return c.noise;
  if (key == "trainFraction") return c.trainFraction;
  if (key == "learningRate") return c.learningRate;
  if (key == "weightDecay") return c.weightDecay;
  if (key == "batchSize") return c.batchSize;
  if (key == "steps") return c.steps;
  if (key == "cutoff") return c.cutoff;
  if (key == "kineticPrior") return c.kineticPrior;
  if (key == "massRegularisation") return c.massRegularisation;
  throw std::logic_error("no numeric setting " + key);
}

const std::string& choiceOf(const Config& c, const std::string& key) {
  if (key == "system") return c.system;
  if (key == "model") return c.model;
  if (key == "field") return c.field;
  if (key == "activation") return c.activation;
  if (key == "initialisation") return c.initialisation;
  if (key == "angles") return c.angles;
  if (key == "coordinates") return c.coordinates;
  if (key == "samples") return c.samples;
  if (key == "derivative") return c.derivative;
  if (key == "loss") return c.loss;
  if (key == "lossNorm") return c.lossNorm;
  if (key == "schedule") return c.schedule;
  if (key == "sampling") return c.sampling;
  throw std::logic_error("no choice " + key);
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
  return config;
}

}  // namespace

const std::vector<Setting>& settingsTable() {
  static const std::vector<Setting> table = {
      choice("system", "system", systemNames()),
      {.key = "systemParameters",
       .type = "numbers",
       .minLength = 0,
       .maxLength = 8,
       .scope = "system"},
      choice("model", "model", modelNames()),
      choice("field", "model", hnnFieldNames()),
      choice("activation", "model", activationNames()),
      {.key = "hidden",
       .type = "integers",
       .min = 1,
       .max = 1024,
       .minLength = 1,
       .maxLength = 6,
       .scope = "model"},
      choice("initialisation", "model", initialisationNames()),
      boolean("outputBias", "model"),
      choice("angles", "model", angleNames()),
      number("kineticPrior", "model", 0, 100),
      number("massRegularisation", "model", 0, 1),
      {.key = "seed", .type = "integer", .min = 0, .max = kLargestSeed, .scope = "training"},
      choice("coordinates", "data", coordinateNames()),
      choice("samples", "data", samplesNames()),
      integer("trajectories", "data", 2, 5000),
      integer("points", "data", 2, 1000),
      number("duration", "data", 0.01, 1000, true),
      number("noise", "data", 0, 1),
      number("trainFraction", "data", 0.1, 0.9),
      choice("derivative", "data", derivativeRules()),
      choice("loss", "training", lossNames()),
      choice("lossNorm", "training", lossNorms()),
      number("learningRate", "training", 1e-6, 100, true),
      choice("schedule", "training", scheduleNames()),
      number("weightDecay", "training", 0, 1),
      boolean("decoupledWeightDecay", "training"),
      integer("batchSize", "training", 0, 100'000),
      integer("steps", "training", 1, 1'000'000),
      choice("sampling", "training", samplingRules()),
      number("cutoff", "training", 0, 0.1),
  };
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

void validate(const Config& config) {
  for (const Setting& setting : settingsTable()) {
    if (setting.type == "choice") {
      requireChoice(setting.key, choiceOf(config, setting.key), setting.choices);
    } else if (setting.type == "integer") {
      requireInteger(setting.key, scalarOf(config, setting.key), setting.min, setting.max);
    } else if (setting.type == "number") {
      requireRange(setting.key, scalarOf(config, setting.key), setting.min, setting.max);
    } else if (setting.type == "integers") {
      requireLength(setting.key, config.hidden.size(), static_cast<std::size_t>(setting.minLength),
                    static_cast<std::size_t>(setting.maxLength));
      for (std::size_t i = 0; i < config.hidden.size(); ++i) {
        requireRange(setting.key + "[" + std::to_string(i) + "]", config.hidden[i], setting.min,
                     setting.max);
      }
    }
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
