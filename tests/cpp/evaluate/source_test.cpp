// What a study or a picture looks at: fields with a factor on friction, energies, how they are followed.
#include "evaluate/source.h"

#include <gtest/gtest.h>

#include "models/registry.h"
#include "physics/catalogue.h"
#include "support/learned.h"

namespace hnn {
namespace {

double greatestDeviation(const Matrix& m) { return m.cwiseAbs().maxCoeff(); }

TEST(Source, FrictionIsAFactorOnTheDissipativePart) {
  const auto damped = makeSystem("damped-pendulum");
  Learned dissipative({.model = "dissipative-hnn", .hidden = {8, 8}, .stateSize = 2});
  const Units none;
  const TrueSource truth(*damped);
  const LearnedSource learned(*dissipative.model, dissipative.evaluator, none);
  const Matrix x = Matrix::Random(2, 9);
  for (const Source* source :
       {static_cast<const Source*>(&truth), static_cast<const Source*>(&learned)}) {
    ASSERT_TRUE(source->hasDissipation());
    const Matrix lost = source->field(x) - source->conservativeField(x);
    EXPECT_GT(greatestDeviation(lost), 1e-6);
    for (const double friction : {0.0, 1.0, 2.5})
      EXPECT_LT(greatestDeviation(fieldOf(*source, friction)(x) - source->conservativeField(x) -
                                  friction * lost),
                1e-6);
  }
}

TEST(Source, WithoutDissipationFrictionHasNoEffect) {
  const auto pendulum = makeSystem("pendulum");
  Learned hnn({.model = "hnn", .hidden = {8, 8}, .stateSize = 2});
  const Units none;
  const TrueSource truth(*pendulum);
  const LearnedSource learned(*hnn.model, hnn.evaluator, none);
  const Matrix x = Matrix::Random(2, 9);
  for (const Source* source :
       {static_cast<const Source*>(&truth), static_cast<const Source*>(&learned)}) {
    EXPECT_FALSE(source->hasDissipation());
    EXPECT_EQ(fieldOf(*source, 3)(x), source->field(x));
  }
}

TEST(Source, TheFieldAndTheEnergyTogetherAreThoseOfEachAlone) {
  const auto kepler = makeSystem("kepler");
  const TrueSource truth(*kepler);
  const Units none;
  const Matrix x = Matrix::Random(4, 7);
  EXPECT_EQ(truth.fieldAndEnergy(x).field, kepler->field(x));
  EXPECT_EQ(truth.fieldAndEnergy(x).energy, kepler->energy(x));
  for (const std::string model : {"hnn", "baseline"}) {
    Learned network({.model = model, .hidden = {8}, .stateSize = 4});
    const LearnedSource learned(*network.model, network.evaluator, none);
    const FieldAndEnergy both = learned.fieldAndEnergy(x);
    EXPECT_EQ(learned.hasEnergy(), both.energy.size() > 0) << model;
    EXPECT_LT(greatestDeviation(both.field - learned.field(x)), 1e-6) << model;
    if (!learned.hasEnergy()) continue;
    EXPECT_LT(greatestDeviation(both.energy - learned.energy(x)), 1e-6) << model;
  }
}

TEST(Source, IsFollowedAsPreciselyAndAsFarAsItsKindRequires) {
  const auto pendulum = makeSystem("pendulum"), damped = makeSystem("damped-pendulum");
  EXPECT_TRUE(flowOf(TrueSource(*pendulum)).separable);
  EXPECT_FALSE(flowOf(TrueSource(*damped)).separable);  // friction depends on p
  Learned hnn({.model = "hnn", .hidden = {8}, .stateSize = 2});
  const Units none;
  const Flow flow = flowOf(LearnedSource(*hnn.model, hnn.evaluator, none, 3e8));
  EXPECT_FALSE(flow.separable);
  EXPECT_EQ(flow.bound, 3e8);
  EXPECT_EQ(flow.resolution, hnn.evaluator.resolution());
}

}  // namespace
}  // namespace hnn
