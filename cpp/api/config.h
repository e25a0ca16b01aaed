// Every setting of a run, its default and its range: the one table from which validation, the
// catalogue that the page and the package read (URL, controls, documentation), and the error
// messages come.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "models/model_info.h"

namespace hnn {

// Of one data set; about 200 MB with a network of 200 units.
inline constexpr int kMaxSamples = 1'000'000;

// Settings of one training run. The values below are the published pendulum's (Greydanus et al.
// 2019; physics, section 1.2); `publishedConfig` and `defaultConfig` give those of each system.
struct Config {
  std::string system = "pendulum";
  std::vector<double> systemParameters;  // in the order of the system's table; empty = its defaults
  std::string model = "hnn";
  std::string field = "solenoidal";  // HNN only: "solenoidal" | "conservative" | "both"
  std::string activation = "tanh";
  std::vector<int> hidden = {200, 200};
  std::string initialisation = "orthogonal";
  bool outputBias = false;
  std::string angles = "auto";       // models/features.h
  double kineticPrior = 1;           // LNN only: models/lnn.h
  double massRegularisation = 1e-3;  // LNN only
  double seed = 0;                   // 0 … 2^32 - 1, integer

  std::string coordinates = "canonical";  // physics/catalogue.h
  std::string samples = "trajectories";   // data/dataset.h
  int trajectories = 50;
  int points = 45;      // samples per trajectory
  double duration = 3;  // time span of a trajectory
  double noise = 0.1;   // standard deviation added to q and p; dx/dt stays exact
  double trainFraction = 0.5;
  std::string derivative = "forward";  // measured data without derivatives: data/measured.h
  std::string scaling = "none";        // of measured data inside the network: data/scaling.h

  std::string loss = "derivative";    // or "one-step": one RK4 step against the next sample
  std::string lossNorm = "l2";        // train/losses.h
  double learningRate = 1e-3;         // the schedule's peak
  std::string schedule = "constant";  // train/schedule.h; spans `steps`, whatever is trained beyond
  // Norm to which longer gradients are shortened before a step (Pascanu, Mikolov, Bengio 2013); 0:
  // none.
  double clipNorm = 0;
  double weightDecay = 1e-4;
  // false: L2 added to the gradient, as PyTorch's Adam; true: AdamW.
  bool decoupledWeightDecay = false;
  int batchSize = 0;  // 0 = the whole training set in every step
  int steps = 2000;

  // Solved models only:
  std::string sampling = "u-swim";  // of the hidden layer: train/sampled_features.h
  // Pivots below this share of the first are left out (train/least_squares.h). Too small over-fits
  // noise, too large loses information. 0: chosen by the error on held-out training data.
  double cutoff = 0;
};

// Where a struct has the value of a setting.
template <class Struct>
using MemberOf =
    std::variant<std::monostate, std::string Struct::*, double Struct::*, int Struct::*,
                 bool Struct::*, std::vector<int> Struct::*, std::vector<double> Struct::*>;

// Calls `act` with the pointer, if there is one. (std::visit would add tables and an exception.)
template <class Struct, class Act>
void withMember(const MemberOf<Struct>& member, const Act& act) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    const auto withThis = [&](auto* found) {
      if (found) act(*found);
    };
    (withThis(std::get_if<I + 1>(&member)), ...);
  }
  (std::make_index_sequence<std::variant_size_v<MemberOf<Struct>> - 1>());
}

struct Setting {
  std::string key;
  std::string type;         // "integer" | "number" | "boolean" | "choice" | "integers" | "numbers"
  double min = 0, max = 0;  // of each entry for "integers"
  int minLength = 0, maxLength = 0;  // lists only
  std::vector<std::string> choices;  // "choice" only
  bool logarithmic = false;          // a control should move in factors
  std::string scope;                 // "system" | "model" | "data" | "training"
  std::string families;              // the only families that have it, separated by blanks
  bool shapesNetwork = false;        // a NetworkSpec and a model file have it, too
  MemberOf<Config> member;
  MemberOf<NetworkSpec> networkMember;  // if it shapes the network

  [[nodiscard]] bool isFor(const std::string& model) const;
};

const std::vector<Setting>& settingsTable();

// The published experiment of `system`; all other settings as in Config. Throws
// std::invalid_argument that lists the systems.
Config publishedConfig(const std::string& system);

// The published data with the system's quick training: the default settings of a run. Throws
// std::invalid_argument.
Config defaultConfig(const std::string& system);

// Likewise, of the model families that have a quick training of their own with some system.
std::vector<Config> familyConfigs();

// Throws std::invalid_argument naming the setting, its range and the value, e.g. "learningRate must
// be 1e-8…1, got 10".
void validate(const Config& config);

// The same for the settings that a network has; validateShape() checks its hidden layers.
void validateSettings(const NetworkSpec& spec);

// Copies the settings that shape the network, except the options of other families.
void copySettings(const Config& config, NetworkSpec& spec);

// The model's own encoding of angles if "auto" is set.
std::string resolvedAngles(const std::string& model, const std::string& angles);

// Throws std::invalid_argument if a model family does not accept these hidden layers or this
// activation.
void validateShape(const std::string& model, const std::vector<int>& hidden,
                   const std::string& activation);

}  // namespace hnn
