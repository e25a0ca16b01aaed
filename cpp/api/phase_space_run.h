// A run of a model of motion in phase space (run.h): roll-outs, pictures, metrics and studies, as
// plain structs and vectors without Eigen and without Embind.
//
// Arrays of states are flat with samples as rows: sample after sample, each [q1…qd, p1…pd].
// Every function that receives external input throws std::invalid_argument with a message that
// names the field, its allowed range and the value.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "api/config.h"
#include "api/run.h"
#include "models/model_info.h"

namespace hnn {

// The result of solving a model.
struct Solution {
  double cutoff = 0;       // of pivots, set or chosen; NaN before the last step
  int rank = 0;            // units in use (of the baseline: and its constant); 0 before
  double heldOutLoss = 0;  // by which the cut-off was chosen; NaN where it was not
};

struct RolloutRequest {
  // "model"; "truth": the true motion, by Dormand–Prince to a tolerance of 1e-12 whatever
  // `integrator` says; "integrator": the true equations, followed with it.
  std::string source = "model";
  std::vector<double> x0;  // 2d
  double duration = 20;    // negative: backwards
  int points = 201;        // equally spaced output times, both ends included
  std::string integrator = "rk4";
  // Of fixed-step methods; rounded down so that a whole number of steps fits between outputs.
  double stepSize = 0.05;
  // From injectionStart on, for injectionDuration (0: none), the path follows injectionRate · ∇H of
  // the source instead.
  double injectionStart = 0, injectionDuration = 0, injectionRate = 0;
  // Factor on the dissipative part of the field, 0 to 10: D of a dissipative HNN, friction of the
  // truth. It has no effect on other fields.
  double friction = 1;
};

struct Rollout {
  std::vector<double> t;              // points
  std::vector<double> x;              // points × 2d
  std::vector<double> energy;         // true H along the path (empty without a system)
  std::vector<double> kineticEnergy;  // true kinetic part
  std::vector<double> learnedEnergy;  // the model's H along the path (empty where it has none)
  // 0: it reached the end. Otherwise why it ended early, the number of a Stop
  // (integrate/trajectory.h), and the last state that was computed, 2d, with its time.
  int stop = 0;
  double stoppedAt = 0;
  std::vector<double> stoppedIn;
  int guarded = 0;  // states where the mass matrix was regularised: one pivot of it below 10 ε
};

struct GridRequest {
  std::string source = "model";
  int xAxis = 0, yAxis = 1;  // which components of the state span the picture
  double xMin = -1, xMax = 1, yMin = -1, yMax = 1;
  int columns = 32, rows = 32;  // 2 … 256
  std::vector<double> at;       // the other components, 2d (empty: zero)
  double friction = 1;          // as in a roll-out
  // "whole" | "conservative" | "dissipative": of a field that has the two parts
  std::string part = "whole";
};

struct Grid {
  int columns = 0, rows = 0;
  // rows × columns, row 0 at yMin: the field's components along the two axes.
  std::vector<double> dx, dy;
  std::vector<double> energy;  // likewise; true H or the model's H (empty where it has none)
};

struct DataView {
  std::vector<double> x, dxdt;  // samples × 2d
  std::vector<int> trajectory;  // which trajectory a sample belongs to
  std::vector<double> t;        // its time there
  std::vector<int> test;        // 1 where the sample is held out
};

struct MetricsRequest {
  int starts = 15;
  double duration = 0;  // 0: the system's published horizon
  int points = 0;       // 0: the system's published number
};

// Errors against the truth. Roll-outs begin at starts drawn like the training data (with a
// separate seed).
//
// With measured data there is no truth but the recordings: one roll-out (Dormand–Prince) from the
// first held-out sample of each, compared at the recorded times; fieldError is against the
// derivatives of the held-out samples. Energies use the H of the chosen system, nan without one. With
// scaling (config.scaling), losses and fieldError are in the network's units, in which they do not
// depend on those of the recording; everything else is in the recording's.
struct Metrics {
  double trainLoss = 0, testLoss = 0;  // mean square on derivatives
  double energyMse = 0;                // mean over roll-outs and time of (H(x_model) - H(x_true))²
  double energyMseStderr = 0;          // over roll-outs
  // Largest |H(t) - H(0)| / max(|H(0)|, a tenth of the range of H over the true motions), mean over
  // roll-outs.
  double energyDrift = 0;
  double coordinateMse = 0;
  // Root-mean-square error of the field on a grid, relative to the true field's.
  double fieldError = 0;
  int guarded = 0;  // states along the roll-outs where the mass matrix was regularised
};

// The visitor's own recordings, samples as rows; web/src/protocol/measured.ts.
struct Measured {
  std::vector<std::string> symbols;  // of the 2d components, q… then p… (velocities)
  std::vector<double> t;             // samples; rising within a recording
  std::vector<double> x;             // samples × 2d
  std::vector<double> dxdt;          // samples × 2d, or empty: by the rule of config.derivative
  std::vector<int> recording;        // 0, 1, …, not falling
  bool judged = false;               // whether energies are computed with the H of config.system
};

struct MeasuredReport {
  int train = 0, test = 0;  // samples with a derivative
  double timeStep = 0;      // the median
  int gaps = 0;             // steps of more than 1.5 medians
  int skipped = 0;          // samples without a derivative,
  std::string why;          // and why
};

// A piece of a study (evaluate/section.h, chaos.h, reversal.h): it continues from the state that
// the previous piece returned. The results do not depend on the sizes of pieces. Orbits are rows.
struct StudyPiece {
  std::string source = "model";    // as in a roll-out
  std::vector<double> x;           // orbits × 2d: where this piece begins
  std::vector<int> stop;           // orbits: 0 where it is followed; empty: all are
  std::vector<double> stoppedAt;   // orbits; empty: none has ended
  std::vector<double> deviations;  // orbits × k·2d; empty: the initial ones
  std::vector<double> exponent;    // orbits: deviation vectors are 2^exponent times those; empty: 0
  std::vector<double> starts;      // section: starts of the orbits, for H₀; empty: x
  std::vector<double> joining;     // wayBack: orbits that start with this piece, × 2d
  // Time span of one step; of a section, of the steps that are integrated together (section.h).
  double interval = 1;
  int done = 0, steps = 1;  // steps before this piece, steps of this piece
  std::string integrator = "rk4";
  double stepSize = 0.05;  // of the integrator within an interval; a step of the section
};

struct StudyState {
  std::vector<double> x;          // input of the next piece; of an orbit that ended its last state,
  std::vector<int> stop;          // why it ended (0: it has not), the number of a Stop,
  std::vector<double> stoppedAt;  // and when
  std::vector<double> deviations;
  std::vector<double> exponent;  // of the deviations, which may grow beyond every number
};

struct SectionPiece {
  StudyState state;
  // Of each crossing: orbit, time, state (crossings × 2d).
  std::vector<int> orbit;
  std::vector<double> t, x;
  std::vector<double> energyError;  // of each orbit, in this piece
};

struct ChaosPiece {
  StudyState state;
  std::vector<double> growth, sali;  // steps × orbits
};

struct WayOutPiece {
  StudyState state;       // deviations: the columns of DΦ
  std::vector<double> x;  // steps × 2d, fewer where it ended
  // Of each step; infinite where DΦ is so large that double precision cannot represent the errors.
  std::vector<double> volumeError, symplecticError;
};

struct WayBackPiece {
  StudyState state;       // of all orbits on the way back, in the order in which they joined
  std::vector<double> x;  // steps × 2d: the first of them
};

// A run of a model of motion in phase space: its roll-outs, pictures, errors and studies.
class PhaseSpaceRun final : public Run {
 public:
  // A run on simulated data, at step 0. Validates.
  explicit PhaseSpaceRun(const Config& config);
  // A run on recordings, at step 0; the split is by time within each (config.trainFraction).
  // trajectories, points, duration and noise are ignored, and config.system is used only if
  // `measured.judged`. The only "truth" is the recording itself, and there is no grid of it.
  static std::unique_ptr<PhaseSpaceRun> fromMeasured(const Config& config,
                                                     const Measured& measured);
  // A network without data: evaluates, rolls out, but cannot train.
  static std::unique_ptr<PhaseSpaceRun> fromNetwork(const NetworkSpec& spec,
                                                    const std::vector<Tensor>& weights);

  PhaseSpaceRun* phaseSpace() override { return this; }

  bool hasEnergy() const;
  bool hasDissipation() const;  // the learned field has a conservative and a dissipative part
  NetworkSpec network() const;
  Solution solution() const;  // solved models only

  std::vector<double> timeDerivative(const std::vector<double>& x) const;
  std::vector<double> energy(const std::vector<double>& x) const;  // the model's H, one per sample
  LossAndGradient lossAndGradient(const std::vector<double>& x,
                                  const std::vector<double>& dxdt) const;
  // Source "truth" of measured data: the held-out part of the recording that begins nearest to x0,
  // for `duration` ≥ 0, at its own times, counted from there; the other members are not used.
  Rollout rollout(const RolloutRequest& request) const;
  Grid grid(const GridRequest& request) const;
  Metrics metrics(const MetricsRequest& request) const;
  DataView data() const;
  MeasuredReport report() const;  // measured data only

  // Orbits × 2d on the system's section, of one energy of the truth.
  std::vector<double> sectionStarts(double energy, int orbits) const;
  // Studies, in pieces.
  SectionPiece section(const StudyPiece& piece) const;
  ChaosPiece chaos(const StudyPiece& piece) const;
  WayOutPiece wayOut(const StudyPiece& piece) const;  // x: one orbit
  // All return paths together: those of `joining` join, then all advance by `interval`, step by
  // step.
  WayBackPiece wayBack(const StudyPiece& piece) const;

 private:
  PhaseSpaceRun();
  struct Parts;
  class Simulated;
  class Recorded;  // phase_space_measured.cpp
  Parts* parts_;   // those of Run
};

}  // namespace hnn
