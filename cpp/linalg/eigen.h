// The only include of Eigen, and the names used for its types.
//
// One layout everywhere: features × batch, a column is a sample, a state is [q; p].
// Products of matrices that reach weights go through gemm.h: Eigen's blocking depends on the
// machine's caches and would end bit-identity between native and WebAssembly builds.
#pragma once

#include <Eigen/Dense>

#include "base/real.h"

namespace hnn {

using Matrix = Eigen::MatrixXd;  // states, fields, energies: always double
using Vector = Eigen::VectorXd;
using RealMatrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;

}  // namespace hnn
