// The matrix products of networks: a 4-lane kernel of our own, the same code and the same order of
// operations in WebAssembly and natively, hence the same bits.
//
// A block of 8 features × 4 samples lives in registers (f64: 4 × 4). Only weights are packed, into
// panels of kPanelRows rows; activations are read in place. In V8 this shape ran at 57–61 GFLOP/s
// where 8×6, 12×4 and 4×8 were half as fast. All matrices are column-major, a column is a sample.
#pragma once

#include <cstddef>

#include "linalg/lanes.h"

namespace hnn {

// Instantiated for float and double.
template <class T>
inline constexpr int kPanelRows = 2 * kLanesOf<T>;

// The size of the panels of a rows × depth matrix, in numbers.
template <class T = Real>
[[nodiscard]] std::size_t packedSize(int rows, int depth);

// Packs op(a), rows × depth, where op is the transpose if `transposed` (then `a` is depth × rows in
// memory). Missing rows of the last panel are zero.
template <class T>
void packPanels(const T* a, int rows, int depth, bool transposed, T* panels);

// y = op(a) x (+ bias in every column):  rows × depth by depth × columns.
// x has depth rows, y has rows rows; both are dense. `bias` (rows) may be null.
template <class T>
void multiplyPanels(const T* panels, int rows, int depth, const T* x, int columns,
                    std::type_identity_t<const T*> bias, T* y);

// c += u aᵀ:  rows × samples by (columns × samples)ᵀ, all dense. Sums over samples in order.
template <class T>
void accumulateOuter(const T* u, int rows, const T* a, int columns, int samples, T* c);

}  // namespace hnn
