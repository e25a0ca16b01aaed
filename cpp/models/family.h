// A row of the registry, and the rows that a program may leave out.
#pragma once

#include <memory>
#include <vector>

#include "models/phase_space_model.h"

namespace hnn {

struct Family {
  ModelInfo info;
  std::unique_ptr<PhaseSpaceModel> (*make)(const NetworkSpec&);
};

template <class Model>
std::unique_ptr<PhaseSpaceModel> makeFamily(const NetworkSpec& spec) {
  return std::make_unique<Model>(spec);
}

// The families that are not needed at the first sight of the page. Defined in
// further_families.cpp; the page's first module defines it without them
// (wasm_build/first_module.cpp), and so does not contain their code.
std::vector<Family> furtherFamilies();

}  // namespace hnn
