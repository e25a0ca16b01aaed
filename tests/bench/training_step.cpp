// Our native contestants: a full training step (loss, gradient, Adam), the bare product, and
// roll-outs of many starts.
//
//   training_step product|hnn|baseline|lnn|rollouts [samples [width [depth [state size]]]]
//
// How they are asked is in timed_talk.h; tests/bench/bench.mjs does.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "integrate/trajectory.h"
#include "linalg/gemm.h"
#include "models/graph_evaluator.h"
#include "models/registry.h"
#include "timed_talk.h"
#include "train/adam.h"
#include "train/field_objective.h"

namespace {

using namespace hnn;

struct Case {
  std::string work;
  int samples = 1125, width = 200, depth = 2, stateSize = 2;
};

std::vector<Real> normals(std::size_t count, double scale, std::uint64_t seed) {
  Random random(seed);
  std::vector<Real> values(count);
  for (Real& v : values) v = static_cast<Real>(scale * random.normal());
  return values;
}

std::size_t product(int a, int b) {
  return static_cast<std::size_t>(a) * static_cast<std::size_t>(b);
}

void talkProduct(const Case& c) {  // width × width times width × samples
  const std::vector<Real> a = normals(product(c.width, c.width), 1, 1),
                          x = normals(product(c.width, c.samples), 1, 2);
  std::vector<Real> panels(packedSize(c.width, c.width)), y(x.size());
  packPanels(a.data(), c.width, c.width, false, panels.data());
  bench::talk([&] {
    multiplyPanels(panels.data(), c.width, c.width, x.data(), c.samples, nullptr, y.data());
  });
}

struct Network {
  std::unique_ptr<PhaseSpaceModel> model;
  std::vector<Real> weights;
};

Network makeNetwork(const std::string& name, const Case& c) {
  Network network;
  NetworkSpec spec{.model = name,
                   .hidden = std::vector<int>(static_cast<std::size_t>(c.depth), c.width),
                   .stateSize = c.stateSize};
  if (name == "lnn") {  // kineticPrior keeps the untrained mass matrix from being singular
    spec.activation = "softplus";
    spec.kineticPrior = 1;
  }
  network.model = makeModel(spec);
  network.weights.resize(network.model->layout().size());
  Random random(3);
  network.model->initialise(Initialisation::kOrthogonal, random, network.weights);
  return network;
}

void talkStep(const Case& c) {
  Network network = makeNetwork(c.work, c);
  const std::size_t count = product(c.stateSize, c.samples);
  const std::vector<Real> x = normals(count, 1, 4), dxdt = normals(count, 1, 5);
  ObjectiveProgram program(network.model->layout(), network.weights.data(),
                           fieldObjective(*network.model),
                           ObjectiveProgram::Wanted::kLossAndGradient);
  Adam adam({.learningRate = 1e-4, .weightDecay = 1e-4}, network.weights.size());
  bench::talk([&] {
    if (!std::isfinite(program.run({x.data(), dxdt.data()}, c.samples))) {
      std::fprintf(stderr, "the loss is not finite\n");
      std::exit(1);
    }
    adam.step(network.weights, program.gradient());
  });
}

void talkRollouts(const Case& c) {  // 10 steps of RK4, all starts at once
  const Network network = makeNetwork("hnn", c);
  GraphEvaluator evaluator(*network.model, network.weights.data());
  const std::shared_ptr<void> held = evaluator.hold();
  Flow flow;
  flow.field = [&](const Matrix& x) { return evaluator.field(x); };
  Matrix starts(c.stateSize, c.samples);
  Random random(6);
  for (Eigen::Index i = 0; i < starts.size(); ++i) starts.data()[i] = random.normal();
  const double stepSize = 0.01;
  bench::talk([&] { integrateBatch(flow, starts, 10 * stepSize, 2, Integrator::kRk4, stepSize); });
}

int sizeOf(const char* text, const char* what) {
  const int size = std::atoi(text);
  if (size >= 1 && size <= 1'000'000) return size;
  std::fprintf(stderr, "%s must be 1…1000000, got %s\n", what, text);
  std::exit(2);
}

}  // namespace

int main(int count, char** words) {
  Case c;
  if (count > 1) c.work = words[1];
  if (count > 2) c.samples = sizeOf(words[2], "samples");
  if (count > 3) c.width = sizeOf(words[3], "width");
  if (count > 4) c.depth = sizeOf(words[4], "depth");
  if (count > 5) c.stateSize = sizeOf(words[5], "state size");
  if (c.work == "product") return talkProduct(c), 0;
  if (c.work == "hnn" || c.work == "baseline" || c.work == "lnn") return talkStep(c), 0;
  if (c.work == "rollouts") return talkRollouts(c), 0;
  std::fprintf(stderr,
               "usage: training_step product|hnn|baseline|lnn|rollouts [samples [width [depth "
               "[state size]]]]\n");
  return 2;
}
