// The LNN equals PyTorch float64, and keeps the laws of mechanics.
#include "models/lnn.h"

#include <gtest/gtest.h>

#include <cmath>

#include "autodiff/gradient.h"
#include "models/features.h"
#include "support/golden.h"
#include "support/learned.h"
#include "support/random_matrix.h"
#include "train/adam.h"
#include "train/field_objective.h"
#include "train/losses.h"

namespace hnn {
namespace {

using testing::columns;
using testing::flatten;
using testing::relativeError;

constexpr bool kIsDouble = sizeof(Real) == 8;

nlohmann::json golden(std::size_t which) {
  return testing::readGolden("golden_lnn.json").at("cases").at(which);
}
constexpr std::size_t kWell[] = {0, 2}, kIll = 1;

// [q̇; q̈] as the data give it: q̈ is what the loss is about.
RealMatrix targetOf(const nlohmann::json& c) {
  const RealMatrix x = columns(c["x"]), qdd = columns(c["qdd_target"]);
  RealMatrix target(x.rows(), x.cols());
  target << x.bottomRows(x.rows() / 2), qdd;
  return target;
}

TEST(LnnGolden, AccelerationsLossAndGradientEqualPyTorch) {
  const double tolerance = kIsDouble ? 1e-9 : 2e-3;
  for (const std::size_t which : kWell) {
    const nlohmann::json c = golden(which);
    const auto model = makeModel(testing::specOf(c, "lnn"));
    const std::vector<Real> weights = flatten(c["weights"], model->layout());
    const RealMatrix x = columns(c["x"]), target = targetOf(c);
    const Eigen::Index d = x.rows() / 2;
    GraphEvaluator evaluator(*model, weights.data());
    const Matrix expected = columns(c["qdd"]).cast<double>();
    const Matrix field = evaluator.field(x.cast<double>());
    EXPECT_LE((field.bottomRows(d) - expected).norm() / expected.norm(), tolerance) << c["name"];
    EXPECT_EQ(field.topRows(d), x.cast<double>().bottomRows(d));

    // E = q̇·∂L/∂q̇ − L
    const Matrix gradL = columns(c["gradL"]).cast<double>();
    const Matrix energy = evaluator.energy(x.cast<double>());
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      const double l = c["L"][static_cast<std::size_t>(j)];
      const double e = x.cast<double>().col(j).tail(d).dot(gradL.col(j).tail(d)) - l;
      EXPECT_NEAR(energy(0, j), e, tolerance * (1 + std::fabs(l)));
    }

    // Their mean is over the d accelerations, ours over all 2d components, d of which are exact.
    ObjectiveProgram program(model->layout(), weights.data(), fieldObjective(*model),
                             ObjectiveProgram::Wanted::kLossAndGradient);
    const double loss = 2 * program.run({x.data(), target.data()}, static_cast<int>(x.cols()));
    EXPECT_NEAR(loss / c["loss"].get<double>(), 1, tolerance) << c["name"];
    std::vector<Real> gradient(program.gradient().begin(), program.gradient().end());
    for (Real& g : gradient) g *= 2;
    EXPECT_LE(relativeError(gradient, flatten(c["grads"], model->layout())), tolerance)
        << c["name"];
  }
}

TEST(LnnGolden, FiveAdamStepsEqualPyTorch) {
  const double tolerance = kIsDouble ? 1e-8 : 1e-4;
  for (const std::size_t which : kWell) {
    const nlohmann::json c = golden(which), adam = c["adam_5_steps"];
    const auto model = makeModel(testing::specOf(c, "lnn"));
    std::vector<Real> weights = flatten(c["weights"], model->layout());
    const RealMatrix x = columns(c["x"]), target = targetOf(c);
    ObjectiveProgram program(model->layout(), weights.data(), fieldObjective(*model),
                             ObjectiveProgram::Wanted::kLossAndGradient);
    // Adam's step does not depend on the scale of gradients but by its ε, which is scaled along.
    Adam optimizer({.learningRate = adam["lr"],
                    .epsilon = adam["eps"].get<double>() / 2,
                    .weightDecay = adam["weight_decay"]},
                   weights.size());
    for (std::size_t step = 0; step < 5; ++step) {
      const double loss = 2 * program.run({x.data(), target.data()}, static_cast<int>(x.cols()));
      EXPECT_NEAR(loss / adam["losses_before_each_step"][step].get<double>(), 1, tolerance) << step;
      optimizer.step(weights, program.gradient());
    }
    EXPECT_LE(relativeError(weights, flatten(adam["weights"], model->layout())), tolerance);
  }
}

// κ(M) up to 60 and accelerations up to 77: without the guard they are what the linear
// problem says; with it they are bounded, and the states where it acts are counted.
TEST(LnnGolden, TheIllConditionedCaseIsHandled) {
  const nlohmann::json c = golden(kIll);
  const RealMatrix x = columns(c["x"]);
  NetworkSpec spec = testing::specOf(c, "lnn");
  const auto plain = makeModel(spec);
  const std::vector<Real> weights = flatten(c["weights"], plain->layout());
  const Matrix expected = columns(c["qdd"]).cast<double>();
  GraphEvaluator exact(*plain, weights.data());
  const Matrix field = exact.field(x.cast<double>()).bottomRows(2);
  ASSERT_TRUE(field.allFinite());
  if (kIsDouble) {
    EXPECT_LE((field - expected).norm() / expected.norm(), 1e-6);
  }
  spec.massRegularisation = 0.05;
  const auto guarded = makeModel(spec);
  GraphEvaluator evaluator(*guarded, weights.data());
  const Matrix bounded = evaluator.field(x.cast<double>()).bottomRows(2);
  EXPECT_LT(bounded.cwiseAbs().maxCoeff(), 0.5 * expected.cwiseAbs().maxCoeff());
  const Matrix pivots = evaluator.massPivots(x.cast<double>());
  EXPECT_EQ(pivots.rows(), 2);
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    if (pivots.col(j).cwiseAbs().minCoeff() > 10 * 0.05) {  // untouched: within a per cent or so
      EXPECT_LT((bounded.col(j) - expected.col(j)).norm(), 0.05 * expected.col(j).norm());
    }
  }
}

NetworkSpec specFor(const std::string& model, int d) {
  return {.model = model,
          .activation = "softplus",
          .hidden = {9, 7},
          .stateSize = 2 * d,
          .angles = "cos-sin",
          .angleCoordinates = {0},
          .kineticPrior = 1,
          .massRegularisation = 1e-3};
}

// dE/dt = ∇E · field = 0: the learned energy is kept exactly by the learned motion where M is not
// regularised.
TEST(Lnn, ConservesItsEnergyForAnyNumberOfCoordinates) {
  for (int d = 1; d <= 6; ++d) {
    NetworkSpec spec = specFor("lnn", d);
    spec.massRegularisation = 0;
    Learned learned(spec);
    const Matrix x = Matrix::Random(2 * d, 20);
    const Matrix field = learned.evaluator.field(x), slope = learned.evaluator.energyGradient(x);
    const double rounding = (kIsDouble ? 1e-12 : 1e-3) * field.norm() * slope.norm();
    EXPECT_LT(field.cwiseProduct(slope).colwise().sum().cwiseAbs().maxCoeff(), rounding) << d;
    EXPECT_GT(field.bottomRows(d).norm(), 1e-3);
  }
}

TEST(Lnn, AKineticPriorAloneIsAFreeParticle) {
  NetworkSpec spec = specFor("lnn", 3);
  spec.kineticPrior = 2.5;
  const auto model = makeModel(spec);
  const std::vector<Real> zeros(model->layout().size());
  GraphEvaluator evaluator(*model, zeros.data());
  const Matrix x = Matrix::Random(6, 9);
  EXPECT_LT(evaluator.field(x).bottomRows(3).cwiseAbs().maxCoeff(), 1e-6);
  EXPECT_LT((evaluator.massPivots(x).array() - 2.5).abs().maxCoeff(), 1e-6);
  const Matrix kinetic = 1.25 * x.bottomRows(3).colwise().squaredNorm();
  EXPECT_LT((evaluator.energy(x) - kinetic).cwiseAbs().maxCoeff(), 1e-5);
}

#ifdef HNN_REAL_DOUBLE  // f32 has no digits left for differences

// Losses of every family and norm, by the weights: a directional derivative of order k equals the
// central difference of the one of order k − 1.
TEST(Lnn, AndEveryOtherFamilyHasTheRightDerivativesToThirdOrder) {
  Random random(3);
  for (const ModelInfo& info : modelInfos()) {
    if (info.solvedAtOnce) continue;
    for (const LossNorm norm : {LossNorm::kL2, LossNorm::kL1, LossNorm::kHuber}) {
      NetworkSpec spec = specFor(info.id, 2);
      spec.inverseMass = {1, 2};
      const auto model = makeModel(spec);
      std::vector<Real> weights(model->layout().size());
      model->initialise(Initialisation::kOrthogonal, random, weights);
      const RealMatrix x = testing::randomMatrix(4, 5, random);
      const RealMatrix target = testing::randomMatrix(4, 5, random, 3);

      Graph graph;
      const std::vector<Var> parameters = declareParameters(graph, model->layout());
      const Var state = graph.input("x", {4, kBatch}), goal = graph.input("target", {4, kBatch});
      std::vector<Var> derivative = {derivativeLoss(model->field(parameters, state), goal, norm)};
      std::vector<Var> directions;
      std::vector<std::vector<Real>> along;
      for (int order = 1; order <= 3; ++order) {
        const std::vector<Var> g = grad(derivative.back(), parameters);
        Var sumOfAll = graph.constant({1, 1}, 0);
        for (std::size_t i = 0; i < parameters.size(); ++i) {
          directions.push_back(graph.parameter("direction", parameters[i].shape()));
          sumOfAll = sumOfAll + sum(g[i] * directions.back());
        }
        derivative.push_back(sumOfAll);
        along.emplace_back(weights.size());
        for (Real& v : along.back()) v = static_cast<Real>(random.normal());
      }
      Program program(graph, derivative);
      const auto valuesAt = [&](const std::vector<Real>& w) {
        for (std::size_t i = 0; i < parameters.size(); ++i) {
          const std::size_t offset = model->layout().slices()[i].offset;
          program.bind(parameters[i], w.data() + offset);
          for (std::size_t k = 0; k < 3; ++k)
            program.bind(directions[k * parameters.size() + i], along[k].data() + offset);
        }
        program.bind(state, x.data());
        program.bind(goal, target.data());
        program.run(5);
        std::vector<double> values;
        for (std::size_t k = 0; k <= 3; ++k) values.push_back(*program.output(k));
        return values;
      };
      const std::vector<double> here = valuesAt(weights);
      const double h = 1e-6;
      for (std::size_t order = 1; order <= 3; ++order) {
        std::vector<Real> up = weights, down = weights;
        for (std::size_t i = 0; i < weights.size(); ++i) {
          up[i] += h * along[order - 1][i];
          down[i] -= h * along[order - 1][i];
        }
        const double expected = (valuesAt(up)[order - 1] - valuesAt(down)[order - 1]) / (2 * h);
        const double scale = 1 + std::fabs(expected) + std::fabs(here[order - 1]);
        EXPECT_NEAR(here[order], expected, 2e-6 * scale)
            << info.id << " " << static_cast<int>(norm) << " " << order;
      }
    }
  }
}

#endif

TEST(Features, TakeAnglesAsAsked) {
  const RealMatrix x = (RealMatrix(4, 2) << 4, -0.5, 10, 2, 1, 2, 3, 4).finished();
  const auto inputOf = [&](const std::string& angles) {
    NetworkSpec spec{.stateSize = 4, .angles = angles, .angleCoordinates = {0}};
    Graph graph;
    const Var state = graph.input("x", {4, kBatch});
    Program program(graph, {networkInput(spec, state)});
    program.bind(state, x.data());
    program.run(2);
    EXPECT_EQ(program.outputShape(0).rows, networkInputs(spec));
    return RealMatrix(Eigen::Map<const RealMatrix>(program.output(0), networkInputs(spec), 2));
  };
  EXPECT_EQ(inputOf("plain"), x);
  const RealMatrix wrapped = inputOf("wrapped");
  EXPECT_NEAR(wrapped(0, 0), 4 - 2 * 3.14159265358979, 1e-6);
  EXPECT_EQ(wrapped(0, 1), x(0, 1));  // to the bit
  EXPECT_EQ(wrapped.bottomRows(3), x.bottomRows(3));
  const RealMatrix circle = inputOf("cos-sin");
  ASSERT_EQ(circle.rows(), 5);
  EXPECT_NEAR(circle(0, 0), std::cos(4.0), 1e-6);
  EXPECT_NEAR(circle(1, 0), std::sin(4.0), 1e-6);
  EXPECT_EQ(circle.bottomRows(3), x.bottomRows(3));
}

TEST(Dissipative, FieldHasAPartThatKeepsTheEnergyAndAGradient) {
  for (NetworkSpec spec : {specFor("dissipative-hnn", 2), specFor("hnn", 2)}) {
    spec.field = "both";
    Learned learned(spec);
    ASSERT_TRUE(learned.model->hasDissipation());
    const Matrix x = Matrix::Random(4, 10);
    const Matrix kept = learned.evaluator.conservativeField(x);
    const Matrix slope = learned.evaluator.energyGradient(x);
    const double rounding = (kIsDouble ? 1e-14 : 1e-5) * (1 + kept.norm() * slope.norm());
    EXPECT_LT(kept.cwiseProduct(slope).colwise().sum().cwiseAbs().maxCoeff(), rounding);
    Matrix expected(4, 10);
    expected << slope.bottomRows(2), -slope.topRows(2);
    EXPECT_LT((kept - expected).norm(), rounding);
    // The rest has a symmetric Jacobian.
    const double h = kIsDouble ? 1e-5 : 1e-2;
    const auto rest = [&](const Matrix& at) {
      return Matrix(learned.evaluator.field(at) - learned.evaluator.conservativeField(at));
    };
    EXPECT_GT(rest(x).norm(), 1e-3);
    Matrix jacobian(4, 4);
    for (int i = 0; i < 4; ++i) {
      Matrix up = x.col(0), down = x.col(0);
      up(i, 0) += h;
      down(i, 0) -= h;
      jacobian.col(i) = (rest(up) - rest(down)) / (2 * h);
    }
    EXPECT_LT((jacobian - jacobian.transpose()).norm(), kIsDouble ? 1e-8 : 2e-3);
    EXPECT_GT(jacobian.norm(), 1e-3);
  }
}

}  // namespace
}  // namespace hnn
