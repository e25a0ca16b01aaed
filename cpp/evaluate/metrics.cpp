#include "evaluate/metrics.h"

#include <cmath>

#include "base/elementary.h"
#include "data/sampling.h"

namespace hnn {
namespace {

// Of the range of the true energies: the smallest |H₀| to which a drift is relative.
constexpr double kLeastScale = 0.1;

// The contribution of one roll-out at one time.
struct Errors {
  double energy, coordinate;
};

// The state at which a stopped roll-out is held: within the bound, so that energies are finite.
Vector heldState(const Vector& last, double bound) {
  return last * std::fmin(1, bound / std::fmax(bound, last.cwiseAbs().maxCoeff()));
}

}  // namespace

RolloutErrors compareRollouts(const System& truth, const TrajectoryBatch& trueMotion,
                              const TrajectoryBatch& model) {
  return compareRollouts([&truth](const Matrix& x) { return truth.energy(x); }, trueMotion, model);
}

RolloutErrors compareRollouts(const EnergyFunction& trueEnergy, const TrajectoryBatch& trueMotion,
                              const TrajectoryBatch& model) {
  const Eigen::Index starts = model.last.cols();
  const auto points = static_cast<int>(model.t.size());
  const Matrix startEnergy = trueEnergy(trueMotion.x[0]);
  Vector energySum = Vector::Zero(starts);
  Vector worstChange = Vector::Zero(starts), leastDrift = Vector::Zero(starts);
  double lowest = startEnergy.minCoeff(), highest = startEnergy.maxCoeff();
  RolloutErrors errors;
  errors.t = model.t;
  for (int i = 0; i < points; ++i) {
    const Matrix& xTrue = trueMotion.x[static_cast<std::size_t>(i)];
    Matrix x = model.x[static_cast<std::size_t>(i)];
    const auto missing = [&](Eigen::Index j) {
      return i >= model.reached[static_cast<std::size_t>(j)];
    };
    for (Eigen::Index j = 0; j < starts; ++j)
      if (missing(j)) x.col(j) = heldState(model.last.col(j), model.bound);
    const Matrix energy = trueEnergy(x), energyTrue = trueEnergy(xTrue);
    double coordinateSum = 0;
    for (Eigen::Index j = 0; j < starts; ++j) {
      lowest = std::fmin(lowest, energyTrue(0, j));
      highest = std::fmax(highest, energyTrue(0, j));
      Errors e = {square(energy(0, j) - energyTrue(0, j)), (x.col(j) - xTrue.col(j)).squaredNorm()};
      // Beyond the speed of light a state has no energy: use the minimum for a failure.
      const bool known = std::isfinite(energy(0, j));
      if (!known) e.energy = square(energyTrue(0, j));
      if (!known || missing(j)) leastDrift[j] = 1;
      if (known)
        worstChange[j] = std::fmax(worstChange[j], std::fabs(energy(0, j) - startEnergy(0, j)));
      if (missing(j))
        e = {std::fmax(e.energy, square(energyTrue(0, j))),
             std::fmax(e.coordinate, xTrue.col(j).squaredNorm())};
      energySum[j] += e.energy;
      coordinateSum += e.coordinate;
    }
    errors.coordinateMseAt.push_back(coordinateSum / static_cast<double>(x.size()));
    errors.coordinateMse += errors.coordinateMseAt.back() / points;
  }
  const Vector energyMse = energySum / points;  // of each roll-out
  const auto n = static_cast<double>(starts);
  errors.energyMse = energyMse.sum() / n;
  if (starts > 1)
    errors.energyMseStderr =
        sqrt((energyMse.array() - errors.energyMse).square().sum() / (n - 1) / n);
  for (Eigen::Index j = 0; j < starts; ++j) {
    const double scale = std::fmax(std::fabs(startEnergy(0, j)), kLeastScale * (highest - lowest));
    errors.energyDrift += std::fmax(worstChange[j] / scale, leastDrift[j]) / n;
    errors.unfinished += model.finished(j) ? 0 : 1;
  }
  return errors;
}

RolloutErrors rolloutErrors(const System& truth, const Flow& model, const Matrix& starts,
                            double duration, int points, Integrator integrator, double stepSize) {
  return compareRollouts(truth, trueTrajectories(truth, starts, duration, points),
                         integrateBatch(model, starts, duration, points, integrator, stepSize));
}

}  // namespace hnn
