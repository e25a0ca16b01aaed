#include "api/catalogue.h"

#include <algorithm>
#include <ctime>

#include "api/quick_training.h"
#include "base/check.h"
#include "integrate/trajectory.h"
#include "linalg/gemm.h"
#include "models/registry.h"
#include "physics/catalogue.h"

namespace hnn {

Catalogue catalogue() {
  Catalogue all;
  all.settings = settingsTable();
  all.systems = systemInfos();
  all.families = familyConfigs();
  all.models = familyInfos();
  all.integrators = integratorNames();
  for (const SystemInfo& info : systemInfos()) {
    all.defaults.push_back(defaultConfig(info.id));
    all.published.push_back(publishedConfig(info.id));
    for (const QuickTraining& row : quickTrainings())
      if (row.system == info.id && row.model.empty())
        all.seconds.push_back({row.seconds, row.publishedSeconds});
  }
  return all;
}

bool offersModel(const std::string& id) {
  const std::vector<ModelInfo>& all = modelInfos();
  return std::any_of(all.begin(), all.end(), [&](const ModelInfo& info) { return info.id == id; });
}

double gemmSeconds(int width, int samples, int repeats) {
  requireRange("width", width, 1, 4096);
  requireRange("samples", samples, 1, 1'000'000);
  requireRange("repeats", repeats, 1, 1'000'000);
  std::vector<Real> panels(packedSize(width, width), Real(0.5));
  const std::size_t size = static_cast<std::size_t>(width) * static_cast<std::size_t>(samples);
  const std::vector<Real> x(size, Real(0.25));
  std::vector<Real> y(size);
  const std::clock_t start = std::clock();  // std::chrono would bring printf into the wasm module
  for (int i = 0; i < repeats; ++i)
    multiplyPanels(panels.data(), width, width, x.data(), samples, nullptr, y.data());
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace hnn
