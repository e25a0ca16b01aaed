// Training data as in Greydanus et al. 2019, section 3: states along true trajectories with noise
// on q and p, and the exact time derivative at the noiseless state.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linalg/eigen.h"
#include "physics/system.h"

namespace hnn {

// N samples, trajectory after trajectory, each in the order of time.
struct Samples {
  Matrix x, dxdt;               // 2d × N
  std::vector<int> trajectory;  // which trajectory of the whole data set a sample belongs to
  std::vector<double> t;        // its time there
  std::vector<int> next;        // column of the next sample on the same trajectory, or −1

  [[nodiscard]] int size() const { return static_cast<int>(x.cols()); }
};

struct Dataset {
  Samples train, test;
  double dt = 0;  // time between neighbouring samples of a trajectory
};

// "trajectories", or "grid": points × points states over the system's portrait, each a trajectory
// of one sample and without time (Sosanya & Greydanus 2022); one degree of freedom only.
enum class SampleKind { kTrajectories, kGrid };
const std::vector<std::string>& samplesNames();

struct DatasetSettings {
  std::uint64_t seed = 0;
  int trajectories = 50;       // 1 and more
  int points = 30;             // samples per trajectory, 2 and more
  double duration = 3;         // from the first to the last of them
  double noise = 0;            // standard deviation, in the unit of each component
  double trainFraction = 0.5;  // of the trajectories, 0 … 1
  SampleKind samples = SampleKind::kTrajectories;
};

// The data of a system; the first of the trajectories train and the others test (they are drawn
// independently, so any choice is as good). Rounded to whole trajectories, at least one trains,
// and where there are two or more and the fraction is below 1, at least one tests.
// Starts and noise have their own streams: the same seed gives the same starts for any
// noise, and a prefix of them for any number of trajectories.
// Throws std::runtime_error if a true motion cannot be followed.
Dataset makeDataset(const System& system, const DatasetSettings& settings);

// How many of `trajectories` train.
int trainingTrajectories(int trajectories, double trainFraction);

}  // namespace hnn
