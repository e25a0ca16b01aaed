#include "data/sampling.h"

#include <stdexcept>

#include "base/check.h"

namespace hnn {

Matrix sampleStarts(const System& system, Random& random, int count) {
  Matrix starts(2 * system.info().degreesOfFreedom, count);
  for (Eigen::Index j = 0; j < count; ++j) starts.col(j) = system.sampleStart(random);
  return starts;
}

Flow trueFlow(const System& system) {
  // With friction dp/dt depends on p for any H, so the explicit splitting would be wrong.
  return {[&system](const Matrix& x) { return system.field(x); },
          system.info().separable && system.info().conservative};
}

TrajectoryBatch trueTrajectories(const System& system, const Matrix& starts, double duration,
                                 int points) {
  TrajectoryBatch batch =
      integrateBatch(trueFlow(system), starts, duration, points, Integrator::kDormandPrince, 1);
  for (Eigen::Index j = 0; j < starts.cols(); ++j)
    if (!batch.finished(j))
      throw std::runtime_error("the true motion of " + system.info().id + " from start " +
                               std::to_string(j) + " cannot be followed beyond t = " +
                               formatNumber(batch.stoppedAt[static_cast<std::size_t>(j)]));
  return batch;
}

}  // namespace hnn
