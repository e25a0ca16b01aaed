#include "evaluate/variational.h"

#include <cmath>

namespace hnn {
namespace {

// An extended state as parts, each [q; p] of 2d rows: part 0 is the state, part i the i-th
// deviation vector. Copies between part `i` of column j and `x`; loops, because blocks of matrices
// would add many bytes to the wasm module.
class Parts {
 public:
  Parts(Matrix& extended, Eigen::Index count)
      : extended_(extended), count_(count), d_(extended.rows() / (2 * count)) {}

  void read(Eigen::Index i, Eigen::Index j, double* x) const {
    for (Eigen::Index k = 0; k < 2 * d_; ++k) x[k] = extended_(row(i, k), j);
  }
  void write(Eigen::Index i, Eigen::Index j, const double* x) {
    for (Eigen::Index k = 0; k < 2 * d_; ++k) extended_(row(i, k), j) = x[k];
  }

 private:
  [[nodiscard]] Eigen::Index row(Eigen::Index i, Eigen::Index k) const {
    return k < d_ ? i * d_ + k : (count_ + i - 1) * d_ + k;
  }
  Matrix& extended_;
  Eigen::Index count_, d_;
};

// The largest power of two that is at most the largest component; 1 for zero.
double sizeOf(const Matrix& deviations, Eigen::Index j) {
  double largest = 0;
  for (Eigen::Index i = 0; i < deviations.rows(); ++i)
    largest = std::fmax(largest, std::fabs(deviations(i, j)));
  return largest > 0 && std::isfinite(largest) ? std::ldexp(1, std::ilogb(largest)) : 1;
}

constexpr double kStepsBetweenScalings = 10;

}  // namespace

Flow variationalFlow(const Flow& flow, const FieldTangent& tangent, Eigen::Index deviations) {
  const auto field = [f = flow.field, tangent, deviations](const Matrix& extended) {
    const Eigen::Index n = extended.cols(), size = extended.rows() / (deviations + 1);
    Matrix result = extended;
    Parts parts(result, deviations + 1);
    Matrix x(size, n), copies(size, deviations * n), v(size, deviations * n);
    for (Eigen::Index j = 0; j < n; ++j) {
      parts.read(0, j, &x(0, j));
      for (Eigen::Index i = 0; i < deviations; ++i) {
        parts.read(0, j, &copies(0, i * n + j));
        parts.read(i + 1, j, &v(0, i * n + j));
      }
    }
    const Matrix slope = f(x), dv = tangent(copies, v);
    for (Eigen::Index j = 0; j < n; ++j) {
      parts.write(0, j, &slope(0, j));
      for (Eigen::Index i = 0; i < deviations; ++i) parts.write(i + 1, j, &dv(0, i * n + j));
    }
    return result;
  };
  return {field, flow.separable, flow.resolution};
}

void followDeviations(const Flow& flow, const FieldTangent& tangent, Orbits& orbits,
                      Matrix& deviations, double interval, double t, Integrator integrator,
                      double stepSize) {
  const Eigen::Index size = orbits.x.rows(), count = deviations.rows() / size;
  const Flow extendedFlow = variationalFlow(flow, tangent, count);
  const double pieces =
      std::fmax(1, std::ceil(std::fabs(interval) / (kStepsBetweenScalings * stepSize) - 1e-9));
  Matrix extended(size * (1 + count), orbits.x.cols());
  Parts parts(extended, 1 + count);
  const auto rescale = [&](Eigen::Index j, double factor) {
    for (Eigen::Index i = 0; i < deviations.rows(); ++i) deviations(i, j) *= factor;
  };
  for (double piece = 0; piece < pieces && orbits.anyLives(); ++piece) {
    std::vector<double> scale;
    for (Eigen::Index j = 0; j < extended.cols(); ++j) {
      scale.push_back(sizeOf(deviations, j));
      rescale(j, 1 / scale.back());
      parts.write(0, j, &orbits.x(0, j));
      for (Eigen::Index i = 0; i < count; ++i) parts.write(i + 1, j, &deviations(i * size, j));
    }
    const TrajectoryBatch run =
        integrateBatch(extendedFlow, extended, interval / pieces, 2, integrator, stepSize);
    orbits.endStopped(run, t + piece * (interval / pieces));
    extended = run.x[1];
    for (Eigen::Index j = 0; j < extended.cols(); ++j) {
      if (orbits.lives(j)) {
        parts.read(0, j, &orbits.x(0, j));
        for (Eigen::Index i = 0; i < count; ++i) parts.read(i + 1, j, &deviations(i * size, j));
      }
      rescale(j, scale[static_cast<std::size_t>(j)]);
    }
  }
}

}  // namespace hnn
