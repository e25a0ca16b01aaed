// What both modules of the page give JavaScript: registration only. A binding that needs logic
// means the facade lacks a function.
#pragma once

#include <emscripten/bind.h>

#include <string>
#include <vector>

#include "api/catalogue.h"
#include "api/phase_space_run.h"
#include "config_bindings.h"
#include "vector_bindings.h"

namespace hnn {

// A function of Run as one of a kind's class: a base class would be more to register.
template <class Kind>
struct OfRun {
  template <class Result, class... Arguments>
  auto operator()(Result (Run::*function)(Arguments...)) const {
    return static_cast<Result (Kind::*)(Arguments...)>(function);
  }
  template <class Result, class... Arguments>
  auto operator()(Result (Run::*function)(Arguments...) const) const {
    return static_cast<Result (Kind::*)(Arguments...) const>(function);
  }
};

// What runs of every kind have.
template <class Kind>
void bindRun(emscripten::class_<Kind>& run) {
  constexpr OfRun<Kind> of;
  run.function("step()", of(&Run::step))
      .function("totalSteps()", of(&Run::totalSteps))
      .function("parameterCount()", of(&Run::parameterCount))
      .function("train(steps)", of(&Run::train))
      .function("testLoss()", of(&Run::testLoss))
      .function("reset()", of(&Run::reset))
      .function("fingerprint()", of(&Run::fingerprint))
      .function("weights()", of(&Run::weights))
      .function("optimizer()", of(&Run::optimizer))
      .function("restore(weights, optimizer)", of(&Run::restore));
}

// The kind that the page begins with. Returns the class, which the caller may extend.
inline emscripten::class_<PhaseSpaceRun> bindPhaseSpace() {
  using namespace emscripten;  // NOLINT(google-build-using-namespace): as Embind is written
  register_type<std::vector<double>>("Float64Array");
  register_type<std::vector<int>>("Int32Array");
  register_type<std::vector<std::string>>("string[]");
  register_type<std::vector<Tensor>>("Tensor[]");

  bindConfig();

  value_object<NetworkSpec> networkSpec("NetworkSpec");
  bindSettings(networkSpec, &Setting::networkMember);
  networkSpec.field("stateSize", &NetworkSpec::stateSize)
      .field("inverseMass", &NetworkSpec::inverseMass)
      .field("angleCoordinates", &NetworkSpec::angleCoordinates)
      .field("stateShift", &NetworkSpec::stateShift)
      .field("stateScale", &NetworkSpec::stateScale)
      .field("timeScale", &NetworkSpec::timeScale);

  value_object<Tensor>("Tensor")
      .field("name", &Tensor::name)
      .field("rows", &Tensor::rows)
      .field("columns", &Tensor::columns)
      .field("values", &Tensor::values);

  value_object<OptimizerState>("OptimizerState")
      .field("step", &OptimizerState::step)
      .field("firstMoment", &OptimizerState::firstMoment)
      .field("secondMoment", &OptimizerState::secondMoment)
      .field("controls", &OptimizerState::controls);

  value_object<TrainProgress>("TrainProgress")
      .field("step", &TrainProgress::step)
      .field("trainLoss", &TrainProgress::trainLoss)
      .field("stopped", &TrainProgress::stopped);

  value_object<LossAndGradient>("LossAndGradient")
      .field("loss", &LossAndGradient::loss)
      .field("gradients", &LossAndGradient::gradients);

  value_object<RolloutRequest>("RolloutRequest")
      .field("source", &RolloutRequest::source)
      .field("x0", &RolloutRequest::x0)
      .field("duration", &RolloutRequest::duration)
      .field("points", &RolloutRequest::points)
      .field("integrator", &RolloutRequest::integrator)
      .field("stepSize", &RolloutRequest::stepSize)
      .field("injectionStart", &RolloutRequest::injectionStart)
      .field("injectionDuration", &RolloutRequest::injectionDuration)
      .field("injectionRate", &RolloutRequest::injectionRate)
      .field("friction", &RolloutRequest::friction);

  value_object<Rollout>("Rollout")
      .field("t", &Rollout::t)
      .field("x", &Rollout::x)
      .field("energy", &Rollout::energy)
      .field("kineticEnergy", &Rollout::kineticEnergy)
      .field("learnedEnergy", &Rollout::learnedEnergy)
      .field("stop", &Rollout::stop)
      .field("stoppedAt", &Rollout::stoppedAt)
      .field("stoppedIn", &Rollout::stoppedIn)
      .field("guarded", &Rollout::guarded);

  value_object<GridRequest>("GridRequest")
      .field("source", &GridRequest::source)
      .field("xAxis", &GridRequest::xAxis)
      .field("yAxis", &GridRequest::yAxis)
      .field("xMin", &GridRequest::xMin)
      .field("xMax", &GridRequest::xMax)
      .field("yMin", &GridRequest::yMin)
      .field("yMax", &GridRequest::yMax)
      .field("columns", &GridRequest::columns)
      .field("rows", &GridRequest::rows)
      .field("at", &GridRequest::at)
      .field("friction", &GridRequest::friction)
      .field("part", &GridRequest::part);

  value_object<Grid>("Grid")
      .field("columns", &Grid::columns)
      .field("rows", &Grid::rows)
      .field("dx", &Grid::dx)
      .field("dy", &Grid::dy)
      .field("energy", &Grid::energy);

  value_object<DataView>("DataView")
      .field("x", &DataView::x)
      .field("dxdt", &DataView::dxdt)
      .field("trajectory", &DataView::trajectory)
      .field("t", &DataView::t)
      .field("test", &DataView::test);

  value_object<MetricsRequest>("MetricsRequest")
      .field("starts", &MetricsRequest::starts)
      .field("duration", &MetricsRequest::duration)
      .field("points", &MetricsRequest::points);

  value_object<Metrics>("Metrics")
      .field("trainLoss", &Metrics::trainLoss)
      .field("testLoss", &Metrics::testLoss)
      .field("energyMse", &Metrics::energyMse)
      .field("energyMseStderr", &Metrics::energyMseStderr)
      .field("energyDrift", &Metrics::energyDrift)
      .field("coordinateMse", &Metrics::coordinateMse)
      .field("fieldError", &Metrics::fieldError)
      .field("guarded", &Metrics::guarded);

  value_object<StudyPiece>("StudyPiece")
      .field("source", &StudyPiece::source)
      .field("x", &StudyPiece::x)
      .field("stop", &StudyPiece::stop)
      .field("stoppedAt", &StudyPiece::stoppedAt)
      .field("deviations", &StudyPiece::deviations)
      .field("exponent", &StudyPiece::exponent)
      .field("starts", &StudyPiece::starts)
      .field("joining", &StudyPiece::joining)
      .field("interval", &StudyPiece::interval)
      .field("done", &StudyPiece::done)
      .field("steps", &StudyPiece::steps)
      .field("integrator", &StudyPiece::integrator)
      .field("stepSize", &StudyPiece::stepSize);

  value_object<StudyState>("StudyState")
      .field("x", &StudyState::x)
      .field("stop", &StudyState::stop)
      .field("stoppedAt", &StudyState::stoppedAt)
      .field("deviations", &StudyState::deviations)
      .field("exponent", &StudyState::exponent);

  value_object<SectionPiece>("SectionPiece")
      .field("state", &SectionPiece::state)
      .field("orbit", &SectionPiece::orbit)
      .field("t", &SectionPiece::t)
      .field("x", &SectionPiece::x)
      .field("energyError", &SectionPiece::energyError);

  value_object<ChaosPiece>("ChaosPiece")
      .field("state", &ChaosPiece::state)
      .field("growth", &ChaosPiece::growth)
      .field("sali", &ChaosPiece::sali);

  value_object<WayOutPiece>("WayOutPiece")
      .field("state", &WayOutPiece::state)
      .field("x", &WayOutPiece::x)
      .field("volumeError", &WayOutPiece::volumeError)
      .field("symplecticError", &WayOutPiece::symplecticError);

  value_object<WayBackPiece>("WayBackPiece")
      .field("state", &WayBackPiece::state)
      .field("x", &WayBackPiece::x);

  function("offersModel(id)", &offersModel);

  class_<PhaseSpaceRun> run("PhaseSpaceRun");
  bindRun(run);
  return run.constructor<const Config&>()
      .class_function("fromNetwork(spec, weights)", &PhaseSpaceRun::fromNetwork)
      .function("hasEnergy()", &PhaseSpaceRun::hasEnergy)
      .function("hasDissipation()", &PhaseSpaceRun::hasDissipation)
      .function("network()", &PhaseSpaceRun::network)
      .function("timeDerivative(x)", &PhaseSpaceRun::timeDerivative)
      .function("energy(x)", &PhaseSpaceRun::energy)
      .function("lossAndGradient(x, dxdt)", &PhaseSpaceRun::lossAndGradient)
      .function("rollout(request)", &PhaseSpaceRun::rollout)
      .function("grid(request)", &PhaseSpaceRun::grid)
      .function("metrics(request)", &PhaseSpaceRun::metrics)
      .function("data()", &PhaseSpaceRun::data)
      .function("sectionStarts(energy, orbits)", &PhaseSpaceRun::sectionStarts)
      .function("section(piece)", &PhaseSpaceRun::section)
      .function("chaos(piece)", &PhaseSpaceRun::chaos)
      .function("wayOut(piece)", &PhaseSpaceRun::wayOut)
      .function("wayBack(piece)", &PhaseSpaceRun::wayBack);
}

}  // namespace hnn
