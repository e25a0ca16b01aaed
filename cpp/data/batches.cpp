#include "data/batches.h"

#include <numeric>

#include "base/random.h"

namespace hnn {

Batches::Batches(int samples, int batchSize, std::uint64_t seed)
    : samples_(samples),
      batchSize_(batchSize),
      seed_(seed),
      whole_(batchSize <= 0 || batchSize >= samples) {
  if (!whole_) return;
  batchSize_ = samples;
  batch_.resize(static_cast<std::size_t>(samples));
  std::iota(batch_.begin(), batch_.end(), 0);
}

const std::vector<int>& Batches::at(int step) {
  if (whole_) return batch_;
  const int perEpoch = samples_ / batchSize_;
  const int epoch = step / perEpoch;
  if (epoch != epoch_) {
    order_.resize(static_cast<std::size_t>(samples_));
    std::iota(order_.begin(), order_.end(), 0);
    Random random(seed_, stream::kBatches, static_cast<std::uint64_t>(epoch));
    random.shuffle(order_);
    epoch_ = epoch;
  }
  const auto first = order_.begin() + static_cast<std::ptrdiff_t>(step % perEpoch) * batchSize_;
  batch_.assign(first, first + batchSize_);
  return batch_;
}

}  // namespace hnn
