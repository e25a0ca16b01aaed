// What JavaScript sees of the core: registration only. A binding that needs logic means the facade
// lacks a function.
#include <emscripten/bind.h>

#include "api/session.h"
#include "vector_bindings.h"

using namespace emscripten;
using namespace hnn;

EMSCRIPTEN_BINDINGS(hnn_lab) {
  register_type<std::vector<double>>("Float64Array");
  register_type<std::vector<int>>("Int32Array");
  register_type<std::vector<std::string>>("string[]");
  register_type<std::vector<Tensor>>("Tensor[]");
  register_type<std::vector<Setting>>("Setting[]");
  register_type<std::vector<Config>>("Config[]");
  register_type<std::vector<Coordinate>>("Coordinate[]");
  register_type<std::vector<SystemParameter>>("SystemParameter[]");
  register_type<std::vector<SystemInfo>>("SystemInfo[]");
  register_type<std::vector<ModelInfo>>("ModelInfo[]");

  value_object<Config>("Config")
      .field("system", &Config::system)
      .field("systemParameters", &Config::systemParameters)
      .field("model", &Config::model)
      .field("field", &Config::field)
      .field("activation", &Config::activation)
      .field("hidden", &Config::hidden)
      .field("initialisation", &Config::initialisation)
      .field("outputBias", &Config::outputBias)
      .field("seed", &Config::seed)
      .field("trajectories", &Config::trajectories)
      .field("points", &Config::points)
      .field("duration", &Config::duration)
      .field("noise", &Config::noise)
      .field("trainFraction", &Config::trainFraction)
      .field("derivative", &Config::derivative)
      .field("loss", &Config::loss)
      .field("learningRate", &Config::learningRate)
      .field("schedule", &Config::schedule)
      .field("weightDecay", &Config::weightDecay)
      .field("decoupledWeightDecay", &Config::decoupledWeightDecay)
      .field("batchSize", &Config::batchSize)
      .field("steps", &Config::steps);

  value_object<Setting>("Setting")
      .field("key", &Setting::key)
      .field("type", &Setting::type)
      .field("min", &Setting::min)
      .field("max", &Setting::max)
      .field("minLength", &Setting::minLength)
      .field("maxLength", &Setting::maxLength)
      .field("choices", &Setting::choices)
      .field("logarithmic", &Setting::logarithmic)
      .field("scope", &Setting::scope);

  value_object<Coordinate>("Coordinate")
      .field("symbol", &Coordinate::symbol)
      .field("unit", &Coordinate::unit);

  value_object<SystemParameter>("SystemParameter")
      .field("key", &SystemParameter::key)
      .field("symbol", &SystemParameter::symbol)
      .field("defaultValue", &SystemParameter::defaultValue)
      .field("min", &SystemParameter::min)
      .field("max", &SystemParameter::max)
      .field("unit", &SystemParameter::unit);

  value_object<Experiment>("Experiment")
      .field("source", &Experiment::source)
      .field("trajectories", &Experiment::trajectories)
      .field("points", &Experiment::points)
      .field("duration", &Experiment::duration)
      .field("noise", &Experiment::noise)
      .field("trainFraction", &Experiment::trainFraction)
      .field("batchSize", &Experiment::batchSize)
      .field("steps", &Experiment::steps)
      .field("learningRate", &Experiment::learningRate)
      .field("weightDecay", &Experiment::weightDecay)
      .field("schedule", &Experiment::schedule)
      .field("judgedDuration", &Experiment::judgedDuration)
      .field("judgedPoints", &Experiment::judgedPoints);

  value_object<SystemView>("SystemView")
      .field("drawing", &SystemView::drawing)
      .field("xAxis", &SystemView::xAxis)
      .field("yAxis", &SystemView::yAxis)
      .field("xMin", &SystemView::xMin)
      .field("xMax", &SystemView::xMax)
      .field("yMin", &SystemView::yMin)
      .field("yMax", &SystemView::yMax)
      .field("showcaseStart", &SystemView::showcaseStart)
      .field("showcaseDuration", &SystemView::showcaseDuration)
      .field("showcaseStep", &SystemView::showcaseStep);

  value_object<SectionInfo>("SectionInfo")
      .field("coordinate", &SectionInfo::coordinate)
      .field("value", &SectionInfo::value)
      .field("xAxis", &SectionInfo::xAxis)
      .field("yAxis", &SectionInfo::yAxis)
      .field("xMin", &SectionInfo::xMin)
      .field("xMax", &SectionInfo::xMax)
      .field("yMin", &SectionInfo::yMin)
      .field("yMax", &SectionInfo::yMax)
      .field("energyMin", &SectionInfo::energyMin)
      .field("energyMax", &SectionInfo::energyMax)
      .field("energy", &SectionInfo::energy);

  value_object<SystemInfo>("SystemInfo")
      .field("id", &SystemInfo::id)
      .field("degreesOfFreedom", &SystemInfo::degreesOfFreedom)
      .field("coordinates", &SystemInfo::coordinates)
      .field("parameters", &SystemInfo::parameters)
      .field("separable", &SystemInfo::separable)
      .field("conservative", &SystemInfo::conservative)
      .field("constantMass", &SystemInfo::constantMass)
      .field("experiment", &SystemInfo::experiment)
      .field("section", &SystemInfo::section)
      .field("view", &SystemInfo::view);

  value_object<ModelInfo>("ModelInfo")
      .field("id", &ModelInfo::id)
      .field("hasEnergy", &ModelInfo::hasEnergy)
      .field("needsMass", &ModelInfo::needsMass);

  value_object<Catalogue>("Catalogue")
      .field("settings", &Catalogue::settings)
      .field("systems", &Catalogue::systems)
      .field("defaults", &Catalogue::defaults)
      .field("models", &Catalogue::models)
      .field("integrators", &Catalogue::integrators);

  value_object<NetworkSpec>("NetworkSpec")
      .field("model", &NetworkSpec::model)
      .field("field", &NetworkSpec::field)
      .field("activation", &NetworkSpec::activation)
      .field("hidden", &NetworkSpec::hidden)
      .field("outputBias", &NetworkSpec::outputBias)
      .field("stateSize", &NetworkSpec::stateSize)
      .field("inverseMass", &NetworkSpec::inverseMass);

  value_object<Tensor>("Tensor")
      .field("name", &Tensor::name)
      .field("rows", &Tensor::rows)
      .field("columns", &Tensor::columns)
      .field("values", &Tensor::values);

  value_object<OptimizerState>("OptimizerState")
      .field("step", &OptimizerState::step)
      .field("firstMoment", &OptimizerState::firstMoment)
      .field("secondMoment", &OptimizerState::secondMoment);

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
      .field("injectionRate", &RolloutRequest::injectionRate);

  value_object<Rollout>("Rollout")
      .field("t", &Rollout::t)
      .field("x", &Rollout::x)
      .field("energy", &Rollout::energy)
      .field("kineticEnergy", &Rollout::kineticEnergy)
      .field("learnedEnergy", &Rollout::learnedEnergy)
      .field("finished", &Rollout::finished)
      .field("note", &Rollout::note);

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
      .field("at", &GridRequest::at);

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
      .field("test", &DataView::test);

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
      .field("fieldError", &Metrics::fieldError);

  value_object<StudyPiece>("StudyPiece")
      .field("source", &StudyPiece::source)
      .field("x", &StudyPiece::x)
      .field("alive", &StudyPiece::alive)
      .field("deviations", &StudyPiece::deviations)
      .field("starts", &StudyPiece::starts)
      .field("joining", &StudyPiece::joining)
      .field("interval", &StudyPiece::interval)
      .field("done", &StudyPiece::done)
      .field("steps", &StudyPiece::steps)
      .field("integrator", &StudyPiece::integrator)
      .field("stepSize", &StudyPiece::stepSize);

  value_object<StudyState>("StudyState")
      .field("x", &StudyState::x)
      .field("alive", &StudyState::alive)
      .field("deviations", &StudyState::deviations)
      .field("note", &StudyState::note);

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

  class_<Session>("Session")
      .constructor<const Config&>()
      .class_function("fromMeasured(config, measured)", &Session::fromMeasured)
      .class_function("fromNetwork(spec, weights)", &Session::fromNetwork)
      .function("hasData()", &Session::hasData)
      .function("hasEnergy()", &Session::hasEnergy)
      .function("config()", &Session::config)
      .function("network()", &Session::network)
      .function("step()", &Session::step)
      .function("parameterCount()", &Session::parameterCount)
      .function("train(steps)", &Session::train)
      .function("testLoss()", &Session::testLoss)
      .function("reset()", &Session::reset)
      .function("timeDerivative(x)", &Session::timeDerivative)
      .function("energy(x)", &Session::energy)
      .function("lossAndGradient(x, dxdt)", &Session::lossAndGradient)
      .function("rollout(request)", &Session::rollout)
      .function("grid(request)", &Session::grid)
      .function("metrics(request)", &Session::metrics)
      .function("data()", &Session::data)
      .function("report()", &Session::report)
      .function("sectionStarts(energy, orbits)", &Session::sectionStarts)
      .function("section(piece)", &Session::section)
      .function("chaos(piece)", &Session::chaos)
      .function("wayOut(piece)", &Session::wayOut)
      .function("wayBack(piece)", &Session::wayBack)
      .function("fingerprint()", &Session::fingerprint)
      .function("weights()", &Session::weights)
      .function("optimizer()", &Session::optimizer)
      .function("restore(weights, optimizer)", &Session::restore);

  function("catalogue()", &catalogue);
  function("gemmSeconds(width, samples, repeats)", &gemmSeconds);
}
