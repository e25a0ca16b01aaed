#include "train/sampled_trainer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/check.h"
#include "base/elementary.h"
#include "train/trainer.h"

namespace hnn {
namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
constexpr int kBlockRows = 128;     // of a piece: 12 ms with 1000 units, in wasm
constexpr int kFactorColumns = 16;  // of a piece: at most 20 ms with 1000 units
constexpr double kSmallestCutoff = 1e-15;
constexpr int kCutoffsPerDecade = 2;  // of the candidates, 1e-15 … 0.1
constexpr int kDecades = 14;
constexpr double kWithoutChoice = 1e-13;  // the paper's, if there are too few samples to choose
constexpr int kShareHeldOut = 5;          // every fifth trajectory or stretch
constexpr int kStretches = 25;            // into which fewer than five trajectories are cut

// A smaller cut-off must be better by more than a per cent, which can be chance: over twelve
// seeds of the noisy pendulum the largest test loss fell from 0.044 to 0.040, the mean by 1 %.
constexpr double kBetter = 0.99;

int roundedUp(int count, int size) { return (count + size - 1) / size; }

// The groups that are held out as a whole: trajectories, or if there are fewer than five, equal
// stretches of the samples, in the order of time.
std::vector<int> groupsOf(const Samples& samples) {
  std::vector<int> group;
  for (std::size_t i = 0; i < samples.trajectory.size(); ++i) {
    const bool next = i > 0 && samples.trajectory[i] != samples.trajectory[i - 1];
    group.push_back(i == 0 ? 0 : group.back() + (next ? 1 : 0));
  }
  if (!group.empty() && group.back() + 1 >= kShareHeldOut) return group;
  const auto count = static_cast<std::int64_t>(group.size());
  const auto stretches = std::min<std::int64_t>(count, kStretches);
  for (std::int64_t i = 0; i < count; ++i)
    group[static_cast<std::size_t>(i)] = static_cast<int>(i * stretches / count);
  return group;
}

double cutoffAt(int i) {
  return kSmallestCutoff * pow(10, static_cast<double>(i) / kCutoffsPerDecade);
}

}  // namespace

SampledTrainer::SampledTrainer(const SampledModel& model, Weights& weights, const Dataset& data,
                               SampledSettings settings)
    : model_(model),
      weights_(weights),
      data_(data),
      settings_(std::move(settings)),
      evaluator_(model.makeEvaluator(weights)),
      draft_(model.makeWeights()),
      draftEvaluator_(model.makeEvaluator(draft_)),
      shape_(model.linearShape()),
      samplesPerBlock_(std::max(1, kBlockRows / shape_.rowsPerSample)),
      passes_(settings_.sampling == Sampling::kASwim ? 2 : 1),
      factorUnits_(roundedUp(shape_.unknowns, kFactorColumns)),
      mergeUnits_(roundedUp(shape_.columns(), kBlockRows)) {
  for (std::size_t i = 0; i < weights_.size(); ++i) weights_.set(i, 0);
  divide();
  restore({});
}

void SampledTrainer::divide() {
  const std::vector<int> group = groupsOf(data_.train);
  const bool chooses = settings_.cutoff == 0 && !group.empty() && group.back() + 1 >= kShareHeldOut;
  for (int i = 0; i < data_.train.size(); ++i) {
    const bool out =
        chooses && group[static_cast<std::size_t>(i)] % kShareHeldOut == kShareHeldOut - 1;
    (out ? heldOut_ : fitted_).samples.push_back(i);
  }
}

void SampledTrainer::restore(const TrainingState& state) {
  unit_ = state.adam.step >= totalSteps() ? totalSteps() : 0;
  loss_ = unit_ > 0 ? trainLoss() : kNoNumber;
  solved_ = {kNoNumber, 0, kNoNumber};
  stopped_.clear();
}

int SampledTrainer::blocks(const Part& part) const {
  return roundedUp(static_cast<int>(part.samples.size()), samplesPerBlock_);
}

int SampledTrainer::unitsPerPass() const {
  const int choice = heldOut_.samples.empty() ? 0 : factorUnits_ + mergeUnits_;
  return blocks(fitted_) + blocks(heldOut_) + choice + factorUnits_;
}

bool SampledTrainer::step() {
  if (!stopped_.empty() || unit_ == totalSteps()) return false;
  int unit = unit_ % unitsPerPass();
  if (unit == 0) begin(unit_ / unitsPerPass());
  ++unit_;
  const auto within = [&unit](int count) {
    if (unit < count) return true;
    unit -= count;
    return false;
  };
  if (within(blocks(fitted_))) {
    foldBlock(fitted_, unit);
  } else if (within(blocks(heldOut_))) {
    foldBlock(heldOut_, unit);
  } else if (!heldOut_.samples.empty() && within(factorUnits_)) {
    factor(*fitted_.fold, unit);
    if (unit == factorUnits_ - 1) choose();
  } else if (!heldOut_.samples.empty() && within(mergeUnits_)) {
    merge(unit);
  } else {
    factor(*fitted_.fold, unit);
    if (unit == factorUnits_ - 1) finishPass();
  }
  return stopped_.empty();
}

void SampledTrainer::begin(int pass) {
  const Matrix& x = data_.train.x;
  double* w = draft_.doubles().data() + model_.offset(0);
  double* b = draft_.doubles().data() + model_.offset(1);
  if (settings_.sampling == Sampling::kElm) {
    drawFreely(x, model_.units(), settings_.seed, w, b);
  } else {
    Matrix values;  // empty: uniformly
    if (settings_.sampling == Sampling::kSwim)
      values = model_.hasEnergy() ? settings_.energy(x) : data_.train.dxdt;
    else if (pass == 1)
      values = model_.hasEnergy() ? draftEvaluator_->energy(x) : draftEvaluator_->field(x);
    const auto round = static_cast<std::uint64_t>(pass);
    placeUnits(x, drawPairs(x, model_.units(), values, settings_.seed, round), w, b);
  }
  fitted_.fold = std::make_unique<RowFold>(shape_.unknowns, shape_.rightSides);
  heldOut_.fold = std::make_unique<RowFold>(shape_.unknowns, shape_.rightSides);
  report_ = {settings_.cutoff > 0 ? settings_.cutoff : kWithoutChoice, 0, kNoNumber};
}

void SampledTrainer::foldBlock(Part& part, int block) {
  const int first = block * samplesPerBlock_;
  const int count = std::min(samplesPerBlock_, static_cast<int>(part.samples.size()) - first);
  const std::vector<int> columns(part.samples.begin() + first,
                                 part.samples.begin() + first + count);
  x_ = data_.train.x(Eigen::all, columns);
  dxdt_ = data_.train.dxdt(Eigen::all, columns);
  const int rows = count * shape_.rowsPerSample;
  rows_.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(shape_.columns()));
  model_.fillRows(draft_.doubles(), x_, dxdt_, rows_.data());
  part.fold->fold(rows_.data(), rows);
}

void SampledTrainer::factor(const RowFold& fold, int unit) {
  if (unit == 0)
    factor_ = std::make_unique<PivotedFactor>(fold, std::min(kSmallestCutoff, report_.cutoff));
  factor_->advance(kFactorColumns);
}

// The cut-off whose solution, computed without them, fits the held-out rows best, from the largest
// down.
void SampledTrainer::choose() {
  const auto numbers =
      static_cast<double>(heldOut_.samples.size()) * static_cast<double>(model_.spec().stateSize);
  int lastRank = -1;
  double least = std::numeric_limits<double>::infinity();
  for (int i = kDecades * kCutoffsPerDecade; i >= 0; --i) {
    const int rank = factor_->rank(cutoffAt(i));
    if (rank == lastRank) continue;
    lastRank = rank;
    const double loss = heldOut_.fold->squaredResidual(factor_->solution(rank)) / numbers;
    if (!(loss < kBetter * least)) continue;
    least = loss;
    report_ = {cutoffAt(i), rank, loss};
  }
}

void SampledTrainer::merge(int unit) {
  const int first = unit * kBlockRows;
  fitted_.fold->foldTriangle(*heldOut_.fold, first, std::min(kBlockRows, shape_.columns() - first));
}

void SampledTrainer::finishPass() {
  const int rank = factor_->rank(report_.cutoff);
  report_.rank = rank;
  model_.takeSolution(factor_->solution(rank), draft_.doubles());
  if (model_.hasEnergy()) anchor();
  loss_ = factor_->squaredResidual(rank) / static_cast<double>(data_.train.x.size());
  factor_.reset();
  fitted_.fold.reset();
  heldOut_.fold.reset();
  if (unit_ < totalSteps()) {
    loss_ = kNoNumber;
    return;
  }
  for (std::size_t i = 0; i < draft_.size(); ++i) {
    if (!std::isfinite(draft_[i])) {
      stopped_ =
          "the solve gave a coefficient that is not a finite number; another sampling or a "
          "larger cutoff than " +
          formatNumber(report_.cutoff) + " usually helps.";
      return;
    }
  }
  std::copy_n(draft_.doubles().begin(), draft_.size(), weights_.doubles().begin());
  solved_ = report_;
}

// β, which derivatives do not determine: Ĥ at the first training point is the true H there, or 0.
void SampledTrainer::anchor() {
  const Matrix x0 = data_.train.x.leftCols(1);
  const double energy = settings_.energy ? settings_.energy(x0)(0, 0) : 0;
  draft_.doubles()[model_.offset(3)] = energy - draftEvaluator_->energy(x0)(0, 0);
}

double SampledTrainer::lossOn(const Matrix& x, const Matrix& dxdt) {
  if (x.cols() == 0) return kNoNumber;
  return (evaluator_->field(x) - dxdt).squaredNorm() / static_cast<double>(x.size());
}

double SampledTrainer::progressLoss() {
  if (std::isnan(loss_)) return kNoNumber;
  const Samples& test = data_.test;
  const std::vector<Eigen::Index> columns = evenlySpread(test.x.cols(), Trainer::kProgressSamples);
  return lossOn(test.x(Eigen::all, columns), test.dxdt(Eigen::all, columns));
}

}  // namespace hnn
