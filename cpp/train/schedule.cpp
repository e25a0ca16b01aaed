#include "train/schedule.h"

#include <algorithm>
#include <cassert>

#include "base/elementary.h"

namespace hnn {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kRise = 0.3;               // share of the steps; OneCycleLR's pct_start
constexpr double kStartDivisor = 25;        // peak / first rate; div_factor
constexpr double kFinalDivisor = 25 * 1e4;  // peak / last rate; div_factor · final_div_factor

// Half a cosine: `from` at share 0, `to` at share 1.
double cosineBetween(double from, double to, double share) {
  return to + (from - to) / 2 * (1 + cos(kPi * share));
}

double oneCycle(double peak, int step, int total) {
  const double top = kRise * total - 1;  // the step of the peak, not necessarily whole
  if (step <= top) return cosineBetween(peak / kStartDivisor, peak, step / top);
  return cosineBetween(peak, peak / kFinalDivisor, (step - top) / (total - 1 - top));
}

}  // namespace

const std::vector<std::string>& scheduleNames() {
  static const std::vector<std::string> names = {"constant", "one-cycle", "cosine"};
  return names;
}

double scheduledRate(Schedule schedule, double peak, int step, int total) {
  const int at = std::min(step, total - 1);
  switch (schedule) {
    case Schedule::kConstant:
      return peak;
    case Schedule::kOneCycle:
      return oneCycle(peak, at, total);
    case Schedule::kCosine:
      return cosineBetween(peak, 0, static_cast<double>(at) / total);
  }
  assert(false && "unknown schedule");
  return peak;
}

}  // namespace hnn
