// A 16-byte vector of Reals, written once for WebAssembly SIMD and native SSE.
//
// GCC and Clang vector extensions compile `a * b + c` to the same two IEEE operations per lane on
// both targets (-ffp-contract=off forbids fusing them), so a kernel written with Lanes gives the
// same bits everywhere.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "base/real.h"

namespace hnn {

template <class T>
struct LaneVector {
  typedef T type __attribute__((vector_size(16)));  // a using-declaration cannot depend on T
};
template <class T>
using LanesOf = typename LaneVector<T>::type;
template <class T>
inline constexpr int kLanesOf = static_cast<int>(16 / sizeof(T));  // 4 floats or 2 doubles

template <class T>
inline LanesOf<T> load(const T* from) {  // no alignment required
  LanesOf<T> v;
  std::memcpy(&v, from, sizeof v);
  return v;
}

template <class T>
inline void store(T* to, std::type_identity_t<LanesOf<T>> v) {
  std::memcpy(to, &v, sizeof v);
}

inline LanesOf<float> splatOf(float s) { return LanesOf<float>{s, s, s, s}; }
inline LanesOf<double> splatOf(double s) { return LanesOf<double>{s, s}; }

// Vectors of the number type of networks.
using Lanes = LanesOf<Real>;
inline constexpr int kLanes = kLanesOf<Real>;
inline Lanes splat(Real s) { return splatOf(s); }

// The first `count` lanes from memory, zeros in the others.
template <class T>
inline LanesOf<T> loadSome(const T* from, int count) {
  LanesOf<T> v{};
  std::memcpy(&v, from, static_cast<std::size_t>(count) * sizeof(T));
  return v;
}

template <class T>
inline void storeSome(T* to, std::type_identity_t<LanesOf<T>> v, int count) {
  std::memcpy(to, &v, static_cast<std::size_t>(count) * sizeof(T));
}

inline Lanes sqrtLanes(Lanes v) {
  // Correctly rounded by IEEE 754; the loop compiles to one instruction.
  for (int i = 0; i < kLanes; ++i) v[i] = std::sqrt(v[i]);
  return v;
}

}  // namespace hnn
