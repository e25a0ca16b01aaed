#include "evaluate/reversal.h"

#include <cmath>

#include "base/elementary.h"

namespace hnn {
namespace {

// Gaussian elimination with partial pivoting.
double determinant(Matrix a) {
  const Eigen::Index n = a.rows();
  double product = 1;
  for (Eigen::Index k = 0; k < n; ++k) {
    Eigen::Index pivot = k;
    for (Eigen::Index i = k + 1; i < n; ++i)
      if (std::fabs(a(i, k)) > std::fabs(a(pivot, k))) pivot = i;
    if (pivot != k) {
      a.row(k).swap(a.row(pivot));
      product = -product;
    }
    product *= a(k, k);
    if (product == 0) return 0;
    for (Eigen::Index i = k + 1; i < n; ++i) a.row(i) -= a(i, k) / a(k, k) * a.row(k);
  }
  return product;
}

}  // namespace

MapErrors mapErrors(const Matrix& derivative) {
  const Eigen::Index n = derivative.rows(), d = n / 2;
  double sum = 0;
  for (Eigen::Index a = 0; a < n; ++a) {
    for (Eigen::Index b = 0; b < n; ++b) {
      double form = b == a + d ? -1 : a == b + d ? 1 : 0;
      for (Eigen::Index i = 0; i < d; ++i)
        form += derivative(i, a) * derivative(d + i, b) - derivative(d + i, a) * derivative(i, b);
      sum += form * form;
    }
  }
  return {.volume = std::fabs(determinant(derivative) - 1), .symplectic = sqrt(sum)};
}

void goBack(const Flow& flow, Orbits& orbits, Integrator integrator, double stepSize,
            double interval, double t) {
  const std::vector<Eigen::Index> some = orbits.living();
  if (some.empty()) return;
  const TrajectoryBatch run =
      integrateBatch(flow, columnsOf(orbits.x, some), -interval, 2, integrator, stepSize);
  orbits.endStopped(run, some, t);
  for (std::size_t k = 0; k < some.size(); ++k)
    orbits.x.col(some[k]) = run.last.col(static_cast<Eigen::Index>(k));
}

}  // namespace hnn
