// The seeded generator: xoshiro256++ (Blackman and Vigna 2021, ACM TOMS 47:36), its state filled by
// splitmix64. The same seed and stream give the same numbers on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace hnn {

// Purposes of random numbers. Each has its own stream, so that changing one (the noise, say) does
// not change another (the starts).
namespace stream {
inline constexpr std::uint64_t kStarts = 1, kNoise = 2, kBatches = 3, kWeights = 4, kMetrics = 5,
                               kObjective = 6;
}

class Random {
 public:
  // Sequences of different (seed, stream, substream) are independent. `substream` numbers the
  // members of a family, such as the epochs of a shuffle.
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0, std::uint64_t substream = 0);

  std::uint64_t next();                  // 64 random bits
  double uniform();                      // [0, 1), a multiple of 2⁻⁵³
  double uniform(double lo, double hi);  // [lo, hi) up to rounding
  double normal();                       // mean 0, standard deviation 1
  int integer(int n);                    // 0 … n − 1, each equally likely; n ≥ 1

  // Every order of `items` equally likely (Fisher and Yates).
  template <class Item>
  void shuffle(std::vector<Item>& items) {
    for (int i = static_cast<int>(items.size()) - 1; i > 0; --i)
      std::swap(items[static_cast<std::size_t>(i)],
                items[static_cast<std::size_t>(integer(i + 1))]);
  }

 private:
  std::array<std::uint64_t, 4> state_;
  double spare_ = 0;  // the second of a pair of normal variates
  bool hasSpare_ = false;
};

}  // namespace hnn
