#include "train/least_squares.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "linalg/gemm.h"

namespace hnn {
namespace {

// Columns reduced together. Wider leaves less to the matrix products, narrower makes them thin:
// with blocks of 128 rows 8, 16 and 32 ran at 16.2, 17.4 and 15.5 GFLOP/s (1000 unknowns, native).
constexpr int kPanel = 16;

using Pair = LanesOf<double>;
constexpr int kPair = kLanesOf<double>;
#define HNN_KERNEL __attribute__((noinline))  // V8 has no on-stack replacement (linalg/gemm.cpp)

HNN_KERNEL double dot(const double* a, const double* b, int count) {
  Pair s0{}, s1{}, s2{}, s3{};
  int i = 0;
  for (; i + 4 * kPair <= count; i += 4 * kPair) {
    s0 = load(a + i) * load(b + i) + s0;
    s1 = load(a + i + kPair) * load(b + i + kPair) + s1;
    s2 = load(a + i + 2 * kPair) * load(b + i + 2 * kPair) + s2;
    s3 = load(a + i + 3 * kPair) * load(b + i + 3 * kPair) + s3;
  }
  const Pair sum = (s0 + s1) + (s2 + s3);
  double rest = 0;
  for (; i < count; ++i) rest = a[i] * b[i] + rest;
  return (sum[0] + sum[1]) + rest;
}

// to[i] −= scale · from[i]
HNN_KERNEL void subtractScaled(double scale, const double* from, int count, double* to) {
  const Pair s = splatOf(scale);
  int i = 0;
  for (; i + kPair <= count; i += kPair) store(to + i, load(to + i) - load(from + i) * s);
  for (; i < count; ++i) to[i] -= from[i] * scale;
}

// The reflection I − τ (1; v)(1; v)ᵀ that maps (head; tail) to (beta; 0); tail becomes v.
struct Reflection {
  double beta, tau;
};
Reflection makeReflection(double head, double* tail, int count) {
  const double below = dot(tail, tail, count);
  if (below == 0) return {head, 0};
  const double norm = std::sqrt(head * head + below);
  const double beta = head > 0 ? -norm : norm;
  const double scale = 1 / (head - beta);
  for (int i = 0; i < count; ++i) tail[i] *= scale;
  return {beta, (beta - head) / beta};
}

}  // namespace

RowFold::RowFold(int unknowns, int rightSides)
    : unknowns_(unknowns), r_(Matrix::Zero(unknowns + rightSides, unknowns + rightSides)) {}

// One reflection for each column: it affects row c of R and the block, nothing between. t_ becomes
// the T of I − V T Vᵀ, where V is the identity in R's rows and the remainder of the block's columns
// below.
void RowFold::reducePanel(int first, int width, double* rows, int count) {
  t_.assign(static_cast<std::size_t>(width * width), 0);
  for (int i = 0; i < width; ++i) {
    const int c = first + i;
    double* v = rows + static_cast<std::ptrdiff_t>(c) * count;
    const auto [beta, tau] = makeReflection(r_(c, c), v, count);
    r_(c, c) = beta;
    for (int k = c + 1; k < first + width; ++k) {
      double* column = rows + static_cast<std::ptrdiff_t>(k) * count;
      const double share = tau * (r_(c, k) + dot(v, column, count));
      r_(c, k) -= share;
      subtractScaled(share, v, count, column);
    }
    double* t = t_.data() + i * width;  // column i of T: τ (−T (Vᵀ v); 1)
    double overlap[kPanel];
    for (int k = 0; k < i; ++k)
      overlap[k] = dot(rows + static_cast<std::ptrdiff_t>(first + k) * count, v, count);
    for (int k = 0; k < i; ++k) {
      double sum = 0;
      for (int j = k; j < i; ++j) sum += t_[static_cast<std::size_t>(k + j * width)] * overlap[j];
      t[k] = -tau * sum;
    }
    t[i] = tau;
  }
}

// (R; block) −= V Tᵀ Vᵀ (R; block) in the columns behind the panel.
void RowFold::updateTrailing(int first, int width, double* rows, int count) {
  const int behind = first + width, trailing = columns() - behind;
  if (trailing == 0) return;
  const double* v = rows + static_cast<std::ptrdiff_t>(first) * count;
  double* block = rows + static_cast<std::ptrdiff_t>(behind) * count;
  const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(trailing);
  product_.resize(size);
  turned_.resize(size);
  update_.resize(size);

  panels_.resize(packedSize<double>(width, std::max(count, width)));
  packPanels(v, width, count, true, panels_.data());
  multiplyPanels(panels_.data(), width, count, block, trailing, nullptr, product_.data());
  for (int k = 0; k < trailing; ++k)
    for (int i = 0; i < width; ++i)
      product_[static_cast<std::size_t>(k * width + i)] += r_(first + i, behind + k);
  packPanels(t_.data(), width, width, true, panels_.data());
  multiplyPanels(panels_.data(), width, width, product_.data(), trailing, nullptr, turned_.data());
  for (int k = 0; k < trailing; ++k) {
    for (int i = 0; i < width; ++i) {
      const double share = turned_[static_cast<std::size_t>(k * width + i)];
      r_(first + i, behind + k) -= share;
      update_[static_cast<std::size_t>(i * trailing + k)] = -share;
    }
  }
  accumulateOuter(v, count, update_.data(), trailing, width, block);
}

void RowFold::fold(double* rows, int count) {
  for (int first = 0; first < columns(); first += kPanel) {
    const int width = std::min(kPanel, columns() - first);
    reducePanel(first, width, rows, count);
    updateTrailing(first, width, rows, count);
  }
}

void RowFold::foldTriangle(const RowFold& other, int first, int count) {
  Matrix rows = other.r_.middleRows(first, count);
  fold(rows.data(), count);
}

double RowFold::squaredResidual(const Matrix& c) const {
  double sum = 0;
  for (Eigen::Index s = 0; s < c.cols(); ++s) {
    Vector rest = r_.col(unknowns_ + s);
    for (int k = 0; k < unknowns_; ++k)
      subtractScaled(c(k, s), r_.col(k).data(), k + 1, rest.data());
    sum += dot(rest.data(), rest.data(), static_cast<int>(rest.size()));
  }
  return sum;
}

PivotedFactor::PivotedFactor(const RowFold& fold, double smallest)
    : a_(fold.triangle().topLeftCorner(fold.unknowns(), fold.unknowns())),
      y_(fold.triangle().topRightCorner(fold.unknowns(), fold.columns() - fold.unknowns())),
      rest_(fold.triangle().bottomRightCorner(y_.cols(), y_.cols()).squaredNorm()),
      smallest_(smallest),
      order_(static_cast<std::size_t>(fold.unknowns())) {
  std::iota(order_.begin(), order_.end(), 0);
  const auto size = static_cast<int>(a_.rows());
  for (int k = 0; k < size; ++k)
    norm_.push_back(std::sqrt(dot(a_.col(k).data(), a_.col(k).data(), size)));
  exact_ = norm_;
}

void PivotedFactor::choosePivot() {
  const auto largest = std::max_element(norm_.begin() + done_, norm_.end()) - norm_.begin();
  if (largest == done_) return;
  const auto from = static_cast<std::size_t>(largest), to = static_cast<std::size_t>(done_);
  a_.col(largest).swap(a_.col(done_));
  std::swap(order_[from], order_[to]);
  std::swap(norm_[from], norm_[to]);
  std::swap(exact_[from], exact_[to]);
}

// The norm of a column's remainder is updated, norm² −= (its new row)², until that has
// cancelled half of the digits; then it is recomputed (Drmač & Bujanović 2008).
void PivotedFactor::reflect() {
  const int k = done_, below = static_cast<int>(a_.rows()) - k - 1;
  double* v = a_.col(k).data() + k + 1;
  const auto [beta, scale] = makeReflection(a_(k, k), v, below);
  const double tau = scale;  // lambdas of clang < 16 cannot capture a structured binding
  a_(k, k) = beta;
  const auto apply = [&](double* column) {
    const double share = tau * (column[k] + dot(v, column + k + 1, below));
    column[k] -= share;
    subtractScaled(share, v, below, column + k + 1);
  };
  for (Eigen::Index s = 0; s < y_.cols(); ++s) apply(y_.col(s).data());
  for (std::size_t j = static_cast<std::size_t>(k) + 1; j < norm_.size(); ++j) {
    double* column = a_.col(static_cast<Eigen::Index>(j)).data();
    apply(column);
    if (norm_[j] == 0) continue;
    const double gone = column[k] / norm_[j];
    const double left = std::fmax(0, (1 - gone) * (1 + gone));
    const double shrunk = norm_[j] / exact_[j];
    if (left * shrunk * shrunk > 1.5e-8) {  // √ε
      norm_[j] *= std::sqrt(left);
    } else {
      exact_[j] = norm_[j] = std::sqrt(dot(column + k + 1, column + k + 1, below));
    }
  }
}

bool PivotedFactor::advance(int columns) {
  const auto size = static_cast<int>(a_.rows());
  for (; columns > 0 && !finished_; --columns) {
    choosePivot();
    const double next = norm_[static_cast<std::size_t>(done_)];
    const double first = done_ > 0 ? std::fabs(a_(0, 0)) : next;
    if (!(next > smallest_ * first)) {
      finished_ = true;
      break;
    }
    reflect();
    finished_ = ++done_ == size;
  }
  return !finished_;
}

int PivotedFactor::rank(double cutoff) const {
  int rank = 0;
  while (rank < done_ && std::fabs(a_(rank, rank)) > cutoff * std::fabs(a_(0, 0))) ++rank;
  return rank;
}

Matrix PivotedFactor::solution(int rank) const {
  Matrix c = Matrix::Zero(a_.rows(), y_.cols());
  for (Eigen::Index s = 0; s < y_.cols(); ++s) {
    Vector rest = y_.col(s).head(rank);
    for (int k = rank - 1; k >= 0; --k) {
      const double value = rest[k] / a_(k, k);
      c(order_[static_cast<std::size_t>(k)], s) = value;
      subtractScaled(value, a_.col(k).data(), k, rest.data());
    }
  }
  return c;
}

double PivotedFactor::squaredResidual(int rank) const {
  return rest_ + y_.bottomRows(y_.rows() - rank).squaredNorm();
}

}  // namespace hnn
