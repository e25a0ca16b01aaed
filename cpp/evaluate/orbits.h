// A batch of orbits that a study follows in pieces.
#pragma once

#include <string>
#include <vector>

#include "integrate/trajectory.h"

namespace hnn {

struct Orbits {
  Matrix x;                // 2d × orbits; the last good state of an orbit that ended
  std::vector<int> alive;  // of each orbit: 1 while it can be followed
  std::string note;        // which orbits ended, when and why; a line each

  [[nodiscard]] bool lives(Eigen::Index j) const { return alive[static_cast<std::size_t>(j)] != 0; }
  [[nodiscard]] bool anyLives() const {
    for (const int one : alive)
      if (one) return true;
    return false;
  }

  // Ends the orbits that `run`, which started at time t, could not follow to its end.
  void endStopped(const TrajectoryBatch& run, double t) {
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      const auto column = static_cast<std::size_t>(j);
      if (!alive[column] || run.finished(j)) continue;
      alive[column] = 0;
      if (!note.empty()) note += "\n";
      note +=
          "orbit " + std::to_string(j + 1) + " stopped " + stoppedAt(t) + ": " + run.reason[column];
    }
  }
};

}  // namespace hnn
