// Models that contain models: their slices have names, places and numbers of their own.
#include "nn/parameters.h"

#include <gtest/gtest.h>

#include <vector>

#include "autodiff/ops.h"
#include "autodiff/program.h"
#include "base/random.h"
#include "nn/mlp.h"

namespace hnn {
namespace {

// A network in a layout of its own, as a model declares it.
struct Network {
  ParameterLayout layout;
  Mlp mlp;
  explicit Network(int inputs, int outputs)
      : mlp({.inputs = inputs, .hidden = {5}, .outputs = outputs, .outputBias = true}, layout) {}
};

TEST(Parameters, ContainedModelsHaveNamesAndPlacesOfTheirOwn) {
  const Network encoder(6, 2), decoder(2, 6);
  ParameterLayout whole;
  whole.add("scale", 1, 1);
  const ParameterPart first = whole.add("encoder", encoder.layout);
  const ParameterPart second = whole.add("decoder", decoder.layout);

  ASSERT_EQ(whole.slices().size(), 1U + 4 + 4);
  EXPECT_EQ(whole.slices()[1].name, "encoder.W1");
  EXPECT_EQ(whole.slices()[8].name, "decoder.b2");
  EXPECT_EQ(first.first, 1);
  EXPECT_EQ(first.count, 4);
  EXPECT_EQ(first.offset, 1U);
  EXPECT_EQ(first.size, encoder.layout.size());
  EXPECT_EQ(second.first, 5);
  EXPECT_EQ(second.offset, 1 + encoder.layout.size());
  EXPECT_EQ(whole.size(), 1 + encoder.layout.size() + decoder.layout.size());
}

// decode(encode(x)) from one block of weights, with each part filled and evaluated by the network
// itself, is decode(encode(x)) of the two networks alone.
TEST(Parameters, ContainedModelsComputeWhatTheyComputeAlone) {
  const Network encoder(6, 2), decoder(2, 6);
  ParameterLayout whole;
  const ParameterPart first = whole.add("encoder", encoder.layout);
  const ParameterPart second = whole.add("decoder", decoder.layout);
  std::vector<Real> weights(whole.size());
  const std::span<Real> block(weights);
  Random random(5);
  encoder.mlp.initialise(Initialisation::kXavier, random, block.subspan(first.offset, first.size));
  decoder.mlp.initialise(Initialisation::kXavier, random,
                         block.subspan(second.offset, second.size));

  std::vector<Real> x(6 * 3);
  for (Real& value : x) value = static_cast<Real>(random.normal());

  Graph graph;
  const std::vector<Var> parameters = declareParameters(graph, whole);
  const Var input = graph.input("x", {6, kBatch});
  const Var code = encoder.mlp(partOf(parameters, first), input);
  const std::vector<Var> outputs = {decoder.mlp(partOf(parameters, second), code)};
  Program program(graph, outputs);
  for (std::size_t i = 0; i < parameters.size(); ++i)
    program.bind(parameters[i], weights.data() + whole.slices()[i].offset);
  program.bind(input, x.data());
  program.run(3);

  const auto alone = [](const Network& network, const Real* values, const std::vector<Real>& given,
                        int rows) {
    Graph own;
    const std::vector<Var> its = declareParameters(own, network.layout);
    const Var at = own.input("x", {rows, kBatch});
    const std::vector<Var> result = {network.mlp(its, at)};
    Program evaluate(own, result);
    for (std::size_t i = 0; i < its.size(); ++i)
      evaluate.bind(its[i], values + network.layout.slices()[i].offset);
    evaluate.bind(at, given.data());
    evaluate.run(3);
    const std::size_t size = static_cast<std::size_t>(network.mlp.shape().outputs) * 3;
    return std::vector<Real>(evaluate.output(0), evaluate.output(0) + size);
  };
  const std::vector<Real> coded = alone(encoder, weights.data() + first.offset, x, 6);
  const std::vector<Real> decoded = alone(decoder, weights.data() + second.offset, coded, 2);
  for (std::size_t i = 0; i < decoded.size(); ++i) EXPECT_EQ(program.output(0)[i], decoded[i]);
}

}  // namespace
}  // namespace hnn
