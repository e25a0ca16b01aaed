#include "api/phase_space_run.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "api/phase_space_parts.h"
#include "base/check.h"
#include "data/dataset.h"
#include "data/sampling.h"
#include "evaluate/field_grid.h"
#include "evaluate/injection.h"
#include "evaluate/metrics.h"
#include "evaluate/rollout.h"
#include "integrate/trajectory.h"
#include "models/evaluator.h"
#include "models/registry.h"
#include "physics/catalogue.h"
#include "train/losses.h"

namespace hnn {
namespace {

constexpr int kMaxGrid = 256;

void validateNetwork(const NetworkSpec& spec) {
  validateSettings(spec);
  validateShape(spec.model, spec.hidden, spec.activation);
  if (spec.stateSize < 2 || spec.stateSize % 2 != 0 || spec.stateSize > kMaxStateSize) {
    reject("stateSize", "an even number 2…" + std::to_string(kMaxStateSize),
           std::to_string(spec.stateSize));
  }
  int before = -1;
  for (const int which : spec.angleCoordinates) {
    requireRange("angleCoordinates (rising)", which, before + 1, spec.stateSize / 2 - 1);
    before = which;
  }
  if (hasUnits(spec)) validateUnits(spec);
  if (modelInfo(spec.model).solvedAtOnce && !spec.outputBias)
    reject("outputBias", "true for model \"" + spec.model + "\"", "false");
  if (!modelInfo(spec.model).needsMass) return;
  const auto d = static_cast<std::size_t>(spec.stateSize / 2);
  requireLength("inverseMass", spec.inverseMass.size(), d, d);
  for (const double inverse : spec.inverseMass) requirePositive("inverseMass", inverse);
}

// The injection of a roll-out, if it has one.
Injection injectionOf(const RolloutRequest& request) {
  requirePositive("duration of a roll-out with an injection", request.duration);
  requireRange("injectionStart", request.injectionStart, 0, request.duration);
  requireFinite("injectionRate", request.injectionRate);
  return {request.injectionStart, request.injectionDuration, request.injectionRate};
}

// Every state that the roll-outs reached, 2d × count.
Matrix reachedStates(const TrajectoryBatch& batch) {
  std::vector<double> states;
  for (Eigen::Index j = 0; j < batch.last.cols(); ++j) {
    const Trajectory path = batch.trajectory(j);
    states.insert(states.end(), path.x.data(), path.x.data() + path.x.size());
  }
  return Eigen::Map<const Matrix>(states.data(), batch.last.rows(),
                                  static_cast<Eigen::Index>(states.size()) / batch.last.rows());
}

}  // namespace

NetworkSpec PhaseSpaceRun::Parts::networkOf(const Config& config, int stateSize,
                                            const std::vector<int>& angles,
                                            const std::function<Vector()>& inverseMass) {
  const ModelInfo& info = modelInfo(config.model);
  NetworkSpec spec{.stateSize = stateSize};
  copySettings(config, spec);
  if (info.solvedAtOnce) spec.outputBias = true;
  if (info.needsMass) spec.inverseMass = flat(inverseMass());
  spec.angles = resolvedAngles(config.model, config.angles);
  if (spec.angles != "plain") spec.angleCoordinates = angles;
  return spec;
}

// The true equations of motion of the run's system.
class PhaseSpaceRun::Simulated final : public Truth {
 public:
  // Of `parts`, which own this.
  explicit Simulated(const Parts& parts) : parts_(parts), equations_(*parts.system) {}

  [[nodiscard]] const Source* equations() const override { return &equations_; }
  [[nodiscard]] Rollout rollout(const RolloutRequest& request) const override {
    return parts_.rollout(request);
  }
  [[nodiscard]] Metrics metrics(const MetricsRequest& request) const override;

 private:
  // Where the field error is measured: on a grid over the portrait, if that is the whole phase
  // space, at the energies that the training data reach; otherwise along the true motions (a plane
  // through a phase space of more dimensions is mostly far from the data).
  [[nodiscard]] Matrix statesToJudge(const TrajectoryBatch& motions) const {
    const SystemView& view = parts_.system->info().view;
    if (parts_.stateSize() == 2) {
      const Matrix grid = gridStates({.xAxis = view.xAxis,
                                      .yAxis = view.yAxis,
                                      .xMin = view.xMin,
                                      .xMax = view.xMax,
                                      .yMin = view.yMin,
                                      .yMax = view.yMax,
                                      .columns = kMetricsGrid,
                                      .rows = kMetricsGrid,
                                      .at = Vector::Zero(2)});
      const Matrix energy = parts_.system->energy(grid),
                   reached = parts_.system->energy(parts_.data.train.x);
      std::vector<Eigen::Index> inside;
      for (Eigen::Index i = 0; i < grid.cols(); ++i) {
        if (energy(0, i) >= reached.minCoeff() && energy(0, i) <= reached.maxCoeff())
          inside.push_back(i);
      }
      return grid(Eigen::all, inside);
    }
    Matrix states(parts_.stateSize(),
                  static_cast<Eigen::Index>(motions.x.size()) * motions.x.front().cols());
    for (std::size_t i = 0; i < motions.x.size(); ++i) {
      states.middleCols(static_cast<Eigen::Index>(i) * motions.x[i].cols(), motions.x[i].cols()) =
          motions.x[i];
    }
    return states;
  }

  const Parts& parts_;
  TrueSource equations_;
};

PhaseSpaceRun::PhaseSpaceRun()
    : Run(std::make_unique<Parts>()), parts_(static_cast<Parts*>(run_.get())) {}

PhaseSpaceRun::PhaseSpaceRun(const Config& config) : PhaseSpaceRun() {
  validate(config);
  Parts& p = *parts_;
  p.config = config;
  p.system = makeSystem(config.system, config.systemParameters, config.coordinates);
  p.truth = std::make_unique<Simulated>(p);
  p.data = makeDataset(
      *p.system, {.seed = seedOf(config),
                  .trajectories = config.trajectories,
                  .points = config.points,
                  .duration = config.duration,
                  .noise = config.noise,
                  .trainFraction = config.trainFraction,
                  .samples = parseChoice<SampleKind>("samples", config.samples, samplesNames())});
  p.buildModel(Parts::networkOf(config, 2 * p.system->info().degreesOfFreedom,
                                p.system->info().angles, [&] { return p.system->inverseMass(); }));
  p.trainer = p.makeTraining();
}

std::unique_ptr<PhaseSpaceRun> PhaseSpaceRun::fromNetwork(const NetworkSpec& spec,
                                                          const std::vector<Tensor>& weights) {
  validateNetwork(spec);
  std::unique_ptr<PhaseSpaceRun> session(new PhaseSpaceRun());
  NetworkSpec resolved = spec;
  resolved.angles = resolvedAngles(spec.model, spec.angles);
  session->parts_->buildModel(resolved);
  fillWeights(session->parts_->model->layout(), weights, session->parts_->weights);
  return session;
}

bool PhaseSpaceRun::hasEnergy() const { return parts_->model->hasEnergy(); }
bool PhaseSpaceRun::hasDissipation() const { return parts_->model->hasDissipation(); }
NetworkSpec PhaseSpaceRun::network() const { return parts_->model->spec(); }
Solution PhaseSpaceRun::solution() const {
  parts_->requireData("solution");
  const SolveReport* report = parts_->trainer->solution();
  if (!report)
    throw std::invalid_argument("solution: model \"" + parts_->model->spec().model +
                                "\" is trained by gradients; only \"sampled-hnn\" and "
                                "\"sampled-baseline\" have a solution");
  return {report->cutoff, report->rank, report->heldOutLoss};
}

std::vector<double> PhaseSpaceRun::timeDerivative(const std::vector<double>& x) const {
  return flat(parts_->evaluator->field(statesFrom(x, "x", parts_->stateSize())));
}

std::vector<double> PhaseSpaceRun::energy(const std::vector<double>& x) const {
  parts_->requireEnergy("energy");
  return flat(parts_->evaluator->energy(statesFrom(x, "x", parts_->stateSize())));
}

LossAndGradient PhaseSpaceRun::lossAndGradient(const std::vector<double>& x,
                                               const std::vector<double>& dxdt) const {
  if (modelInfo(parts_->model->spec().model).solvedAtOnce)
    throw std::invalid_argument(
        "lossAndGradient: model \"" + parts_->model->spec().model +
        "\" is solved without gradients; load its weights into an \"hnn\" or "
        "\"baseline\" of the same shape to compute them");
  const Matrix states = statesFrom(x, "x", parts_->stateSize());
  const Matrix target = statesFrom(dxdt, "dxdt", parts_->stateSize());
  if (states.cols() != target.cols()) {
    reject("dxdt", "as many samples as x, " + std::to_string(states.cols()),
           std::to_string(target.cols()));
  }
  ObjectiveProgram program(parts_->model->layout(), parts_->weights.reals().data(),
                           fieldObjective(*parts_->model, Loss::kDerivative,
                                          hasData() ? lossNormOf(parts_->config) : LossNorm::kL2),
                           ObjectiveProgram::Wanted::kLossAndGradient);
  const RealMatrix realX = parts_->units.inside(states).cast<Real>(),
                   realTarget = parts_->units.rateInside(target).cast<Real>();
  LossAndGradient result;
  result.loss = program.run({realX.data(), realTarget.data()}, static_cast<int>(states.cols()));
  result.gradients = tensorsFrom(parts_->model->layout(), program.gradient());
  return result;
}

Rollout PhaseSpaceRun::rollout(const RolloutRequest& request) const {
  if (parts_->truth && request.source == "truth") return parts_->truth->rollout(request);
  return parts_->rollout(request);
}

Rollout PhaseSpaceRun::Parts::rollout(const RolloutRequest& request) const {
  const Vector x0 = stateFrom(request.x0, "x0", stateSize());
  requireRange("points", request.points, 2, kMaxRolloutPoints);
  requireFinite("duration", request.duration);
  requirePositive("stepSize", request.stepSize);
  requireRange("duration / stepSize", std::fabs(request.duration) / request.stepSize, 0,
               kMaxRolloutSteps);
  requireRange("injectionDuration", request.injectionDuration, 0, 1e6);
  auto [source, flow, integrator, stepSize] =
      motion(request.source, request.integrator, request.stepSize, request.friction);
  const bool isModel = source == learned.get();
  if (!isModel) flow.mostSteps = static_cast<int>(kMaxRolloutSteps);  // as a fixed step may take
  const Trajectory path =
      request.injectionDuration > 0
          ? integrateWithInjection(flow, energyAscent(*source), injectionOf(request), x0,
                                   request.duration, request.points, integrator, stepSize)
          : integrate(flow, x0, request.duration, request.points, integrator, stepSize);
  Rollout result{.t = path.t, .x = flat(path.x)};
  if (!path.finished()) {
    result.stop = static_cast<int>(path.stop);
    result.stoppedAt = path.stoppedAt;
    result.stoppedIn = flat(path.last);
  }
  if (system) {
    result.energy = energyAlong(*system, path);
    result.kineticEnergy = kineticEnergyAlong(*system, path);
  }
  if (learned->hasEnergy()) result.learnedEnergy = flat(learned->energy(path.x));
  result.guarded = source->guardedAmong(path.x);
  return result;
}

Grid PhaseSpaceRun::grid(const GridRequest& request) const {
  const Source& source = parts_->source(request.source);
  const int size = parts_->stateSize();
  requireRange("xAxis", request.xAxis, 0, size - 1);
  requireRange("yAxis", request.yAxis, 0, size - 1);
  if (request.xAxis == request.yAxis)
    reject("yAxis", "another component than xAxis", std::to_string(request.yAxis));
  requireRange("columns", request.columns, 2, kMaxGrid);
  requireRange("rows", request.rows, 2, kMaxGrid);
  requireFinite("xMin", request.xMin);
  requireFinite("xMax", request.xMax);
  requireFinite("yMin", request.yMin);
  requireFinite("yMax", request.yMax);

  const GridPlane plane{
      .xAxis = request.xAxis,
      .yAxis = request.yAxis,
      .xMin = request.xMin,
      .xMax = request.xMax,
      .yMin = request.yMin,
      .yMax = request.yMax,
      .columns = request.columns,
      .rows = request.rows,
      .at = request.at.empty() ? Vector(Vector::Zero(size)) : stateFrom(request.at, "at", size)};
  requireChoice("part", request.part, {"whole", "conservative", "dissipative"});
  const FieldGrid values = evaluateOnGrid(plane, [&](const Matrix& x) {
    return parts_->fieldAndEnergy(source, x, request.friction, request.part);
  });
  return {request.columns, request.rows, flatRows(values.dx), flatRows(values.dy),
          flatRows(values.energy)};
}

Metrics PhaseSpaceRun::Simulated::metrics(const MetricsRequest& request) const {
  const System& system = *parts_.system;
  const Experiment& experiment = system.info().experiment;
  requireRange("starts", request.starts, 1, 10'000);
  if (request.points != 0) requireRange("points", request.points, 2, kMaxRolloutPoints);
  requireRange("duration", request.duration, 0, 1e5);
  const double duration = request.duration > 0 ? request.duration : experiment.judgedDuration;
  const int points = request.points > 0 ? request.points : experiment.judgedPoints;

  Random random(seedOf(parts_.config), stream::kMetrics);
  const Matrix starts = sampleStarts(system, random, request.starts);
  const TrajectoryBatch truth = trueTrajectories(system, starts, duration, points);
  // Adaptively, as the truth: the errors are the model's, whatever the system's parameters are.
  const TrajectoryBatch model = integrateAt(flowOf(*parts_.learned), starts, truth.t);
  const RolloutErrors errors = compareRollouts(system, truth, model);
  return {.trainLoss = parts_.trainer->trainLoss(),
          .testLoss = parts_.trainer->testLoss(),
          .energyMse = errors.energyMse,
          .energyMseStderr = errors.energyMseStderr,
          .energyDrift = errors.energyDrift,
          .coordinateMse = errors.coordinateMse,
          .fieldError = relativeFieldError(fieldOf(*parts_.learned), fieldOf(equations_),
                                           statesToJudge(truth)),
          .guarded = parts_.learned->guardedAmong(reachedStates(model))};
}

Metrics PhaseSpaceRun::metrics(const MetricsRequest& request) const {
  parts_->requireData("metrics");
  return parts_->truth->metrics(request);
}

DataView PhaseSpaceRun::data() const {
  parts_->requireData("data");
  DataView view;
  const auto append = [&view](const Samples& samples, int isTest) {
    view.x.insert(view.x.end(), samples.x.data(), samples.x.data() + samples.x.size());
    view.dxdt.insert(view.dxdt.end(), samples.dxdt.data(),
                     samples.dxdt.data() + samples.dxdt.size());
    view.trajectory.insert(view.trajectory.end(), samples.trajectory.begin(),
                           samples.trajectory.end());
    view.t.insert(view.t.end(), samples.t.begin(), samples.t.end());
    view.test.insert(view.test.end(), samples.trajectory.size(), isTest);
  };
  append(parts_->data.train, 0);
  append(parts_->data.test, 1);
  return view;
}

}  // namespace hnn
