#include "data/measured.h"

#include <algorithm>
#include <cmath>

#include "base/elementary.h"

namespace hnn {
namespace {

constexpr int kSmoothWindow = 5;

struct Range {
  int first = 0, end = 0;
  [[nodiscard]] int size() const { return end - first; }
};

double median(std::vector<double> steps) {
  if (steps.empty()) return 0;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

// The median time step of each recording, and of all together.
struct MedianSteps {
  explicit MedianSteps(const Recordings& r) {
    std::vector<double> all, one;
    for (std::size_t i = 0; i < r.t.size(); ++i) {
      const bool begins = i == 0 || r.recording[i] != r.recording[i - 1];
      if (!begins) {
        one.push_back(r.t[i] - r.t[i - 1]);
        all.push_back(one.back());
      }
      const bool ends = i + 1 == r.t.size() || r.recording[i + 1] != r.recording[i];
      if (!ends) continue;
      of.push_back(median(one));
      one.clear();
    }
    ofAll = median(all);
  }
  std::vector<double> of;  // recordings are numbered without gaps
  double ofAll = 0;
};

// What is added to the states, whole turns of angles, so that no angle changes by more than half a
// turn from one sample of a recording to the next.
Matrix turnsOf(const Recordings& r, const std::vector<int>& angles) {
  Matrix turns = Matrix::Zero(r.x.rows(), r.x.cols());
  constexpr double kTurn = 6.283185307179586;
  // Only what lies within one turn, but for noise, may be written modulo a turn; millimetres do not.
  std::vector<int> wrapped;
  for (const int q : angles)
    if (r.x.row(q).maxCoeff() - r.x.row(q).minCoeff() <= 1.05 * kTurn) wrapped.push_back(q);
  for (Eigen::Index i = 1; i < r.x.cols(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (r.recording[at] != r.recording[at - 1]) continue;
    for (const int q : wrapped) {
      const double step = r.x(q, i) - r.x(q, i - 1), shortest = wrapAngle(step);
      turns(q, i) = turns(q, i - 1) + (shortest == step ? 0 : shortest - step);
    }
  }
  return turns;
}

// Where a window of `size` samples around `at` begins, moved inside the stretch; −1: it is too
// short.
int windowStart(const Range& stretch, int at, int size) {
  if (stretch.size() < size) return -1;
  return std::clamp(at - size / 2, stretch.first, stretch.end - size);
}

// False where the rule gives sample i of the stretch no derivative; x is without jumps of angles.
bool estimate(const std::vector<double>& t, const Matrix& x, DerivativeRule rule,
              const Range& stretch, int i, Vector& slope) {
  const bool first = i == stretch.first, last = i + 1 == stretch.end;
  if (rule == DerivativeRule::kForward) {
    if (last) return false;
    const auto at = static_cast<std::size_t>(i);
    slope = (x.col(i + 1) - x.col(i)) / (t[at + 1] - t[at]);
    return true;
  }
  if (rule == DerivativeRule::kCentral) {
    if (first || last) return false;
    slope = parabolaSlope(t, x, i - 1, 3, i);
    return true;
  }
  const int start = windowStart(stretch, i, kSmoothWindow);
  if (start < 0) return false;
  slope = parabolaSlope(t, x, start, kSmoothWindow, i);
  return true;
}

std::string reason(DerivativeRule rule) {
  if (rule == DerivativeRule::kForward)
    return "the last sample before a gap or an end has no successor";
  if (rule == DerivativeRule::kCentral)
    return "samples next to a gap or an end have no neighbour on one side";
  return "fewer than " + std::to_string(kSmoothWindow) + " samples in a row, without a gap";
}

// Samples of one split, as they are found.
struct Collected {
  std::vector<int> column;  // of the recordings
  std::vector<Vector> dxdt;
  std::vector<int> next;
};

Samples samplesFrom(const Recordings& r, const Collected& found) {
  Samples samples;
  samples.x = r.x(Eigen::all, found.column);
  samples.dxdt.resize(r.x.rows(), samples.x.cols());
  for (std::size_t k = 0; k < found.column.size(); ++k) {
    const auto column = static_cast<std::size_t>(found.column[k]);
    samples.dxdt.col(static_cast<Eigen::Index>(k)) = found.dxdt[k];
    samples.trajectory.push_back(r.recording[column]);
    samples.t.push_back(r.t[column]);
  }
  samples.next = found.next;
  return samples;
}

class Builder {
 public:
  Builder(const Recordings& recordings, DerivativeRule rule, const std::vector<int>& angles)
      : r_(recordings),
        rule_(rule),
        median_(recordings),
        turns_(turnsOf(recordings, angles)),
        continuous_(recordings.x + turns_) {}

  // Stretch after stretch of one split of a recording.
  void add(const Range& part, Collected& into) {
    Range stretch{part.first, part.first};
    while (stretch.first < part.end) {
      stretch.end = stretch.first + 1;
      while (stretch.end < part.end && !gapBefore(stretch.end)) ++stretch.end;
      addStretch(stretch, into);
      stretch.first = stretch.end;
    }
  }

  // By the recording's own step: others may be sampled at other rates.
  [[nodiscard]] bool gapBefore(int i) const {
    const auto recording = static_cast<std::size_t>(r_.recording[static_cast<std::size_t>(i)]);
    constexpr double kRounding = 1e-9;  // of times: a step at the limit is none in any unit
    return step(i) > kGapFactor * (1 + kRounding) * median_.of[recording];
  }
  [[nodiscard]] double medianStep() const { return median_.ofAll; }
  [[nodiscard]] int skipped() const { return skipped_; }

  [[nodiscard]] HeldOutStretch heldOut(const Range& part) const {
    const auto first = static_cast<std::size_t>(part.first);
    HeldOutStretch out;
    out.recording = r_.recording[first];
    out.x = continuous_.middleCols(part.first, part.size()).colwise() - turns_.col(part.first);
    for (int i = part.first; i < part.end; ++i)
      out.t.push_back(r_.t[static_cast<std::size_t>(i)] - r_.t[first]);
    return out;
  }

 private:
  [[nodiscard]] double step(int i) const {
    const auto at = static_cast<std::size_t>(i);
    return r_.t[at] - r_.t[at - 1];
  }

  // Whether sample i can be the next one of the sample before it: where an angle jumps, no step leads
  // from one to the other.
  [[nodiscard]] bool isPair(int i) const {
    return std::fabs(step(i) - median_.ofAll) <= kStepTolerance * median_.ofAll &&
           turns_.col(i) == turns_.col(i - 1);
  }

  void addStretch(const Range& stretch, Collected& into) {
    int before = -1;  // the sample before the present one in this stretch, if it was taken
    for (int i = stretch.first; i < stretch.end; ++i) {
      Vector slope;
      if (r_.dxdt.size() > 0) {
        slope = r_.dxdt.col(i);
      } else if (!estimate(r_.t, continuous_, rule_, stretch, i, slope)) {
        ++skipped_;
        before = -1;
        continue;
      }
      const auto here = static_cast<int>(into.column.size());
      if (before >= 0 && isPair(i)) into.next[static_cast<std::size_t>(before)] = here;
      into.column.push_back(i);
      into.dxdt.push_back(slope);
      into.next.push_back(-1);
      before = here;
    }
  }

  const Recordings& r_;
  DerivativeRule rule_;
  MedianSteps median_;
  Matrix turns_, continuous_;  // 2d × N: whole turns, and the states with them
  int skipped_ = 0;
};

}  // namespace

const std::vector<std::string>& derivativeRules() {
  static const std::vector<std::string> names = {"forward", "central", "smooth"};
  return names;
}

// In s = t − t[at], with polynomials that are orthogonal over the samples (Forsythe 1957):
// P₁ = s − m, P₂ = P₁² − b P₁ − c, where m, b, c make Σ P₁ = Σ P₂ = Σ P₁ P₂ = 0. Then the best
// parabola has the coefficients ΣPₖx / ΣPₖ², and P₂'(s) = 2 P₁(s) − b.
Vector parabolaSlope(const std::vector<double>& t, const Matrix& x, int first, int count, int at) {
  const auto time = [&](int i) {
    return t[static_cast<std::size_t>(i)] - t[static_cast<std::size_t>(at)];
  };
  double mean = 0, square = 0, cube = 0;
  for (int i = first; i < first + count; ++i) mean += time(i) / count;
  for (int i = first; i < first + count; ++i) {
    const double p1 = time(i) - mean;
    square += p1 * p1;
    cube += p1 * p1 * p1;
  }
  const double b = cube / square, c = square / count;
  Vector linear = Vector::Zero(x.rows()), bent = Vector::Zero(x.rows());
  double bentSquare = 0;
  for (int i = first; i < first + count; ++i) {
    const double p1 = time(i) - mean, p2 = p1 * p1 - b * p1 - c;
    linear += p1 / square * (x.col(i) - x.col(at));  // minus the value here: less cancellation
    bent += p2 * (x.col(i) - x.col(at));
    bentSquare += p2 * p2;
  }
  return linear + bent * ((-2 * mean - b) / bentSquare);
}

MeasuredData makeMeasured(const Recordings& r, DerivativeRule rule, double trainFraction,
                          const std::vector<int>& angles) {
  MeasuredData made;
  Builder builder(r, rule, angles);
  Collected train, test;
  const auto count = static_cast<int>(r.t.size());
  for (Range whole; whole.first < count; whole.first = whole.end) {
    whole.end = whole.first + 1;
    while (whole.end < count && r.recording[static_cast<std::size_t>(whole.end)] ==
                                    r.recording[static_cast<std::size_t>(whole.first)]) {
      made.gaps += builder.gapBefore(whole.end) ? 1 : 0;
      ++whole.end;
    }
    const int n = whole.size();
    const int training =
        n < 2 ? n : std::clamp(static_cast<int>(std::floor(n * trainFraction + 0.5)), 1, n - 1);
    builder.add({whole.first, whole.first + training}, train);
    if (training == n) continue;
    const Range rest{whole.first + training, whole.end};
    builder.add(rest, test);
    made.heldOut.push_back(builder.heldOut(rest));
  }
  made.data = {samplesFrom(r, train), samplesFrom(r, test), builder.medianStep()};
  made.skipped = builder.skipped();
  if (made.skipped > 0) made.why = reason(rule);
  return made;
}

}  // namespace hnn
