#include "evaluate/source.h"

#include "data/sampling.h"

namespace hnn {

Matrix TrueSource::field(const Matrix& x) const { return system_.field(x); }
Matrix TrueSource::conservativeField(const Matrix& x) const { return system_.conservativeField(x); }
bool TrueSource::hasDissipation() const { return !system_.info().conservative; }
Matrix TrueSource::energy(const Matrix& x) const { return system_.energy(x); }
Matrix TrueSource::energyAscent(const Matrix& x) const { return system_.energyGradient(x); }
FieldAndEnergy TrueSource::fieldAndEnergy(const Matrix& x) const { return {field(x), energy(x)}; }
Matrix TrueSource::tangent(const Matrix& x, const Matrix& v) const {
  return system_.fieldTangent(x, v);
}
Flow TrueSource::followed() const { return trueFlow(system_); }

Matrix LearnedSource::field(const Matrix& x) const { return evaluator_.field(x); }
Matrix LearnedSource::conservativeField(const Matrix& x) const {
  return evaluator_.conservativeField(x);
}
bool LearnedSource::hasDissipation() const { return model_.hasDissipation(); }
bool LearnedSource::hasEnergy() const { return model_.hasEnergy(); }
Matrix LearnedSource::energy(const Matrix& x) const { return evaluator_.energy(x); }
Matrix LearnedSource::energyAscent(const Matrix& x) const {
  return units_.ascentOutside(evaluator_.energyGradient(x));
}
FieldAndEnergy LearnedSource::fieldAndEnergy(const Matrix& x) const {
  if (model_.hasEnergy()) return evaluator_.fieldAndEnergy(x);  // in one pass
  return {field(x), {}};
}
Matrix LearnedSource::tangent(const Matrix& x, const Matrix& v) const {
  return evaluator_.tangent(x, v);
}
Flow LearnedSource::followed() const {
  Flow flow;
  flow.resolution = evaluator_.resolution();
  flow.bound = bound_;
  flow.shift = units_.shift();
  flow.scale = units_.scale();
  return flow;
}
std::shared_ptr<void> LearnedSource::hold() const { return evaluator_.hold(); }

int LearnedSource::guardedAmong(const Matrix& x) const {
  const double epsilon = model_.spec().massRegularisation;
  if (!model_.hasMassMatrix() || epsilon == 0) return 0;
  const Matrix pivots = evaluator_.massPivots(x);
  int count = 0;
  for (Eigen::Index j = 0; j < x.cols(); ++j)
    count += pivots.col(j).cwiseAbs().minCoeff() < 10 * epsilon ? 1 : 0;
  return count;
}

}  // namespace hnn
