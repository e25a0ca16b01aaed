// Any network from a file: refused in words, or one that answers.
#include "cases.h"

namespace {

hnn::NetworkSpec network(hnn::fuzz::Cases& cases, int inputs) {
  const hnn::Config config = cases.config();
  return {
      .model = config.model,
      .field = config.field,
      .activation = config.activation,
      .hidden = config.hidden,
      .outputBias = cases.flip(),
      .stateSize = cases.seldom() ? cases.integer(-2, 80) : inputs,
      .inverseMass = cases.numbers(static_cast<std::size_t>(inputs / 2), 0.1, 2),
      .angles = config.angles,
      .angleCoordinates = cases.flip() ? std::vector<int>{} : std::vector<int>{cases.integer(0, 2)},
      .kineticPrior = config.kineticPrior,
      .massRegularisation = config.massRegularisation};
}

// The tensors of a network of that shape, with as many outputs as some family has.
void addTensors(std::vector<hnn::Tensor>& made, const hnn::NetworkSpec& spec,
                hnn::fuzz::Cases& cases, int inputs, const std::string& suffix) {
  const int outputs[] = {1, 2, inputs / 2, inputs};
  const bool twice = spec.angles == "cos-sin" || spec.angles == "auto";
  std::vector<int> widths = {inputs + (twice ? static_cast<int>(spec.angleCoordinates.size()) : 0)};
  for (const int units : spec.hidden) widths.push_back(units);
  widths.push_back(outputs[cases.whole(0, 3)]);
  for (std::size_t i = 1; i < widths.size(); ++i) {
    const int rows = widths[i], columns = widths[i - 1];
    if (rows < 0 || columns < 0 || rows > 100 || columns > 100) return;
    const auto count = static_cast<std::size_t>(rows);
    made.push_back({"W" + std::to_string(i) + suffix, rows, columns,
                    cases.numbers(count * static_cast<std::size_t>(columns), -1, 1)});
    if (i + 1 < widths.size() || spec.outputBias)
      made.push_back({"b" + std::to_string(i) + suffix, rows, 1, cases.numbers(count, -1, 1)});
  }
}

std::vector<hnn::Tensor> tensors(const hnn::NetworkSpec& spec, hnn::fuzz::Cases& cases,
                                 int inputs) {
  std::vector<hnn::Tensor> made;
  addTensors(made, spec, cases, inputs, "");
  if (spec.model == "dissipative-hnn") addTensors(made, spec, cases, inputs, "d");
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  hnn::fuzz::Cases cases(data, size);
  const int inputs = 2 * cases.whole(1, 3);
  const hnn::NetworkSpec spec = network(cases, inputs);
  if (!hnn::fuzz::isSmall(spec.hidden)) return 0;
  std::vector<hnn::Tensor> weights = tensors(spec, cases, inputs);
  cases.damage(weights);
  hnn::fuzz::door([&] {
    const auto session = hnn::PhaseSpaceRun::fromNetwork(spec, weights);
    hnn::fuzz::ask(*session, cases);
  });
  return 0;
}
