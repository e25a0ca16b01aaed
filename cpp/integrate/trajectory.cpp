#include "integrate/trajectory.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/check.h"
#include "integrate/dormand_prince.h"
#include "integrate/ensemble.h"

namespace hnn {
namespace {

Matrix oneStep(const Flow& flow, const Matrix& x, double h, Integrator integrator,
               FixedPoint& solve) {
  const auto leapfrog = [&](const Matrix& state, double step) {
    return flow.separable ? leapfrogStep(flow.field, state, step)
                          : stormerVerletStep(flow.field, state, step, solve);
  };
  switch (integrator) {
    case Integrator::kEuler:
      return eulerStep(flow.field, x, h);
    case Integrator::kRk4:
      return rk4Step(flow.field, x, h);
    case Integrator::kLeapfrog:
      return leapfrog(x, h);
    case Integrator::kImplicitMidpoint:
      return implicitMidpointStep(flow.field, x, h, solve);
    case Integrator::kYoshida4:
      return yoshida4Step(leapfrog, x, h);
    case Integrator::kDormandPrince:
      break;
  }
  throw std::logic_error("dormand-prince has no fixed step");
}

// A batch that advances with one fixed step.
class FixedStepRun {
 public:
  FixedStepRun(const Flow& flow, const Matrix& starts, std::vector<double> t)
      : flow_(flow),
        solve_(flow.resolution),
        living_(starts),
        result_(startedBatch(flow, starts, std::move(t))) {}

  TrajectoryBatch run(Integrator integrator, double stepSize) {
    for (std::size_t i = 1; i < result_.t.size() && !living_.empty(); ++i) {
      const double from = result_.t[i - 1], interval = result_.t[i] - from;
      // 10⁻⁹: an interval of 0.3 needs three steps of 0.1, although 0.3 / 0.1 > 3 in binary
      const double steps = std::fmax(1, std::ceil(std::fabs(interval) / stepSize - 1e-9));
      const double h = interval / steps;
      for (double s = 0; s < steps && !living_.empty(); ++s, ++result_.steps)
        advance(oneStep(flow_, living_.x, h, integrator, solve_), from + s * h, h);
      record(i);
    }
    return std::move(result_);
  }

 private:
  struct Column {
    Eigen::Index start = 0;  // its column in the result
    Stop stop = Stop::kNone;
  };

  // Accepts the new state, h after t, of every column that is still valid.
  void advance(Matrix next, double t, double h) {
    for (const Eigen::Index j : solve_.unsolved()) living_[j].stop = Stop::kUnsolved;
    solve_.clear();
    bool anyStopped = false;
    for (Eigen::Index j = 0; j < next.cols(); ++j) {
      Column& c = living_[j];
      if (c.stop == Stop::kNone && !next.col(j).allFinite()) c.stop = Stop::kNotFinite;
      if (c.stop == Stop::kNone) {
        result_.last.col(c.start) = next.col(j);
        if (flow_.isBeyond(&next(0, j), next.rows())) c.stop = Stop::kBound;
      }
      if (c.stop == Stop::kNone) continue;
      anyStopped = true;
      result_.stop[static_cast<std::size_t>(c.start)] = c.stop;
      // A state beyond the bound has been reached; any other stop leaves the state before the step.
      result_.stoppedAt[static_cast<std::size_t>(c.start)] = c.stop == Stop::kBound ? t + h : t;
    }
    living_.x = std::move(next);
    if (anyStopped) living_.dismiss([](const Column& c) { return c.stop != Stop::kNone; });
  }

  void record(std::size_t i) {
    for (Eigen::Index j = 0; j < living_.size(); ++j) {
      const Eigen::Index start = living_[j].start;
      result_.x[i].col(start) = living_.x.col(j);
      ++result_.reached[static_cast<std::size_t>(start)];
    }
  }

  const Flow& flow_;
  FixedPoint solve_;
  Ensemble<Column> living_;
  TrajectoryBatch result_;
};

}  // namespace

const std::vector<std::string>& integratorNames() {
  static const std::vector<std::string> names = {
      "euler", "rk4", "leapfrog", "implicit-midpoint", "yoshida4", "dormand-prince"};
  return names;
}

Integrator parseIntegrator(const std::string& name) {
  return static_cast<Integrator>(requireChoice("integrator", name, integratorNames()));
}

std::vector<double> outputTimes(double duration, int points) {
  std::vector<double> t(static_cast<std::size_t>(points));
  for (int i = 0; i < points; ++i) t[static_cast<std::size_t>(i)] = duration * i / (points - 1);
  return t;
}

// Loops: expressions of parts of matrices would add many bytes to the wasm module.
bool Flow::isBeyond(const double* column, Eigen::Index rows) const {
  const Eigen::Index half = rows / 2, d = half / parts;
  for (Eigen::Index i = 0; i < d; ++i)
    for (const Eigen::Index row : {i, half + i})
      if (std::fabs(column[row] - shiftOf(row, rows)) > bound * scaleOf(row, rows)) return true;
  return false;
}

double Flow::shiftOf(Eigen::Index row, Eigen::Index rows) const {
  if (shift.size() == 0) return 0;
  const Eigen::Index half = rows / 2, d = half / parts, inHalf = row % half;
  return inHalf < d ? shift[row < half ? inHalf : d + inHalf] : 0;
}

double Flow::scaleOf(Eigen::Index row, Eigen::Index rows) const {
  if (scale.size() == 0) return 1;
  const Eigen::Index half = rows / 2, d = half / parts, inHalf = row % half;
  const double size = scale[row < half ? inHalf % d : d + inHalf % d];
  return inHalf < d ? size : size / scale.maxCoeff();
}

Matrix columnsOf(const Matrix& x, const std::vector<Eigen::Index>& some) {
  Matrix chosen(x.rows(), static_cast<Eigen::Index>(some.size()));
  for (std::size_t k = 0; k < some.size(); ++k)
    std::copy_n(&x(0, some[k]), x.rows(), &chosen(0, static_cast<Eigen::Index>(k)));
  return chosen;
}

TrajectoryBatch startedBatch(const Flow& flow, const Matrix& starts, std::vector<double> t) {
  const auto count = static_cast<std::size_t>(starts.cols());
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  TrajectoryBatch batch;
  batch.x.assign(t.size(), Matrix::Constant(starts.rows(), starts.cols(), kNone));
  batch.x[0] = starts;
  batch.t = std::move(t);
  batch.reached.assign(count, 1);
  batch.last = starts;
  batch.stop.assign(count, Stop::kNone);
  batch.stoppedAt.assign(count, kNone);
  batch.bound = flow.bound;
  return batch;
}

Trajectory TrajectoryBatch::trajectory(Eigen::Index start) const {
  const auto column = static_cast<std::size_t>(start);
  const int count = reached[column];
  Trajectory one;
  one.t.assign(t.begin(), t.begin() + count);
  one.x.resize(last.rows(), count);
  for (int i = 0; i < count; ++i) one.x.col(i) = x[static_cast<std::size_t>(i)].col(start);
  one.stop = stop[column];
  one.stoppedAt = stoppedAt[column];
  one.last = last.col(start);
  return one;
}

TrajectoryBatch integrateBatch(const Flow& flow, const Matrix& starts, double duration, int points,
                               Integrator integrator, double stepSize) {
  requireFinite("duration", duration);
  requireRange("points", points, 2, 1e7);
  for (const double value : starts.reshaped()) requireFinite("x0", value);
  return integrateAt(flow, starts, outputTimes(duration, points), integrator, stepSize);
}

TrajectoryBatch integrateAt(const Flow& flow, const Matrix& starts, std::vector<double> t,
                            Integrator integrator, double stepSize) {
  if (integrator == Integrator::kDormandPrince) return integrateAt(flow, starts, t);
  requirePositive("stepSize", stepSize);
  return FixedStepRun(flow, starts, std::move(t)).run(integrator, stepSize);
}

TrajectoryBatch integrateAt(const Flow& flow, const Matrix& starts, const std::vector<double>& t) {
  DormandPrinceSettings settings;
  settings.relativeTolerance = std::fmax(flow.tolerance, 10 * flow.resolution);
  settings.absoluteTolerance = settings.relativeTolerance;
  settings.maxSteps = flow.mostSteps;
  return dormandPrince(flow, starts, t, settings);
}

Trajectory integrate(const Flow& flow, const Vector& x0, double duration, int points,
                     Integrator integrator, double stepSize) {
  return integrateBatch(flow, x0, duration, points, integrator, stepSize).trajectory(0);
}

}  // namespace hnn
