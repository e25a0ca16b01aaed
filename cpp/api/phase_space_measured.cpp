// Sessions on measured data: checks of the input, and metrics.
#include <cmath>
#include <limits>
#include <utility>

#include "api/phase_space_parts.h"
#include "data/measured.h"
#include "data/scaling.h"
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

ScalingKind scalingKindOf(const NetworkSpec& spec) {
  if (modelInfo(spec.model).needsVelocities) return ScalingKind::kVelocities;
  return makeModel(spec)->hasEnergy() ? ScalingKind::kCanonical : ScalingKind::kFree;
}

// The system whose H gives the energies; null if none is chosen.
std::unique_ptr<System> judgeOf(const Config& config, bool judged, Eigen::Index components) {
  if (!judged) return nullptr;
  auto system = makeSystem(config.system, config.systemParameters, config.coordinates);
  const int expected = 2 * system->info().degreesOfFreedom;
  if (expected != components)
    throw std::invalid_argument(
        "energies of these data cannot be computed with the Hamiltonian of system \"" +
        config.system + "\": its states have " + std::to_string(expected) +
        " components, the data " + std::to_string(components) +
        "; choose another system, or none (judged: false)");
  return system;
}

}  // namespace

class PhaseSpaceRun::Recorded final : public Truth {
 public:
  // Of `parts`, which own this and whose data are those of `made`.
  Recorded(const Parts& parts, MeasuredData made)
      : parts_(parts),
        heldOut_(std::move(made.heldOut)),
        report_{.train = parts.data.train.size(),
                .test = parts.data.test.size(),
                .timeStep = parts.data.dt,
                .gaps = made.gaps,
                .skipped = made.skipped,
                .why = std::move(made.why)} {}

  [[nodiscard]] Rollout rollout(const RolloutRequest& request) const override;
  // The metric of Greydanus et al. 2019 for the real pendulum (their notebook).
  [[nodiscard]] Metrics metrics(const MetricsRequest&) const override;
  [[nodiscard]] const MeasuredReport* report() const override { return &report_; }

 private:
  const Parts& parts_;
  std::vector<HeldOutStretch> heldOut_;
  MeasuredReport report_;
};

Rollout PhaseSpaceRun::Recorded::rollout(const RolloutRequest& request) const {
  const Vector x0 = stateFrom(request.x0, "x0", parts_.stateSize());
  requireRange("duration of a recording", request.duration, 0, 1e300);
  const HeldOutStretch* nearest = nullptr;
  double least = 0;
  for (const HeldOutStretch& stretch : heldOut_) {
    const double distance = parts_.units.directionInside(stretch.x.col(0) - x0).squaredNorm();
    if (nearest && distance >= least) continue;
    nearest = &stretch;
    least = distance;
  }
  Trajectory path;
  for (const double t : nearest->t)
    if (t <= request.duration) path.t.push_back(t);
  path.x = nearest->x.leftCols(static_cast<Eigen::Index>(path.t.size()));
  Rollout result{.t = path.t, .x = flat(path.x)};
  if (parts_.system) {
    result.energy = energyAlong(*parts_.system, path);
    result.kineticEnergy = kineticEnergyAlong(*parts_.system, path);
  }
  if (parts_.model->hasEnergy()) result.learnedEnergy = flat(parts_.learned->energy(path.x));
  return result;
}

Metrics PhaseSpaceRun::Recorded::metrics(const MetricsRequest&) const {
  const Flow learned = flowOf(*parts_.learned);
  const System* system = parts_.system.get();
  const EnergyFunction energy = [system](const Matrix& x) -> Matrix {
    return system ? system->energy(x) : Matrix::Zero(1, x.cols());
  };
  const auto count = static_cast<double>(heldOut_.size());
  double energyMse = 0, energySquare = 0, drift = 0, coordinateMse = 0;
  int guarded = 0;
  for (const HeldOutStretch& stretch : heldOut_) {
    const TrajectoryBatch path = integrateAt(learned, stretch.x.col(0), stretch.t);
    const RolloutErrors errors = compareRollouts(energy, batchOf(stretch), path);
    guarded += parts_.learned->guardedAmong(path.trajectory(0).x);
    energyMse += errors.energyMse / count;
    energySquare += errors.energyMse * errors.energyMse / count;
    drift += errors.energyDrift / count;
    coordinateMse += errors.coordinateMse / count;
  }
  const double variance = std::fmax(energySquare - energyMse * energyMse, 0);
  const auto judged = [system](double value) { return system ? value : kNoNumber; };
  const Samples& test = parts_.data.test;
  return {.trainLoss = parts_.trainer->trainLoss(),
          .testLoss = parts_.trainer->testLoss(),
          .energyMse = judged(energyMse),
          .energyMseStderr = judged(count > 1 ? std::sqrt(variance / (count - 1)) : 0),
          .energyDrift = judged(drift),
          .coordinateMse = coordinateMse,
          .fieldError = relativeFieldError(
              [&](const Matrix& x) { return parts_.units.rateInside(learned.field(x)); },
              [&](const Matrix&) { return parts_.units.rateInside(test.dxdt); }, test.x),
          .guarded = guarded};
}

std::unique_ptr<PhaseSpaceRun> PhaseSpaceRun::fromMeasured(const Config& config,
                                                           const Measured& measured) {
  std::unique_ptr<PhaseSpaceRun> session(new PhaseSpaceRun());
  Parts& p = *session->parts_;
  validate(config);
  p.config = config;
  const Recordings recordings = recordingsFrom(measured);
  p.system = judgeOf(config, measured.judged, recordings.x.rows());
  const std::vector<int> angles = p.system ? p.system->info().angles : std::vector<int>{};
  MeasuredData made = makeMeasured(
      recordings, parseChoice<DerivativeRule>("derivative", config.derivative, derivativeRules()),
      config.trainFraction, angles);
  requireSamples(made.data.train, "training", made, config);
  requireSamples(made.data.test, "held-out", made, config);
  p.data = std::move(made.data);
  p.truth = std::make_unique<Recorded>(p, std::move(made));
  const auto stateSize = static_cast<int>(p.data.train.x.rows());
  // For measured data p is the velocity: unit masses.
  NetworkSpec spec = Parts::networkOf(config, stateSize, angles,
                                      [&] { return Vector(Vector::Ones(stateSize / 2)); });
  if (parseChoice<ScalingRule>("scaling", config.scaling, scalingRules()) == ScalingRule::kData) {
    // Angles that enter as cosine and sine keep their unit.
    const Scaling scaling = scalingOf(p.data, spec.angleCoordinates, scalingKindOf(spec));
    p.dataInside = std::make_unique<Dataset>(scaled(p.data, scaling));
    spec.stateShift = flat(scaling.shift);
    spec.stateScale = flat(scaling.scale);
    spec.timeScale = scaling.time;
  }
  // Without a scaling the data may have any unit: a bound for the size of our systems would stop
  // every motion of a planet in kilometres.
  p.buildModel(spec, p.dataInside ? 1 : p.data.train.x.cwiseAbs().maxCoeff());
  p.trainer = p.makeTraining();
  return session;
}

MeasuredReport PhaseSpaceRun::report() const {
  if (const MeasuredReport* report = parts_->truth ? parts_->truth->report() : nullptr)
    return *report;
  throw std::invalid_argument("report requires measured data, and this session has none");
}

}  // namespace hnn
