#include "physics/velocities.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace hnn {
namespace {

constexpr int kMostIterations = 60;
constexpr double kClose = 4e-16;  // times the size of the velocity

// Solves m x = b in place, m symmetric and positive definite as ∂²H/∂p² is; m is used up.
void solveInPlace(Matrix& m, Vector& b) {
  const Eigen::Index d = b.size();
  for (Eigen::Index k = 0; k < d; ++k) {
    for (Eigen::Index i = k + 1; i < d; ++i) {
      const double factor = m(i, k) / m(k, k);
      for (Eigen::Index j = k; j < d; ++j) m(i, j) -= factor * m(k, j);
      b[i] -= factor * b[k];
    }
  }
  for (Eigen::Index k = d - 1; k >= 0; --k) {
    for (Eigen::Index j = k + 1; j < d; ++j) b[k] -= m(k, j) * b[j];
    b[k] /= m(k, k);
  }
}

// The canonical state with the velocity that `y` has.
Vector canonicalState(const System& system, const Vector& y) {
  const Eigen::Index d = y.size() / 2;
  Vector x = y;
  x.tail(d).setZero();
  const Matrix directions = Matrix::Identity(2 * d, 2 * d).rightCols(d);
  double before = std::numeric_limits<double>::infinity();
  for (int i = 0; i < kMostIterations; ++i) {
    Vector missing = y.tail(d) - system.field(x).col(0).head(d);
    const double size = missing.cwiseAbs().maxCoeff();
    // At the end rounding prevents further decrease.
    const bool settled = size >= before && size < 1e-12 * (1 + y.tail(d).cwiseAbs().maxCoeff());
    if (size <= kClose * y.tail(d).cwiseAbs().maxCoeff() || settled) return x;
    if (!std::isfinite(size)) break;
    before = size;
    Matrix slope = system.fieldTangent(x.replicate(1, d), directions).topRows(d);
    solveInPlace(slope, missing);
    x.tail(d) += missing;
  }
  return Vector::Constant(2 * d, std::numeric_limits<double>::quiet_NaN());
}

Matrix canonicalStates(const System& system, const Matrix& y) {
  Matrix x(y.rows(), y.cols());
  for (Eigen::Index j = 0; j < y.cols(); ++j) x.col(j) = canonicalState(system, y.col(j));
  return x;
}

// [q; q̇] of canonical states.
Matrix withVelocities(const System& system, const Matrix& x) {
  const Eigen::Index d = x.rows() / 2;
  Matrix y = x;
  y.bottomRows(d) = system.field(x).topRows(d);
  return y;
}

// "q" -> "q̇", "θ_1" -> "θ̇_1": a dot above the first letter (which may take several bytes).
std::string dotted(const std::string& symbol) {
  std::size_t letter = 1;
  while (letter < symbol.size() && (static_cast<unsigned char>(symbol[letter]) & 0xC0U) == 0x80U)
    ++letter;
  return symbol.substr(0, letter) + "\u0307" + symbol.substr(letter);
}

SystemInfo infoInVelocities(const System& system) {
  SystemInfo info = system.info();
  const VelocityDescription described = describeVelocities(system);
  const auto d = static_cast<std::size_t>(info.degreesOfFreedom);
  for (std::size_t i = 0; i < d; ++i) info.coordinates[d + i] = described.coordinates[i];
  info.view.showcaseStart = described.showcaseStart;
  info.view.yMin = described.yMin;
  info.view.yMax = described.yMax;
  info.separable = false;
  info.constantMass = true;  // of these coordinates: q̇ is q̇
  info.section = {};         // a section sets the energy by a momentum
  return info;
}

class SystemInVelocities final : public System {
 public:
  explicit SystemInVelocities(std::unique_ptr<System> system)
      : system_(std::move(system)), info_(infoInVelocities(*system_)) {}

  [[nodiscard]] const SystemInfo& info() const override { return info_; }
  [[nodiscard]] Matrix energy(const Matrix& y) const override {
    return system_->energy(canonicalStates(*system_, y));
  }
  [[nodiscard]] Matrix kineticEnergy(const Matrix& y) const override {
    return system_->kineticEnergy(canonicalStates(*system_, y));
  }
  [[nodiscard]] Matrix field(const Matrix& y) const override {
    const Matrix x = canonicalStates(*system_, y);
    return accelerated(y, x, system_->field(x));
  }
  [[nodiscard]] Matrix conservativeField(const Matrix& y) const override {
    const Matrix x = canonicalStates(*system_, y);
    return accelerated(y, x, system_->conservativeField(x));
  }
  [[nodiscard]] Vector sampleStart(Random& random) const override {
    return withVelocities(*system_, system_->sampleStart(random));
  }
  [[nodiscard]] Vector inverseMass() const override { return Vector::Ones(info_.degreesOfFreedom); }
  [[nodiscard]] Matrix energyGradient(const Matrix&) const override { throw notCanonical(); }
  [[nodiscard]] Matrix fieldTangent(const Matrix&, const Matrix&) const override {
    throw notCanonical();
  }

 private:
  static std::logic_error notCanonical() {
    return std::logic_error("asked for canonical coordinates, which these are not");
  }
  // q̈ = d/dt ∂H/∂p along dxdt: friction enters only dp/dt, so q̇ remains ∂H/∂p.
  [[nodiscard]] Matrix accelerated(const Matrix& y, const Matrix& x, const Matrix& dxdt) const {
    const Eigen::Index d = info_.degreesOfFreedom;
    Matrix dydt(y.rows(), y.cols());
    dydt.topRows(d) = y.bottomRows(d);
    dydt.bottomRows(d) = system_->fieldTangent(x, dxdt).topRows(d);
    return dydt;
  }

  std::unique_ptr<System> system_;
  SystemInfo info_;
};

}  // namespace

VelocityDescription describeVelocities(const System& system) {
  const SystemInfo& info = system.info();
  const SystemView& view = info.view;
  const int d = info.degreesOfFreedom;
  VelocityDescription described;
  for (int i = 0; i < d; ++i) {
    const Coordinate& q = info.coordinates[static_cast<std::size_t>(i)];
    described.coordinates.push_back({dotted(q.symbol), q.unit == "1"     ? q.unit
                                                       : q.unit == "rad" ? "rad/s"
                                                                         : q.unit + "/s"});
  }
  const Vector start = Eigen::Map<const Vector>(view.showcaseStart.data(), 2 * d);
  const Matrix y = withVelocities(system, start);
  described.showcaseStart.assign(y.data(), y.data() + y.size());
  described.yMin = view.yMin;
  described.yMax = view.yMax;
  if (view.yAxis < d) return described;
  Vector x = start;  // the velocity that belongs to the border's momentum alone
  x.tail(d).setZero();
  const auto velocityAt = [&](double momentum) {
    x[view.yAxis] = momentum;
    return system.field(x)(view.yAxis - d, 0);
  };
  described.yMin = velocityAt(view.yMin);
  described.yMax = velocityAt(view.yMax);
  return described;
}

std::unique_ptr<System> inVelocities(std::unique_ptr<System> system) {
  return std::make_unique<SystemInVelocities>(std::move(system));
}

}  // namespace hnn
