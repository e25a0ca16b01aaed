#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "base/check.h"
#include "base/elementary.h"
#include "base/random.h"
#include "linalg/lanes.h"

namespace hnn {
namespace {

constexpr int kCheckpointEvery = 20;  // steps; a copy of the flat block costs a few microseconds
// Times the larger of the first loss and the data's own mean square.
constexpr double kHopeless = 1e4;
constexpr double kGoodEnough = 2;  // a checkpoint may be this much worse than the first loss

bool allFinite(std::span<const Real> values) {
  // Turn NaN as soon as one value is NaN or infinite; two, because each addition waits for the
  // last.
  Lanes sum{}, other{};
  std::size_t i = 0;
  for (; i + 2 * kLanes <= values.size(); i += 2 * kLanes) {
    sum = sum + load(values.data() + i) * splat(0);
    other = other + load(values.data() + i + kLanes) * splat(0);
  }
  for (; i < values.size(); ++i) sum[0] += values[i] * 0;
  sum = sum + other;
  for (int lane = 0; lane < kLanes; ++lane) {
    if (sum[lane] != 0) return false;
  }
  return true;
}

// gathered = m(all, columns), without Eigen's test of each index.
void gather(const RealMatrix& m, const std::vector<int>& columns, RealMatrix& gathered) {
  const Eigen::Index rows = m.rows();
  gathered.resize(rows, static_cast<Eigen::Index>(columns.size()));
  Real* to = gathered.data();
  for (const int column : columns) {
    const Real* from = m.data() + column * rows;
    for (Eigen::Index i = 0; i < rows; ++i) *to++ = from[i];
  }
}

double meanSquare(const RealMatrix& m) {
  double sum = 0;
  for (const Real v : m.reshaped()) sum += static_cast<double>(v) * static_cast<double>(v);
  return m.size() > 0 ? sum / static_cast<double>(m.size()) : 0;
}

double norm(std::span<const Real> values) {
  double sum = 0;
  for (const Real v : values) sum += static_cast<double>(v) * static_cast<double>(v);
  return sqrt(sum);
}

}  // namespace

std::vector<Eigen::Index> evenlySpread(Eigen::Index count, Eigen::Index most) {
  const Eigen::Index taken = std::min(count, most);
  std::vector<Eigen::Index> columns;
  for (Eigen::Index i = 0; i < taken; ++i)
    columns.push_back(static_cast<Eigen::Index>(i * static_cast<std::int64_t>(count) / taken));
  return columns;
}

Trainer::Split Trainer::makeSplit(const Table& table) const {
  const std::vector<Feed>& feeds = gradient_.feeds();
  const auto later = [&](int sample, int steps) {
    for (; steps > 0 && sample >= 0; --steps)
      sample = (*table.next)[static_cast<std::size_t>(sample)];
    return sample;
  };
  int furthest = 0;
  for (const Feed& feed : feeds) furthest = std::max(furthest, feed.from + feed.count - 1);
  std::vector<int> complete;
  for (int i = 0; i < table.size(); ++i)
    if (later(i, furthest) >= 0) complete.push_back(i);

  Split split;
  for (const Feed& feed : feeds) {
    const Matrix& values = table.column(feed.column);
    RealMatrix& gathered =
        split.feeds.emplace_back(feed.size(), static_cast<Eigen::Index>(complete.size()));
    Real* to = gathered.data();
    for (const int first : complete) {
      int sample = later(first, feed.from);
      for (int k = 0; k < feed.count; ++k, sample = later(sample, 1))
        for (int row = 0; row < feed.rows; ++row) *to++ = static_cast<Real>(values(row, sample));
    }
  }
  return split;
}

Trainer::Split Trainer::thinned(const Split& split) {
  std::vector<int> columns;
  if (split.size() > kProgressSamples)
    for (const Eigen::Index column : evenlySpread(split.size(), kProgressSamples))
      columns.push_back(static_cast<int>(column));
  Split some;
  for (const RealMatrix& feed : split.feeds) gather(feed, columns, some.feeds.emplace_back());
  return some;
}

Trainer::Trainer(const ParameterLayout& layout, std::span<Real> weights,
                 const RecordObjective& objective, const Table& train, const Table& test,
                 const TrainerSettings& settings)
    : weights_(weights),
      settings_(settings),
      gradient_(layout, weights.data(), objective, ObjectiveProgram::Wanted::kStep),
      loss_(layout, weights.data(), objective, ObjectiveProgram::Wanted::kLoss),
      train_(makeSplit(train)),
      test_(makeSplit(test)),
      progress_(thinned(test_)),
      batches_(static_cast<int>(train_.size()), settings.batchSize, settings.seed),
      adam_(settings.adam, weights.size()),
      controls_(gradient_.controlStarts()) {
  batch_.feeds.resize(train_.feeds.size());
  keepCheckpoint();
}

void Trainer::keepCheckpoint() {
  good_.weights.assign(weights_.begin(), weights_.end());
  good_.state = state();
}

bool Trainer::refuse(const std::string& what) {
  const int at = steps();
  std::copy(good_.weights.begin(), good_.weights.end(), weights_.begin());
  adam_.restore(good_.state.adam);
  controls_ = good_.state.controls;
  stopped_ = "training stopped at step " + std::to_string(at) + ": " + what +
             "; the model of step " + std::to_string(steps()) +
             " is kept. A smaller learningRate than " +
             formatNumber(settings_.adam.learningRate, 3) + " usually helps.";
  return false;
}

// Drawn in the order of samples, so that it depends neither on chunks nor on other steps.
void Trainer::drawNoise(Split& split, int step) const {
  const std::vector<Var>& noises = gradient_.noises();
  if (noises.empty()) return;
  Random random(settings_.seed, stream::kObjective, static_cast<std::uint64_t>(step));
  split.noise.resize(noises.size());
  for (std::size_t i = 0; i < noises.size(); ++i) {
    split.noise[i].resize(noises[i].shape().rows, split.size());
    for (Real& value : split.noise[i].reshaped()) value = static_cast<Real>(random.normal());
  }
}

double Trainer::run(ObjectiveProgram& program, const Split& split) const {
  std::vector<const Real*> inputs;
  for (const RealMatrix& feed : split.feeds) inputs.push_back(feed.data());
  for (const RealMatrix& noise : split.noise) inputs.push_back(noise.data());
  program.setControls(controls_);
  return program.run(inputs, static_cast<int>(split.size()));
}

double Trainer::lossOfBatch(int step) {
  Split* split = &train_;
  if (!batches_.whole()) {
    const std::vector<int>& columns = batches_.at(step);
    for (std::size_t i = 0; i < train_.feeds.size(); ++i)
      gather(train_.feeds[i], columns, batch_.feeds[i]);
    split = &batch_;
  }
  drawNoise(*split, step);
  return run(gradient_, *split);
}

double Trainer::sizeOfTarget() const {
  const int target = gradient_.target();
  return target >= 0 ? meanSquare(train_.feeds[static_cast<std::size_t>(target)]) : 0;
}

bool Trainer::step() {
  if (!stopped_.empty()) return false;
  const double loss = lossOfBatch(steps());
  if (!std::isfinite(loss)) return refuse("the training loss is not a finite number");
  if (!allFinite(gradient_.gradient()))
    return refuse("the gradient contains a number that is not finite");
  if (firstLoss_ < 0) firstLoss_ = std::fmax(loss, sizeOfTarget());
  if (loss > kHopeless * firstLoss_) {
    return refuse("the training loss has grown to " + formatNumber(loss, 3) + ", from " +
                  formatNumber(firstLoss_, 3));
  }
  if (steps() % kCheckpointEvery == 0 && loss <= kGoodEnough * firstLoss_) keepCheckpoint();
  shortenGradient();
  adam_.step(weights_, gradient_.gradient());
  lastLoss_ = loss;
  hasStepped_ = true;
  return moveControls();
}

void Trainer::shortenGradient() {
  if (settings_.mostGradient == 0) return;
  const double length = norm(gradient_.gradient());
  if (length > settings_.mostGradient) gradient_.scaleGradient(settings_.mostGradient / length);
}

// With the same noise at every call.
double Trainer::lossOn(Split& split) {
  if (split.size() == 0) return std::numeric_limits<double>::quiet_NaN();
  drawNoise(split, std::numeric_limits<int>::max());
  return run(loss_, split);
}

double Trainer::trainLoss() { return lossOn(train_); }
double Trainer::testLoss() { return lossOn(test_); }
double Trainer::progressLoss() { return lossOn(progress_.size() > 0 ? progress_ : test_); }

void Trainer::restore(const TrainingState& state) {
  // The guard against divergence continues, too: its reference is the loss of the initial weights,
  // which are the checkpoint of a trainer that has not stepped.
  if (firstLoss_ < 0 && state.adam.step > 0) {
    std::swap_ranges(weights_.begin(), weights_.end(), good_.weights.begin());
    firstLoss_ = std::fmax(lossOfBatch(0), sizeOfTarget());
    std::swap_ranges(weights_.begin(), weights_.end(), good_.weights.begin());
  }
  adam_.restore(state.adam);
  controls_ = state.controls;
  hasStepped_ = false;
  stopped_.clear();
  keepCheckpoint();
}

}  // namespace hnn
