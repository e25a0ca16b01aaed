// Milliseconds per full training step (loss, gradient, Adam) and the bare product's rate, natively
// or as wasm. Prints one JSON object a line; tests/bench/bench.mjs runs it and collects.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "linalg/gemm.h"
#include "models/registry.h"
#include "train/adam.h"
#include "train/loss_program.h"

namespace {

using namespace hnn;

constexpr int kWidth = 200;
#ifdef __EMSCRIPTEN__
constexpr const char* kWhere = "node";
#else
constexpr const char* kWhere = "native";
#endif

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::vector<Real> normals(std::size_t count, double scale, std::uint64_t seed) {
  Random random(seed);
  std::vector<Real> values(count);
  for (Real& v : values) v = static_cast<Real>(scale * random.normal());
  return values;
}

// Seconds per call over blocks of about a quarter of a second, after a warm-up of one.
template <class Work>
std::vector<double> timeBlocks(const Work& work) {
  double start = seconds();
  int calls = 0;
  while (seconds() - start < 0.5 || calls < 3) work(), ++calls;
  const int perBlock = std::max(2, static_cast<int>(calls * 0.5));
  std::vector<double> times;
  for (int block = 0; block < 9; ++block) {
    start = seconds();
    for (int i = 0; i < perBlock; ++i) work();
    times.push_back((seconds() - start) / perBlock);
  }
  std::sort(times.begin(), times.end());
  return times;
}

double bareRate(int samples) {  // flop/s of width × width times width × samples, median
  const std::vector<Real> a = normals(kWidth * kWidth, 1, 1),
                          x = normals(std::size_t(kWidth) * std::size_t(samples), 1, 2);
  std::vector<Real> panels(packedSize(kWidth, kWidth)), y(x.size());
  packPanels(a.data(), kWidth, kWidth, false, panels.data());
  const auto times = timeBlocks(
      [&] { multiplyPanels(panels.data(), kWidth, kWidth, x.data(), samples, nullptr, y.data()); });
  const double flop = 2.0 * kWidth * kWidth * samples;
  std::printf(
      "{\"bench\":\"gemm\",\"where\":\"%s\",\"peer\":\"hnn-lab\",\"form\":\"%dx%dx%d\",\"n\":%d,"
      "\"gflops\":{\"median\":%.2f,\"min\":%.2f,\"max\":%.2f}}\n",
      kWhere, kWidth, kWidth, samples, samples, flop / times[4] * 1e-9, flop / times[8] * 1e-9,
      flop / times[0] * 1e-9);
  return flop / times[4];
}

void benchStep(const std::string& name, int stateSize, int samples, int products, double rate) {
  const auto model = makeModel({.model = name, .hidden = {kWidth, kWidth}, .stateSize = stateSize});
  std::vector<Real> weights(model->layout().size());
  Random random(3);
  model->initialise("orthogonal", random, weights);
  const std::size_t count = std::size_t(stateSize) * std::size_t(samples);
  const std::vector<Real> x = normals(count, 1, 4), dxdt = normals(count, 1, 5);
  LossProgram program(*model, weights.data(), "derivative", 0,
                      LossProgram::Wanted::kLossAndGradient);
  Adam adam({.learningRate = 1e-4, .weightDecay = 1e-4}, weights.size());
  const auto times = timeBlocks([&] {
    program.run(x.data(), dxdt.data(), samples);
    adam.step(weights, program.gradient());
  });
  const double flop = 2.0 * products * kWidth * kWidth * samples;
  std::printf(
      "{\"bench\":\"%s-step\",\"where\":\"%s\",\"peer\":\"hnn-lab\",\"form\":\"%d-200-200-%d\","
      "\"n\":%d,"
      "\"ms\":{\"median\":%.4f,\"min\":%.4f,\"max\":%.4f},\"fractionOfKernel\":%.3f}\n",
      name.c_str(), kWhere, stateSize, name == "hnn" ? 1 : stateSize, samples, times[4] * 1e3,
      times[0] * 1e3, times[8] * 1e3, flop / times[4] / rate);
}

}  // namespace

int main() {
  const double rate = bareRate(1125);
  for (const int samples : {200, 1125, 4096}) benchStep("hnn", 2, samples, 6, rate);
  for (const int samples : {200, 1125, 4096}) benchStep("baseline", 2, samples, 3, rate);
  benchStep("hnn", 8, 200, 6, rate);
}
