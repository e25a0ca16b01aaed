#include "integrate/dormand_prince.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/elementary.h"
#include "integrate/ensemble.h"

namespace hnn {
namespace {

constexpr int kStages = 7;  // the last is the first of the next step

// Row s: the weights of k1 … ks in the state of stage s + 1. The last row gives the new state.
constexpr std::array<std::array<double, 6>, 6> kA = {{
    {1.0 / 5},
    {3.0 / 40, 9.0 / 40},
    {44.0 / 45, -56.0 / 15, 32.0 / 9},
    {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
    {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
    {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84},
}};
// Fifth-order minus fourth-order weights of k1 … k7.
constexpr std::array<double, kStages> kError = {
    71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40};
// Of the fourth-order interpolant.
constexpr std::array<double, kStages> kDense = {
    -12715105075.0 / 11282082432,  0,
    87487479700.0 / 32700410799,   -10690763975.0 / 1880347072,
    701980252875.0 / 199316789632, -1453857185.0 / 822651844,
    69997945.0 / 29380423};

constexpr double kSafety = 0.9, kLeastFactor = 0.2, kLargestFactor = 10;
constexpr double kLeastStep = 16 * std::numeric_limits<double>::epsilon();  // of time or duration
constexpr double kBeta = 0.04;  // of the PI controller: damps the step size's oscillation

// One trajectory in progress.
struct Course {
  Eigen::Index start;    // its column in the result
  double t = 0, h = 0;   // the sign of h is the direction
  std::size_t next = 1;  // the next output
  double previousError = 1e-4;
  bool refused = false;  // the last attempt; then the next step may not grow
  int steps = 0;
};

class Run {
 public:
  Run(const Flow& flow, const Matrix& starts, const std::vector<double>& t,
      const DormandPrinceSettings& settings)
      : flow_(flow),
        settings_(settings),
        direction_(t.back() < t.front() ? -1 : 1),
        shift_(starts.rows()),
        absolute_(starts.rows()),
        moving_(starts),
        result_(startedBatch(flow, starts, t)) {
    for (Course& course : moving_) course.t = t[0];
    for (Eigen::Index i = 0; i < absolute_.size(); ++i) {
      shift_[i] = flow.shiftOf(i, starts.rows());
      absolute_[i] = settings.absoluteTolerance * flow.scaleOf(i, starts.rows());
    }
  }

  TrajectoryBatch run() {
    if (moving_.empty()) return std::move(result_);
    k_[0] = flow_.field(moving_.x);
    chooseFirstSteps();
    removeDone();  // starts whose field is not finite
    while (!moving_.empty()) {
      clipToEnd();
      evaluateStages();
      for (Eigen::Index j = 0; j < moving_.size(); ++j) judge(j);
      removeDone();
    }
    return std::move(result_);
  }

 private:
  double end() const { return result_.t.back(); }

  // Root mean square of v_i / (absolute + relative · size_i).
  template <class V, class Size>
  double scaledNorm(const V& v, const Size& size) const {
    double sum = 0;
    for (Eigen::Index i = 0; i < v.size(); ++i)
      sum += square(v[i] / (absolute_[i] + settings_.relativeTolerance * size[i]));
    return sqrt(sum / static_cast<double>(v.size()));
  }

  [[nodiscard]] Vector sizeOf(const Matrix& x, Eigen::Index j) const {
    return (x.col(j) - shift_).cwiseAbs();
  }

  // A step whose explicit Euler increment is 1 % of the state, corrected by an estimate of the
  // second derivative (Hairer et al., II.4, "starting step size").
  void chooseFirstSteps() {
    std::vector<double> trial;
    Matrix moved = moving_.x;
    for (Eigen::Index j = 0; j < moving_.size(); ++j) {
      const Vector size = sizeOf(moving_.x, j);
      const double d0 = scaledNorm(size, size), d1 = scaledNorm(k_[0].col(j), size);
      trial.push_back(d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : 0.01 * d0 / d1);
      moved.col(j) += direction_ * trial.back() * k_[0].col(j);
    }
    const Matrix slope = flow_.field(moved);
    for (Eigen::Index j = 0; j < moving_.size(); ++j) {
      const double first = trial[static_cast<std::size_t>(j)];
      const Vector size = sizeOf(moving_.x, j);
      const double d1 = scaledNorm(k_[0].col(j), size);
      const double d2 = scaledNorm(Vector(slope.col(j) - k_[0].col(j)), size) / first;
      const double steepest = std::fmax(d1, d2);
      const double second =
          steepest <= 1e-15 ? std::fmax(1e-6, first * 1e-3) : pow(0.01 / steepest, 0.2);
      moving_[j].h = direction_ * std::fmin(100 * first, second);
      if (!std::isfinite(d1)) stop(j, Stop::kNotFinite);
      if (!std::isfinite(moving_[j].h)) moving_[j].h = direction_ * 1e-6;
    }
  }

  void clipToEnd() {
    for (Course& c : moving_) {
      const double left = end() - c.t;
      if (std::fabs(c.h) >= std::fabs(left))
        c.h = left;
      else if (std::fabs(c.h) > 0.5 * std::fabs(left))
        c.h = 0.5 * left;  // no tiny last step
    }
  }

  // k2 … k7 and the new state of every trajectory in progress.
  void evaluateStages() {
    Eigen::ArrayXXd sum;
    for (int s = 1; s < kStages; ++s) {
      const auto& a = kA[static_cast<std::size_t>(s - 1)];
      sum = a[0] * k_[0].array();
      for (int i = 1; i < s; ++i)
        if (a[static_cast<std::size_t>(i)] != 0)
          sum += a[static_cast<std::size_t>(i)] * k_[static_cast<std::size_t>(i)].array();
      xNew_.resize(moving_.x.rows(), moving_.size());
      for (Eigen::Index j = 0; j < moving_.size(); ++j)
        xNew_.col(j) = moving_.x.col(j) + moving_[j].h * sum.col(j).matrix();
      k_[static_cast<std::size_t>(s)] = flow_.field(xNew_);
    }
  }

  // Σ weights_i k_i of one column.
  Vector weighted(const std::array<double, kStages>& weights, Eigen::Index j) const {
    Vector sum = weights[0] * k_[0].col(j);
    for (std::size_t i = 2; i < kStages; ++i) sum += weights[i] * k_[i].col(j);  // both w[1] are 0
    return sum;
  }

  // Accepts or rejects the step of one trajectory, by its error, and chooses the next step size.
  void judge(Eigen::Index j) {
    Course& c = moving_[j];
    const Vector size = sizeOf(moving_.x, j).cwiseMax(sizeOf(xNew_, j));
    const double error = scaledNorm(Vector(c.h * weighted(kError, j)), size);
    result_.steps = std::max(result_.steps, ++c.steps);
    if (!(error <= 1)) {  // also NaN: a smaller step may avoid it
      const double factor =
          std::isfinite(error) ? std::fmax(kLeastFactor, kSafety * pow(error, -0.2)) : kLeastFactor;
      c.h *= factor;
      c.refused = true;
      if (std::fabs(c.h) < kLeastStep * std::fmax(std::fabs(c.t), std::fabs(end() - result_.t[0])))
        stop(j, Stop::kStepUnderflow);
    } else {
      accept(j, error);
    }
    if (c.steps >= settings_.maxSteps && c.next < result_.t.size()) stop(j, Stop::kTooManySteps);
  }

  void accept(Eigen::Index j, double error) {
    Course& c = moving_[j];
    const double h = c.h;
    const bool last = h == end() - c.t;
    const double tNew = last ? end() : c.t + h;
    writeOutputs(j, tNew);
    result_.last.col(c.start) = xNew_.col(j);
    moving_.x.col(j) = xNew_.col(j);
    k_[0].col(j) = k_[kStages - 1].col(j);
    c.t = tNew;
    const double bounded = std::fmax(error, 1e-10);
    double factor =
        kSafety * exp(-(0.2 - 0.75 * kBeta) * log(bounded) + kBeta * log(c.previousError));
    factor = std::clamp(factor, kLeastFactor, c.refused ? 1.0 : kLargestFactor);
    c.h = h * factor;
    c.previousError = std::fmax(error, 1e-4);
    c.refused = false;
    if (flow_.isBeyond(&moving_.x(0, j), moving_.x.rows())) stop(j, Stop::kBound);
  }

  // Every output in (t, tNew], from the interpolant over the step just computed.
  void writeOutputs(Eigen::Index j, double tNew) {
    Course& c = moving_[j];
    const auto reachedBy = [&](double t) { return direction_ * (tNew - t) >= 0; };
    if (c.next == result_.t.size() || !reachedBy(result_.t[c.next])) return;
    const Vector difference = xNew_.col(j) - moving_.x.col(j);
    const Vector bend = c.h * k_[0].col(j) - difference;
    const Vector twist = difference - c.h * k_[kStages - 1].col(j) - bend;
    const Vector fourth = c.h * weighted(kDense, j);
    for (; c.next < result_.t.size() && reachedBy(result_.t[c.next]); ++c.next) {
      const double a = (result_.t[c.next] - c.t) / c.h, b = 1 - a;
      auto output = result_.x[c.next].col(c.start);
      if (result_.t[c.next] == tNew)
        output = xNew_.col(j);
      else
        output = moving_.x.col(j) + a * (difference + b * (bend + a * (twist + b * fourth)));
      ++result_.reached[static_cast<std::size_t>(c.start)];
    }
  }

  void stop(Eigen::Index j, Stop why) {
    Course& c = moving_[j];
    if (c.next == result_.t.size()) return;  // it had reached the end already
    result_.stop[static_cast<std::size_t>(c.start)] = why;
    result_.stoppedAt[static_cast<std::size_t>(c.start)] = c.t;
    c.next = result_.t.size();
  }

  void removeDone() {
    moving_.dismiss([&](const Course& c) { return c.next == result_.t.size(); }, {&k_[0]});
  }

  const Flow& flow_;
  DormandPrinceSettings settings_;
  double direction_;
  Vector shift_, absolute_;  // of each component: the flow's, and the tolerance
  Ensemble<Course> moving_;
  Matrix xNew_;
  std::array<Matrix, kStages> k_;
  TrajectoryBatch result_;
};

}  // namespace

TrajectoryBatch dormandPrince(const Flow& flow, const Matrix& starts, const std::vector<double>& t,
                              const DormandPrinceSettings& settings) {
  return Run(flow, starts, t, settings).run();
}

}  // namespace hnn
