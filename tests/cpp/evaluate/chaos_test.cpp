#include "evaluate/chaos.h"

#include <gtest/gtest.h>

#include <cmath>

#include "data/sampling.h"
#include "evaluate/section.h"
#include "physics/catalogue.h"

namespace hnn {
namespace {

struct Found {
  Vector exponent, sali;  // at the end, of each orbit
};

Found follow(const System& system, const Matrix& starts, double duration, double h) {
  const int intervals = static_cast<int>(duration / 5);
  const double interval = duration / intervals;
  Orbits orbits(starts);
  Deviations deviations = genericDeviations(starts.rows(), starts.cols());
  const ChaosTrace trace = followChaos(
      trueFlow(system), [&](const Matrix& x, const Matrix& v) { return system.fieldTangent(x, v); },
      orbits, deviations, Integrator::kRk4, h, interval, 0, intervals);
  return {Vector(trace.growth.colwise().sum() / duration), Vector(trace.sali.row(intervals - 1))};
}

// A start on Hénon–Heiles' section: q₁ = 0, p₁ ≥ 0 from the energy.
Vector henonHeilesStart(double energy, double q2, double p2) {
  const double left = 2 * energy - p2 * p2 - q2 * q2 + 2 * q2 * q2 * q2 / 3;
  return Vector{{0, q2, std::sqrt(left), p2}};
}

TEST(Chaos, FirstDeviationsAreOrthonormal) {
  for (const Eigen::Index size : {2, 4, 8}) {
    const Matrix both = genericDeviations(size, 3).vectors;
    EXPECT_NEAR(both.col(2).head(size).norm(), 1, 1e-15);
    EXPECT_NEAR(both.col(2).tail(size).norm(), 1, 1e-15);
    EXPECT_NEAR(both.col(2).head(size).dot(both.col(2).tail(size)), 0, 5e-15);
  }
}

// Skokos, Antonopoulos, Bountis, Vrahatis 2004 (J. Phys. A 37:6269): at E = 1/8 the orbit from
// q₂ = 0.55 is regular, that from q₂ = −0.016 chaotic.
TEST(Chaos, SaliSeparatesARegularFromAChaoticOrbit) {
  const auto system = makeSystem("henon-heiles");
  Matrix starts(4, 2);
  starts << henonHeilesStart(0.125, 0.55, 0), henonHeilesStart(0.125, -0.016, 0);
  const Found found = follow(*system, starts, 2000, 0.1);
  EXPECT_GT(found.sali[0], 0.1);
  EXPECT_LT(found.sali[1], 1e-8);
  EXPECT_LT(found.exponent[0], 0.01);
  EXPECT_GT(found.exponent[1], 0.02);
}

// The chaotic sea at the energy of escape, where hardly anything is regular (Benettin, Galgani,
// Strelcyn 1976, Phys. Rev. A 14:2338). Finite-time exponents still differ by a tenth: the orbits
// stick to islands at times.
TEST(Chaos, ExponentOfTheChaoticSea) {
  const auto system = makeSystem("henon-heiles");
  Matrix starts(4, 4);
  starts << henonHeilesStart(1.0 / 6, 0.1, 0.1), henonHeilesStart(1.0 / 6, -0.1, 0.05),
      henonHeilesStart(1.0 / 6, 0.0, -0.12), henonHeilesStart(1.0 / 6, 0.2, 0.03);
  const Found found = follow(*system, starts, 10000, 0.1);
  EXPECT_GT(found.exponent.mean(), 0.11) << found.exponent.transpose();
  EXPECT_LT(found.exponent.mean(), 0.13) << found.exponent.transpose();
}

TEST(Chaos, AHarmonicSystemHasNone) {  // |δ| turns in an ellipse: ln of a bounded number over t
  const auto system = makeSystem("spring");
  const Found found = follow(*system, Vector{{0.7, 0.2}}, 1000, 0.05);
  EXPECT_LT(std::fabs(found.exponent[0]), 0.002);
}

TEST(Chaos, SectionStartsMeetIslandsAndTheSea) {
  const auto system = makeSystem("henon-heiles");
  const Found found = follow(*system, sectionStarts(*system, 0.125, 10), 1000, 0.1);
  EXPECT_GE((found.sali.array() > 1e-2).count(), 2) << found.sali.transpose();
  EXPECT_GE((found.sali.array() < 1e-8).count(), 2) << found.sali.transpose();
}

}  // namespace
}  // namespace hnn
