// Where the time of a training step goes, operation by operation: an HNN 2→width→width→1, natively
// or as wasm. Prints one JSON object a line, the longest first; medians of all repetitions; `share`
// is of the whole step. The clock is asked after each operation, which costs some 0.1 µs each;
// "unobserved step" is without it.
//
//   build/release/bin/step_profile [samples [width]]
//   cmake --preset wasm -DHNN_BENCH=ON && cmake --build --preset wasm --target step_profile
//   node build/wasm/bin/step_profile.cjs [samples [width]]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "models/registry.h"
#include "train/adam.h"
#include "train/loss_program.h"

namespace {

using namespace hnn;

constexpr double kWarmUp = 0.7, kMeasured = 2;  // s

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string nameOf(Op op) {
  static const std::map<Op, std::string> names = {{Op::kMatmul, "matmul"},
                                                  {Op::kOuter, "outer"},
                                                  {Op::kAdd, "add"},
                                                  {Op::kSub, "sub"},
                                                  {Op::kMul, "mul"},
                                                  {Op::kTanhGrad, "tanhGrad"},
                                                  {Op::kScale, "scale"},
                                                  {Op::kTanh, "tanh"},
                                                  {Op::kSliceRows, "sliceRows"},
                                                  {Op::kPlaceRows, "placeRows"},
                                                  {Op::kSumRows, "sumRows"},
                                                  {Op::kBroadcastRows, "broadcastRows"},
                                                  {Op::kSumColumns, "sumColumns"},
                                                  {Op::kBroadcastColumns, "broadcastColumns"}};
  const auto found = names.find(op);
  return found == names.end() ? "other" : found->second;
}

std::vector<Real> normals(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<Real> values(count);
  for (Real& v : values) v = static_cast<Real>(random.normal());
  return values;
}

}  // namespace

int main(int count, char** arguments) {
  const int samples = count > 1 ? std::atoi(arguments[1]) : 1125;
  const int width = count > 2 ? std::atoi(arguments[2]) : 200;
  const auto model = makeModel({.model = "hnn", .hidden = {width, width}, .stateSize = 2});
  std::vector<Real> weights(model->layout().size());
  Random random(3);
  model->initialise(Initialisation::kOrthogonal, random, weights);
  const std::size_t size = 2 * static_cast<std::size_t>(samples);
  const std::vector<Real> x = normals(size, 4), dxdt = normals(size, 5);
  LossProgram program(*model, weights.data(), Loss::kDerivative, 0,
                      LossProgram::Wanted::kLossAndGradient);
  Adam adam({.learningRate = 1e-4, .weightDecay = 1e-4}, weights.size());

  const auto step = [&] {
    program.run(x.data(), dxdt.data(), samples);
    adam.step(weights, program.gradient());
  };
  std::map<std::string, std::vector<double>> spent;  // ms, of each repetition
  const auto repeat = [&](double length, const auto& action) {
    for (const double end = seconds() + length; seconds() < end;) action();
  };
  repeat(kWarmUp, step);
  repeat(kMeasured, [&] {
    const double start = seconds();
    step();
    spent["unobserved step"].push_back((seconds() - start) * 1e3);
  });

  std::map<std::string, double> now;
  double last = 0;
  const auto lap = [&](const std::string& name) {
    const double time = seconds();
    now[name] += (time - last) * 1e3;
    last = seconds();
  };
  program.observe([&](const Node& node, int columns) {
    const bool wide = node.shape.rows >= width && (columns >= width || node.shape.perSample());
    lap(nameOf(node.op) + (wide ? " wide" : " thin"));
  });
  repeat(kMeasured, [&] {
    now.clear();
    const double start = last = seconds();
    program.run(x.data(), dxdt.data(), samples);
    lap("the rest");
    adam.step(weights, program.gradient());
    lap("adam");
    now["whole step"] = (seconds() - start) * 1e3;
    for (const auto& [name, time] : now) spent[name].push_back(time);
  });
  std::vector<std::pair<double, std::string>> rows;
  for (auto& [name, times] : spent) {
    std::nth_element(times.begin(), times.begin() + times.size() / 2, times.end());
    rows.emplace_back(times[times.size() / 2], name);
  }
  std::sort(rows.rbegin(), rows.rend());
  for (const auto& [time, name] : rows) {
    std::printf("{\"operation\":\"%s\",\"n\":%d,\"ms\":%.4f,\"share\":%.3f}\n", name.c_str(),
                samples, time, time / rows.front().first);
  }
}
