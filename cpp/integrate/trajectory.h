// Following a flow from given starts: by any integrator, with equally spaced outputs, forwards or
// backwards, ending with a reason, a time and a state where a motion cannot be followed.
#pragma once

#include <string>
#include <vector>

#include "integrate/steppers.h"
#include "linalg/eigen.h"

namespace hnn {

enum class Integrator { kEuler, kRk4, kLeapfrog, kImplicitMidpoint, kYoshida4, kDormandPrince };

// "euler", "rk4", "leapfrog", "implicit-midpoint", "yoshida4", "dormand-prince"; in the order of
// the enum.
const std::vector<std::string>& integratorNames();

// Throws std::invalid_argument that lists the names.
Integrator parseIntegrator(const std::string& name);

// Why a trajectory ended before its time. The numbers are part of the facade (api/phase_space_run.h), and
// the page and the package put them into words (web/src/catalogue/stops.ts).
enum class Stop {
  kNone,
  kBound,          // a component beyond Flow::bound
  kNotFinite,      // the state, or the field where it started
  kUnsolved,       // an implicit step has no solution that the iteration finds
  kStepUnderflow,  // the adaptive step size: the motion is singular
  kTooManySteps
};

struct Trajectory {
  std::vector<double> t;  // points; fewer if it stopped early
  Matrix x;               // 2d × points
  Stop stop = Stop::kNone;
  double stoppedAt = 0;  // the time of `last`, if it stopped
  Vector last;           // the last state that was computed

  [[nodiscard]] bool finished() const { return stop == Stop::kNone; }
};

// Many together, over the same output times.
struct TrajectoryBatch {
  std::vector<double> t;  // points
  std::vector<Matrix> x;  // points of 2d × starts; NaN in a column from where it stopped
  // Of each start: how many points it reached (all of them if finished), the last state that was
  // computed (where it stopped: beyond the bound, or the last finite one), why and when it stopped.
  std::vector<int> reached;
  Matrix last;  // 2d × starts
  std::vector<Stop> stop;
  std::vector<double> stoppedAt;  // the time of `last`; NaN if it did not stop
  double bound = kStateBound;     // the flow's
  int steps = 0;                  // accepted and rejected, of the start that took the most

  [[nodiscard]] bool finished(Eigen::Index start) const {
    return reached[static_cast<std::size_t>(start)] == static_cast<int>(t.size());
  }
  [[nodiscard]] Trajectory trajectory(Eigen::Index start) const;
};

// A batch of which only the start is known, at t[0].
TrajectoryBatch startedBatch(const Flow& flow, const Matrix& starts, std::vector<double> t);

// `points` ≥ 2 states at equally spaced times from 0 to `duration` (negative: backwards).
// Fixed-step integrators take steps of at most |stepSize| > 0, made smaller so that a whole number
// fits between outputs; dormand-prince chooses its own to a relative tolerance of flow.tolerance,
// or ten times flow.resolution if that is coarser. "leapfrog" and "yoshida4" are explicit if the
// flow is separable, and implicit (Störmer–Verlet) otherwise.
// Throws std::invalid_argument for points < 2, a step that is not positive, or numbers that are not
// finite.
Trajectory integrate(const Flow& flow, const Vector& x0, double duration, int points,
                     Integrator integrator, double stepSize);

// The same for every column of `starts`, 2d × starts, with the field evaluated in bulk. A column
// gives the same numbers as alone, if the field treats columns independently.
TrajectoryBatch integrateBatch(const Flow& flow, const Matrix& starts, double duration, int points,
                               Integrator integrator, double stepSize);

// The same at any times: t[0] is the start, then all rising or all falling.
TrajectoryBatch integrateAt(const Flow& flow, const Matrix& starts, std::vector<double> t,
                            Integrator integrator, double stepSize);
// By Dormand–Prince.
TrajectoryBatch integrateAt(const Flow& flow, const Matrix& starts, const std::vector<double>& t);

// Some columns, in the order given.
Matrix columnsOf(const Matrix& x, const std::vector<Eigen::Index>& some);

// Equally spaced times 0 … duration; the last may differ from it by rounding.
std::vector<double> outputTimes(double duration, int points);

}  // namespace hnn
