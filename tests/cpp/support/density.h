// What tests of density models share: functions of parameters and two inputs, and a density to learn.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <memory>
#include <numbers>
#include <utility>
#include <vector>

#include "api/run_parts.h"
#include "autodiff/program.h"
#include "data/table.h"
#include "models/density_model.h"
#include "train/bound_objective.h"

namespace hnn {

// What `record` gives, of parameters and two inputs per sample.
class DensityFunction {
 public:
  using Record = std::function<std::vector<Var>(const std::vector<Var>& parameters, Var a, Var b)>;
  DensityFunction(const DensityModel& model, std::vector<Real> weights, int rowsOfA, int rowsOfB,
                  const Record& record)
      : weights_(std::move(weights)) {
    Graph graph;
    const std::vector<Var> parameters = declareParameters(graph, model.layout());
    const Var a = graph.input("a", {rowsOfA, kBatch}), b = graph.input("b", {rowsOfB, kBatch});
    a_ = a;
    b_ = b;
    program_ = std::make_unique<Program>(graph, record(parameters, a, b));
    for (std::size_t i = 0; i < parameters.size(); ++i)
      program_->bind(parameters[i], weights_.data() + model.layout().slices()[i].offset);
  }

  std::vector<RealMatrix> operator()(const RealMatrix& a, const RealMatrix& b) {
    program_->bind(a_, a.data());
    program_->bind(b_, b.data());
    const auto samples = static_cast<int>(a.cols());
    program_->run(samples);
    std::vector<RealMatrix> results;
    for (std::size_t i = 0; i < outputs_; ++i)
      results.emplace_back(Eigen::Map<const RealMatrix>(program_->output(i),
                                                        program_->outputShape(i).rows, samples));
    return results;
  }
  DensityFunction& gives(std::size_t outputs) {
    outputs_ = outputs;
    return *this;
  }

 private:
  std::vector<Real> weights_;
  Var a_, b_;
  std::unique_ptr<Program> program_;
  std::size_t outputs_ = 1;
};

inline RealMatrix normals(int rows, int columns, std::uint64_t seed) {
  Random random(seed);
  RealMatrix m(rows, columns);
  for (Real& value : m.reshaped()) value = static_cast<Real>(random.normal());
  return m;
}

struct TwoModes {
  static constexpr double kRadius = 2, kSigma = 0.4;
  // The modes overlap by less than 10⁻⁶.
  static double entropy() {
    return std::log(2) + 1 + std::log(2 * std::numbers::pi * kSigma * kSigma);
  }
  static Matrix draw(int count, std::uint64_t seed) {
    Random random(seed);
    Matrix x(2, count);
    for (int j = 0; j < count; ++j) {
      const double centre = random.integer(2) == 0 ? kRadius : -kRadius;
      x.col(j) << centre + kSigma * random.normal(), kSigma * random.normal();
    }
    return x;
  }
};

// Trains the model on the two modes: its bound comes within `gap` of the entropy, and what it draws lies
// in both.
inline void expectLearnsTwoModes(const DensityModel& model, double gap) {
  const Matrix train = TwoModes::draw(4000, 1), test = TwoModes::draw(1000, 2);
  const std::vector<int> none(4000, -1), noneOfTest(1000, -1);
  Config config;
  config.seed = 1;
  config.batchSize = 128;
  config.steps = 500;
  config.learningRate = 0.01;
  config.schedule = "one-cycle";
  config.clipNorm = 5;
  Weights weights = model.makeWeights();
  const auto trainer =
      trainedByGradients(model, weights, boundObjective(model), {{{"x", &train}}, &none},
                         {{{"x", &test}}, &noneOfTest}, config);
  const double before = trainer->testLoss();
  for (int i = 0; i < config.steps; ++i) trainer->step();
  const double after = trainer->testLoss();
  EXPECT_GT(before, TwoModes::entropy() + 1);
  EXPECT_LT(after, TwoModes::entropy() + gap);
  EXPECT_GT(after, TwoModes::entropy() - 0.1);  // a bound, but for the sampling of the test points

  const std::vector<Real> values(weights.reals().begin(), weights.reals().end());
  DensityFunction sampler(model, values, model.baseSize(), 1,
                          [&](const std::vector<Var>& parameters, Var base, Var) {
                            return std::vector<Var>{model.draw(parameters, base)};
                          });
  const RealMatrix points =
      sampler(normals(model.baseSize(), 2000, 7), RealMatrix::Zero(1, 2000))[0];
  int right = 0, left = 0;
  for (int j = 0; j < points.cols(); ++j) {
    const double across = std::fabs(static_cast<double>(points(0, j))) - TwoModes::kRadius;
    if (std::hypot(across, static_cast<double>(points(1, j))) > 4 * TwoModes::kSigma) continue;
    (points(0, j) > 0 ? right : left) += 1;
  }
  EXPECT_GT(right, 800);
  EXPECT_GT(left, 800);
}

}  // namespace hnn
