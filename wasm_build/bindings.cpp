// The whole core, hnn_lab: for the package, Node and the page once it needs more than its first
// module.
#include "run_bindings.h"

using namespace emscripten;
using namespace hnn;

EMSCRIPTEN_BINDINGS(hnn_lab) {
  value_object<Solution>("Solution")
      .field("cutoff", &Solution::cutoff)
      .field("rank", &Solution::rank)
      .field("heldOutLoss", &Solution::heldOutLoss);

  value_object<LossTerm>("LossTerm")
      .field("name", &LossTerm::name)
      .field("value", &LossTerm::value);
  emscripten::register_type<std::vector<LossTerm>>("LossTerm[]");

  value_object<Measured>("Measured")
      .field("symbols", &Measured::symbols)
      .field("t", &Measured::t)
      .field("x", &Measured::x)
      .field("dxdt", &Measured::dxdt)
      .field("recording", &Measured::recording)
      .field("judged", &Measured::judged);

  value_object<MeasuredReport>("MeasuredReport")
      .field("train", &MeasuredReport::train)
      .field("test", &MeasuredReport::test)
      .field("timeStep", &MeasuredReport::timeStep)
      .field("gaps", &MeasuredReport::gaps)
      .field("skipped", &MeasuredReport::skipped)
      .field("why", &MeasuredReport::why);

  function("gemmSeconds(width, samples, repeats)", &gemmSeconds);

  bindPhaseSpace()
      .class_function("fromMeasured(config, measured)", &PhaseSpaceRun::fromMeasured)
      .function("lossTerms()", OfRun<PhaseSpaceRun>()(&Run::lossTerms))
      .function("solution()", &PhaseSpaceRun::solution)
      .function("report()", &PhaseSpaceRun::report);
}
