// Learning-rate schedules against PyTorch's formulas, and what Adam makes of them.
#include "train/schedule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "train/adam.h"

namespace hnn {
namespace {

struct Row {
  int total, step;
  double oneCycle, cosine;
};

// By the phases of torch.optim.lr_scheduler.OneCycleLR (max_lr = 1e-3, defaults) and the closed
// form of CosineAnnealingLR (T_max = total), in Python.
constexpr Row kTable[] = {
    {10, 0, 4e-05, 0.001},
    {10, 1, 0.00052, 0.0009755282581475768},
    {10, 2, 0.001, 0.0009045084971874737},
    {10, 3, 0.0009504846320134736, 0.0007938926261462366},
    {10, 5, 0.0006112620219362892, 0.0005},
    {10, 8, 4.9519367986526286e-05, 9.549150281252633e-05},
    {10, 9, 4e-09, 2.4471741852423235e-05},
    {2000, 0, 4e-05, 0.001},
    {2000, 100, 0.00010451775412836971, 0.0009938441702975688},
    {2000, 300, 0.0005212587335103477, 0.0009455032620941839},
    {2000, 599, 0.001, 0.000794527663771058},
    {2000, 600, 0.0009999987411274513, 0.0007938926261462366},
    {2000, 1000, 0.0008108676604285944, 0.0005},
    {2000, 1500, 0.00028205066459905157, 0.00014644660940672628},
    {2000, 1900, 1.2291554379036346e-05, 6.15582970243117e-06},
    {2000, 1999, 4e-09, 6.168501482384237e-10},
};

TEST(Schedule, RatesAreThoseOfPyTorch) {
  for (const Row& row : kTable) {
    const double oneCycle = scheduledRate(Schedule::kOneCycle, 1e-3, row.step, row.total);
    EXPECT_NEAR(oneCycle, row.oneCycle, 1e-17) << row.step << " of " << row.total;
    const double cosine = scheduledRate(Schedule::kCosine, 1e-3, row.step, row.total);
    EXPECT_NEAR(cosine, row.cosine, 1e-17) << row.step << " of " << row.total;
    EXPECT_EQ(scheduledRate(Schedule::kConstant, 1e-3, row.step, row.total), 1e-3);
  }
}

TEST(Schedule, RatesStayPositiveUpToThePeakAndKeepTheLastBeyondTheEnd) {
  for (const Schedule schedule : {Schedule::kConstant, Schedule::kOneCycle, Schedule::kCosine}) {
    for (const int total : {1, 2, 3, 4, 7, 100, 1001}) {
      const double last = scheduledRate(schedule, 0.5, total - 1, total);
      for (int step = 0; step < total; ++step) {
        const double rate = scheduledRate(schedule, 0.5, step, total);
        EXPECT_TRUE(rate > 0 && rate <= 0.5)
            << static_cast<int>(schedule) << " " << step << " of " << total;
      }
      for (const int beyond : {total, 2 * total, 1'000'000})
        EXPECT_EQ(scheduledRate(schedule, 0.5, beyond, total), last);
    }
  }
}

// With a constant gradient Adam's update is the rate itself (m/√v = 1), whatever the step.
TEST(Schedule, AdamMovesByTheRateOfItsStep) {
  for (const Schedule schedule : {Schedule::kConstant, Schedule::kOneCycle, Schedule::kCosine}) {
    const int total = 40;
    Adam adam({.learningRate = 0.1, .schedule = schedule, .totalSteps = total}, 5);
    std::vector<Real> weights(5, 0);
    const std::vector<Real> gradient(5, 1);
    for (int step = 0; step < total + 5; ++step) {
      const Real before = weights[4];
      adam.step(weights, gradient);
      EXPECT_NEAR(static_cast<double>(before - weights[4]),
                  scheduledRate(schedule, 0.1, step, total), 2e-6)
          << static_cast<int>(schedule) << " " << step;
    }
  }
}

}  // namespace
}  // namespace hnn
