// A batch of orbits that a study follows in pieces.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "integrate/trajectory.h"

namespace hnn {

struct Orbits {
  Matrix x;                // 2d × orbits; the last good state of an orbit that ended
  std::vector<int> alive;  // of each orbit: 1 while it can be followed
  std::string note;        // which orbits ended, when and why; a line each

  // Whether orbit j can still be followed.
  [[nodiscard]] bool lives(Eigen::Index j) const { return alive[static_cast<std::size_t>(j)] != 0; }

  // The columns of those that can be followed: only these are integrated.
  [[nodiscard]] std::vector<Eigen::Index> living() const {
    std::vector<Eigen::Index> columns;
    for (Eigen::Index j = 0; j < x.cols(); ++j)
      if (lives(j)) columns.push_back(j);
    return columns;
  }

  // Ends the orbits that `run` of the columns `some`, which started at time t, could not follow to
  // its end.
  void endStopped(const TrajectoryBatch& run, const std::vector<Eigen::Index>& some, double t) {
    for (std::size_t k = 0; k < some.size(); ++k) {
      const auto column = static_cast<Eigen::Index>(k);
      if (run.finished(column)) continue;
      alive[static_cast<std::size_t>(some[k])] = 0;
      if (!note.empty()) note += "\n";
      note += "orbit " + std::to_string(some[k] + 1) + " stopped " +
              stoppedAt(t + std::fabs(run.stoppedAt[k])) + ": " + run.reason(column);
    }
  }
};

}  // namespace hnn
