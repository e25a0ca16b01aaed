#include "nn/activations.h"

#include <cassert>

namespace hnn {
namespace {

Var swish(Var a) { return a * sigmoid(a); }  // Ramachandran et al. 2017

// e^min(a, 0) - 1: zero for positive a, so that it adds to relu without a branch.
Var negativePart(Var a) { return exp(-relu(-a)) - 1.0; }

Var elu(Var a) { return relu(a) + negativePart(a); }  // Clevert et al. 2015, alpha = 1

Var selu(Var a) {  // Klambauer et al. 2017
  constexpr double kScale = 1.0507009873554805, kAlpha = 1.6732632423543772;
  return kScale * (relu(a) + kAlpha * negativePart(a));
}

struct Entry {
  const char* name;
  Activation function;
};

constexpr Entry kActivations[] = {{"tanh", tanh},   {"softplus", softplus}, {"sigmoid", sigmoid},
                                  {"swish", swish}, {"relu", relu},         {"elu", elu},
                                  {"selu", selu}};

}  // namespace

const std::vector<std::string>& activationNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Entry& entry : kActivations) all.emplace_back(entry.name);
    return all;
  }();
  return names;
}

Activation activationByName(const std::string& name) {
  for (const Entry& entry : kActivations) {
    if (name == entry.name) return entry.function;
  }
  assert(false && "unknown activation");
  return tanh;
}

}  // namespace hnn
