// The tables of the core, for catalogue.mjs to write them to catalogue.json when the page's module
// is built. A separate module, because only the build needs it and pages must not download it.
#include <emscripten/bind.h>

#include "api/catalogue.h"
#include "api/families.h"
#include "config_bindings.h"
#include "vector_bindings.h"

using namespace emscripten;
using namespace hnn;

namespace {

// Embind requires the class itself.
template <class Value>
Value FamilyInfo::*inherited(Value ModelInfo::*member) {
  return member;
}

}  // namespace

EMSCRIPTEN_BINDINGS(hnn_catalogue) {
  register_type<std::vector<double>>("Float64Array");
  register_type<std::vector<int>>("Int32Array");
  register_type<std::vector<std::string>>("string[]");
  register_type<std::vector<Setting>>("Setting[]");
  register_type<std::vector<Config>>("Config[]");
  register_type<std::vector<Coordinate>>("Coordinate[]");
  register_type<std::vector<SystemParameter>>("SystemParameter[]");
  register_type<std::vector<SystemInfo>>("SystemInfo[]");
  register_type<std::vector<FamilyInfo>>("ModelInfo[]");
  register_type<std::vector<NetworkLayout>>("NetworkLayout[]");
  register_type<std::vector<OptionCapabilities>>("OptionCapabilities[]");
  register_type<std::vector<TrainingTimes>>("TrainingTimes[]");

  bindConfig();

  value_object<Setting>("Setting")
      .field("key", &Setting::key)
      .field("type", &Setting::type)
      .field("min", &Setting::min)
      .field("max", &Setting::max)
      .field("minLength", &Setting::minLength)
      .field("maxLength", &Setting::maxLength)
      .field("choices", &Setting::choices)
      .field("logarithmic", &Setting::logarithmic)
      .field("scope", &Setting::scope)
      .field("shapesNetwork", &Setting::shapesNetwork);

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

  // Its data and training are in `published`.
  value_object<Experiment>("Experiment")
      .field("source", &Experiment::source)
      .field("coordinates", &Experiment::coordinates)
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

  value_object<VelocityDescription>("VelocityDescription")
      .field("coordinates", &VelocityDescription::coordinates)
      .field("showcaseStart", &VelocityDescription::showcaseStart)
      .field("yMin", &VelocityDescription::yMin)
      .field("yMax", &VelocityDescription::yMax);

  value_object<SystemInfo>("SystemInfo")
      .field("id", &SystemInfo::id)
      .field("degreesOfFreedom", &SystemInfo::degreesOfFreedom)
      .field("coordinates", &SystemInfo::coordinates)
      .field("parameters", &SystemInfo::parameters)
      .field("separable", &SystemInfo::separable)
      .field("conservative", &SystemInfo::conservative)
      .field("constantMass", &SystemInfo::constantMass)
      .field("angles", &SystemInfo::angles)
      .field("velocities", &SystemInfo::velocities)
      .field("experiment", &SystemInfo::experiment)
      .field("section", &SystemInfo::section)
      .field("view", &SystemInfo::view);

  value_object<NetworkLayout>("NetworkLayout")
      .field("suffix", &NetworkLayout::suffix)
      .field("inputs", &NetworkLayout::inputs)
      .field("hasAngles", &NetworkLayout::hasAngles);

  value_object<OptionCapabilities>("OptionCapabilities")
      .field("option", &OptionCapabilities::option)
      .field("choice", &OptionCapabilities::choice)
      .field("hasEnergy", &OptionCapabilities::hasEnergy)
      .field("hasDissipation", &OptionCapabilities::hasDissipation);

  value_object<FamilyInfo>("ModelInfo")
      .field("id", inherited(&ModelInfo::id))
      .field("hasEnergy", &FamilyInfo::hasEnergy)
      .field("needsMass", inherited(&ModelInfo::needsMass))
      .field("needsVelocities", inherited(&ModelInfo::needsVelocities))
      .field("hasDissipation", &FamilyInfo::hasDissipation)
      .field("smoothOnly", inherited(&ModelInfo::smoothOnly))
      .field("solvedAtOnce", inherited(&ModelInfo::solvedAtOnce))
      .field("hidden", inherited(&ModelInfo::hidden))
      .field("mostLayers", inherited(&ModelInfo::mostLayers))
      .field("mostUnits", inherited(&ModelInfo::mostUnits))
      .field("options", &FamilyInfo::options)
      .field("otherwise", &FamilyInfo::otherwise)
      .field("networks", &FamilyInfo::networks);

  value_object<TrainingTimes>("TrainingTimes")
      .field("quick", &TrainingTimes::quick)
      .field("published", &TrainingTimes::published);

  value_object<Catalogue>("Catalogue")
      .field("settings", &Catalogue::settings)
      .field("systems", &Catalogue::systems)
      .field("defaults", &Catalogue::defaults)
      .field("families", &Catalogue::families)
      .field("seconds", &Catalogue::seconds)
      .field("published", &Catalogue::published)
      .field("models", &Catalogue::models)
      .field("integrators", &Catalogue::integrators);

  function("catalogue()", &catalogue);
}
