// The model families by name. A new family is a new file and one line in registry.cpp.
#pragma once

#include <memory>
#include <vector>

#include "models/model.h"

namespace hnn {

const std::vector<ModelInfo>& modelInfos();

// Asserts that spec.model is one of them (api/config checks it at the door).
std::unique_ptr<PhaseSpaceModel> makeModel(const NetworkSpec& spec);

}  // namespace hnn
