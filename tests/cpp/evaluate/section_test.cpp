#include "evaluate/section.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/check.h"
#include "data/sampling.h"
#include "physics/catalogue.h"

namespace hnn {
namespace {

std::vector<std::string> systemsWithSection() {
  std::vector<std::string> ids;
  for (const SystemInfo& info : systemInfos())
    if (info.section.coordinate >= 0) ids.push_back(info.id);
  return ids;
}

TEST(Section, StartsLieOnThePlaneAndTheEnergyAndCrossUpwards) {
  ASSERT_FALSE(systemsWithSection().empty());
  for (const std::string& id : systemsWithSection()) {
    const auto system = makeSystem(id);
    const SectionInfo& section = system->info().section;
    for (const double share : {0.001, 0.3, 0.6, 0.99}) {
      const double energy = section.energyMin + share * (section.energyMax - section.energyMin);
      const Matrix x = sectionStarts(*system, energy, 21);
      const Matrix h = system->energy(x), slope = system->field(x);
      int onLine = 0;
      for (Eigen::Index j = 0; j < x.cols(); ++j) {
        EXPECT_NEAR(h(0, j), energy, 1e-14 * std::fmax(1, std::fabs(energy))) << id;
        EXPECT_EQ(x(section.coordinate, j), section.value);
        EXPECT_GT(slope(section.coordinate, j), 0);
        onLine += x(section.yAxis, j) == 0 ? 1 : 0;
      }
      EXPECT_EQ(onLine, 11) << id;
      EXPECT_EQ(x, sectionStarts(*system, energy, 21));
      const double spread = x.row(section.xAxis).maxCoeff() - x.row(section.xAxis).minCoeff();
      EXPECT_GT(spread, 0) << id;
    }
  }
}

TEST(Section, RefusesEnergiesWithoutBoundedMotion) {
  const auto system = makeSystem("henon-heiles");
  for (const double energy : {-0.1, 0.0, 1.0 / 6, 0.2, std::nan("")}) {
    try {
      (void)sectionStarts(*system, energy, 3);
      ADD_FAILURE() << energy;
    } catch (const std::invalid_argument& refusal) {
      EXPECT_NE(std::string(refusal.what()).find("energy must be above 0 and below 0.1666"),
                std::string::npos)
          << refusal.what();
    }
  }
  EXPECT_THROW((void)sectionStarts(*makeSystem("pendulum"), 1, 3), std::invalid_argument);
}

// An energy this small is allowed, but no double state has it: the search did not terminate.
TEST(Section, RefusesEnergiesOfWhichNoStateIsFound) {
  for (const char* id : {"henon-heiles", "double-pendulum"})
    EXPECT_THROW((void)sectionStarts(*makeSystem(id), 1e-320, 3), std::invalid_argument) << id;
}

TEST(Section, CrossingsLieOnThePlaneAndOnTheEnergySurface) {
  for (const std::string& id : systemsWithSection()) {
    const auto system = makeSystem(id);
    const SectionInfo& section = system->info().section;
    const double h = 0.25 * system->info().view.showcaseStep;
    for (const Integrator integrator :
         {Integrator::kRk4, Integrator::kYoshida4, Integrator::kLeapfrog,
          Integrator::kImplicitMidpoint, Integrator::kDormandPrince}) {
      Orbits orbits(sectionStarts(*system, section.energy, 4));
      const Crossings found = followToSection(*system, trueFlow(*system), orbits,
                                              system->energy(orbits.x), integrator, h, 0, 800);
      ASSERT_GE(found.t.size(), 4U) << id;
      const double worst = *std::max_element(found.energyError.begin(), found.energyError.end());
      for (std::size_t i = 0; i < found.t.size(); ++i) {
        const Vector& x = found.x[i];
        EXPECT_NEAR(x[section.coordinate], section.value, 1e-15);
        EXPECT_GT(system->field(Matrix(x))(section.coordinate, 0), 0);
        // As exact as the integrator is anywhere on its way; ten places of rounding.
        EXPECT_LE(std::fabs(system->energy(Matrix(x))(0, 0) - section.energy),
                  1.01 * worst * std::fabs(section.energy) + 1e-14)
            << id << " " << integratorNames()[static_cast<std::size_t>(integrator)];
      }
    }
  }
}

TEST(Section, CrossingsAreThoseOfTheReferenceIntegrator) {
  const auto system = makeSystem("henon-heiles");
  const Flow flow = trueFlow(*system);
  Orbits orbits(sectionStarts(*system, 0.1, 3));
  const Matrix starts = orbits.x;
  const Crossings found = followToSection(*system, flow, orbits, system->energy(starts),
                                          Integrator::kRk4, 0.01, 0, 2000);
  EXPECT_GE(found.t.size(), 6U);
  for (std::size_t i = 0; i < found.t.size(); ++i) {
    const Trajectory exact =
        integrate(flow, starts.col(found.orbit[i]), found.t[i], 2, Integrator::kDormandPrince, 1);
    EXPECT_LE((exact.x.col(1) - found.x[i]).norm(), 1e-7);
  }
}

// A float network's field: no step length ends exactly on the plane.
TEST(Section, AFieldThatIsAStaircaseStillMeetsThePlane) {
  const auto system = makeSystem("henon-heiles");
  const Flow rough{
      [&](const Matrix& x) {
        return Matrix(system->field(x.cast<float>().cast<double>()).cast<float>().cast<double>());
      },
      false, std::numeric_limits<float>::epsilon()};
  Orbits orbits(sectionStarts(*system, 0.1, 10));
  const Crossings found = followToSection(*system, rough, orbits, system->energy(orbits.x),
                                          Integrator::kRk4, 0.1, 0, 2000);
  EXPECT_GE(found.t.size(), 200U);
  for (const Vector& x : found.x) EXPECT_NEAR(x[0], 0, 1e-15);
}

TEST(Section, PiecesGiveTheSameCrossingsAsOne) {
  const auto system = makeSystem("henon-heiles");
  const Flow flow = trueFlow(*system);
  Orbits whole(sectionStarts(*system, 0.12, 5)), pieces = whole;
  const Matrix energy = system->energy(whole.x);
  const Crossings one =
      followToSection(*system, flow, whole, energy, Integrator::kRk4, 0.1, 0, 700);
  std::vector<double> t;
  for (const auto& [done, steps] : {std::pair{0, 1}, {1, 300}, {301, 399}}) {
    const Crossings part =
        followToSection(*system, flow, pieces, energy, Integrator::kRk4, 0.1, done, steps);
    t.insert(t.end(), part.t.begin(), part.t.end());
  }
  EXPECT_EQ(t, one.t);
  EXPECT_EQ(pieces.x, whole.x);
}

// Finding the step size again in every step of the section took 1.7 times as long.
TEST(Section, AnAdaptiveTruthKeepsItsStepSizeOverWholeBlocks) {
  const auto system = makeSystem("henon-heiles");
  int evaluations = 0;
  Flow flow = trueFlow(*system);
  flow.tolerance = 1e-12;
  flow.field = [&](const Matrix& x) {
    ++evaluations;
    return system->field(x);
  };
  Orbits whole(sectionStarts(*system, 0.12, 5)), pieces = whole;
  const Matrix energy = system->energy(whole.x);
  const Crossings one =
      followToSection(*system, flow, whole, energy, Integrator::kDormandPrince, 0.1, 0, 700, 50);
  const int inBlocks = evaluations;
  std::vector<double> t;
  for (const auto& [done, steps] : {std::pair{0, 50}, {50, 300}, {350, 350}}) {
    const Crossings part = followToSection(*system, flow, pieces, energy,
                                           Integrator::kDormandPrince, 0.1, done, steps, 50);
    t.insert(t.end(), part.t.begin(), part.t.end());
  }
  EXPECT_EQ(t, one.t);
  EXPECT_EQ(pieces.x, whole.x);

  ASSERT_GE(one.x.size(), 40U);
  for (std::size_t i = 0; i < one.x.size(); ++i) {
    const double h0 = energy(0, one.orbit[i]);
    EXPECT_LT(std::fabs(system->energy(Matrix(one.x[i]))(0, 0) - h0) / h0, 1e-8);
    EXPECT_NEAR(one.x[i][0], 0, 1e-15);
  }
  for (const double error : one.energyError) EXPECT_LT(error, 1e-8);

  evaluations = 0;
  Orbits stepwise(sectionStarts(*system, 0.12, 5));
  std::size_t crossings = 0;
  for (int s = 0; s < 700; ++s)
    crossings +=
        followToSection(*system, flow, stepwise, energy, Integrator::kDormandPrince, 0.1, s, 1)
            .t.size();
  EXPECT_EQ(crossings, one.t.size());
  EXPECT_LT(1.2 * inBlocks, evaluations);
}

}  // namespace
}  // namespace hnn
