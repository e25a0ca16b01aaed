// The settings of a run in JavaScript, for both modules: the page's takes them, the catalogue gives
// the defaults.
#pragma once

#include <emscripten/bind.h>

#include "api/config.h"
#include "vector_bindings.h"

inline void bindConfig() {
  using hnn::Config;
  emscripten::value_object<Config>("Config")
      .field("system", &Config::system)
      .field("systemParameters", &Config::systemParameters)
      .field("model", &Config::model)
      .field("field", &Config::field)
      .field("activation", &Config::activation)
      .field("hidden", &Config::hidden)
      .field("initialisation", &Config::initialisation)
      .field("outputBias", &Config::outputBias)
      .field("angles", &Config::angles)
      .field("kineticPrior", &Config::kineticPrior)
      .field("massRegularisation", &Config::massRegularisation)
      .field("seed", &Config::seed)
      .field("coordinates", &Config::coordinates)
      .field("samples", &Config::samples)
      .field("trajectories", &Config::trajectories)
      .field("points", &Config::points)
      .field("duration", &Config::duration)
      .field("noise", &Config::noise)
      .field("trainFraction", &Config::trainFraction)
      .field("derivative", &Config::derivative)
      .field("loss", &Config::loss)
      .field("lossNorm", &Config::lossNorm)
      .field("learningRate", &Config::learningRate)
      .field("schedule", &Config::schedule)
      .field("weightDecay", &Config::weightDecay)
      .field("decoupledWeightDecay", &Config::decoupledWeightDecay)
      .field("batchSize", &Config::batchSize)
      .field("steps", &Config::steps)
      .field("sampling", &Config::sampling)
      .field("cutoff", &Config::cutoff);
}
