// The model families by name. A new family is a new file and one line in registry.cpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/phase_space_model.h"

namespace hnn {

const std::vector<ModelInfo>& modelInfos();

// Both assert that the name is one of them (api/config checks the input).
const ModelInfo& modelInfo(const std::string& id);
std::unique_ptr<PhaseSpaceModel> makeModel(const NetworkSpec& spec);

}  // namespace hnn
