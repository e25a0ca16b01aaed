#include "base/dual.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace hnn {
namespace {

struct Rule {
  const char* name;
  std::function<Dual(Dual)> dual;
  std::function<double(double)> number;
};

// Every operation with a dual on either side, and a composition.
const std::vector<Rule>& rules() {
  static const std::vector<Rule> all = {
      {"x + x x", [](Dual x) { return x + x * x; }, [](double x) { return x + x * x; }},
      {"2 - x", [](Dual x) { return 2 - x; }, [](double x) { return 2 - x; }},
      {"x - 2", [](Dual x) { return x - 2; }, [](double x) { return x - 2; }},
      {"-x", [](Dual x) { return -x; }, [](double x) { return -x; }},
      {"3 x", [](Dual x) { return 3 * x; }, [](double x) { return 3 * x; }},
      {"x / 7", [](Dual x) { return x / 7; }, [](double x) { return x / 7; }},
      {"7 / x", [](Dual x) { return 7 / x; }, [](double x) { return 7 / x; }},
      {"(x + 1) / (x x - 3)", [](Dual x) { return (x + 1) / (x * x - 3); },
       [](double x) { return (x + 1) / (x * x - 3); }},
      {"square", [](Dual x) { return square(x); }, [](double x) { return square(x); }},
      {"reciprocal", [](Dual x) { return reciprocal(x); }, [](double x) { return reciprocal(x); }},
      {"sqrt", [](Dual x) { return sqrt(x); }, [](double x) { return sqrt(x); }},
      {"exp", [](Dual x) { return exp(x); }, [](double x) { return exp(x); }},
      {"log", [](Dual x) { return log(x); }, [](double x) { return log(x); }},
      {"tanh", [](Dual x) { return tanh(x); }, [](double x) { return tanh(x); }},
      {"pow", [](Dual x) { return pow(x, 1.5); }, [](double x) { return pow(x, 1.5); }},
      {"a power of zero", [](Dual x) { return pow(0 * x, 2); },
       [](double x) { return pow(0 * x, 2); }},
      {"sin", [](Dual x) { return sin(x); }, [](double x) { return sin(x); }},
      {"cos", [](Dual x) { return cos(x); }, [](double x) { return cos(x); }},
      {"composed", [](Dual x) { return sin(square(x) / (1 + sqrt(x))) * cos(x); },
       [](double x) { return sin(square(x) / (1 + sqrt(x))) * cos(x); }}};
  return all;
}

// Central differences of the numbers' version: truncation h² ~ 1e-10, rounding 1e-16 / h ~ 1e-11.
TEST(Dual, SlopesAreDerivativesAndValuesAreThoseOfNumbers) {
  const double h = 1e-5;
  for (const Rule& rule : rules()) {
    for (const double x : {0.3, 0.9, 2.6}) {
      const Dual y = rule.dual({x, 1});
      EXPECT_DOUBLE_EQ(y.value, rule.number(x)) << rule.name;
      const double slope = (rule.number(x + h) - rule.number(x - h)) / (2 * h);
      EXPECT_NEAR(y.slope, slope, 1e-8 * (1 + std::fabs(slope))) << rule.name << " at " << x;
    }
  }
}

TEST(Dual, SlopesAreLinearInTheDirectionAndConstantsHaveNone) {
  for (const Rule& rule : rules()) {
    EXPECT_DOUBLE_EQ(rule.dual({0.7, -2.5}).slope, -2.5 * rule.dual({0.7, 1}).slope) << rule.name;
    EXPECT_EQ(rule.dual(0.7).slope, 0) << rule.name;
  }
}

TEST(Dual, TheSlopeOfAProductOfTwoIsItsDirectionalDerivative) {
  const Dual a(2, 0.5), b(-3, 4);
  EXPECT_DOUBLE_EQ((a * b).slope, 0.5 * -3 + 2 * 4.0);
  EXPECT_DOUBLE_EQ((a / b).slope, (0.5 * -3 - 2 * 4.0) / 9);
}

}  // namespace
}  // namespace hnn
