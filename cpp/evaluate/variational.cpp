#include "evaluate/variational.h"

#include <algorithm>
#include <cmath>

namespace hnn {
namespace {

// An extended state as parts, each [q; p] of 2d rows: part 0 is the state, part i the i-th
// deviation vector. Copies between part `i` of column j and `x`; loops, because blocks of matrices
// would add many bytes to the wasm module.
class Parts {
 public:
  Parts(Matrix& extended, Eigen::Index count)
      : extended_(extended), count_(count), d_(extended.rows() / (2 * count)) {}

  void read(Eigen::Index i, Eigen::Index j, double* x) const {
    for (Eigen::Index k = 0; k < 2 * d_; ++k) x[k] = extended_(row(i, k), j);
  }
  void write(Eigen::Index i, Eigen::Index j, const double* x) {
    for (Eigen::Index k = 0; k < 2 * d_; ++k) extended_(row(i, k), j) = x[k];
  }

 private:
  [[nodiscard]] Eigen::Index row(Eigen::Index i, Eigen::Index k) const {
    return k < d_ ? i * d_ + k : (count_ + i - 1) * d_ + k;
  }
  Matrix& extended_;
  Eigen::Index count_, d_;
};

constexpr double kStepsBetweenScalings = 10;
constexpr int kMostHalvings = 40;
// Vectors of size one that grow beyond this in one piece are followed again in two.
constexpr double kMostGrowth = 1e100;

bool hasGrown(const Matrix& vectors, Eigen::Index column) {
  for (Eigen::Index i = 0; i < vectors.rows(); ++i)
    if (!(std::fabs(vectors(i, column)) < kMostGrowth)) return true;
  return false;
}

}  // namespace

Flow variationalFlow(const Flow& flow, const FieldTangent& tangent, Eigen::Index deviations) {
  const auto field = [f = flow.field, tangent, deviations](const Matrix& extended) {
    const Eigen::Index n = extended.cols(), size = extended.rows() / (deviations + 1);
    Matrix result = extended;
    Parts parts(result, deviations + 1);
    Matrix x(size, n), copies(size, deviations * n), v(size, deviations * n);
    for (Eigen::Index j = 0; j < n; ++j) {
      parts.read(0, j, &x(0, j));
      for (Eigen::Index i = 0; i < deviations; ++i) {
        parts.read(0, j, &copies(0, i * n + j));
        parts.read(i + 1, j, &v(0, i * n + j));
      }
    }
    const Matrix slope = f(x), dv = tangent(copies, v);
    for (Eigen::Index j = 0; j < n; ++j) {
      parts.write(0, j, &slope(0, j));
      for (Eigen::Index i = 0; i < deviations; ++i) parts.write(i + 1, j, &dv(0, i * n + j));
    }
    return result;
  };
  Flow extended = flow;
  extended.field = field;
  extended.parts = deviations + 1;
  return extended;
}

void Deviations::normalise() {
  for (Eigen::Index j = 0; j < vectors.cols(); ++j) {
    double largest = 0;
    for (Eigen::Index i = 0; i < vectors.rows(); ++i)
      largest = std::fmax(largest, std::fabs(vectors(i, j)));
    if (largest == 0 || !std::isfinite(largest)) continue;
    const int power = std::ilogb(largest);
    for (Eigen::Index i = 0; i < vectors.rows(); ++i)
      vectors(i, j) = std::ldexp(vectors(i, j), -power);
    exponent[static_cast<std::size_t>(j)] += power;
  }
}

namespace {

// The living orbits and their vectors through one piece of the time.
class Follower {
 public:
  Follower(const Flow& flow, const FieldTangent& tangent, Orbits& orbits, Deviations& deviations,
           Integrator integrator, double stepSize)
      : orbits_(orbits),
        deviations_(deviations),
        integrator_(integrator),
        stepSize_(stepSize),
        count_(deviations.vectors.rows() / orbits.x.rows()),
        flow_(variationalFlow(flow, tangent, count_)),
        mostSteps_(flow.mostSteps) {}

  // The piece of length `interval` that begins at time t, in at most mostSteps steps altogether.
  void follow(double interval, double t) {
    left_ = mostSteps_;
    halve(interval, t, 0);
  }

 private:
  void halve(double interval, double t, int halvings) {
    const std::vector<Eigen::Index> some = orbits_.living();
    if (some.empty()) return;
    deviations_.normalise();
    const Matrix extended = read(some);
    flow_.mostSteps = std::max(left_, 1);
    TrajectoryBatch run = integrateBatch(flow_, extended, interval, 2, integrator_, stepSize_);
    left_ -= run.steps;
    if (overflows(run)) {
      if (halvings < kMostHalvings && left_ > 0) {
        halve(interval / 2, t, halvings + 1);
        return halve(interval / 2, t + std::fabs(interval) / 2, halvings + 1);
      }
      endGrown(run, extended);
    }
    orbits_.endStopped(run, some, t);
    write(run.last, some);
  }

  Matrix read(const std::vector<Eigen::Index>& some) {
    const Eigen::Index size = orbits_.x.rows();
    Matrix extended(size * (1 + count_), static_cast<Eigen::Index>(some.size()));
    Parts parts(extended, 1 + count_);
    for (Eigen::Index k = 0; k < extended.cols(); ++k) {
      const Eigen::Index j = some[static_cast<std::size_t>(k)];
      parts.write(0, k, &orbits_.x(0, j));
      for (Eigen::Index i = 0; i < count_; ++i)
        parts.write(i + 1, k, &deviations_.vectors(i * size, j));
    }
    return extended;
  }

  // Whether vectors, not the states, are what became too large.
  static bool overflows(const TrajectoryBatch& run) {
    for (std::size_t k = 0; k < run.stop.size(); ++k) {
      const Stop stop = run.stop[k];
      const bool ofStates =
          stop == Stop::kBound || stop == Stop::kUnsolved || stop == Stop::kTooManySteps;
      if (!ofStates && hasGrown(run.last, static_cast<Eigen::Index>(k))) return true;
    }
    return false;
  }

  // Ends the orbits whose vectors cannot be followed, where `run` began.
  static void endGrown(TrajectoryBatch& run, const Matrix& starts) {
    for (std::size_t k = 0; k < run.stop.size(); ++k) {
      const auto column = static_cast<Eigen::Index>(k);
      if (run.stop[k] != Stop::kNone || !hasGrown(run.last, column)) continue;
      run.stop[k] = Stop::kTooManySteps;
      run.stoppedAt[k] = 0;
      run.reached[k] = 1;
      run.last.col(column) = starts.col(column);
    }
  }

  void write(Matrix extended, const std::vector<Eigen::Index>& some) {
    const Eigen::Index size = orbits_.x.rows();
    Parts parts(extended, 1 + count_);
    for (Eigen::Index k = 0; k < extended.cols(); ++k) {
      const Eigen::Index j = some[static_cast<std::size_t>(k)];
      parts.read(0, k, &orbits_.x(0, j));
      if (!orbits_.lives(j)) continue;
      for (Eigen::Index i = 0; i < count_; ++i)
        parts.read(i + 1, k, &deviations_.vectors(i * size, j));
    }
  }

  Orbits& orbits_;
  Deviations& deviations_;
  Integrator integrator_;
  double stepSize_;
  Eigen::Index count_;  // vectors of each orbit
  Flow flow_;
  int mostSteps_;
  int left_ = 0;  // of them, in the present piece: also its halves take from it
};

}  // namespace

void followDeviations(const Flow& flow, const FieldTangent& tangent, Orbits& orbits,
                      Deviations& deviations, double interval, double t, Integrator integrator,
                      double stepSize) {
  Follower follower(flow, tangent, orbits, deviations, integrator, stepSize);
  const double pieces =
      std::fmax(1, std::ceil(std::fabs(interval) / (kStepsBetweenScalings * stepSize) - 1e-9));
  for (double piece = 0; piece < pieces; ++piece)
    follower.follow(interval / pieces, t + piece * (std::fabs(interval) / pieces));
  deviations.normalise();
}

}  // namespace hnn
