#include "api/run_parts.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <stdexcept>

#include "base/check.h"

namespace hnn {
namespace {

// One slice of a flat block as rows of numbers; a block is anything that is read by index.
template <class Block>
Tensor tensorFrom(const ParameterSlice& slice, const Block& block) {
  Tensor tensor{slice.name, slice.shape.rows, slice.shape.columns, {}};
  tensor.values.reserve(slice.size());
  for (int i = 0; i < slice.shape.rows; ++i) {
    for (int j = 0; j < slice.shape.columns; ++j) {
      tensor.values.push_back(static_cast<double>(
          block[slice.offset + static_cast<std::size_t>(j * slice.shape.rows + i)]));
    }
  }
  return tensor;
}

std::string shapeText(int rows, int columns) {
  return std::to_string(rows) + " × " + std::to_string(columns);
}

void fillSlice(const ParameterSlice& slice, const std::vector<Tensor>& tensors, Weights& block) {
  const auto found = std::find_if(tensors.begin(), tensors.end(),
                                  [&](const Tensor& t) { return t.name == slice.name; });
  if (found == tensors.end()) reject("weights", "complete", "no tensor " + slice.name);
  if (found->rows != slice.shape.rows || found->columns != slice.shape.columns ||
      found->values.size() != slice.size()) {
    reject("weights." + slice.name, shapeText(slice.shape.rows, slice.shape.columns),
           shapeText(found->rows, found->columns));
  }
  for (std::size_t k = 0; k < slice.size(); ++k) {
    const double value = found->values[k];
    if (!block.canHold(value)) {
      reject("weights." + slice.name + "[" + std::to_string(k) + "]", "a finite number",
             formatNumber(value));
    }
    const std::size_t row = k / static_cast<std::size_t>(slice.shape.columns);
    const std::size_t column = k % static_cast<std::size_t>(slice.shape.columns);
    block.set(slice.offset + column * static_cast<std::size_t>(slice.shape.rows) + row, value);
  }
}

// FNV-1a, 64 bits (Fowler, Noll, Vo), of the weights' bytes in memory order. The same on all
// little-endian machines; browsers run on no others.
std::string fingerprintOf(const Weights& weights) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::byte byte : weights.bytes())
    hash = (hash ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001b3;
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[hash >> shift & 15];
  return text;
}

std::vector<double> numbers(std::span<const Real> values) { return {values.begin(), values.end()}; }

std::vector<Real> reals(const std::vector<double>& values) {
  std::vector<Real> converted;
  converted.reserve(values.size());
  for (const double value : values) converted.push_back(static_cast<Real>(value));
  return converted;
}

// Finite in the precision of the optimiser; `sign` −1: also negative ones.
void requireMoments(const char* name, const std::vector<double>& moments, std::size_t count,
                    int sign) {
  constexpr double kMost = std::numeric_limits<Real>::max();
  requireLength(name, moments.size(), count, count);
  for (const double moment : moments) requireRange(name, moment, sign * kMost, kMost);
}

}  // namespace

void fillWeights(const ParameterLayout& layout, const std::vector<Tensor>& tensors,
                 Weights& block) {
  if (tensors.size() != layout.slices().size()) {
    reject("weights", std::to_string(layout.slices().size()) + " tensors",
           std::to_string(tensors.size()));
  }
  Weights filled = block;
  for (const ParameterSlice& slice : layout.slices()) fillSlice(slice, tensors, filled);
  for (std::size_t i = 0; i < block.size(); ++i) block.set(i, filled[i]);
}

std::vector<Tensor> tensorsFrom(const ParameterLayout& layout, std::span<const Real> block) {
  std::vector<Tensor> tensors;
  for (const ParameterSlice& slice : layout.slices()) tensors.push_back(tensorFrom(slice, block));
  return tensors;
}

std::unique_ptr<Training> trainedByGradients(const Model& model, Weights& weights,
                                             const RecordObjective& objective, const Table& train,
                                             const Table& test, const Config& config) {
  const auto seed = static_cast<std::uint64_t>(config.seed);
  Random random(seed, stream::kWeights);
  const auto how =
      parseChoice<Initialisation>("initialisation", config.initialisation, initialisationNames());
  model.initialise(how, random, weights.reals());
  return std::make_unique<Trainer>(
      model.layout(), weights.reals(), objective, train, test,
      TrainerSettings{
          .adam = {.learningRate = config.learningRate,
                   .schedule = parseChoice<Schedule>("schedule", config.schedule, scheduleNames()),
                   .totalSteps = config.steps,
                   .weightDecay = config.weightDecay,
                   .decoupled = config.decoupledWeightDecay},
          .batchSize = config.batchSize,
          .seed = seed,
          .mostGradient = config.clipNorm});
}

void Run::Parts::requireData(const char* what) const {
  if (trainer) return;
  throw std::invalid_argument(
      std::string(what) +
      " requires data, and this network was loaded without settings: load it with settings, or "
      "create a new session");
}

Run::Run(std::unique_ptr<Parts> parts) : run_(std::move(parts)) {}
Run::Run(Run&&) noexcept = default;
Run::~Run() = default;

bool Run::hasData() const { return run_->trainer != nullptr; }
int Run::step() const { return run_->trainer ? run_->trainer->steps() : 0; }
int Run::totalSteps() const { return run_->trainer ? run_->trainer->totalSteps() : 0; }
int Run::parameterCount() const { return static_cast<int>(run_->weights.size()); }

TrainProgress Run::train(int steps) {
  run_->requireData("train");
  requireRange("steps", steps, 1, 1e9);
  Training& trainer = *run_->trainer;
  for (int i = 0; i < steps; ++i) {
    if (!trainer.step()) break;
  }
  return {trainer.steps(), trainer.lastLoss(), trainer.stopped()};
}

std::vector<LossTerm> Run::lossTerms() const {
  run_->requireData("lossTerms");
  std::vector<LossTerm> terms;
  for (const TermValue& term : run_->trainer->lastTerms()) terms.push_back({term.name, term.value});
  return terms;
}

double Run::testLoss() const {
  run_->requireData("testLoss");
  return run_->trainer->progressLoss();
}

void Run::reset() {
  run_->requireData("reset");
  run_->trainer = run_->makeTraining();
}

std::string Run::fingerprint() const { return fingerprintOf(run_->weights); }

std::vector<Tensor> Run::weights() const {
  std::vector<Tensor> tensors;
  for (const ParameterSlice& slice : run_->ofKind().layout().slices())
    tensors.push_back(tensorFrom(slice, run_->weights));
  return tensors;
}

OptimizerState Run::optimizer() const {
  if (!run_->trainer) return {};
  const TrainingState state = run_->trainer->state();
  return {state.adam.step, numbers(state.adam.first), numbers(state.adam.second), state.controls};
}

void Run::restore(const std::vector<Tensor>& weights, const OptimizerState& optimizer) {
  run_->requireData("restore");
  const TrainingState present = run_->trainer->state();
  requireRange("optimizer.step", optimizer.step, 0, 1e9);
  requireMoments("optimizer.firstMoment", optimizer.firstMoment, present.adam.first.size(), -1);
  requireMoments("optimizer.secondMoment", optimizer.secondMoment, present.adam.second.size(), 0);
  requireMoments("optimizer.controls", optimizer.controls, present.controls.size(), -1);
  fillWeights(run_->ofKind().layout(), weights, run_->weights);
  run_->trainer->restore(
      {{optimizer.step, reals(optimizer.firstMoment), reals(optimizer.secondMoment)},
       optimizer.controls});
}

}  // namespace hnn
