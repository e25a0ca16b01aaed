// What the page and the package can choose from, and what this program contains of it.
#pragma once

#include <string>
#include <vector>

#include "api/config.h"
#include "api/families.h"
#include "physics/system_info.h"

namespace hnn {

// Processor time of the HNN's training with the quick settings and with the published ones,
// roughly.
struct TrainingTimes {
  double quick = 1, published = 30;  // s
};

// The available choices: written to wasm_build/dist/catalogue.json and read by the page and
// the package.
struct Catalogue {
  std::vector<Setting> settings;
  std::vector<SystemInfo> systems;
  std::vector<Config> defaults;        // one per system, in the same order: quick trainings
  std::vector<Config> families;        // of models with a quick training of their own
  std::vector<Config> published;       // one per system: the published experiments
  std::vector<TrainingTimes> seconds;  // one per system
  std::vector<FamilyInfo> models;
  std::vector<std::string> integrators;
};
Catalogue catalogue();

// Whether this module contains the model family; the page's first module lacks some.
bool offersModel(const std::string& id);

// Seconds for `repeats` products of a width × width matrix with width × samples, by the kernel that
// training uses: the reference for benchmarks.
double gemmSeconds(int width, int samples, int repeats);

}  // namespace hnn
