#include "models/features.h"

#include "base/check.h"
#include "nn/activations.h"

namespace hnn {
namespace {

AngleEncoding encodingOf(const NetworkSpec& spec) {
  if (spec.angleCoordinates.empty()) return AngleEncoding::kPlain;
  return parseChoice<AngleEncoding>("angles", spec.angles, angleNames());
}

// Rows of angles or of others, with one node per run of neighbours.
struct RowRun {
  int first, rows;
  bool angle;
};

std::vector<RowRun> runsOf(const NetworkSpec& spec) {
  std::vector<RowRun> runs;
  for (int i = 0; i < spec.stateSize; ++i) {
    bool angle = false;
    for (const int which : spec.angleCoordinates) angle = angle || which == i;
    if (runs.empty() || runs.back().angle != angle) runs.push_back({i, 0, angle});
    ++runs.back().rows;
  }
  return runs;
}

}  // namespace

const std::vector<std::string>& angleNames() {
  static const std::vector<std::string> names = {"auto", "plain", "wrapped", "cos-sin"};
  return names;
}

int networkInputs(const NetworkSpec& spec) {
  const int twice = encodingOf(spec) == AngleEncoding::kCosSin
                        ? static_cast<int>(spec.angleCoordinates.size())
                        : 0;
  return spec.stateSize + twice;
}

MlpShape networkShape(const NetworkSpec& spec, int outputs) {
  return {.inputs = networkInputs(spec),
          .hidden = spec.hidden,
          .outputs = outputs,
          .outputBias = spec.outputBias,
          .activation = activationByName(spec.activation)};
}

Var networkInput(const NetworkSpec& spec, Var x) {
  const AngleEncoding encoding = encodingOf(spec);
  if (encoding != AngleEncoding::kWrapped && encoding != AngleEncoding::kCosSin) return x;
  const int total = networkInputs(spec);
  int at = 0;
  Var input = x;
  const auto put = [&](Var rows) {
    const Var placed = placeRows(rows, at, total);
    input = at == 0 ? placed : input + placed;
    at += rows.shape().rows;
  };
  for (const RowRun& run : runsOf(spec)) {
    const Var rows = sliceRows(x, run.first, run.rows);
    if (!run.angle) {
      put(rows);
    } else if (encoding == AngleEncoding::kWrapped) {
      put(wrap(rows));
    } else {
      put(cos(rows));
      put(sin(rows));
    }
  }
  return input;
}

}  // namespace hnn
