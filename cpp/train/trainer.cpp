#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "base/check.h"
#include "base/elementary.h"
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

Trainer::Split Trainer::makeSplit(const Samples& samples, Loss loss) {
  if (loss == Loss::kDerivative) return {samples.x.cast<Real>(), samples.dxdt.cast<Real>()};
  std::vector<int> from, to;  // the last sample of a trajectory has no successor
  for (int i = 0; i < static_cast<int>(samples.next.size()); ++i) {
    if (samples.next[static_cast<std::size_t>(i)] < 0) continue;
    from.push_back(i);
    to.push_back(samples.next[static_cast<std::size_t>(i)]);
  }
  return {samples.x(Eigen::all, from).cast<Real>(), samples.x(Eigen::all, to).cast<Real>()};
}

Trainer::Split Trainer::thinned(const Split& split) {
  if (split.x.cols() <= kProgressSamples) return {};
  const std::vector<Eigen::Index> columns = evenlySpread(split.x.cols(), kProgressSamples);
  return {split.x(Eigen::all, columns), split.target(Eigen::all, columns)};
}

Trainer::Trainer(const PhaseSpaceModel& model, std::span<Real> weights, const Dataset& data,
                 const TrainerSettings& settings)
    : weights_(weights),
      settings_(settings),
      train_(makeSplit(data.train, settings.loss)),
      test_(makeSplit(data.test, settings.loss)),
      progress_(thinned(test_)),
      batches_(static_cast<int>(train_.x.cols()), settings.batchSize, settings.seed),
      gradient_(model, weights.data(), settings.loss, data.dt, LossProgram::Wanted::kStep,
                settings.norm),
      loss_(model, weights.data(), settings.loss, data.dt, LossProgram::Wanted::kLoss,
            settings.norm),
      adam_(settings.adam, weights.size()) {
  keepCheckpoint();
}

void Trainer::keepCheckpoint() {
  good_.weights.assign(weights_.begin(), weights_.end());
  good_.optimizer = adam_.state();
}

bool Trainer::refuse(const std::string& what) {
  const int at = steps();
  std::copy(good_.weights.begin(), good_.weights.end(), weights_.begin());
  adam_.restore(good_.optimizer);
  stopped_ = "training stopped at step " + std::to_string(at) + ": " + what +
             "; the model of step " + std::to_string(steps()) +
             " is kept. A smaller learningRate than " +
             formatNumber(settings_.adam.learningRate, 3) + " usually helps.";
  return false;
}

double Trainer::lossOfBatch(int step) {
  const RealMatrix *x = &train_.x, *target = &train_.target;
  if (!batches_.whole()) {
    const std::vector<int>& columns = batches_.at(step);
    gather(train_.x, columns, batchX_);
    gather(train_.target, columns, batchTarget_);
    x = &batchX_;
    target = &batchTarget_;
  }
  return gradient_.run(x->data(), target->data(), static_cast<int>(x->cols()));
}

bool Trainer::step() {
  if (!stopped_.empty()) return false;
  const double loss = lossOfBatch(steps());
  if (!std::isfinite(loss)) return refuse("the training loss is not a finite number");
  if (!allFinite(gradient_.gradient()))
    return refuse("the gradient contains a number that is not finite");
  if (firstLoss_ < 0) firstLoss_ = std::fmax(loss, meanSquare(train_.target));
  if (loss > kHopeless * firstLoss_) {
    return refuse("the training loss has grown to " + formatNumber(loss, 3) + ", from " +
                  formatNumber(firstLoss_, 3));
  }
  if (steps() % kCheckpointEvery == 0 && loss <= kGoodEnough * firstLoss_) keepCheckpoint();
  shortenGradient();
  adam_.step(weights_, gradient_.gradient());
  lastLoss_ = loss;
  return true;
}

void Trainer::shortenGradient() {
  if (settings_.mostGradient == 0) return;
  const double length = norm(gradient_.gradient());
  if (length > settings_.mostGradient) gradient_.scaleGradient(settings_.mostGradient / length);
}

double Trainer::lossOn(const Split& split) {
  if (split.x.cols() == 0) return std::numeric_limits<double>::quiet_NaN();
  return loss_.run(split.x.data(), split.target.data(), static_cast<int>(split.x.cols()));
}

double Trainer::trainLoss() { return lossOn(train_); }
double Trainer::testLoss() { return lossOn(test_); }
double Trainer::progressLoss() { return lossOn(progress_.x.cols() > 0 ? progress_ : test_); }

void Trainer::restore(const Adam::State& optimizer) {
  // The guard against divergence continues, too: its reference is the loss of the initial weights,
  // which are the checkpoint of a trainer that has not stepped.
  if (firstLoss_ < 0 && optimizer.step > 0) {
    std::swap_ranges(weights_.begin(), weights_.end(), good_.weights.begin());
    firstLoss_ = std::fmax(lossOfBatch(0), meanSquare(train_.target));
    std::swap_ranges(weights_.begin(), weights_.end(), good_.weights.begin());
  }
  adam_.restore(optimizer);
  stopped_.clear();
  keepCheckpoint();
}

}  // namespace hnn
