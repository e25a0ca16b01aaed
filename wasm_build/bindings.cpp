// The whole core, hnn_lab: for the package, Node and the page once it needs more than its first
// module.
#include "session_bindings.h"

using namespace emscripten;
using namespace hnn;

EMSCRIPTEN_BINDINGS(hnn_lab) {
  value_object<Solution>("Solution")
      .field("cutoff", &Solution::cutoff)
      .field("rank", &Solution::rank)
      .field("heldOutLoss", &Solution::heldOutLoss);

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

  bindSession()
      .class_function("fromMeasured(config, measured)", &Session::fromMeasured)
      .function("solution()", &Session::solution)
      .function("report()", &Session::report);
}
