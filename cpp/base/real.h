// The one number type of networks and gradients, chosen when the core is built.
//
// `hnn_f32` (float: WebAssembly and native) is the product; `hnn_f64` (double) checks derivatives
// and equals the PyTorch float64 references. Physics, integrators and energies are double in both.
#pragma once

namespace hnn {

#ifdef HNN_REAL_DOUBLE
using Real = double;
#else
using Real = float;
#endif

}  // namespace hnn
