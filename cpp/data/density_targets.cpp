#include "data/density_targets.h"

#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <utility>

#include "base/check.h"
#include "base/elementary.h"

namespace hnn {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kNoDensity = -std::numeric_limits<double>::infinity();

Vector point(double x, double y) { return Vector{{x, y}}; }

// log Σ exp, of numbers that are added one by one.
class LogSum {
 public:
  void add(double exponent) {
    constexpr double kNothing = 40;  // e⁻⁴⁰ is less than rounding
    if (exponent < largest_ - kNothing || exponent == kNoDensity) return;
    if (exponent <= largest_) {
      sum_ += exp(exponent - largest_);
      return;
    }
    sum_ = (largest_ == kNoDensity ? 0 : sum_ * exp(largest_ - exponent)) + 1;
    largest_ = exponent;
  }
  [[nodiscard]] double value() const { return sum_ > 0 ? largest_ + log(sum_) : kNoDensity; }

 private:
  double largest_ = kNoDensity, sum_ = 0;
};

// log of an isotropic Gaussian in the plane.
double logGaussian(double squaredDistance, double sigma) {
  return -0.5 * squaredDistance / square(sigma) - log(2 * kPi * square(sigma));
}

// Gaussians of one width around points, equally likely.
class Gaussians final : public DensityTarget {
 public:
  Gaussians(std::vector<Vector> centres, double sigma)
      : DensityTarget(meanOf(centres), deviationOf(centres, sigma)),
        centres_(std::move(centres)),
        sigma_(sigma) {}

 private:
  static Vector meanOf(const std::vector<Vector>& centres) {
    Vector sum = Vector::Zero(2);
    for (const Vector& centre : centres) sum += centre;
    return sum / static_cast<double>(centres.size());
  }
  static Vector deviationOf(const std::vector<Vector>& centres, double sigma) {
    const Vector mean = meanOf(centres);
    Vector variance = Vector::Zero(2);
    for (const Vector& centre : centres) variance += (centre - mean).cwiseAbs2();
    variance /= static_cast<double>(centres.size());
    return (variance.array() + square(sigma)).sqrt().matrix();
  }
  [[nodiscard]] Vector drawOne(Random& random) const override {
    const auto which = static_cast<std::size_t>(random.integer(static_cast<int>(centres_.size())));
    const double x = random.normal(), y = random.normal();
    return centres_[which] + sigma_ * point(x, y);
  }
  [[nodiscard]] double logDensityAt(const Vector& x) const override {
    LogSum sum;
    for (const Vector& centre : centres_) sum.add(logGaussian((x - centre).squaredNorm(), sigma_));
    return sum.value() - log(static_cast<double>(centres_.size()));
  }

  std::vector<Vector> centres_;
  double sigma_;
};

std::vector<Vector> onCircle(int count, double radius) {
  std::vector<Vector> centres;
  for (int i = 0; i < count; ++i) {
    const double angle = 2 * kPi * i / count;
    centres.push_back(radius * point(cos(angle), sin(angle)));
  }
  return centres;
}

std::vector<Vector> onGrid() {
  std::vector<Vector> centres;
  for (const double x : {-2.0, 0.0, 2.0})
    for (const double y : {-2.0, 0.0, 2.0}) centres.push_back(point(x, y));
  return centres;
}

// Circles, equally likely, whose distance from the origin is Gaussian; its negative values, beyond
// six deviations, are left out of account.
class Rings final : public DensityTarget {
 public:
  Rings() : DensityTarget(Vector::Zero(2), Vector::Constant(2, deviation())) {}

 private:
  static constexpr std::array<double, 2> kRadii = {3, 1.5};
  static constexpr double kSigma = 0.24;
  static double deviation() {
    double sum = 0;
    for (const double radius : kRadii) sum += square(radius) + square(kSigma);
    return sqrt(sum / (2 * static_cast<double>(kRadii.size())));
  }
  [[nodiscard]] Vector drawOne(Random& random) const override {
    const double radius = kRadii[static_cast<std::size_t>(random.integer(2))];
    const double distance = radius + kSigma * random.normal();
    const double angle = 2 * kPi * random.uniform();
    return distance * point(cos(angle), sin(angle));
  }
  [[nodiscard]] double logDensityAt(const Vector& x) const override {
    const double distance = sqrt(x.squaredNorm());
    LogSum sum;
    for (const double radius : kRadii) sum.add(-0.5 * square((distance - radius) / kSigma));
    return sum.value() - log(static_cast<double>(kRadii.size()) * 2 * kPi * distance * kSigma) -
           0.5 * log(2 * kPi);
  }
};

// A curve t ↦ x, t in [0, 1] with density `weight`, whose integral is 1; t(u) is a draw for uniform u.
struct Curve {
  std::function<Vector(double t)> at;
  std::function<double(double t)> weight;
  std::function<double(double u)> drawn;
};

// Curves, equally likely, blurred by a Gaussian. Integrals along them by Gauss and Legendre's rule of
// four nodes on kPieces pieces; a piece is shorter than the Gaussian is wide.
class Curves final : public DensityTarget {
 public:
  Curves(const std::vector<Curve>& curves, double sigma) : Curves(nodesOf(curves), curves, sigma) {}

 private:
  struct Node {
    Vector x;
    double logWeight, weight;
  };
  static constexpr int kPieces = 160;

  Curves(std::vector<Node> nodes, std::vector<Curve> curves, double sigma)
      : DensityTarget(meanOf(nodes), deviationOf(nodes, sigma)),
        nodes_(std::move(nodes)),
        curves_(std::move(curves)),
        sigma_(sigma) {}

  static std::vector<Node> nodesOf(const std::vector<Curve>& curves) {
    constexpr std::array<std::pair<double, double>, 4> kRule = {{
        {-0.86113631159405257522, 0.34785484513745385737},
        {-0.33998104358485626480, 0.65214515486254614263},
        {0.33998104358485626480, 0.65214515486254614263},
        {0.86113631159405257522, 0.34785484513745385737},
    }};
    std::vector<Node> nodes;
    for (const Curve& curve : curves) {
      for (int piece = 0; piece < kPieces; ++piece) {
        for (const auto& [place, share] : kRule) {
          const double t = (piece + 0.5 * (1 + place)) / kPieces;
          const double weight =
              0.5 * share * curve.weight(t) / (kPieces * static_cast<double>(curves.size()));
          nodes.push_back({curve.at(t), log(weight), weight});
        }
      }
    }
    return nodes;
  }
  static Vector meanOf(const std::vector<Node>& nodes) {
    Vector sum = Vector::Zero(2);
    for (const Node& node : nodes) sum += node.weight * node.x;
    return sum;
  }
  static Vector deviationOf(const std::vector<Node>& nodes, double sigma) {
    const Vector mean = meanOf(nodes);
    Vector variance = Vector::Constant(2, square(sigma));
    for (const Node& node : nodes) variance += node.weight * (node.x - mean).cwiseAbs2();
    return variance.cwiseSqrt();
  }
  [[nodiscard]] Vector drawOne(Random& random) const override {
    const auto which = static_cast<std::size_t>(random.integer(static_cast<int>(curves_.size())));
    const Vector on = curves_[which].at(curves_[which].drawn(random.uniform()));
    const double x = random.normal(), y = random.normal();
    return on + sigma_ * point(x, y);
  }
  [[nodiscard]] double logDensityAt(const Vector& x) const override {
    LogSum sum;
    for (const Node& node : nodes_) {
      const double exponent = -0.5 * (x - node.x).squaredNorm() / square(sigma_) + node.logWeight;
      sum.add(exponent);
    }
    return sum.value() - log(2 * kPi * square(sigma_));
  }

  std::vector<Node> nodes_;
  std::vector<Curve> curves_;
  double sigma_;
};

// Two half circles of radius 2 that interlock (the moons of scikit-learn, twice as large).
std::vector<Curve> moons() {
  const auto one = [](double) { return 1.0; };
  const auto same = [](double u) { return u; };
  return {{[](double t) { return point(2 * cos(kPi * t), 2 * sin(kPi * t)); }, one, same},
          {[](double t) { return point(2 - 2 * cos(kPi * t), 1 - 2 * sin(kPi * t)); }, one, same}};
}

// Two arms r = φ/3, φ = 3π√u for uniform u: as in FFJORD (Grathwohl et al. 2019), without the
// uniform part of its noise.
std::vector<Curve> spirals() {
  const auto arm = [](double sign) {
    return [sign](double t) {
      const double angle = 3 * kPi * t;
      return Vector(sign * angle / 3 * point(-cos(angle), sin(angle)));
    };
  };
  const auto weight = [](double t) { return 2 * t; };
  const auto drawn = [](double u) { return sqrt(u); };
  return {{arm(1), weight, drawn}, {arm(-1), weight, drawn}};
}

// Eight squares of side 2 in [−4, 4]².
class Checkerboard final : public DensityTarget {
 public:
  Checkerboard() : DensityTarget(Vector::Zero(2), Vector::Constant(2, 4 / sqrt(3.0))) {}

 private:
  static bool isDark(double x, double y) {
    const auto field = [](double value) { return static_cast<int>(std::floor(value / 2)); };
    return ((field(x) + field(y)) & 1) == 0;
  }
  [[nodiscard]] Vector drawOne(Random& random) const override {
    const double x = random.uniform(-4, 4);
    double y = 2 * (random.integer(2) - 1) + random.uniform(0, 2);  // one of the two upper halves
    if (!isDark(x, y)) y += y < 0 ? -2 : 2;
    return point(x, y);
  }
  [[nodiscard]] double logDensityAt(const Vector& x) const override {
    const bool inside = std::fabs(x[0]) < 4 && std::fabs(x[1]) < 4;
    return inside && isDark(x[0], x[1]) ? -log(32.0) : kNoDensity;
  }
};

}  // namespace

Matrix DensityTarget::draw(Random& random, int count) const {
  Matrix x(2, count);
  for (int j = 0; j < count; ++j) x.col(j) = (drawOne(random) - mean_).cwiseQuotient(deviation_);
  return x;
}

Matrix DensityTarget::logDensity(const Matrix& x) const {
  const double scale = log(deviation_[0]) + log(deviation_[1]);
  Matrix result(1, x.cols());
  for (Eigen::Index j = 0; j < x.cols(); ++j)
    result(0, j) = logDensityAt(mean_ + deviation_.cwiseProduct(x.col(j))) + scale;
  return result;
}

const std::vector<std::string>& densityTargetNames() {
  static const std::vector<std::string> names = {"gaussian",    "2-gaussians", "4-gaussians",
                                                 "8-gaussians", "grid",        "rings",
                                                 "moons",       "spirals",     "checkerboard"};
  return names;
}

std::unique_ptr<DensityTarget> makeDensityTarget(const std::string& name) {
  // Centres and widths of FFJORD's eight Gaussians.
  const double radius = 4 / sqrt(2.0), sigma = 0.5 / sqrt(2.0);
  switch (requireChoice("target", name, densityTargetNames())) {
    case 0:
      return std::make_unique<Gaussians>(std::vector<Vector>{point(0, 0)}, 1);
    case 1:
      return std::make_unique<Gaussians>(onCircle(2, radius), sigma);
    case 2:
      return std::make_unique<Gaussians>(onCircle(4, radius), sigma);
    case 3:
      return std::make_unique<Gaussians>(onCircle(8, radius), sigma);
    case 4:
      return std::make_unique<Gaussians>(onGrid(), 0.25);
    case 5:
      return std::make_unique<Rings>();
    case 6:
      return std::make_unique<Curves>(moons(), 0.2);
    case 7:
      return std::make_unique<Curves>(spirals(), 0.1);
    default:
      return std::make_unique<Checkerboard>();
  }
}

}  // namespace hnn
