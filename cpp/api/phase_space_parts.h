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
#include "evaluate/source.h"
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

// What the models of a run are compared with: the true equations of motion, or recordings. An
// interface, so that a program in which nothing makes a run on recordings does not contain them
// (wasm_build/first_module.cpp).
class Truth {
 public:
  virtual ~Truth() = default;
  // Null without equations of motion.
  [[nodiscard]] virtual const Source* equations() const { return nullptr; }
  [[nodiscard]] virtual Rollout rollout(const RolloutRequest& request) const = 0;
  [[nodiscard]] virtual Metrics metrics(const MetricsRequest& request) const = 0;
  // Null unless the data are measured.
  [[nodiscard]] virtual const MeasuredReport* report() const { return nullptr; }
};

// A flow of a source, and how it is followed.
struct Motion {
  const Source* source;
  Flow flow;
  Integrator integrator;
  double stepSize;
};

struct PhaseSpaceRun::Parts final : Run::Parts {
  Config config;
  std::unique_ptr<System> system;  // null without data, and for measured data without a system
  Dataset data;
  std::unique_ptr<Dataset> dataInside;  // in the network's units, where they differ
  std::unique_ptr<Truth> truth;         // null without data
  std::unique_ptr<PhaseSpaceModel> model;
  Units units;                           // the network's
  std::unique_ptr<Evaluator> evaluator;  // of states in the user's units
  std::unique_ptr<Source> learned;       // of the model, by the evaluator

  // `inverseMass` gives 1/m of every coordinate, d numbers; called only if the model needs it.
  [[nodiscard]] static NetworkSpec networkOf(const Config& config, int stateSize,
                                             const std::vector<int>& angles,
                                             const std::function<Vector()>& inverseMass);

  // `largest`: a size beyond that of the states of our systems, where states are so large.
  void buildModel(const NetworkSpec& spec, double largest = 1) {
    model = makeModel(spec);
    weights = model->makeWeights();
    units = Units(spec);
    evaluator = withUnits(model->makeEvaluator(weights), units);
    learned = std::make_unique<LearnedSource>(*model, *evaluator, units,
                                              kStateBound * std::fmax(1, largest));
  }

  [[nodiscard]] const Model& ofKind() const override { return *model; }

  [[nodiscard]] std::unique_ptr<Training> makeTraining() override {
    const Dataset& used = dataInside ? *dataInside : data;
    if (modelInfo(model->spec().model).solvedAtOnce) return startSolve(used);
    const auto loss = parseChoice<Loss>("loss", config.loss, lossNames());
    return trainedByGradients(*model, weights,
                              fieldObjective(*model, loss, lossNormOf(config), used.dt),
                              tableOf(used.train), tableOf(used.test), config);
  }

  // The training of a model that is solved for. In phase_space_solved.cpp; the page's first module,
  // which contains no such model, defines it without the solver (wasm_build/first_module.cpp).
  [[nodiscard]] std::unique_ptr<Training> startSolve(const Dataset& used);

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

  // The true equations of motion; throws for a run without.
  [[nodiscard]] const Source& equations(const std::string& what, const char* remedy) const {
    requireData(what.c_str());
    if (const Source* equations = truth->equations()) return *equations;
    throw std::invalid_argument(what + remedy);
  }

  // A system that the data come from, not one that only provides energies.
  void requireSystem(const char* what) const {
    (void)equations(what,
                    " requires a system, and this run is trained on measured data: create a "
                    "session of a system");
  }

  // "model" | "truth" | "integrator"; the last two are the true equations, followed exactly or with
  // the chosen integrator.
  [[nodiscard]] const Source& source(const std::string& name) const {
    if (requireChoice("source", name, {"model", "truth", "integrator"}) == 0) return *learned;
    return equations("source \"" + name + "\"",
                     " requires equations of motion, and measured data have none: use source "
                     "\"model\"; a rollout with source \"truth\" returns the recording");
  }

  // What a request of a roll-out or a study follows, and how.
  [[nodiscard]] Motion motion(const std::string& name, const std::string& integrator,
                              double stepSize, double friction = 1) const {
    const Source& source = this->source(name);
    requireRange("friction", friction, 0, kMostFriction);
    Motion motion{&source, flowOf(source, friction), parseIntegrator(integrator), stepSize};
    if (name != "truth") return motion;
    // As the data are: a coarse step would give another motion, with another energy.
    motion.integrator = Integrator::kDormandPrince;
    motion.flow.tolerance = kTruthTolerance;
    return motion;
  }

  // A roll-out that is computed.
  [[nodiscard]] Rollout rollout(const RolloutRequest& request) const;

  [[nodiscard]] Motion studied(const StudyPiece& piece) const {
    Motion motion = this->motion(piece.source, piece.integrator, piece.stepSize);
    motion.flow.mostSteps = kMaxStudySteps;
    return motion;
  }

  // Part "whole" | "conservative" | "dissipative" of a source's field, and its energy, which is
  // empty if it has none.
  [[nodiscard]] FieldAndEnergy fieldAndEnergy(const Source& source, const Matrix& x,
                                              double friction, const std::string& part) const {
    requireRange("friction", friction, 0, kMostFriction);
    if (part == "whole" && friction == 1) return source.fieldAndEnergy(x);
    if (part != "whole" && &source == learned.get() && !source.hasDissipation())
      throw std::invalid_argument("part \"" + part + "\": the field of model \"" +
                                  model->spec().model + "\" has no parts; use \"whole\"");
    const Matrix energy = source.hasEnergy() ? source.energy(x) : Matrix();
    const Matrix field = fieldOf(source, part == "conservative" ? 0 : friction)(x);
    if (part != "dissipative") return {field, energy};
    return {field - source.conservativeField(x), energy};
  }

  [[nodiscard]] FieldTangent fieldTangent(const Source& source) const {
    requireCanonical("a study of deviations");
    return [&source, held = source.hold()](const Matrix& x, const Matrix& v) {
      return source.tangent(x, v);
    };
  }

  // Throws if the source has no energy.
  [[nodiscard]] VectorField energyAscent(const Source& source) const {
    requireCanonical("an injection");
    if (!source.hasEnergy()) requireEnergy("injection");
    return [&source](const Matrix& x) { return source.energyAscent(x); };
  }

  void requireEnergy(const std::string& what) const {
    if (model->hasEnergy()) return;
    throw std::invalid_argument(what + ": model \"" + model->spec().model + "\" with field \"" +
                                model->spec().field + "\" has no energy function");
  }
};

}  // namespace hnn
