// Draws hidden layers of sampled networks (Rahma, Datar, Dietrich 2024, §3.1).
//
// "elm":    w ~ N(0, 1), b ~ U between the smallest and the largest number in the data.
// "u-swim": each unit lies between two data points x and x', a distance r apart along d: w = ln 3 ·
//           d / r, b = −w·x − ½ ln 3, so that its input is ∓½ ln 3 there, and its tanh ∓½
//           (Bolager et al. 2023, arXiv 2306.16830). All candidate pairs are equally likely.
// "swim":   pairs with probability ∝ |value(x') − value(x)| / r, where the true values change fast.
// "a-swim": likewise, with the values of a first u-swim fit.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linalg/eigen.h"

namespace hnn {

enum class Sampling { kUSwim, kSwim, kASwim, kElm };
const std::vector<std::string>& samplingRules();

struct PointPair {
  int from = 0, to = 0;  // columns of x
};

// Candidates: every point with another random one, repeated until there are `units` of them. Of
// these, `units` are drawn one after the other, each at most once (with more units than points two
// candidates may be the same pair); with `values` (any number of rows, a column for each point) by
// the probability above, else uniformly.
std::vector<PointPair> drawPairs(const Matrix& x, int units, const Matrix& values,
                                 std::uint64_t seed, std::uint64_t round);

// W1 (units × 2d, column-major) and b1 (units) from pairs.
void placeUnits(const Matrix& x, const std::vector<PointPair>& pairs, double* w, double* b);

// W1 and b1 by "elm".
void drawFreely(const Matrix& x, int units, std::uint64_t seed, double* w, double* b);

}  // namespace hnn
