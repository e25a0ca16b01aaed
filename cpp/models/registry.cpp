#include "models/registry.h"

#include <cassert>
#include <utility>

#include "models/baseline.h"
#include "models/dissipative_hnn.h"
#include "models/family.h"
#include "models/hnn.h"
#include "models/lnn.h"
#include "models/second_order.h"

namespace hnn {
namespace {

const std::vector<Family>& families() {
  static const std::vector<Family> all = [] {
    std::vector<Family> rows = {
        {{.id = "hnn"}, makeFamily<Hnn>},
        {{.id = "baseline"}, makeFamily<Baseline>},
        {{.id = "second-order", .needsMass = true}, makeFamily<SecondOrder>},
        {{.id = "dissipative-hnn"}, makeFamily<DissipativeHnn>},
        {{.id = "lnn", .needsVelocities = true, .smoothOnly = true}, makeFamily<Lnn>},
    };
    for (Family& family : furtherFamilies()) rows.push_back(std::move(family));
    return rows;
  }();
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
