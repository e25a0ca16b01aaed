// The parts of a session, shared by the files that implement it; used only inside api/.
#pragma once

#include <cmath>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "api/phase_space_run.h"
#include "api/run_parts.h"
#include "base/check.h"
#include "data/dataset.h"
#include "data/sampling.h"
#include "evaluate/field_grid.h"
#include "evaluate/variational.h"
#include "integrate/trajectory.h"
#include "models/evaluator.h"
#include "models/registry.h"
#include "models/units.h"
#include "physics/catalogue.h"
#include "train/field_objective.h"

namespace hnn {

inline constexpr int kMaxStateSize = 64;  // components, 2d
// Of a fixed-step integrator; a few minutes with a network of 200 units.
inline constexpr double kMaxRolloutSteps = 2e6;
// Adaptive steps through one interval of a study, or ten step sizes of it: far more than any motion
// of our systems takes, and few enough that a study can be stopped between two intervals.
inline constexpr int kMaxStudySteps = 20'000;
inline constexpr int kMaxRolloutPoints = 100'000;
inline constexpr double kMostFriction = 10;
// Of the truth: conserved quantities of every system vary by less than 1e-8.
inline constexpr double kTruthTolerance = 1e-12;
inline constexpr int kMetricsGrid = 40;  // points along each axis of the field error's grid

inline std::vector<double> flatRows(const Matrix& m) {
  const Matrix rows = m.transpose();
  return {rows.data(), rows.data() + rows.size()};
}

inline std::vector<double> flat(const Matrix& m) { return {m.data(), m.data() + m.size()}; }

// External states, 2d × samples.
inline Matrix statesFrom(const std::vector<double>& values, const std::string& name,
                         int stateSize) {
  if (values.empty() || values.size() % static_cast<std::size_t>(stateSize) != 0) {
    reject(name, "a list of whole samples of " + std::to_string(stateSize) + " numbers each",
           std::to_string(values.size()) + " numbers");
  }
  requireFinite(name, values);
  return Eigen::Map<const Matrix>(values.data(), stateSize,
                                  static_cast<Eigen::Index>(values.size()) / stateSize);
}

inline Vector stateFrom(const std::vector<double>& values, const std::string& name, int stateSize) {
  requireLength(name, values.size(), static_cast<std::size_t>(stateSize),
                static_cast<std::size_t>(stateSize));
  requireFinite(name, values);
  return Eigen::Map<const Vector>(values.data(), stateSize);
}

inline std::uint64_t seedOf(const Config& config) {
  return static_cast<std::uint64_t>(config.seed);
}

inline LossNorm lossNormOf(const Config& config) {
  return parseChoice<LossNorm>("lossNorm", config.lossNorm, lossNorms());
}

// What only a run on recordings has. An interface, so that a program in which nothing makes one
// does not contain it (wasm_build/first_module.cpp).
class RecordedRun {
 public:
  virtual ~RecordedRun() = default;
  [[nodiscard]] virtual Rollout rollout(const RolloutRequest& request) const = 0;
  [[nodiscard]] virtual Metrics metrics() const = 0;
  [[nodiscard]] virtual MeasuredReport report() const = 0;
};

// A flow, and how it is followed.
struct Motion {
  Flow flow;
  Integrator integrator;
  double stepSize;
  bool truth;  // the flow is that of the true equations
};

struct PhaseSpaceRun::Parts final : Run::Parts {
  Config config;
  std::unique_ptr<System> system;  // null without data, and for measured data without a system
  Dataset data;
  std::unique_ptr<Dataset> dataInside;    // in the network's units, where they differ
  std::unique_ptr<RecordedRun> recorded;  // null unless the data are measured
  std::unique_ptr<PhaseSpaceModel> model;
  Units units;                           // the network's
  std::unique_ptr<Evaluator> evaluator;  // of states in the user's units

  // `inverseMass` gives 1/m of every coordinate, d numbers; called only if the model needs it.
  [[nodiscard]] static NetworkSpec networkOf(const Config& config, int stateSize,
                                             const std::vector<int>& angles,
                                             const std::function<Vector()>& inverseMass);

  void buildModel(const NetworkSpec& spec) {
    model = makeModel(spec);
    weights = model->makeWeights();
    units = Units(spec);
    evaluator = withUnits(model->makeEvaluator(weights), units);
  }

  [[nodiscard]] const Model& ofKind() const override { return *model; }

  [[nodiscard]] std::unique_ptr<Training> makeTraining() override {
    const Dataset& learned = dataInside ? *dataInside : data;
    if (modelInfo(model->spec().model).solvedAtOnce) return startSolve(learned);
    const auto loss = parseChoice<Loss>("loss", config.loss, lossNames());
    return trainedByGradients(*model, weights,
                              fieldObjective(*model, loss, lossNormOf(config), learned.dt),
                              tableOf(learned.train), tableOf(learned.test), config);
  }

  // The training of a model that is solved for. In phase_space_solved.cpp; the page's first module,
  // which contains no such model, defines it without the solver (wasm_build/first_module.cpp).
  [[nodiscard]] std::unique_ptr<Training> startSolve(const Dataset& learned);

  [[nodiscard]] int stateSize() const { return model->spec().stateSize; }

  // For everything in canonical coordinates: deviations, sections, the gradient of H.
  void requireCanonical(const char* what) const {
    // A network without settings does not tell; only some families are defined for velocities
    // alone.
    const bool velocities = trainer ? config.coordinates != "canonical"
                                    : modelInfo(model->spec().model).needsVelocities;
    if (!velocities) return;
    throw std::invalid_argument(std::string(what) +
                                " requires canonical momenta, and these states are positions and "
                                "velocities: choose coordinates \"canonical\"");
  }

  // A system that the data come from, not one that only provides energies.
  void requireSystem(const char* what) const {
    requireData(what);
    if (recorded)
      throw std::invalid_argument(std::string(what) +
                                  " requires a system, and this run is trained on measured data: "
                                  "create a session of a system");
  }

  // Whether `source` follows the true equations: exactly, or with the chosen integrator.
  [[nodiscard]] bool wantsTruth(const std::string& source) const {
    if (requireChoice("source", source, {"model", "truth", "integrator"}) == 0) return false;
    requireData(("source \"" + source + "\"").c_str());
    if (recorded)
      throw std::invalid_argument(
          "source \"" + source +
          "\" requires equations of motion, and measured data have none: use source "
          "\"model\"; a rollout with source \"truth\" returns the recording");
    return true;
  }

  // A field with `friction` times its dissipative part, C + friction · (F − C).
  [[nodiscard]] VectorField fieldOf(bool truth, double friction) const {
    requireRange("friction", friction, 0, kMostFriction);
    const bool whole =
        friction == 1 || (truth ? system->info().conservative : !model->hasDissipation());
    if (truth) {
      if (whole) return [this](const Matrix& x) { return system->field(x); };
      return [this, friction](const Matrix& x) -> Matrix {
        const Matrix kept = system->conservativeField(x);
        return kept + friction * (system->field(x) - kept);
      };
    }
    if (whole)
      return [this, held = evaluator->hold()](const Matrix& x) { return evaluator->field(x); };
    return [this, friction, held = evaluator->hold()](const Matrix& x) -> Matrix {
      const Matrix kept = evaluator->conservativeField(x);
      return kept + friction * (evaluator->field(x) - kept);
    };
  }

  // What a request of a roll-out or a study follows, and how.
  [[nodiscard]] Motion motion(const std::string& source, const std::string& integrator,
                              double stepSize, double friction = 1) const {
    const bool truth = wantsTruth(source);
    Motion motion{flow(truth, friction), parseIntegrator(integrator), stepSize, truth};
    if (source != "truth") return motion;
    // As the data are: a coarse step would give another motion, with another energy.
    motion.integrator = Integrator::kDormandPrince;
    motion.flow.tolerance = kTruthTolerance;
    return motion;
  }

  [[nodiscard]] Motion studied(const StudyPiece& piece) const {
    Motion motion = this->motion(piece.source, piece.integrator, piece.stepSize);
    motion.flow.mostSteps = kMaxStudySteps;
    return motion;
  }

  [[nodiscard]] Flow flow(bool truth, double friction = 1) const {
    if (truth) {
      Flow flow = trueFlow(*system);
      flow.field = fieldOf(true, friction);
      return flow;
    }
    Flow flow{.field = fieldOf(false, friction),
              .separable = false,
              .resolution = evaluator->resolution()};
    // Measured data may have any unit: a bound for the size of our systems would stop every motion
    // of a planet in kilometres.
    flow.shift = units.shift();
    flow.scale = units.scale();
    if (recorded && !units.differ()) flow.bound *= std::fmax(1, data.train.x.cwiseAbs().maxCoeff());
    return flow;
  }

  // At how many of the states (2d × count) the mass matrix is regularised, so that accelerations
  // change by 1 % and more.
  [[nodiscard]] int guardedAmong(const Matrix& x) const {
    const double epsilon = model->spec().massRegularisation;
    if (!model->hasMassMatrix() || epsilon == 0) return 0;
    const Matrix pivots = evaluator->massPivots(x);
    int count = 0;
    for (Eigen::Index j = 0; j < x.cols(); ++j)
      count += pivots.col(j).cwiseAbs().minCoeff() < 10 * epsilon ? 1 : 0;
    return count;
  }

  // Part "whole" | "conservative" | "dissipative" of the field, and the energy, which is empty
  // if the source has none.
  [[nodiscard]] FieldAndEnergy fieldAndEnergy(bool truth, const Matrix& x, double friction,
                                              const std::string& part) const {
    if (part == "whole" && friction == 1 && !truth && model->hasEnergy())
      return evaluator->fieldAndEnergy(x);  // in one pass
    Matrix energy;
    if (truth) energy = system->energy(x);
    if (!truth && model->hasEnergy()) energy = evaluator->energy(x);
    if (part == "whole") return {fieldOf(truth, friction)(x), energy};
    if (!truth && !model->hasDissipation())
      throw std::invalid_argument("part \"" + part + "\": the field of model \"" +
                                  model->spec().model + "\" has no parts; use \"whole\"");
    const Matrix kept = fieldOf(truth, 0)(x);
    if (part == "conservative") return {kept, energy};
    return {fieldOf(truth, friction)(x) - kept, energy};
  }

  [[nodiscard]] FieldTangent fieldTangent(bool truth) const {
    requireCanonical("a study of deviations");
    if (truth)
      return [this](const Matrix& x, const Matrix& v) { return system->fieldTangent(x, v); };
    return [this, held = evaluator->hold()](const Matrix& x, const Matrix& v) {
      return evaluator->tangent(x, v);
    };
  }

  // Throws if the source has no energy.
  [[nodiscard]] VectorField energyGradient(bool truth) const {
    requireCanonical("an injection");
    if (truth) return [this](const Matrix& x) { return system->energyGradient(x); };
    requireEnergy("injection");
    return [this](const Matrix& x) { return units.ascentOutside(evaluator->energyGradient(x)); };
  }

  void requireEnergy(const std::string& what) const {
    if (model->hasEnergy()) return;
    throw std::invalid_argument(what + ": model \"" + model->spec().model + "\" with field \"" +
                                model->spec().field + "\" has no energy function");
  }

  // Where the field error is measured: on a grid over the portrait, if that is the whole phase
  // space, at the energies that the training data reach; otherwise along the true motions (a plane
  // through a phase space of more dimensions is mostly far from the data).
  [[nodiscard]] Matrix statesToJudge(const TrajectoryBatch& truth) const {
    const SystemView& view = system->info().view;
    if (stateSize() == 2) {
      const Matrix grid = gridStates({.xAxis = view.xAxis,
                                      .yAxis = view.yAxis,
                                      .xMin = view.xMin,
                                      .xMax = view.xMax,
                                      .yMin = view.yMin,
                                      .yMax = view.yMax,
                                      .columns = kMetricsGrid,
                                      .rows = kMetricsGrid,
                                      .at = Vector::Zero(2)});
      const Matrix energy = system->energy(grid), reached = system->energy(data.train.x);
      std::vector<Eigen::Index> inside;
      for (Eigen::Index i = 0; i < grid.cols(); ++i) {
        if (energy(0, i) >= reached.minCoeff() && energy(0, i) <= reached.maxCoeff())
          inside.push_back(i);
      }
      return grid(Eigen::all, inside);
    }
    Matrix states(stateSize(), static_cast<Eigen::Index>(truth.x.size()) * truth.x.front().cols());
    for (std::size_t i = 0; i < truth.x.size(); ++i) {
      states.middleCols(static_cast<Eigen::Index>(i) * truth.x[i].cols(), truth.x[i].cols()) =
          truth.x[i];
    }
    return states;
  }
};

}  // namespace hnn
