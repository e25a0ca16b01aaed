#include "data/dataset.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/grid.h"
#include "data/sampling.h"

namespace hnn {
namespace {

// Samples of trajectories first … first + count − 1.
Samples collect(const System& system, const TrajectoryBatch& truth, const Matrix& noise, int first,
                int count) {
  const auto points = static_cast<int>(truth.t.size());
  Samples samples;
  samples.x.resize(truth.last.rows(), static_cast<Eigen::Index>(count) * points);
  for (int k = 0; k < count; ++k) {
    for (int i = 0; i < points; ++i) {
      const int column = k * points + i;
      samples.x.col(column) = truth.x[static_cast<std::size_t>(i)].col(first + k);
      samples.trajectory.push_back(first + k);
      samples.t.push_back(truth.t[static_cast<std::size_t>(i)]);
      samples.next.push_back(i + 1 < points ? column + 1 : -1);
    }
  }
  samples.dxdt = system.field(samples.x);  // at the noiseless state
  samples.x += noise.middleCols(static_cast<Eigen::Index>(first) * points, samples.x.cols());
  return samples;
}

Matrix normalNoise(Eigen::Index rows, Eigen::Index columns, double deviation, std::uint64_t seed) {
  Random random(seed, stream::kNoise);
  Matrix noise(rows, columns);
  for (double& value : noise.reshaped()) value = deviation * random.normal();
  return noise;
}

// The system's portrait in a random order, so that any prefix covers all of it.
Matrix shuffledGrid(const System& system, int points, std::uint64_t seed) {
  const SystemView& view = system.info().view;
  const Matrix states = gridStates({.xMin = view.xMin,
                                    .xMax = view.xMax,
                                    .yMin = view.yMin,
                                    .yMax = view.yMax,
                                    .columns = points,
                                    .rows = points,
                                    .at = Vector::Zero(2)});
  std::vector<Eigen::Index> order(static_cast<std::size_t>(states.cols()));
  std::iota(order.begin(), order.end(), 0);
  Random(seed, stream::kStarts).shuffle(order);
  return states(Eigen::all, order);
}

}  // namespace

const std::vector<std::string>& samplesNames() {
  static const std::vector<std::string> names = {"trajectories", "grid"};
  return names;
}

int trainingTrajectories(int trajectories, double trainFraction) {
  const auto rounded = static_cast<int>(std::floor(trajectories * trainFraction + 0.5));
  const int most = trajectories > 1 && trainFraction < 1 ? trajectories - 1 : trajectories;
  return std::clamp(rounded, 1, most);
}

namespace {

Dataset makeGrid(const System& system, const DatasetSettings& settings) {
  const Matrix states = shuffledGrid(system, settings.points, settings.seed);
  const auto count = static_cast<int>(states.cols());
  const TrajectoryBatch still = startedBatch({}, states, {0});
  const Matrix noise = normalNoise(2, count, settings.noise, settings.seed);
  const int training = trainingTrajectories(count, settings.trainFraction);
  return {collect(system, still, noise, 0, training),
          collect(system, still, noise, training, count - training), 0};
}

}  // namespace

Dataset makeDataset(const System& system, const DatasetSettings& settings) {
  if (settings.samples == SampleKind::kGrid) return makeGrid(system, settings);
  Random random(settings.seed, stream::kStarts);
  const Matrix starts = sampleStarts(system, random, settings.trajectories);
  const TrajectoryBatch truth =
      trueTrajectories(system, starts, settings.duration, settings.points);
  const Matrix noise =
      normalNoise(starts.rows(), static_cast<Eigen::Index>(settings.trajectories) * settings.points,
                  settings.noise, settings.seed);
  const int training = trainingTrajectories(settings.trajectories, settings.trainFraction);
  return {collect(system, truth, noise, 0, training),
          collect(system, truth, noise, training, settings.trajectories - training),
          settings.duration / (settings.points - 1)};
}

}  // namespace hnn
