// What the page's first module leaves out, so that its first sight is small: models that are solved
// for, networks in units of their own, and measured data, which nothing here makes. The linker takes these definitions instead of
// those of the library, and then needs nothing of what only the others call. The worker loads the
// whole module when a run requires it (web/src/worker/host.ts).
#include <stdexcept>

#include "api/session_parts.h"
#include "models/family.h"
#include "models/units.h"

namespace hnn {

std::vector<Family> furtherFamilies() { return {}; }

std::unique_ptr<Training> Session::Parts::startSolve(const Dataset&) {
  throw std::logic_error("this module contains no model that is solved for");
}

void validateUnits(const NetworkSpec&) {
  throw std::logic_error("this module contains no networks in units");
}

std::unique_ptr<Evaluator> withUnits(std::unique_ptr<Evaluator> inner, Units units) {
  if (units.differ()) throw std::logic_error("this module contains no networks in units");
  return inner;
}

}  // namespace hnn
