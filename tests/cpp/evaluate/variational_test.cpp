// Deviation vectors are the derivative of the numerical map itself.
#include "evaluate/variational.h"

#include <gtest/gtest.h>

#include <cmath>

#include "data/sampling.h"
#include "evaluate/reversal.h"
#include "physics/catalogue.h"

namespace hnn {
namespace {

const std::vector<double> kHenonHeilesStart = {0.1, 0.2, 0.3, -0.1};

struct Subject {
  Flow flow;
  FieldTangent tangent;
  Vector start;
};

Subject subject(const std::string& id) {
  const std::shared_ptr<System> system = makeSystem(id);
  const auto& start = id == "henon-heiles" ? kHenonHeilesStart : system->info().view.showcaseStart;
  return {{[system](const Matrix& x) { return system->field(x); }, system->info().separable},
          [system](const Matrix& x, const Matrix& v) { return system->fieldTangent(x, v); },
          Eigen::Map<const Vector>(start.data(), static_cast<Eigen::Index>(start.size()))};
}

// The same motion for integrators that may not know that H separates: the implicit schemes.
Subject asIfEntangled(Subject s) {
  s.flow.separable = false;
  return s;
}

// A damped oscillator: q' = p, p' = −q − γ p; its flow shrinks areas by e^{−γ T}.
Subject damped(double gamma) {
  const auto field = [gamma](const Matrix& x) {
    return joined(momenta(x), -positions(x) - gamma * momenta(x));
  };
  return {{field, false},
          [field](const Matrix&, const Matrix& v) { return Matrix(field(v)); },
          Vector{{1.0, 0.5}}};
}

struct Mapped {
  Vector x;
  Matrix derivative;
};

Mapped mapped(const Subject& s, Integrator integrator, double duration, double h) {
  const Eigen::Index n = s.start.size();
  Orbits orbit(s.start);
  Deviations derivative{Matrix::Identity(n, n).reshaped(), {0}};
  followDeviations(s.flow, s.tangent, orbit, derivative, duration, 0, integrator, h);
  EXPECT_EQ(orbit.stop[0], Stop::kNone);
  const double size = std::ldexp(1, static_cast<int>(derivative.exponent[0]));
  return {orbit.x, Matrix(size * derivative.vectors.reshaped(n, n))};
}

constexpr Integrator kAll[] = {Integrator::kEuler,    Integrator::kRk4,
                               Integrator::kLeapfrog, Integrator::kImplicitMidpoint,
                               Integrator::kYoshida4, Integrator::kDormandPrince};
constexpr Integrator kKeepingVolume[] = {Integrator::kLeapfrog, Integrator::kImplicitMidpoint,
                                         Integrator::kYoshida4};

TEST(Variational, TheStateMovesAsItDoesAlone) {
  for (const std::string id : {"pendulum", "henon-heiles", "two-body"}) {
    const Subject s = subject(id);
    for (const Integrator integrator : kAll) {
      const Vector alone = integrate(s.flow, s.start, 1.6, 2, integrator, 0.1).x.col(1);
      // Dormand–Prince chooses other steps for the extended state: its tolerance, 10⁻¹⁰, times 100
      const double tolerance = integrator == Integrator::kDormandPrince ? 1e-8 : 1e-13;
      EXPECT_LE((mapped(s, integrator, 1.6, 0.1).x - alone).norm(), tolerance) << id;
    }
  }
}

TEST(Variational, DeviationsAreTheDerivativeOfTheNumericalMap) {
  for (const std::string id : {"pendulum", "henon-heiles", "two-body"}) {
    for (const bool entangled : {false, true}) {
      const Subject s = entangled ? asIfEntangled(subject(id)) : subject(id);
      const Eigen::Index n = s.start.size();
      for (const Integrator integrator : kAll) {
        const Matrix shift = 1e-5 * Matrix::Identity(n, n), centre = s.start.replicate(1, n);
        const auto map = [&](const Matrix& x) {
          return integrateBatch(s.flow, x, 2, 2, integrator, 0.2).x[1];
        };
        const Matrix difference = (map(centre + shift) - map(centre - shift)) / 2e-5;
        // Differences: truncation 1e-10, rounding 1e-11, times third derivatives over the time.
        EXPECT_LE((mapped(s, integrator, 2, 0.2).derivative - difference).norm(), 1e-7)
            << id << " " << integratorNames()[static_cast<std::size_t>(integrator)];
      }
    }
  }
}

TEST(Variational, SymplecticIntegratorsKeepVolumeAndFormToRounding) {
  for (const std::string id : {"pendulum", "henon-heiles"}) {
    for (const bool entangled : {false, true}) {
      const Subject s = entangled ? asIfEntangled(subject(id)) : subject(id);
      for (const Integrator integrator : kKeepingVolume) {
        const MapErrors errors = mapErrors(mapped(s, integrator, 10, 0.2).derivative);
        EXPECT_LE(errors.volume, 1e-12) << id;
        EXPECT_LE(errors.symplectic, 1e-12) << id;
      }
      const MapErrors errors = mapErrors(mapped(s, Integrator::kRk4, 10, 0.2).derivative);
      EXPECT_GE(errors.volume, 1e-7) << id;
      EXPECT_GE(errors.symplectic, 1e-7) << id;
    }
  }
}

TEST(Variational, DampingShrinksVolumeExponentially) {
  const double gamma = 0.3, duration = 8;
  const Matrix derivative =
      mapped(damped(gamma), Integrator::kDormandPrince, duration, 0.1).derivative;
  EXPECT_NEAR(mapErrors(derivative).volume, 1 - std::exp(-gamma * duration), 1e-8);
}

TEST(Variational, GrowingDeviationsMeetNoBound) {  // e^60 is far beyond kStateBound
  const auto field = [](const Matrix& x) { return joined(positions(x), -momenta(x)); };
  const Subject saddle{{field, false},
                       [field](const Matrix&, const Matrix& v) { return Matrix(field(v)); },
                       Vector{{0.0, 0.0}}};
  const Matrix derivative = mapped(saddle, Integrator::kRk4, 60, 0.05).derivative;
  EXPECT_NEAR(std::log(derivative(0, 0)), 60, 1e-4);
  EXPECT_NEAR(derivative(0, 0) * derivative(1, 1), 1, 1e-4);
}

// Vectors counted against the bound of the states, so healthy orbits "went beyond 1000000" in one
// long interval; over longer ones they overflowed, and an exception named x0.
TEST(Variational, DeviationsGrowBeyondEveryNumber) {
  const auto field = [](const Matrix& x) { return joined(positions(x), -momenta(x)); };
  const FieldTangent tangent = [field](const Matrix&, const Matrix& v) { return Matrix(field(v)); };
  for (const Integrator integrator : {Integrator::kRk4, Integrator::kDormandPrince}) {
    for (const double stepSize : {0.05, 500.0}) {
      if (integrator == Integrator::kRk4 && stepSize > 1) continue;  // it would be one step
      Orbits orbits(Vector{{0.0, 0.0}});
      Deviations deviations{Vector{{1.0, 1.0}}, {0}};
      Flow flow{.field = field};
      flow.mostSteps = 1'000'000;
      followDeviations(flow, tangent, orbits, deviations, 1000, 0, integrator, stepSize);
      EXPECT_EQ(orbits.stop[0], Stop::kNone);
      EXPECT_NEAR(std::log(deviations.vectors(0, 0)) + deviations.exponent[0] * std::log(2.0), 1000,
                  1e-2);  // ln |δq| = t
    }
  }
}

// Each half was halved again without end, and the study never came back.
TEST(Variational, GrowthThatNoStepFollowsEndsInWordsAndInTime) {
  struct Growth {
    Integrator integrator;
    double rate;
  };
  for (const Growth& one :
       {Growth{Integrator::kRk4, 1e40}, Growth{Integrator::kDormandPrince, 1e7}}) {
    const double rate = one.rate;
    int evaluations = 0;
    const auto field = [&evaluations, rate](const Matrix& x) {
      ++evaluations;
      return joined(Matrix(rate * positions(x)), Matrix(-rate * momenta(x)));
    };
    const FieldTangent tangent = [rate](const Matrix&, const Matrix& v) {
      return joined(Matrix(rate * positions(v)), Matrix(-rate * momenta(v)));
    };
    Orbits orbits(Vector{{0.0, 0.0}});
    Deviations deviations{Vector{{1.0, 1.0}}, {0}};
    Flow flow{.field = field};
    flow.mostSteps = 1000;
    followDeviations(flow, tangent, orbits, deviations, 20, 3, one.integrator, 1);
    EXPECT_EQ(orbits.stop[0], Stop::kTooManySteps);
    EXPECT_GE(orbits.stoppedAt[0], 3);
    EXPECT_LT(orbits.stoppedAt[0], 3.1);
    EXPECT_TRUE(orbits.x.allFinite());
    EXPECT_LT(evaluations, 10 * flow.mostSteps);
  }
}

TEST(Variational, AnOrbitThatRunsAwayEndsAloneAndSaysSo) {
  const auto field = [](const Matrix& x) {
    return joined(Matrix(positions(x).array().square()), momenta(x));
  };
  const FieldTangent tangent = [](const Matrix& x, const Matrix& v) {
    return joined(Matrix(2 * positions(x).array() * positions(v).array()), momenta(v));
  };
  Orbits orbits(Matrix{{1.0, -1.0}, {0.5, 0.5}});  // q = 1/(1 − t) and −1/(1 + t)
  Deviations deviations{Matrix::Ones(2, 2), {0, 0}};
  followDeviations({field, false}, tangent, orbits, deviations, 2, 0, Integrator::kRk4, 0.01);
  EXPECT_EQ(orbits.stop, (std::vector<Stop>{Stop::kBound, Stop::kNone}));
  EXPECT_NEAR(orbits.stoppedAt[0], 1, 0.1);
  EXPECT_GT(orbits.x(0, 0), kStateBound);  // the state at that time
  EXPECT_NEAR(orbits.x(0, 1), -1.0 / 3, 1e-8);
}

}  // namespace
}  // namespace hnn
