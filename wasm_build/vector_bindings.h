// How std::vector crosses into JavaScript: numbers as typed arrays, everything else as plain
// arrays.
//
// Copied on the way out (`slice`): a view of wasm memory detaches when the memory grows and then
// reads zeros silently. On the way in any array-like of numbers is accepted.
#pragma once

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <type_traits>
#include <vector>

namespace emscripten::internal {

template <class T, class Allocator>
struct BindingType<std::vector<T, Allocator>> {
  using WireType = EM_VAL;

  static WireType toWireType(const std::vector<T, Allocator>& values, rvp::default_tag policy) {
    if constexpr (std::is_arithmetic_v<T>) {
      const val copy =
          val(typed_memory_view(values.size(), values.data())).template call<val>("slice");
      return BindingType<val>::toWireType(copy, policy);
    } else {
      return BindingType<val>::toWireType(val::array(values), policy);
    }
  }

  static std::vector<T, Allocator> fromWireType(WireType wire) {
    const val values = val::take_ownership(wire);
    if constexpr (std::is_arithmetic_v<T>) {
      return convertJSArrayToNumberVector<T>(values);
    } else {
      return vecFromJSArray<T>(values);
    }
  }
};

}  // namespace emscripten::internal
