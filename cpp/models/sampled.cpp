#include "models/sampled.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

#include "autodiff/gradient.h"
#include "autodiff/ops.h"
#include "linalg/tanh_pair.h"
#include "models/evaluator.h"
#include "models/features.h"

namespace hnn {
namespace {

using Pair = LanesOf<double>;
constexpr int kPair = kLanesOf<double>;

// to[i] += scale · from[i]
void addScaled(double scale, const double* from, int count, double* to) {
  const Pair s = splatOf(scale);
  int i = 0;
  for (; i + kPair <= count; i += kPair) store(to + i, load(from + i) * s + load(to + i));
  for (; i < count; ++i) to[i] = from[i] * scale + to[i];
}

double dot(const double* a, const double* b, int count) {
  Pair sum0{}, sum1{};
  int i = 0;
  for (; i + 2 * kPair <= count; i += 2 * kPair) {
    sum0 = load(a + i) * load(b + i) + sum0;
    sum1 = load(a + i + kPair) * load(b + i + kPair) + sum1;
  }
  const Pair sum = sum0 + sum1;
  double rest = 0;
  for (; i < count; ++i) rest = a[i] * b[i] + rest;
  return (sum[0] + sum[1]) + rest;
}

// The hidden layer at one state, in double: W1 is units × 2d, unit after unit in memory.
struct Hidden {
  const double *w, *b;  // W1, b1
  int units, inputs;

  // W1 x (+ b1), `units` numbers
  void linear(const double* x, bool withBias, double* y) const {
    if (withBias)
      std::copy_n(b, units, y);
    else
      std::fill_n(y, units, 0.0);
    for (int k = 0; k < inputs; ++k) addScaled(x[k], w + k * units, units, y);
  }
  // tanh(W1 x + b1)
  void activations(const double* x, double* t) const {
    linear(x, true, t);
    int j = 0;
    for (; j + kPair <= units; j += kPair) store(t + j, tanhPair(load(t + j)));
    for (; j < units; ++j) t[j] = tanhPair(splatOf(t[j]))[0];
  }
  // W1ᵀ u, `inputs` numbers
  void backward(const double* u, double* g) const {
    for (int k = 0; k < inputs; ++k) g[k] = dot(w + k * units, u, units);
  }
};

Hidden hiddenOf(const SampledModel& model, const double* weights) {
  return {weights + model.offset(0), weights + model.offset(1), model.units(),
          model.spec().stateSize};
}

// J g: [∂/∂p; −∂/∂q]
Matrix symplecticOf(const Matrix& gradient) {
  const Eigen::Index d = gradient.rows() / 2;
  Matrix field(gradient.rows(), gradient.cols());
  field << gradient.bottomRows(d), -gradient.topRows(d);
  return field;
}

// Used by the evaluators of both families: scratch memory for one state, and the block they read.
class SampledEvaluator : public Evaluator {
 public:
  SampledEvaluator(const SampledModel& model, const double* weights)
      : model_(model),
        weights_(weights),
        t_(static_cast<std::size_t>(model.units())),
        u_(t_.size()) {}
  [[nodiscard]] double resolution() const override {
    return std::numeric_limits<double>::epsilon();
  }

 protected:
  [[nodiscard]] Hidden hidden() const { return hiddenOf(model_, weights_); }
  [[nodiscard]] const double* last() const { return weights_ + model_.offset(2); }      // W2
  [[nodiscard]] const double* constant() const { return weights_ + model_.offset(3); }  // b2

  const SampledModel& model_;
  const double* weights_;
  std::vector<double> t_, u_;  // units
};

class SampledHnnEvaluator final : public SampledEvaluator {
 public:
  using SampledEvaluator::SampledEvaluator;

  Matrix field(const Matrix& x) override { return symplecticOf(energyGradient(x)); }

  Matrix energy(const Matrix& x) override {
    Matrix h(1, x.cols());
    for (Eigen::Index i = 0; i < x.cols(); ++i) {
      hidden().activations(x.col(i).data(), t_.data());
      h(0, i) = dot(last(), t_.data(), model_.units()) + *constant();
    }
    return h;
  }

  // ∇Ĥ = W1ᵀ (c ⊙ (1 − t²))
  Matrix energyGradient(const Matrix& x) override {
    Matrix gradient(x.rows(), x.cols());
    for (Eigen::Index i = 0; i < x.cols(); ++i) {
      hidden().activations(x.col(i).data(), t_.data());
      for (std::size_t j = 0; j < t_.size(); ++j) u_[j] = last()[j] * (1 - t_[j] * t_[j]);
      hidden().backward(u_.data(), gradient.col(i).data());
    }
    return gradient;
  }

  // J ∇∇Ĥ v = J W1ᵀ (−2 c ⊙ t ⊙ (1 − t²) ⊙ W1 v)
  Matrix tangent(const Matrix& x, const Matrix& v) override {
    Matrix slope(x.rows(), x.cols());
    for (Eigen::Index i = 0; i < x.cols(); ++i) {
      hidden().activations(x.col(i).data(), t_.data());
      hidden().linear(v.col(i).data(), false, u_.data());
      for (std::size_t j = 0; j < t_.size(); ++j)
        u_[j] *= -2 * last()[j] * t_[j] * (1 - t_[j] * t_[j]);
      hidden().backward(u_.data(), slope.col(i).data());
    }
    return symplecticOf(slope);
  }
};

class SampledBaselineEvaluator final : public SampledEvaluator {
 public:
  using SampledEvaluator::SampledEvaluator;

  Matrix field(const Matrix& x) override {
    Matrix dxdt(x.rows(), x.cols());
    for (Eigen::Index i = 0; i < x.cols(); ++i) {
      hidden().activations(x.col(i).data(), t_.data());
      std::copy_n(constant(), x.rows(), dxdt.col(i).data());
      addOutputs(t_, dxdt.col(i).data());
    }
    return dxdt;
  }

  // C ((1 − t²) ⊙ W1 v)
  Matrix tangent(const Matrix& x, const Matrix& v) override {
    Matrix slope = Matrix::Zero(x.rows(), x.cols());
    for (Eigen::Index i = 0; i < x.cols(); ++i) {
      hidden().activations(x.col(i).data(), t_.data());
      hidden().linear(v.col(i).data(), false, u_.data());
      for (std::size_t j = 0; j < t_.size(); ++j) u_[j] *= 1 - t_[j] * t_[j];
      addOutputs(u_, slope.col(i).data());
    }
    return slope;
  }

  Matrix energy(const Matrix& x) override { return noEnergy(x); }
  Matrix energyGradient(const Matrix& x) override { return noEnergy(x); }

 private:
  static Matrix noEnergy(const Matrix& x) {
    assert(false && "this model has no energy");
    return x;
  }
  // y += C u, with C 2d × units
  void addOutputs(const std::vector<double>& u, double* y) const {
    const int outputs = model_.spec().stateSize;
    for (std::size_t j = 0; j < u.size(); ++j)
      addScaled(u[j], last() + static_cast<std::ptrdiff_t>(j) * outputs, outputs, y);
  }
};

// tanh(W1 x + b1) of all samples, units × samples.
Matrix activationsOf(const Hidden& hidden, const Matrix& x) {
  Matrix t(hidden.units, x.cols());
  for (Eigen::Index i = 0; i < x.cols(); ++i) hidden.activations(x.col(i).data(), t.col(i).data());
  return t;
}

}  // namespace

SampledModel::SampledModel(NetworkSpec spec, int outputs)
    : PhaseSpaceModel(std::move(spec)),
      network_(networkShape(spec_, outputs > 0 ? outputs : spec_.stateSize), layout_) {
  assert(spec_.hidden.size() == 1 && spec_.outputBias && spec_.activation == "tanh");
}

void SampledModel::initialise(Initialisation, Random&, std::span<Real> values) const {
  std::fill(values.begin(), values.end(), Real(0));
}

Var SampledHnn::energy(const std::vector<Var>& parameters, Var x) const {
  return network_(parameters, x);
}

Var SampledHnn::field(const std::vector<Var>& parameters, Var x) const {
  return symplectic(grad(energy(parameters, x), {x})[0]);
}

std::unique_ptr<Evaluator> SampledHnn::makeEvaluator(const Weights& weights) const {
  return std::make_unique<SampledHnnEvaluator>(*this, weights.doubles().data());
}

// dqᵢ/dt = Σⱼ cⱼ (1 − tⱼ²) W1(j, d + i),  dpᵢ/dt = −Σⱼ cⱼ (1 − tⱼ²) W1(j, i); one component after
// the other, each with all samples.
void SampledHnn::fillRows(std::span<const double> weights, const Matrix& x, const Matrix& dxdt,
                          double* rows) const {
  const Hidden hidden = hiddenOf(*this, weights.data());
  const Eigen::Index samples = x.cols(), size = x.rows(), d = size / 2;
  const Matrix t = activationsOf(hidden, x);
  Eigen::Map<Matrix> block(rows, size * samples, units() + 1);
  for (Eigen::Index j = 0; j < units(); ++j) {
    for (Eigen::Index i = 0; i < size; ++i) {
      const double w = i < d ? hidden.w[j + (d + i) * units()] : -hidden.w[j + (i - d) * units()];
      double* to = &block(i * samples, j);
      for (Eigen::Index k = 0; k < samples; ++k) to[k] = w * (1 - t(j, k) * t(j, k));
    }
  }
  for (Eigen::Index i = 0; i < size; ++i)
    block.col(units()).segment(i * samples, samples) = dxdt.row(i);
}

void SampledHnn::takeSolution(const Matrix& solution, std::span<double> weights) const {
  std::copy_n(solution.data(), units(), weights.begin() + static_cast<std::ptrdiff_t>(offset(2)));
  weights[offset(3)] = 0;
}

Var SampledBaseline::field(const std::vector<Var>& parameters, Var x) const {
  return network_(parameters, x);
}

std::unique_ptr<Evaluator> SampledBaseline::makeEvaluator(const Weights& weights) const {
  return std::make_unique<SampledBaselineEvaluator>(*this, weights.doubles().data());
}

void SampledBaseline::fillRows(std::span<const double> weights, const Matrix& x, const Matrix& dxdt,
                               double* rows) const {
  const Matrix t = activationsOf(hiddenOf(*this, weights.data()), x);
  Eigen::Map<Matrix> block(rows, x.cols(), linearShape().columns());
  block.leftCols(units()) = t.transpose();
  block.col(units()).setOnes();
  block.rightCols(x.rows()) = dxdt.transpose();
}

void SampledBaseline::takeSolution(const Matrix& solution, std::span<double> weights) const {
  const Eigen::Index outputs = spec_.stateSize;
  Eigen::Map<Matrix>(weights.data() + offset(2), outputs, units()) =
      solution.topRows(units()).transpose();
  Eigen::Map<Vector>(weights.data() + offset(3), outputs) = solution.row(units()).transpose();
}

}  // namespace hnn
