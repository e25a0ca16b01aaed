// Densities in the plane that are known exactly: what a density model learns from, and is judged by.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "linalg/eigen.h"

namespace hnn {

// In units in which each coordinate has mean 0 and variance 1.
class DensityTarget {
 public:
  virtual ~DensityTarget() = default;
  // 2 × count points, the same for the same generator on every machine.
  [[nodiscard]] Matrix draw(Random& random, int count) const;
  // log p, 1 × points, of points 2 × points; −∞ where there is no density.
  [[nodiscard]] Matrix logDensity(const Matrix& x) const;

 protected:
  // Mean and standard deviations in the density's own units.
  DensityTarget(Vector mean, Vector deviation)
      : mean_(std::move(mean)), deviation_(std::move(deviation)) {}

 private:
  // In the density's own units.
  [[nodiscard]] virtual Vector drawOne(Random& random) const = 0;
  [[nodiscard]] virtual double logDensityAt(const Vector& x) const = 0;

  Vector mean_, deviation_;
};

// "gaussian", "2-gaussians", "4-gaussians", "8-gaussians", "grid", "rings", "moons", "spirals",
// "checkerboard".
const std::vector<std::string>& densityTargetNames();

// Throws std::invalid_argument that lists the names.
std::unique_ptr<DensityTarget> makeDensityTarget(const std::string& name);

}  // namespace hnn
