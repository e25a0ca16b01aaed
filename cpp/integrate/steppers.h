// One step of each fixed-step integrator, written once for numbers and for graphs.
//
// `State` is Matrix (2d × batch, double; columns do not influence one another) or Var (2d ×
// columns, for training through an integrator). A field is anything that maps a State to dx/dt of
// its shape. Every step takes time `h`; negative h goes backwards.
//
// Sources: Hairer, Lubich, Wanner, Geometric Numerical Integration (2006), "GNI" below; Yoshida
// 1990, Phys. Lett. A 150:262.
#pragma once

#include <cmath>
#include <limits>
#include <vector>

#include "autodiff/ops.h"
#include "linalg/eigen.h"
#include "physics/system.h"

namespace hnn {

// A state component beyond this ends a trajectory: our systems do not reach it, and the energies
// of the metrics still fit into a double.
inline constexpr double kStateBound = 1e6;

// What an integrator requires of a motion.
struct Flow {
  VectorField field;
  // H = T(p) + V(q): dq/dt depends on p alone and dp/dt on q alone. Leapfrog is then explicit.
  bool separable = false;
  // Relative rounding error of the field's values: 2⁻⁵² for formulas in double, 2⁻²³ for a network
  // in float. Solvers do not try to be more exact than that.
  double resolution = std::numeric_limits<double>::epsilon();
  // Relative and absolute, of the adaptive integrator; never finer than ten times the resolution.
  double tolerance = 1e-10;
  int mostSteps = 100'000;  // of the adaptive integrator, accepted and rejected, per trajectory
  // Of the components of a state; larger in units in which all states are large.
  double bound = kStateBound;
  // Where the states are and how large: the bound and tolerances are those of (x − shift) / scale.
  // Empty: 0 and 1.
  Vector shift, scale;
  // How many states are below each other, as [q; δq₁; … | p; δp₁; …]: only the first is bounded.
  Eigen::Index parts = 1;

  // Whether the first of them is beyond the bound; `column` has `rows` numbers.
  [[nodiscard]] bool isBeyond(const double* column, Eigen::Index rows) const;

  // Of one of `rows` components. Those of deviations have no shift, and no unit of their own: the
  // largest scale counts as 1.
  [[nodiscard]] double shiftOf(Eigen::Index row, Eigen::Index rows) const;
  [[nodiscard]] double scaleOf(Eigen::Index row, Eigen::Index rows) const;
};

// ---- halves of a state [q; p] ------------------------------------------------------------------

[[nodiscard]] inline Matrix positions(const Matrix& x) { return x.topRows(x.rows() / 2); }
[[nodiscard]] inline Matrix momenta(const Matrix& x) { return x.bottomRows(x.rows() / 2); }
[[nodiscard]] inline Matrix joined(const Matrix& q, const Matrix& p) {
  Matrix x(q.rows() + p.rows(), q.cols());
  x << q, p;
  return x;
}
[[nodiscard]] inline Var positions(Var x) { return sliceRows(x, 0, x.shape().rows / 2); }
[[nodiscard]] inline Var momenta(Var x) {
  return sliceRows(x, x.shape().rows / 2, x.shape().rows / 2);
}
[[nodiscard]] inline Var joined(Var q, Var p) { return concatRows(q, p); }

// ---- implicit equations ------------------------------------------------------------------------

// Solves u = map(u) by fixed-point iteration to round-off, each column by itself: a column is done
// when it changes by a few last places of its largest component, or when the change has stopped
// shrinking at the level of the field's own rounding, after it has shrunk to half at least once. If
// it never has, the changes may be the field's rounding (at rest) or a slow divergence: it must not
// grow in kPatience further iterations. Columns that do not converge in `kMaxIterations` (the step
// is too large: the iteration contracts by about h/2 · |∂field/∂x|) are listed in unsolved(), and
// their value is undefined.
class FixedPoint {
 public:
  static constexpr int kMaxIterations = 100, kPatience = 16;

  explicit FixedPoint(double resolution = std::numeric_limits<double>::epsilon())
      : resolution_(resolution) {}

  template <class Map>
  Matrix operator()(const Map& map, Matrix u);

  // Columns that failed in any solution since the last clear().
  [[nodiscard]] const std::vector<Eigen::Index>& unsolved() const { return unsolved_; }
  void clear() { unsolved_.clear(); }

 private:
  double resolution_;
  std::vector<Eigen::Index> unsolved_;
};

// The same in a graph, which cannot test for convergence: a fixed number of iterations. Each
// multiplies the error by about h/2 · |∂field/∂x|.
struct FixedPointUnrolled {
  int iterations = 6;

  template <class Map>
  Var operator()(const Map& map, Var u) const {
    for (int i = 0; i < iterations; ++i) u = map(u);
    return u;
  }
};

// ---- steps -------------------------------------------------------------------------------------

// First order; not symplectic.
template <class State, class Field>
State eulerStep(const Field& field, const State& x, double h) {
  return x + h * field(x);
}

// The classical Runge–Kutta method, fourth order; not symplectic.
template <class State, class Field>
State rk4Step(const Field& field, const State& x, double h) {
  const State k1 = field(x);
  const State k2 = field(State(x + 0.5 * h * k1));
  const State k3 = field(State(x + 0.5 * h * k2));
  const State k4 = field(State(x + h * k3));
  return x + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
}

// Kick, drift, kick for separable H: second order, symplectic, symmetric in time (GNI I.1.4).
// velocity(p) = dq/dt, force(q) = dp/dt, each d × columns.
template <class State, class Velocity, class Force>
void leapfrogStep(State& q, State& p, const Velocity& velocity, const Force& force, double h) {
  p = State(p + 0.5 * h * force(q));
  q = State(q + h * velocity(p));
  p = State(p + 0.5 * h * force(q));
}

// The same from the whole field of a separable H, whose other half is computed and not used.
template <class State, class Field>
State leapfrogStep(const Field& field, const State& x, double h) {
  State q = positions(x), p = momenta(x);
  leapfrogStep(
      q, p, [&](const State& momentum) { return State(positions(field(joined(q, momentum)))); },
      [&](const State& position) { return State(momenta(field(joined(position, p)))); }, h);
  return joined(q, p);
}

// Leapfrog for any H: the Störmer–Verlet scheme, second order, symplectic, symmetric (GNI VI.3.4).
//   p½ = p − h/2 ∂H/∂q(q, p½)                         implicit
//   q' = q + h/2 (∂H/∂p(q, p½) + ∂H/∂p(q', p½))       implicit
//   p' = p½ − h/2 ∂H/∂q(q', p½)
// Where H is separable this is the step above.
template <class State, class Field, class Solver>
State stormerVerletStep(const Field& field, const State& x, double h, Solver& solve) {
  const State q = positions(x), p = momenta(x);
  const State pHalf =
      solve([&](const State& u) { return State(p + 0.5 * h * momenta(field(joined(q, u)))); }, p);
  const State qDrifted = q + 0.5 * h * positions(field(joined(q, pHalf)));
  const State qEnd = solve(
      [&](const State& u) {
        return State(qDrifted + 0.5 * h * positions(field(joined(u, pHalf))));
      },
      State(2 * qDrifted - q));
  const State pEnd = pHalf + 0.5 * h * momenta(field(joined(qEnd, pHalf)));
  return joined(qEnd, pEnd);
}

// x' = x + h field((x + x')/2): second order, symplectic for any H, symmetric (GNI VI.4).
// Solved for the midpoint; the last evaluation reduces the remaining error of the solution.
template <class State, class Field, class Solver>
State implicitMidpointStep(const Field& field, const State& x, double h, Solver& solve) {
  const State middle = solve([&](const State& u) { return State(x + 0.5 * h * field(u)); }, x);
  return x + h * field(middle);
}

// Three steps of a symmetric second-order method make one of fourth order (Yoshida 1990): forward
// γ h, back (1 − 2γ) h, forward γ h, with γ = 1/(2 − 2^(1/3)), so that 2γ³ + (1 − 2γ)³ = 0.
inline constexpr double kYoshidaOuter = 1.3512071919596576;
template <class State, class Step>
State yoshida4Step(const Step& step, const State& x, double h) {
  const State first = step(x, kYoshidaOuter * h);
  const State second = step(first, (1 - 2 * kYoshidaOuter) * h);
  return step(second, kYoshidaOuter * h);
}

// ---- implementation ----------------------------------------------------------------------------

template <class Map>
Matrix FixedPoint::operator()(const Map& map, Matrix u) {
  constexpr double kFewPlaces = 4 * std::numeric_limits<double>::epsilon();
  const double stalled = 1000 * resolution_;  // a network's rounding is a few hundred last places
  struct Column {
    Eigen::Index index;
    double change = std::numeric_limits<double>::infinity(), before = change;
    double first = 0;     // the first change
    bool shrank = false;  // to half, from one iteration to the next
    int waited = 0;       // iterations in which it could have ended
  };
  std::vector<Column> open;
  for (Eigen::Index j = 0; j < u.cols(); ++j) open.push_back({.index = j});
  const Matrix guess = u;
  for (int i = 0; i < kMaxIterations && !open.empty(); ++i) {
    const Matrix next = map(u);
    std::vector<Column> stillOpen;
    for (Column column : open) {
      const Eigen::Index j = column.index;
      if (!next.col(j).allFinite()) {
        unsolved_.push_back(j);
        continue;
      }
      const double change = (next.col(j) - u.col(j)).cwiseAbs().maxCoeff();
      const double size =
          std::fmax(guess.col(j).cwiseAbs().maxCoeff(), next.col(j).cwiseAbs().maxCoeff());
      u.col(j) = next.col(j);
      // Compared with the change before the last one: in a rotation q and p alternate.
      const bool stopsShrinking = change >= column.before;
      if (change <= kFewPlaces * size) continue;
      if (i == 0) column.first = change;
      column.shrank = column.shrank || (i > 0 && change <= 0.5 * column.change);
      if (stopsShrinking && change <= stalled * size) {
        if (column.shrank) continue;
        if (++column.waited > kPatience && change <= 2 * column.first) continue;
      }
      column.before = column.change;
      column.change = change;
      stillOpen.push_back(column);
    }
    open = std::move(stillOpen);
  }
  for (const Column& column : open) unsolved_.push_back(column.index);
  return u;
}

}  // namespace hnn
