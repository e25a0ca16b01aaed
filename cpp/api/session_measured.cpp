// Sessions on measured data: checks of the input, and metrics.
#include <cmath>
#include <limits>

#include "api/session_parts.h"
#include "evaluate/metrics.h"
#include "evaluate/rollout.h"

namespace hnn {
namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

std::string entry(const char* field, std::size_t i) {
  return std::string(field) + "[" + std::to_string(i) + "]";
}

void requireOrder(const Measured& m) {
  for (std::size_t i = 0; i < m.t.size(); ++i) {
    const int before = i == 0 ? 0 : m.recording[i - 1];
    const int most = i == 0 ? 0 : before + 1;
    requireRange(entry("recording", i), m.recording[i], before, most);
    if (i > 0 && m.recording[i] == before && !(m.t[i] > m.t[i - 1]))
      reject(
          entry("t", i),
          "later than the sample before it, " + formatNumber(m.t[i - 1]) + ", within a recording",
          formatNumber(m.t[i]));
  }
}

Recordings recordingsFrom(const Measured& m) {
  const std::size_t size = m.symbols.size(), samples = m.t.size();
  if (size < 2 || size % 2 != 0 || size > kMaxStateSize)
    reject("symbols", "an even number 2…" + std::to_string(kMaxStateSize) + " of components",
           std::to_string(size));
  if (samples < 2 || samples * size > kMaxSamples)
    reject("measured samples × components",
           "two samples and at most " + std::to_string(kMaxSamples) + " numbers",
           std::to_string(samples) + " × " + std::to_string(size));
  requireLength("x", m.x.size(), samples * size, samples * size);
  if (!m.dxdt.empty()) requireLength("dxdt", m.dxdt.size(), samples * size, samples * size);
  requireLength("recording", m.recording.size(), samples, samples);
  requireFinite("t", m.t);
  const auto stateSize = static_cast<int>(size);
  Recordings recordings{m.t, statesFrom(m.x, "x", stateSize), {}, m.recording};
  if (!m.dxdt.empty()) recordings.dxdt = statesFrom(m.dxdt, "dxdt", stateSize);
  requireOrder(m);
  return recordings;
}

// Checks that a split has samples to train or test with.
void requireSamples(const Samples& samples, const char* split, const MeasuredData& made,
                    const Config& config) {
  if (samples.size() == 0)
    throw std::invalid_argument(
        std::string("no sample of the ") + split + " part has a derivative" +
        (made.why.empty() ? "" : ": " + made.why) +
        ". Use longer recordings, another derivative rule or another trainFraction than " +
        formatNumber(config.trainFraction));
  if (config.loss != "one-step") return;
  for (const int next : samples.next)
    if (next >= 0) return;
  throw std::invalid_argument(
      std::string("loss \"one-step\" requires pairs of samples that are the "
                  "median time step of ") +
      formatNumber(made.data.dt) + " apart (within 1 %), and the " + split +
      " part has none: choose loss \"derivative\"");
}

// The held-out stretch as a batch of one trajectory.
TrajectoryBatch batchOf(const HeldOutStretch& stretch) {
  TrajectoryBatch batch = startedBatch({}, stretch.x.leftCols(1), stretch.t);
  for (std::size_t i = 0; i < stretch.t.size(); ++i)
    batch.x[i] = stretch.x.col(static_cast<Eigen::Index>(i));
  batch.reached = {static_cast<int>(stretch.t.size())};
  batch.last = stretch.x.rightCols(1);
  return batch;
}

}  // namespace

void Session::Parts::takeMeasured(const Config& given, const Measured& m) {
  validate(given);
  config = given;
  const Recordings recordings = recordingsFrom(m);
  if (m.judged) {
    system = makeSystem(config.system, config.systemParameters, config.coordinates);
    const int components = 2 * system->info().degreesOfFreedom;
    if (components != recordings.x.rows())
      throw std::invalid_argument(
          "energies of these data cannot be computed with the Hamiltonian of system \"" +
          config.system + "\": its states have " + std::to_string(components) +
          " components, the data " + std::to_string(recordings.x.rows()) +
          "; choose another system, or none (judged: false)");
  }
  measured = std::make_unique<MeasuredData>(
      makeMeasured(recordings, config.derivative, config.trainFraction));
  requireSamples(measured->data.train, "training", *measured, config);
  requireSamples(measured->data.test, "held-out", *measured, config);
  data = std::move(measured->data);
}

Rollout Session::Parts::recordedRollout(const RolloutRequest& request) const {
  const Vector x0 = stateFrom(request.x0, "x0", stateSize());
  requireRange("duration of a recording", request.duration, 0, 1e300);
  const HeldOutStretch* nearest = nullptr;
  double least = 0;
  for (const HeldOutStretch& stretch : measured->heldOut) {
    const double distance = (stretch.x.col(0) - x0).squaredNorm();
    if (nearest && distance >= least) continue;
    nearest = &stretch;
    least = distance;
  }
  Trajectory path;
  for (const double t : nearest->t)
    if (t <= request.duration) path.t.push_back(t);
  path.x = nearest->x.leftCols(static_cast<Eigen::Index>(path.t.size()));
  Rollout result{.t = path.t, .x = flat(path.x)};
  if (system) {
    result.energy = energyAlong(*system, path);
    result.kineticEnergy = kineticEnergyAlong(*system, path);
  }
  if (model->hasEnergy()) result.learnedEnergy = flat(evaluator->energy(path.x));
  return result;
}

// The metric of Greydanus et al. 2019 for the real pendulum (their notebook).
Metrics Session::Parts::measuredMetrics() const {
  const Flow learned = flow(false);
  const EnergyFunction energy = [this](const Matrix& x) -> Matrix {
    return system ? system->energy(x) : Matrix::Zero(1, x.cols());
  };
  const auto count = static_cast<double>(measured->heldOut.size());
  double energyMse = 0, energySquare = 0, drift = 0, coordinateMse = 0;
  int guarded = 0;
  for (const HeldOutStretch& stretch : measured->heldOut) {
    const TrajectoryBatch path = integrateAt(learned, stretch.x.col(0), stretch.t);
    const RolloutErrors errors = compareRollouts(energy, batchOf(stretch), path);
    guarded += guardedAmong(path.trajectory(0).x);
    energyMse += errors.energyMse / count;
    energySquare += errors.energyMse * errors.energyMse / count;
    drift += errors.energyDrift / count;
    coordinateMse += errors.coordinateMse / count;
  }
  const double variance = std::fmax(energySquare - energyMse * energyMse, 0);
  const auto judged = [this](double value) { return system ? value : kNoNumber; };
  return {.trainLoss = trainer->trainLoss(),
          .testLoss = trainer->testLoss(),
          .energyMse = judged(energyMse),
          .energyMseStderr = judged(count > 1 ? std::sqrt(variance / (count - 1)) : 0),
          .energyDrift = judged(drift),
          .coordinateMse = coordinateMse,
          .fieldError = relativeFieldError(
              learned.field, [this](const Matrix&) { return data.test.dxdt; }, data.test.x),
          .guarded = guarded};
}

MeasuredReport Session::report() const {
  if (!parts_->measured)
    throw std::invalid_argument("report requires measured data, and this session has none");
  const MeasuredData& measured = *parts_->measured;
  return {.train = parts_->data.train.size(),
          .test = parts_->data.test.size(),
          .timeStep = parts_->data.dt,
          .gaps = measured.gaps,
          .skipped = measured.skipped,
          .why = measured.why};
}

}  // namespace hnn
