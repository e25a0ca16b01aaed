#include "nn/mlp.h"

#include <cmath>
#include <utility>

namespace hnn {
namespace {

using Columns = std::vector<std::vector<double>>;

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// Orthonormal columns from normal variates by Gram–Schmidt, done twice for accuracy. That is the Q
// of the QR decomposition with a positive diagonal of R, hence uniform over orthogonal frames like
// PyTorch's orthogonal_; in plain loops, because Eigen's decompositions may order their sums
// differently from version to version.
Columns orthonormalColumns(int length, int count, Random& random) {
  Columns q(static_cast<std::size_t>(count), std::vector<double>(static_cast<std::size_t>(length)));
  for (std::size_t j = 0; j < q.size(); ++j) {
    for (double& v : q[j]) v = random.normal();
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t k = 0; k < j; ++k) {
        const double along = dot(q[k], q[j]);
        for (std::size_t i = 0; i < q[j].size(); ++i) q[j][i] -= along * q[k][i];
      }
    }
    const double norm = std::sqrt(dot(q[j], q[j]));
    for (double& v : q[j]) v /= norm;
  }
  return q;
}

void fillOrthogonal(int rows, int columns, Random& random, Real* w) {
  const bool tall = rows >= columns;  // else orthonormal rows
  const Columns q = orthonormalColumns(std::max(rows, columns), std::min(rows, columns), random);
  for (int j = 0; j < columns; ++j) {
    for (int i = 0; i < rows; ++i) {
      const auto row = static_cast<std::size_t>(i), column = static_cast<std::size_t>(j);
      *w++ = static_cast<Real>(tall ? q[column][row] : q[row][column]);
    }
  }
}

}  // namespace

const std::vector<std::string>& initialisationNames() {
  static const std::vector<std::string> names = {"orthogonal", "xavier", "lnn"};
  return names;
}

Mlp::Mlp(MlpShape shape, ParameterLayout& layout, const std::string& suffix)
    : shape_(std::move(shape)) {
  int fanIn = shape_.inputs;
  const int depth = static_cast<int>(shape_.hidden.size()) + 1;
  for (int i = 0; i < depth; ++i) {
    const bool last = i == depth - 1;
    const int fanOut = last ? shape_.outputs : shape_.hidden[static_cast<std::size_t>(i)];
    const std::string number = std::to_string(i + 1) + suffix;
    Layer layer{fanIn, fanOut, layout.add("W" + number, fanOut, fanIn), -1, 0, 0};
    layer.weightsOffset = layout.slices().back().offset;
    if (!last || shape_.outputBias) {
      layer.bias = layout.add("b" + number, fanOut, 1);
      layer.biasOffset = layout.slices().back().offset;
    }
    layers_.push_back(layer);
    fanIn = fanOut;
  }
}

Var Mlp::operator()(const std::vector<Var>& parameters, Var x) const {
  for (const Layer& layer : layers_) {
    x = matmul(parameters[static_cast<std::size_t>(layer.weights)], x);
    if (layer.bias >= 0) {
      x = x + broadcastColumns(parameters[static_cast<std::size_t>(layer.bias)], x.shape().columns);
    }
    if (&layer != &layers_.back()) x = shape_.activation(x);
  }
  return x;
}

void Mlp::initialise(Initialisation how, Random& random, std::span<Real> values) const {
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Layer& layer = layers_[i];
    Real* w = values.data() + layer.weightsOffset;
    const int count = layer.fanIn * layer.fanOut;
    if (how == Initialisation::kOrthogonal) {
      fillOrthogonal(layer.fanOut, layer.fanIn, random, w);
    } else if (how == Initialisation::kXavier) {
      const double bound = std::sqrt(6.0 / (layer.fanIn + layer.fanOut));
      for (int k = 0; k < count; ++k) w[k] = static_cast<Real>(random.uniform(-bound, bound));
    } else {
      const bool last = i + 1 == layers_.size();
      const double width = last ? layer.fanIn : layer.fanOut;
      const double factor = i == 0 ? 2.2 : last ? width : 0.58 * static_cast<double>(i);
      for (int k = 0; k < count; ++k)
        w[k] = static_cast<Real>(factor / std::sqrt(width) * random.normal());
    }
    if (layer.bias < 0) continue;
    const double bound =
        how == Initialisation::kOrthogonal ? 1 / std::sqrt(static_cast<double>(layer.fanIn)) : 0.0;
    Real* b = values.data() + layer.biasOffset;
    for (int k = 0; k < layer.fanOut; ++k)
      b[k] = static_cast<Real>(bound > 0 ? random.uniform(-bound, bound) : 0.0);
  }
}

}  // namespace hnn
