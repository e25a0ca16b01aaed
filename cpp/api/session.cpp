#include "api/session.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <ctime>
#include <functional>
#include <limits>
#include <optional>

#include "api/quick_training.h"
#include "api/session_parts.h"
#include "base/check.h"
#include "data/dataset.h"
#include "data/sampling.h"
#include "evaluate/field_grid.h"
#include "evaluate/injection.h"
#include "evaluate/metrics.h"
#include "evaluate/rollout.h"
#include "integrate/trajectory.h"
#include "linalg/gemm.h"
#include "models/evaluator.h"
#include "models/registry.h"
#include "physics/catalogue.h"
#include "train/losses.h"
#include "train/trainer.h"

namespace hnn {
namespace {

constexpr int kMaxGrid = 256;

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

template <class Block>
std::vector<Tensor> tensorsFrom(const ParameterLayout& layout, const Block& block) {
  std::vector<Tensor> tensors;
  for (const ParameterSlice& slice : layout.slices()) tensors.push_back(tensorFrom(slice, block));
  return tensors;
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

// Every slice of the layout from named tensors; throws where one is missing, surplus, misshapen or
// not finite.
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

}  // namespace

NetworkSpec Session::Parts::networkOf(const Config& config, int stateSize,
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

Session::Session() : parts_(std::make_unique<Parts>()) {}
Session::Session(Session&&) noexcept = default;
Session::~Session() = default;

Session::Session(const Config& config) : Session() {
  validate(config);
  Parts& p = *parts_;
  p.config = config;
  p.system = makeSystem(config.system, config.systemParameters, config.coordinates);
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
  p.startTraining();
}

std::unique_ptr<Session> Session::fromNetwork(const NetworkSpec& spec,
                                              const std::vector<Tensor>& weights) {
  validateNetwork(spec);
  std::unique_ptr<Session> session(new Session());
  NetworkSpec resolved = spec;
  resolved.angles = resolvedAngles(spec.model, spec.angles);
  session->parts_->buildModel(resolved);
  fillWeights(session->parts_->model->layout(), weights, session->parts_->weights);
  return session;
}

bool Session::hasData() const { return parts_->trainer != nullptr; }
bool Session::hasEnergy() const { return parts_->model->hasEnergy(); }
bool Session::hasDissipation() const { return parts_->model->hasDissipation(); }
const Config& Session::config() const { return parts_->config; }
NetworkSpec Session::network() const { return parts_->model->spec(); }
int Session::step() const { return parts_->trainer ? parts_->trainer->steps() : 0; }
int Session::totalSteps() const { return parts_->trainer ? parts_->trainer->totalSteps() : 0; }
int Session::parameterCount() const { return static_cast<int>(parts_->weights.size()); }

TrainProgress Session::train(int steps) {
  parts_->requireData("train");
  requireRange("steps", steps, 1, 1e9);
  Training& trainer = *parts_->trainer;
  for (int i = 0; i < steps; ++i) {
    if (!trainer.step()) break;
  }
  return {trainer.steps(), trainer.lastLoss(), trainer.stopped()};
}

Solution Session::solution() const {
  parts_->requireData("solution");
  const SolveReport* report = parts_->trainer->solution();
  if (!report)
    throw std::invalid_argument("solution: model \"" + parts_->model->spec().model +
                                "\" is trained by gradients; only \"sampled-hnn\" and "
                                "\"sampled-baseline\" have a solution");
  return {report->cutoff, report->rank, report->heldOutLoss};
}

double Session::testLoss() const {
  parts_->requireData("testLoss");
  return parts_->trainer->progressLoss();
}

void Session::reset() {
  parts_->requireData("reset");
  parts_->startTraining();
}

std::vector<double> Session::timeDerivative(const std::vector<double>& x) const {
  return flat(parts_->evaluator->field(statesFrom(x, "x", parts_->stateSize())));
}

std::vector<double> Session::energy(const std::vector<double>& x) const {
  parts_->requireEnergy("energy");
  return flat(parts_->evaluator->energy(statesFrom(x, "x", parts_->stateSize())));
}

LossAndGradient Session::lossAndGradient(const std::vector<double>& x,
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
                                          hasData() ? lossNormOf(config()) : LossNorm::kL2),
                           ObjectiveProgram::Wanted::kLossAndGradient);
  const RealMatrix realX = parts_->units.inside(states).cast<Real>(),
                   realTarget = parts_->units.rateInside(target).cast<Real>();
  LossAndGradient result;
  result.loss = program.run({realX.data(), realTarget.data()}, static_cast<int>(states.cols()));
  result.gradients = tensorsFrom(parts_->model->layout(), program.gradient());
  return result;
}

Rollout Session::rollout(const RolloutRequest& request) const {
  if (parts_->recorded && request.source == "truth") return parts_->recorded->rollout(request);
  const Vector x0 = stateFrom(request.x0, "x0", parts_->stateSize());
  requireRange("points", request.points, 2, kMaxRolloutPoints);
  requireFinite("duration", request.duration);
  requirePositive("stepSize", request.stepSize);
  requireRange("duration / stepSize", std::fabs(request.duration) / request.stepSize, 0,
               kMaxRolloutSteps);
  requireRange("injectionDuration", request.injectionDuration, 0, 1e6);
  auto [flow, integrator, stepSize, truth] =
      parts_->motion(request.source, request.integrator, request.stepSize, request.friction);
  if (truth) flow.mostSteps = static_cast<int>(kMaxRolloutSteps);  // as a fixed step may take
  const Trajectory path =
      request.injectionDuration > 0
          ? integrateWithInjection(flow, parts_->energyGradient(truth), injectionOf(request), x0,
                                   request.duration, request.points, integrator, stepSize)
          : integrate(flow, x0, request.duration, request.points, integrator, stepSize);
  Rollout result{.t = path.t, .x = flat(path.x)};
  if (!path.finished()) {
    result.stop = static_cast<int>(path.stop);
    result.stoppedAt = path.stoppedAt;
    result.stoppedIn = flat(path.last);
  }
  if (parts_->system) {
    result.energy = energyAlong(*parts_->system, path);
    result.kineticEnergy = kineticEnergyAlong(*parts_->system, path);
  }
  if (hasEnergy()) result.learnedEnergy = flat(parts_->evaluator->energy(path.x));
  if (!truth) result.guarded = parts_->guardedAmong(path.x);
  return result;
}

Grid Session::grid(const GridRequest& request) const {
  const bool truth = parts_->wantsTruth(request.source);
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
    return parts_->fieldAndEnergy(truth, x, request.friction, request.part);
  });
  return {request.columns, request.rows, flatRows(values.dx), flatRows(values.dy),
          flatRows(values.energy)};
}

Metrics Session::metrics(const MetricsRequest& request) const {
  parts_->requireData("metrics");
  if (parts_->recorded) return parts_->recorded->metrics();
  const System& system = *parts_->system;
  const Experiment& experiment = system.info().experiment;
  requireRange("starts", request.starts, 1, 10'000);
  if (request.points != 0) requireRange("points", request.points, 2, kMaxRolloutPoints);
  requireRange("duration", request.duration, 0, 1e5);
  const double duration = request.duration > 0 ? request.duration : experiment.judgedDuration;
  const int points = request.points > 0 ? request.points : experiment.judgedPoints;

  Random random(seedOf(parts_->config), stream::kMetrics);
  const Matrix starts = sampleStarts(system, random, request.starts);
  const TrajectoryBatch truth = trueTrajectories(system, starts, duration, points);
  // Adaptively, as the truth: the errors are the model's, whatever the system's parameters are.
  const TrajectoryBatch model = integrateAt(parts_->flow(false), starts, truth.t);
  const RolloutErrors errors = compareRollouts(system, truth, model);
  return {
      .trainLoss = parts_->trainer->trainLoss(),
      .testLoss = parts_->trainer->testLoss(),
      .energyMse = errors.energyMse,
      .energyMseStderr = errors.energyMseStderr,
      .energyDrift = errors.energyDrift,
      .coordinateMse = errors.coordinateMse,
      .fieldError = relativeFieldError(parts_->flow(false).field, parts_->flow(true).field,
                                       parts_->statesToJudge(truth)),
      .guarded = parts_->model->hasMassMatrix() ? parts_->guardedAmong(reachedStates(model)) : 0};
}

DataView Session::data() const {
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

std::string Session::fingerprint() const { return fingerprintOf(parts_->weights); }

std::vector<Tensor> Session::weights() const {
  return tensorsFrom(parts_->model->layout(), parts_->weights);
}

OptimizerState Session::optimizer() const {
  if (!parts_->trainer) return {};
  const Adam::State state = parts_->trainer->optimizer();
  return {state.step,
          {state.first.begin(), state.first.end()},
          {state.second.begin(), state.second.end()}};
}

void Session::restore(const std::vector<Tensor>& weights, const OptimizerState& optimizer) {
  parts_->requireData("restore");
  const std::size_t count = parts_->trainer->optimizerSize();
  requireRange("optimizer.step", optimizer.step, 0, 1e9);
  requireLength("optimizer.firstMoment", optimizer.firstMoment.size(), count, count);
  requireLength("optimizer.secondMoment", optimizer.secondMoment.size(), count, count);
  constexpr double kMost = std::numeric_limits<Real>::max();
  for (const double moment : optimizer.firstMoment)
    requireRange("optimizer.firstMoment", moment, -kMost, kMost);
  for (const double moment : optimizer.secondMoment)
    requireRange("optimizer.secondMoment", moment, 0, kMost);
  fillWeights(parts_->model->layout(), weights, parts_->weights);
  const auto reals = [](const std::vector<double>& v) {
    std::vector<Real> out(v.size());
    std::transform(v.begin(), v.end(), out.begin(),
                   [](double value) { return static_cast<Real>(value); });
    return out;
  };
  parts_->trainer->restore(
      {optimizer.step, reals(optimizer.firstMoment), reals(optimizer.secondMoment)});
}

Catalogue catalogue() {
  Catalogue all;
  all.settings = settingsTable();
  all.systems = systemInfos();
  all.families = familyConfigs();
  all.models = familyInfos();
  all.integrators = integratorNames();
  for (const SystemInfo& info : systemInfos()) {
    all.defaults.push_back(defaultConfig(info.id));
    all.published.push_back(publishedConfig(info.id));
    for (const QuickTraining& row : quickTrainings())
      if (row.system == info.id && row.model.empty())
        all.seconds.push_back({row.seconds, row.publishedSeconds});
  }
  return all;
}

bool offersModel(const std::string& id) {
  const std::vector<ModelInfo>& all = modelInfos();
  return std::any_of(all.begin(), all.end(), [&](const ModelInfo& info) { return info.id == id; });
}

double gemmSeconds(int width, int samples, int repeats) {
  requireRange("width", width, 1, 4096);
  requireRange("samples", samples, 1, 1'000'000);
  requireRange("repeats", repeats, 1, 1'000'000);
  std::vector<Real> panels(packedSize(width, width), Real(0.5));
  const std::size_t size = static_cast<std::size_t>(width) * static_cast<std::size_t>(samples);
  const std::vector<Real> x(size, Real(0.25));
  std::vector<Real> y(size);
  const std::clock_t start = std::clock();  // std::chrono would bring printf into the wasm module
  for (int i = 0; i < repeats; ++i)
    multiplyPanels(panels.data(), width, width, x.data(), samples, nullptr, y.data());
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace hnn
