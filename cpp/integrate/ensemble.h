// Trajectories in progress. Those that have ended leave, so that the others do not pay for them (an
// implicit step without a solution takes its 100 iterations at every attempt).
#pragma once

#include <initializer_list>
#include <vector>

#include "linalg/eigen.h"

namespace hnn {

// `Course`: what is known of one of them, made from the column of its start.
template <class Course>
class Ensemble {
 public:
  explicit Ensemble(const Matrix& starts) : x(starts) {
    for (Eigen::Index j = 0; j < starts.cols(); ++j) courses_.push_back(Course{.start = j});
  }

  Matrix x;  // 2d × courses, their present states

  [[nodiscard]] Course& operator[](Eigen::Index j) { return courses_[static_cast<std::size_t>(j)]; }
  [[nodiscard]] Eigen::Index size() const { return static_cast<Eigen::Index>(courses_.size()); }
  [[nodiscard]] bool empty() const { return courses_.empty(); }
  [[nodiscard]] auto begin() { return courses_.begin(); }
  [[nodiscard]] auto end() { return courses_.end(); }

  // Dismisses those of which `ended` is true; the columns of `others` belong to the same courses.
  template <class Ended>
  void dismiss(const Ended& ended, std::initializer_list<Matrix*> others = {}) {
    Eigen::Index kept = 0;
    for (Eigen::Index j = 0; j < size(); ++j) {
      if (ended((*this)[j])) continue;
      if (kept != j) {
        (*this)[kept] = (*this)[j];
        x.col(kept) = x.col(j);
        for (Matrix* other : others) other->col(kept) = other->col(j);
      }
      ++kept;
    }
    if (kept == size()) return;
    courses_.resize(static_cast<std::size_t>(kept), Course{.start = 0});
    x.conservativeResize(Eigen::NoChange, kept);
    for (Matrix* other : others) other->conservativeResize(Eigen::NoChange, kept);
  }

 private:
  std::vector<Course> courses_;
};

}  // namespace hnn
