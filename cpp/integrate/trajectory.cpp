#include "integrate/trajectory.h"

#include <cmath>
#include <limits>

#include "base/check.h"
#include "integrate/dormand_prince.h"

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

// A batch that advances with one fixed step. Stopped columns are still
// evaluated, at their last good state, but no longer move.
class FixedStepRun {
 public:
  FixedStepRun(const Flow& flow, const Matrix& starts, std::vector<double> t)
      : flow_(flow), solve_(flow.resolution), x_(starts) {
    const auto count = static_cast<std::size_t>(starts.cols());
    result_.t = std::move(t);
    result_.x.assign(1, starts);
    result_.reached.assign(count, 1);
    result_.last = starts;
    result_.note.resize(count);
    result_.reason.resize(count);
    moving_.assign(count, true);
  }

  TrajectoryBatch run(Integrator integrator, double stepSize) {
    const double interval = result_.t[1] - result_.t[0];
    // 10⁻⁹: an interval of 0.3 needs three steps of 0.1, although 0.3 / 0.1 > 3 in binary
    const double steps = std::fmax(1, std::ceil(std::fabs(interval) / stepSize - 1e-9));
    for (std::size_t i = 1; i < result_.t.size(); ++i) {
      const double from = result_.t[i - 1];
      const double h = (result_.t[i] - from) / steps;
      for (double s = 0; s < steps && anyMoves(); ++s)
        advance(oneStep(flow_, x_, h, integrator, solve_), from + s * h);
      record();
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool anyMoves() const {
    for (const char moves : moving_)
      if (moves) return true;
    return false;
  }

  // Accepts the new state of every moving column that is still valid.
  void advance(const Matrix& next, double t) {
    for (const Eigen::Index j : solve_.unsolved())
      stop(j, t, "the implicit step did not converge; a smaller step size would");
    solve_.clear();
    for (Eigen::Index j = 0; j < next.cols(); ++j) {
      if (!moving_[static_cast<std::size_t>(j)]) continue;
      if (!next.col(j).allFinite()) {
        stop(j, t, "the state is not finite");
        continue;
      }
      result_.last.col(j) = next.col(j);
      if (next.col(j).cwiseAbs().maxCoeff() > kStateBound)
        stop(j, t, "the state went beyond " + formatNumber(kStateBound));
      else
        x_.col(j) = next.col(j);
    }
  }

  void stop(Eigen::Index j, double t, const std::string& why) {
    const auto column = static_cast<std::size_t>(j);
    if (!moving_[column]) return;
    moving_[column] = false;
    result_.reason[column] = why;
    result_.note[column] = "stopped " + stoppedAt(t) + ": " + why;
  }

  void record() {
    result_.x.push_back(x_);
    for (std::size_t j = 0; j < moving_.size(); ++j) {
      if (moving_[j])
        ++result_.reached[j];
      else
        result_.x.back()
            .col(static_cast<Eigen::Index>(j))
            .setConstant(std::numeric_limits<double>::quiet_NaN());
    }
  }

  const Flow& flow_;
  FixedPoint solve_;
  Matrix x_;  // 2d × starts
  std::vector<char> moving_;
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

std::string stoppedAt(double t) {
  return "at t = " + formatNumber(std::floor(t * 1000 + 0.5) / 1000);
}

std::vector<double> outputTimes(double duration, int points) {
  std::vector<double> t(static_cast<std::size_t>(points));
  for (int i = 0; i < points; ++i) t[static_cast<std::size_t>(i)] = duration * i / (points - 1);
  return t;
}

Trajectory TrajectoryBatch::trajectory(Eigen::Index start) const {
  const auto column = static_cast<std::size_t>(start);
  const int count = reached[column];
  Trajectory one;
  one.t.assign(t.begin(), t.begin() + count);
  one.x.resize(last.rows(), count);
  for (int i = 0; i < count; ++i) one.x.col(i) = x[static_cast<std::size_t>(i)].col(start);
  one.finished = finished(start);
  one.note = note[column];
  return one;
}

TrajectoryBatch integrateBatch(const Flow& flow, const Matrix& starts, double duration, int points,
                               Integrator integrator, double stepSize) {
  requireFinite("duration", duration);
  requireRange("points", points, 2, 1e7);
  for (const double value : starts.reshaped()) requireFinite("x0", value);
  std::vector<double> t = outputTimes(duration, points);
  if (integrator == Integrator::kDormandPrince) return integrateAt(flow, starts, t);
  requirePositive("stepSize", stepSize);
  return FixedStepRun(flow, starts, std::move(t)).run(integrator, stepSize);
}

TrajectoryBatch integrateAt(const Flow& flow, const Matrix& starts, const std::vector<double>& t) {
  DormandPrinceSettings settings;
  settings.relativeTolerance = std::fmax(settings.relativeTolerance, 10 * flow.resolution);
  settings.absoluteTolerance = settings.relativeTolerance;
  return dormandPrince(flow.field, starts, t, settings);
}

Trajectory integrate(const Flow& flow, const Vector& x0, double duration, int points,
                     Integrator integrator, double stepSize) {
  return integrateBatch(flow, x0, duration, points, integrator, stepSize).trajectory(0);
}

}  // namespace hnn
