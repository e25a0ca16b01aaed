// The samples of each gradient step.
#pragma once

#include <cstdint>
#include <vector>

namespace hnn {

// Epoch after epoch in a new random order, cut into batches of one size; the remainder that does
// not fill a batch is left out of this epoch (a different one in each). The batch of a step depends
// on (seed, step) only, so a restored run continues with the batches of an uninterrupted one, and
// steps may be requested in any order (rising is fast: an epoch's order is kept).
class Batches {
 public:
  // batchSize ≤ 0 or ≥ samples: every step uses all samples, in order.
  Batches(int samples, int batchSize, std::uint64_t seed);

  [[nodiscard]] bool whole() const { return whole_; }  // every step uses all samples
  [[nodiscard]] int size() const { return batchSize_; }

  // Columns of the samples of step 0, 1, …; valid until the next call.
  const std::vector<int>& at(int step);

 private:
  int samples_, batchSize_;
  std::uint64_t seed_;
  bool whole_;
  int epoch_ = -1;  // the epoch whose order is kept
  std::vector<int> order_, batch_;
};

}  // namespace hnn
