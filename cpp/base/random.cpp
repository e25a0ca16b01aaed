#include "base/random.h"

#include <bit>
#include <cassert>
#include <cmath>

#include "base/elementary.h"

namespace hnn {
namespace {

// One step of splitmix64 (Steele, Lea and Flood 2014): a bijection that scrambles every bit.
std::uint64_t splitmix64(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream, std::uint64_t substream) {
  std::uint64_t x = splitmix64(splitmix64(splitmix64(seed) ^ stream) ^ substream);
  for (std::uint64_t& word : state_) {
    word = splitmix64(x);
    x += 0x9e3779b97f4a7c15ULL;
  }
}

std::uint64_t Random::next() {
  auto& s = state_;
  const std::uint64_t result = std::rotl(s[0] + s[3], 23) + s[0];
  const std::uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = std::rotl(s[3], 45);
  return result;
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

double Random::uniform(double lo, double hi) { return lo + (hi - lo) * uniform(); }

// Marsaglia's polar method: a uniform point of the unit disc gives two independent normals.
double Random::normal() {
  if (hasSpare_) {
    hasSpare_ = false;
    return spare_;
  }
  double u = 0, v = 0, s = 0;
  do {
    u = uniform(-1, 1);
    v = uniform(-1, 1);
    s = u * u + v * v;
  } while (s >= 1 || s == 0);
  const double factor = sqrt(-2 * log(s) / s);
  spare_ = v * factor;
  hasSpare_ = true;
  return u * factor;
}

int Random::integer(int n) {
  assert(n >= 1);
  const auto range = static_cast<std::uint64_t>(n);
  const std::uint64_t surplus = (0 - range) % range;  // 2⁶⁴ mod n: this many values are rejected
  std::uint64_t x = 0;
  do x = next();
  while (x < surplus);
  return static_cast<int>(x % range);
}

}  // namespace hnn
