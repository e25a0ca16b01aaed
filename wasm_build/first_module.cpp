// What the page's first module leaves out, so that its first sight is small: models that are solved
// for, networks in units of their own, objectives with controls, and measured data, which nothing
// here makes. The linker takes these definitions instead of those of the library, and then needs
// nothing of what only the others call. The worker loads the whole module when a run requires it
// (web/src/worker/host.ts).
#include <stdexcept>

#include "api/phase_space_parts.h"
#include "models/family.h"
#include "models/units.h"
#include "train/trainer.h"

namespace hnn {
namespace {

[[noreturn]] void lacking() { throw std::logic_error("this requires the whole module"); }

}  // namespace

std::vector<Family> furtherFamilies() { return {}; }

std::unique_ptr<Training> PhaseSpaceRun::Parts::startSolve(const Dataset&) { lacking(); }

std::vector<TermValue> Trainer::lastTerms() const { lacking(); }
bool Trainer::moveControls() { return true; }

void validateUnits(const NetworkSpec&) { lacking(); }

std::unique_ptr<Evaluator> withUnits(std::unique_ptr<Evaluator> inner, Units units) {
  if (units.differ()) lacking();
  return inner;
}

}  // namespace hnn
