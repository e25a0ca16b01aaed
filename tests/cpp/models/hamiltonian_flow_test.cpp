// Neural Hamiltonian flows: PyTorch's bound and gradients, the quarter turn that is known exactly,
// inverse and volume, and a density that is learned.
#include "models/hamiltonian_flow.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "support/density.h"
#include "support/golden.h"
#include "train/bound_objective.h"

namespace hnn {
namespace {

constexpr bool kDoubleReal = sizeof(Real) == 8;

// ---- the golden file ----------------------------------------------------------------------------

HamiltonianFlowSpec flowSpecOf(const nlohmann::json& a) {
  const auto inner = [](const nlohmann::json& sizes) {
    auto all = sizes.get<std::vector<int>>();
    return std::vector<int>(all.begin() + 1, all.end() - 1);
  };
  const bool learnt = a["kinetic"] == "learnt";
  return {.dimension = a["d"],
          .hidden = inner(a["V"]),
          .activation = a["activation_V"],
          .confinement = a["confinement"],
          .potentials = a["n_potentials"],
          .steps = a["L"],
          .stepSize = a["h_step"],
          .splitting = Splitting::kKickDriftKick,
          .learntKinetic = learnt,
          .kineticConfinement = learnt ? a["confinement_K"].get<double>() : 1,
          .encoderHidden = inner(a["encoder"]),
          .correlated = a["correlated"],
          .spreadLimit = a["s_max"]};
}

// The file's weights, or gradients, under the layout's names.
nlohmann::json flowTensors(const nlohmann::json& given) {
  nlohmann::json named;
  const auto put = [&named](const std::string& prefix, const nlohmann::json& layers) {
    for (std::size_t i = 0; i < layers.size(); ++i) {
      named[prefix + ".W" + std::to_string(i + 1)] = layers[i]["W"];
      named[prefix + ".b" + std::to_string(i + 1)] = layers[i]["b"];
    }
  };
  const auto several = [&](const char* key, const std::string& name) {
    if (!given.contains(key)) return;
    for (std::size_t i = 0; i < given[key].size(); ++i)
      put(name + std::to_string(i + 1), given[key][i]);
  };
  several("V", "potential");
  several("K", "kinetic");
  put("encoder", given["encoder"]);
  if (given.contains("log_inv_mass"))
    for (std::size_t i = 0; i < given["log_inv_mass"].size(); ++i)
      named["logInverseMass" + std::to_string(i + 1)] = given["log_inv_mass"][i];
  named["logSigmaQ"] = given["log_sigma_q"];
  named["logSigmaP"] = given["log_sigma_p"];
  return named;
}

nlohmann::json flowCases() { return testing::readGolden("golden_nhf.json").at("cases"); }

void expectNear(const RealMatrix& found, const RealMatrix& expected, const std::string& what) {
  const double tolerance = kDoubleReal ? 1e-9 : 2e-4;
  const double size = static_cast<double>(expected.cwiseAbs().maxCoeff());
  EXPECT_LE(static_cast<double>((found - expected).cwiseAbs().maxCoeff()), tolerance * size)
      << what;
}

TEST(HamiltonianFlow, BoundAndItsPartsEqualPyTorch) {
  ASSERT_EQ(flowCases().size(), 3U);
  for (const nlohmann::json& c : flowCases()) {
    const HamiltonianFlow model(flowSpecOf(c["architecture"]));
    const RealMatrix x = testing::columns(c["x"]), noise = testing::columns(c["eps"]);
    DensityFunction parts(
        model, testing::flatten(flowTensors(c["weights"]), model.layout()), 2, 2,
        [&](const std::vector<Var>& parameters, Var at, Var epsilon) {
          const Var p = model.encode(parameters, at, epsilon).p;
          const FlowState base = model.backward(parameters, {at, p});
          return std::vector<Var>{p, base.q, base.p, model.bound(parameters, at, epsilon)};
        });
    const std::vector<RealMatrix> found = parts.gives(4)(x, noise);
    const nlohmann::json& expected = c["expected"];
    const std::string name = c["name"];
    expectNear(found[0], testing::columns(expected["p_T"]), name + " p_T");
    expectNear(found[1], testing::columns(expected["q_0"]), name + " q_0");
    expectNear(found[2], testing::columns(expected["p_0"]), name + " p_0");
    for (int j = 0; j < x.cols(); ++j) {
      const double bound = expected["elbo"][static_cast<std::size_t>(j)];
      EXPECT_NEAR(found[3](0, j), bound,
                  kDoubleReal ? 1e-9 * std::fabs(bound) : 1e-4 + 1e-5 * std::fabs(bound))
          << name;
    }
  }
}

TEST(HamiltonianFlow, LossAndAllGradientsEqualPyTorch) {
  for (const nlohmann::json& c : flowCases()) {
    const HamiltonianFlow model(flowSpecOf(c["architecture"]));
    const std::vector<Real> weights = testing::flatten(flowTensors(c["weights"]), model.layout());
    const RealMatrix x = testing::columns(c["x"]), noise = testing::columns(c["eps"]);
    ObjectiveProgram program(model.layout(), weights.data(), boundObjective(model),
                             ObjectiveProgram::Wanted::kLossAndGradient);
    const double loss = program.run({x.data(), noise.data()}, static_cast<int>(x.cols()));
    const double expected = c["expected"]["loss"];
    EXPECT_NEAR(loss, expected,
                kDoubleReal ? 1e-9 * std::fabs(expected) : 1e-4 + 1e-5 * std::fabs(expected));
    const std::vector<Real> gradients =
        testing::flatten(flowTensors(c["expected"]["gradients"]), model.layout());
    for (const ParameterSlice& slice : model.layout().slices()) {
      double largest = 0, difference = 0;
      for (std::size_t i = slice.offset; i < slice.offset + slice.size(); ++i) {
        const auto wanted = static_cast<double>(gradients[i]);
        largest = std::max(largest, std::fabs(wanted));
        difference =
            std::max(difference, std::fabs(static_cast<double>(program.gradient()[i]) - wanted));
      }
      EXPECT_LE(difference, (kDoubleReal ? 1e-9 : 2e-4) * largest)
          << c["name"] << " " << slice.name;
    }
  }
}

// ---- what is known exactly ----------------------------------------------------------------------

// V = ω²q²/2 and K = p²/2 with a step of dt·ω = 2 sin(π/4L): L steps are a quarter turn exactly,
// q_T = p₀/(ωf) with f = cos(π/4L), or 1/f where drifts come first. With μ = 0 and s = log(σ_q ω f)
// the bound is the density, for every noise.
TEST(HamiltonianFlow, TheQuarterTurnOfAGaussianHasItsExactDensity) {
  for (const int steps : {2, 10}) {
    for (const Splitting splitting : {Splitting::kKickDriftKick, Splitting::kDriftKickDrift}) {
      const double omega = 1.3, quarter = std::numbers::pi / (4.0 * steps);
      const double f =
          splitting == Splitting::kKickDriftKick ? std::cos(quarter) : 1 / std::cos(quarter);
      const HamiltonianFlow model({.hidden = {3},
                                   .confinement = omega * omega,
                                   .potentials = 1,
                                   .steps = steps,
                                   .stepSize = 2 * std::sin(quarter) / omega,
                                   .splitting = splitting,
                                   .encoderHidden = {4},
                                   .correlated = false});
      std::vector<Real> weights(model.layout().size(), Real(0));
      const double sigmaQ = 1.7, sigmaP = 0.6, s = std::log(sigmaQ * omega * f);
      for (const ParameterSlice& slice : model.layout().slices()) {
        const auto fill = [&](std::size_t from, double value) {
          for (std::size_t i = from; i < slice.size(); ++i)
            weights[slice.offset + i] = static_cast<Real>(value);
        };
        if (slice.name == "encoder.b2") fill(2, std::atanh(s / model.spec().spreadLimit));
        if (slice.name == "logSigmaQ") fill(0, std::log(sigmaQ));
        if (slice.name == "logSigmaP") fill(0, std::log(sigmaP));
      }
      const RealMatrix x = normals(2, 20, 1), noise = normals(2, 20, 2);
      DensityFunction bound(model, weights, 2, 2,
                            [&](const std::vector<Var>& parameters, Var at, Var epsilon) {
                              return std::vector<Var>{model.bound(parameters, at, epsilon)};
                            });
      const RealMatrix found = bound(x, noise)[0];
      const double sigma = sigmaP / (omega * f);
      for (int j = 0; j < x.cols(); ++j) {
        const double exact = -0.5 * static_cast<double>(x.col(j).squaredNorm()) / (sigma * sigma) -
                             2 * std::log(sigma) - std::log(2 * std::numbers::pi);
        EXPECT_NEAR(found(0, j), exact, (kDoubleReal ? 1e-11 : 2e-5) * (1 + std::fabs(exact)));
      }
    }
  }
}

std::vector<Real> initialWeights(const HamiltonianFlow& model, std::uint64_t seed) {
  std::vector<Real> weights(model.layout().size());
  Random random(seed, stream::kWeights);
  model.initialise(Initialisation::kOrthogonal, random, weights);
  return weights;
}

TEST(HamiltonianFlow, BackwardsIsTheInverseAndVolumeIsKept) {
  for (const bool learnt : {false, true}) {
    const HamiltonianFlow model(
        {.hidden = {12, 12}, .potentials = 5, .learntKinetic = learnt, .encoderHidden = {8}});
    DensityFunction there(model, initialWeights(model, 3), 2, 2,
                          [&](const std::vector<Var>& parameters, Var q, Var p) {
                            const FlowState data = model.forward(parameters, {q, p});
                            const FlowState back = model.backward(parameters, data);
                            return std::vector<Var>{data.q, data.p, back.q, back.p};
                          });
    there.gives(4);
    const RealMatrix q = normals(2, 30, 4), p = normals(2, 30, 5);
    const std::vector<RealMatrix> found = there(q, p);
    EXPECT_GT((found[0] - q).cwiseAbs().maxCoeff(), 0.1);
    const double rounding = kDoubleReal ? 1e-12 : 1e-4;
    EXPECT_LT((found[2] - q).cwiseAbs().maxCoeff(), rounding);
    EXPECT_LT((found[3] - p).cwiseAbs().maxCoeff(), rounding);
    if (!kDoubleReal) continue;  // differences have no digits left
    const double h = 1e-5;
    Eigen::Matrix4d jacobian;
    for (int k = 0; k < 4; ++k) {
      RealMatrix q1 = q.leftCols(1), p1 = p.leftCols(1), q0 = q1, p0 = p1;
      (k < 2 ? q1(k, 0) : p1(k - 2, 0)) += static_cast<Real>(h);
      (k < 2 ? q0(k, 0) : p0(k - 2, 0)) -= static_cast<Real>(h);
      const std::vector<RealMatrix> up = there(q1, p1), down = there(q0, p0);
      for (int i = 0; i < 2; ++i) {
        jacobian(i, k) = static_cast<double>(up[0](i, 0) - down[0](i, 0)) / (2 * h);
        jacobian(2 + i, k) = static_cast<double>(up[1](i, 0) - down[1](i, 0)) / (2 * h);
      }
    }
    EXPECT_NEAR(jacobian.determinant(), 1, 1e-7);
  }
}

TEST(HamiltonianFlow, LearnsADensityAndDrawsFromIt) {
  const HamiltonianFlow model(
      {.hidden = {16, 16}, .potentials = 6, .stepSize = 0.35, .encoderHidden = {24, 24}});
  expectLearnsTwoModes(model, 0.3);
}

}  // namespace
}  // namespace hnn
