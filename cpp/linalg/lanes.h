// A 16-byte vector of Reals, written once for WebAssembly SIMD and native SSE.
//
// GCC and Clang vector extensions compile `a * b + c` to the same two IEEE operations per lane on
// both targets
// (-ffp-contract=off forbids fusing them), so a kernel written with Lanes gives the same bits
// everywhere.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "base/real.h"

namespace hnn {

using Lanes = Real __attribute__((vector_size(16)));
inline constexpr int kLanes =
    static_cast<int>(sizeof(Lanes) / sizeof(Real));  // 4 floats or 2 doubles

inline Lanes load(const Real* from) {  // no alignment needed
  Lanes v;
  std::memcpy(&v, from, sizeof v);
  return v;
}

inline void store(Real* to, Lanes v) { std::memcpy(to, &v, sizeof v); }

#ifdef HNN_REAL_DOUBLE
inline Lanes splat(Real s) { return Lanes{s, s}; }
#else
inline Lanes splat(Real s) { return Lanes{s, s, s, s}; }
#endif

// The first `count` lanes from memory, zeros in the others.
inline Lanes loadSome(const Real* from, int count) {
  Lanes v{};
  std::memcpy(&v, from, static_cast<std::size_t>(count) * sizeof(Real));
  return v;
}

inline void storeSome(Real* to, Lanes v, int count) {
  std::memcpy(to, &v, static_cast<std::size_t>(count) * sizeof(Real));
}

inline Lanes sqrtLanes(Lanes v) {
  for (int i = 0; i < kLanes; ++i)
    v[i] = std::sqrt(v[i]);  // exact in IEEE; compiles to one instruction
  return v;
}

}  // namespace hnn
