// The numbers of one model in a flat block, in the model's own precision: Real for gradient
// training, double for a least-squares problem (an Ĥ that is accurate to eight digits is a sum of
// terms a million times larger, which single precision cannot represent).
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "base/real.h"

namespace hnn {

enum class Precision { kReal, kDouble };

class Weights {
 public:
  Weights() = default;
  Weights(std::size_t size, Precision precision)
      : reals_(precision == Precision::kReal ? size : 0),
        doubles_(precision == Precision::kDouble ? size : 0),
        precision_(precision) {}

  [[nodiscard]] std::size_t size() const { return reals_.size() + doubles_.size(); }
  [[nodiscard]] double operator[](std::size_t i) const {
    return precision_ == Precision::kReal ? static_cast<double>(reals_[i]) : doubles_[i];
  }
  // In place: evaluators and programs keep the address.
  void set(std::size_t i, double value) {
    if (precision_ == Precision::kReal)
      reals_[i] = static_cast<Real>(value);
    else
      doubles_[i] = value;
  }
  // Whether `value` is finite in this precision.
  [[nodiscard]] bool canHold(double value) const {
    return precision_ == Precision::kReal ? std::isfinite(static_cast<Real>(value))
                                          : std::isfinite(value);
  }

  // The block itself; empty in the other precision.
  [[nodiscard]] std::span<Real> reals() { return reals_; }
  [[nodiscard]] std::span<const Real> reals() const { return reals_; }
  [[nodiscard]] std::span<double> doubles() { return doubles_; }
  [[nodiscard]] std::span<const double> doubles() const { return doubles_; }
  [[nodiscard]] std::span<const std::byte> bytes() const {
    return precision_ == Precision::kReal ? std::as_bytes(reals()) : std::as_bytes(doubles());
  }

 private:
  std::vector<Real> reals_;
  std::vector<double> doubles_;
  Precision precision_ = Precision::kReal;
};

}  // namespace hnn
