// A model of motion in phase space inside another model: it is followed with its part of the other's
// weights as if it were alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "base/random.h"
#include "models/graph_evaluator.h"
#include "models/registry.h"

namespace hnn {
namespace {

TEST(ContainedModel, IsFollowedWithItsPartOfTheWeights) {
  for (const char* family : {"hnn", "baseline", "dissipative-hnn"}) {
    const auto latent = makeModel({.model = family, .hidden = {7, 5}, .stateSize = 4});
    ParameterLayout whole;
    whole.add("encoder", 3, 4);
    const ParameterPart part = whole.add("latent", latent->layout());

    Weights alone = latent->makeWeights(), weights(whole.size(), Precision::kReal);
    Random first(6), second(6);
    latent->initialise(Initialisation::kOrthogonal, first, alone.reals());
    latent->initialise(Initialisation::kOrthogonal, second,
                       weights.reals().subspan(part.offset, part.size));
    ASSERT_TRUE(std::equal(alone.reals().begin(), alone.reals().end(), weights.reals().begin() + 12,
                           weights.reals().end()));

    GraphEvaluator contained(*latent, weights.reals().data() + part.offset);
    const auto itself = latent->makeEvaluator(alone);
    const Matrix x = Matrix::Random(4, 6), v = Matrix::Random(4, 6);
    EXPECT_EQ(contained.field(x), itself->field(x)) << family;
    EXPECT_EQ(contained.tangent(x, v), itself->tangent(x, v)) << family;
  }
}

}  // namespace
}  // namespace hnn
