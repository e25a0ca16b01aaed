#include "train/sampled_features.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/elementary.h"
#include "base/random.h"

namespace hnn {
namespace {

constexpr double kLn3 = 1.0986122886681098;  // ln 3
constexpr double kLeastDistance = 1e-10;     // of a pair: repeated points give no infinite slope

double distance(const Matrix& x, const PointPair& pair) {
  return std::fmax((x.col(pair.to) - x.col(pair.from)).norm(), kLeastDistance);
}

std::vector<PointPair> candidates(int points, int units, Random& random) {
  const int rounds = (units + points - 1) / points;
  std::vector<PointPair> pairs;
  for (int round = 0; round < rounds; ++round) {
    for (int i = 0; i < points; ++i) {
      const int step = 1 + random.integer(std::max(points - 2, 1));
      pairs.push_back({i, (i + step) % points});
    }
  }
  return pairs;
}

}  // namespace

const std::vector<std::string>& samplingRules() {
  static const std::vector<std::string> names = {"u-swim", "swim", "a-swim", "elm"};
  return names;
}

// Drawing one after the other with given weights is the same as taking those with the largest
// log(u)/weight, u uniform (Efraimidis & Spirakis 2006); weight 0 comes last.
std::vector<PointPair> drawPairs(const Matrix& x, int units, const Matrix& values,
                                 std::uint64_t seed, std::uint64_t round) {
  Random random(seed, stream::kWeights, round);
  const std::vector<PointPair> pairs = candidates(static_cast<int>(x.cols()), units, random);
  std::vector<double> key(pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double u = 1 - random.uniform();  // (0, 1]
    const double weight =
        values.size() == 0
            ? 1
            : (values.col(pairs[i].to) - values.col(pairs[i].from)).norm() / distance(x, pairs[i]);
    key[i] = weight > 0 ? std::fmax(log(u) / weight, -1e300) : -2e300 + u;
  }
  std::vector<std::size_t> order(pairs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return key[a] > key[b] || (key[a] == key[b] && a < b);
  });
  std::vector<PointPair> chosen;
  for (int j = 0; j < units; ++j) chosen.push_back(pairs[order[static_cast<std::size_t>(j)]]);
  return chosen;
}

void placeUnits(const Matrix& x, const std::vector<PointPair>& pairs, double* w, double* b) {
  const auto units = static_cast<Eigen::Index>(pairs.size());
  Eigen::Map<Matrix> weights(w, units, x.rows());
  for (Eigen::Index j = 0; j < units; ++j) {
    const PointPair& pair = pairs[static_cast<std::size_t>(j)];
    const double r = distance(x, pair);
    double along = 0;
    for (Eigen::Index k = 0; k < x.rows(); ++k) {
      weights(j, k) = kLn3 * ((x(k, pair.to) - x(k, pair.from)) / r) / r;
      along += weights(j, k) * x(k, pair.from);
    }
    b[j] = -along - kLn3 / 2;
  }
}

void drawFreely(const Matrix& x, int units, std::uint64_t seed, double* w, double* b) {
  Random random(seed, stream::kWeights);
  for (Eigen::Index i = 0; i < units * x.rows(); ++i) w[i] = random.normal();
  const double low = x.minCoeff(), high = x.maxCoeff();
  for (int j = 0; j < units; ++j) b[j] = random.uniform(low, high);
}

}  // namespace hnn
