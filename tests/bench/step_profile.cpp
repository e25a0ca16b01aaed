// Where the time of a training step goes, operation by operation: an HNN 2→width→width→1, natively
// or as wasm. Prints one JSON object a line, the longest first; medians of all repetitions; `share`
// is of the whole step. The clock is asked after each operation, which costs some 0.1 µs each;
// "unobserved step" is without it. "products and tanh alone" is what a step cannot avoid: six
// products of width × width and two layers of tanh, in chunks as a program has them.
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

#include "autodiff/kernels.h"
#include "linalg/gemm.h"
#include "models/registry.h"
#include "train/adam.h"
#include "train/field_objective.h"

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

// Four products with weights, two weight gradients and two layers of tanh.
class Bare {
 public:
  Bare(int width, int samples) : width_(width), samples_(samples) {
    const int chunks = (samples + Program::kChunkColumns - 1) / Program::kChunkColumns;
    columns_ = ((samples + chunks - 1) / chunks + 3) / 4 * 4;
    const std::size_t size = static_cast<std::size_t>(width) * static_cast<std::size_t>(columns_);
    x_ = normals(size, 6), y_ = x_;
    gradient_.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(width));
    panels_.resize(packedSize(width, width), Real(0.01));
  }

  void run() {
    for (int first = 0; first < samples_; first += columns_) {
      const int here = std::min(columns_, samples_ - first);
      const std::size_t count = static_cast<std::size_t>(width_) * static_cast<std::size_t>(here);
      for (int layer = 0; layer < 2; ++layer) {
        multiplyPanels(panels_.data(), width_, width_, x_.data(), here, nullptr, y_.data());
        runElementwise(Op::kTanh, 0, y_.data(), nullptr, y_.data(), count);
        multiplyPanels(panels_.data(), width_, width_, x_.data(), here, nullptr, y_.data());
        accumulateOuter(x_.data(), width_, y_.data(), width_, here, gradient_.data());
      }
    }
  }

 private:
  int width_, samples_, columns_;
  std::vector<Real> x_, y_, gradient_, panels_;
};

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
  ObjectiveProgram program(model->layout(), weights.data(), fieldObjective(*model),
                           ObjectiveProgram::Wanted::kLossAndGradient);
  Adam adam({.learningRate = 1e-4, .weightDecay = 1e-4}, weights.size());

  const auto step = [&] {
    program.run({x.data(), dxdt.data()}, samples);
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

  Bare bare(width, samples);
  repeat(kWarmUp, [&] { bare.run(); });
  repeat(kMeasured, [&] {
    const double start = seconds();
    bare.run();
    spent["products and tanh alone"].push_back((seconds() - start) * 1e3);
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
    program.run({x.data(), dxdt.data()}, samples);
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
