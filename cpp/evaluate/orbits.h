// A batch of orbits that a study follows in pieces.
#pragma once

#include <cmath>
#include <vector>

#include "integrate/trajectory.h"

namespace hnn {

struct Orbits {
  // From these states, 2d × orbits.
  explicit Orbits(const Matrix& states)
      : x(states),
        stop(static_cast<std::size_t>(states.cols()), Stop::kNone),
        stoppedAt(static_cast<std::size_t>(states.cols()), 0) {}

  Matrix x;                // 2d × orbits; of one that ended the last state that was computed
  std::vector<Stop> stop;  // of each orbit: kNone while it can be followed
  std::vector<double> stoppedAt;  // of each orbit: the time of x, if it ended

  [[nodiscard]] bool lives(Eigen::Index j) const {
    return stop[static_cast<std::size_t>(j)] == Stop::kNone;
  }

  // Adds orbits, 2d × count, that can be followed.
  void join(const Matrix& states) {
    Matrix all(states.rows(), x.cols() + states.cols());
    all.leftCols(x.cols()) = x;
    all.rightCols(states.cols()) = states;
    x = all;
    stop.resize(static_cast<std::size_t>(x.cols()), Stop::kNone);
    stoppedAt.resize(static_cast<std::size_t>(x.cols()), 0);
  }

  // The columns of those that can be followed: only these are integrated.
  [[nodiscard]] std::vector<Eigen::Index> living() const {
    std::vector<Eigen::Index> columns;
    for (Eigen::Index j = 0; j < x.cols(); ++j)
      if (lives(j)) columns.push_back(j);
    return columns;
  }

  // Ends the orbits that `run` of the columns `some`, which started at time t, could not follow to
  // its end. Their states are left to the caller, since those of the run may be extended.
  void endStopped(const TrajectoryBatch& run, const std::vector<Eigen::Index>& some, double t) {
    for (std::size_t k = 0; k < some.size(); ++k) {
      const auto column = static_cast<Eigen::Index>(k);
      if (run.finished(column)) continue;
      stop[static_cast<std::size_t>(some[k])] = run.stop[k];
      stoppedAt[static_cast<std::size_t>(some[k])] = t + std::fabs(run.stoppedAt[k]);
    }
  }
};

}  // namespace hnn
