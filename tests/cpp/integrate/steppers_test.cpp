// Each integrator's order, geometry and agreement between numbers and graphs.
#include "integrate/steppers.h"

#include <gtest/gtest.h>

#include <cmath>

#include "autodiff/program.h"
#include "base/elementary.h"
#include "base/random.h"
#include "integrate/dormand_prince.h"
#include "integrate/trajectory.h"
#include "physics/catalogue.h"

namespace hnn {
namespace {

// H = (q² + 1)(p² + 1)/2, which no split into T(p) + V(q) makes (Tao 2016).
const auto entangled = [](const auto& x) {
  const auto q = positions(x), p = momenta(x);
  if constexpr (std::is_same_v<std::decay_t<decltype(x)>, Var>) {
    return joined((square(q) + 1) * p, -(q * (square(p) + 1)));
  } else {
    return joined(Matrix((q.array().square() + 1) * p.array()),
                  Matrix(-q.array() * (p.array().square() + 1)));
  }
};

Flow flowOf(const std::string& system) {
  if (system == "entangled") return {[](const Matrix& x) { return entangled(x); }, false};
  const std::shared_ptr<System> s = makeSystem(system);
  return {[s](const Matrix& x) { return s->field(x); }, true};
}

Vector startOf(const std::string& system) {
  if (system == "two-body") {
    const auto& start = systemInfo("two-body").view.showcaseStart;
    return Eigen::Map<const Vector>(start.data(), 8);
  }
  return system == "entangled" ? Vector{{0.4, -0.7}} : Vector{{1.3, 0.4}};
}

Vector reference(const Flow& flow, const Vector& x0, double duration) {
  const TrajectoryBatch run = dormandPrince(
      flow, x0, {0, duration}, {.relativeTolerance = 1e-13, .absoluteTolerance = 1e-13});
  return run.x[1].col(0);
}

double errorAt(const Flow& flow, const std::string& system, Integrator integrator, double h) {
  const double duration = 2;
  const Trajectory run = integrate(flow, startOf(system), duration, 2, integrator, h);
  EXPECT_TRUE(run.finished());
  return (run.x.col(1) - reference(flow, startOf(system), duration)).norm();
}

struct OrderCase {
  Integrator integrator;
  double order;
  double step;  // where the leading error term dominates and round-off is far
};
const std::vector<OrderCase> kOrders = {{Integrator::kEuler, 1, 0.001},
                                        {Integrator::kRk4, 4, 0.04},
                                        {Integrator::kLeapfrog, 2, 0.01},
                                        {Integrator::kImplicitMidpoint, 2, 0.01},
                                        {Integrator::kYoshida4, 4, 0.02}};

TEST(Steppers, ErrorShrinksWithTheStatedOrder) {
  for (const std::string system : {"pendulum", "two-body", "entangled"}) {
    const Flow flow = flowOf(system);
    for (const OrderCase& c : kOrders) {
      const double slope = std::log2(errorAt(flow, system, c.integrator, c.step) /
                                     errorAt(flow, system, c.integrator, c.step / 2));
      EXPECT_NEAR(slope, c.order, 0.1)
          << system << " " << integratorNames()[static_cast<std::size_t>(c.integrator)];
    }
  }
}

Matrix mapOnce(const Flow& flow, const Matrix& x, Integrator integrator, double h) {
  return integrateBatch(flow, x, h, 2, integrator, std::fabs(h)).x[1];
}

// ‖MᵀJM − J‖ with M the derivative of one step, by central differences: truncation ε² ~ 1e-10
// times third derivatives, rounding 1e-16 / ε ~ 1e-11. Hence 1e-8.
double symplecticError(const Flow& flow, const Vector& x, Integrator integrator, double h) {
  const double epsilon = 1e-5;
  const Eigen::Index n = x.size();
  const Matrix centre = x.replicate(1, n);
  const Matrix shift = epsilon * Matrix::Identity(n, n);
  const Matrix derivative = (mapOnce(flow, centre + shift, integrator, h) -
                             mapOnce(flow, centre - shift, integrator, h)) /
                            (2 * epsilon);
  Matrix j = Matrix::Zero(n, n);
  j.topRightCorner(n / 2, n / 2).setIdentity();
  j.bottomLeftCorner(n / 2, n / 2) = -Matrix::Identity(n / 2, n / 2);
  return (derivative.transpose() * j * derivative - j).cwiseAbs().maxCoeff();
}

constexpr Integrator kSymplectic[] = {Integrator::kLeapfrog, Integrator::kImplicitMidpoint,
                                      Integrator::kYoshida4};

TEST(Steppers, SymplecticOnesPreserveTheSymplecticForm) {
  for (const std::string system : {"pendulum", "two-body", "entangled"}) {
    const Flow flow = flowOf(system);
    for (const Integrator integrator : kSymplectic)
      EXPECT_LT(symplecticError(flow, startOf(system), integrator, 0.3), 1e-8) << system;
    EXPECT_GT(symplecticError(flow, startOf(system), Integrator::kEuler, 0.3), 1e-4) << system;
    EXPECT_GT(symplecticError(flow, startOf(system), Integrator::kRk4, 0.3), 1e-7) << system;
  }
}

TEST(Steppers, SymmetricOnesStepBackToTheStart) {
  for (const std::string system : {"pendulum", "two-body", "entangled"}) {
    const Flow flow = flowOf(system);
    const Vector x = startOf(system);
    const auto loop = [&](Integrator integrator) {
      return (mapOnce(flow, mapOnce(flow, x, integrator, 0.2), integrator, -0.2) - x).norm();
    };
    for (const Integrator integrator : kSymplectic) EXPECT_LT(loop(integrator), 1e-14) << system;
    EXPECT_GT(loop(Integrator::kRk4), 1e-9) << system;
  }
}

TEST(Steppers, GeneralLeapfrogIsLeapfrogWhereTheHamiltonianSeparates) {
  const Flow flow = flowOf("pendulum");
  Matrix x(2, 3);
  x << 1.3, -0.2, 2.9, 0.4, 1.1, -0.6;
  FixedPoint solve;
  EXPECT_LT((stormerVerletStep(flow.field, x, 0.1, solve) - leapfrogStep(flow.field, x, 0.1))
                .cwiseAbs()
                .maxCoeff(),
            2e-15);
  EXPECT_TRUE(solve.unsolved().empty());
}

TEST(Steppers, ColumnsDoNotInfluenceOneAnother) {
  const Flow flow = flowOf("entangled");
  Matrix x(2, 4);
  x << 0.4, 1.5, 0.01, -0.9, -0.7, 0.2, 0.02, 1.1;
  for (int i = 0; i < 6; ++i) {
    const auto integrator = static_cast<Integrator>(i);
    const TrajectoryBatch all = integrateBatch(flow, x, 3, 7, integrator, 0.1);
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      const Trajectory alone = integrate(flow, x.col(j), 3, 7, integrator, 0.1);
      EXPECT_EQ(all.trajectory(j).x, alone.x) << integratorNames()[static_cast<std::size_t>(i)];
    }
  }
}

TEST(FixedPoint, SaysWhichColumnsItCouldNotSolve) {
  FixedPoint solve;
  Matrix u(1, 3);
  u << 1, 1, 1;
  const Matrix slopes{{0.5, -2, 0.1}};  // u = slope · u + 1; the middle one repels
  const Matrix solution =
      solve([&](const Matrix& v) { return Matrix(slopes.cwiseProduct(v).array() + 1); }, u);
  EXPECT_EQ(solve.unsolved(), std::vector<Eigen::Index>{1});
  EXPECT_NEAR(solution(0, 0), 2, 1e-15);
  EXPECT_NEAR(solution(0, 2), 1 / 0.9, 1e-15);
}

// A float network's field is a staircase: the iteration never settles to double's last place.
TEST(FixedPoint, AcceptsTheFieldsOwnResolutionAndNoMore) {
  const auto rough = [](const Matrix& x) {
    return Matrix(entangled(Matrix(x.cast<float>().cast<double>())).cast<float>().cast<double>());
  };
  const Vector x = startOf("entangled");
  const Flow honest{rough, false, std::numeric_limits<float>::epsilon()};
  const Trajectory run = integrate(honest, x, 5, 6, Integrator::kImplicitMidpoint, 0.1);
  EXPECT_TRUE(run.finished());
}

// ---- graphs ------------------------------------------------------------------------------------

template <class Step>
Matrix throughGraph(const Step& step, const Matrix& x) {
  Graph graph;
  const Var input = graph.input("x", {static_cast<int>(x.rows()), kBatch});
  Program program(graph, {step(input)});
  const RealMatrix values = x.cast<Real>();
  program.bind(input, values.data());
  program.run(static_cast<int>(x.cols()));
  return Eigen::Map<const RealMatrix>(program.output(0), x.rows(), x.cols())
      .template cast<double>();
}

TEST(Steppers, GraphStepsEqualNumberSteps) {
  Matrix x(2, 3);
  x << 0.4, 0.9, -0.3, -0.7, 0.2, 0.5;
  const double h = 0.05;
  const double tolerance = 20 * static_cast<double>(std::numeric_limits<Real>::epsilon());
  FixedPoint solve;
  FixedPointUnrolled unrolled{16};  // contracts by about h per iteration
  const auto pendulum = [](const auto& state) {
    if constexpr (std::is_same_v<std::decay_t<decltype(state)>, Var>)
      return joined(2 * momenta(state), -3 * sin(positions(state)));
    else
      return joined(Matrix(2 * momenta(state)),
                    Matrix(-3 * positions(state).unaryExpr([](double q) { return sin(q); })));
  };
  const auto same = [&](const Matrix& numbers, const auto& graphStep) {
    EXPECT_LT((throughGraph(graphStep, x) - numbers).cwiseAbs().maxCoeff(), tolerance);
  };
  same(eulerStep(entangled, x, h), [&](Var v) { return eulerStep(entangled, v, h); });
  same(rk4Step(entangled, x, h), [&](Var v) { return rk4Step(entangled, v, h); });
  same(leapfrogStep(pendulum, x, h), [&](Var v) { return leapfrogStep(pendulum, v, h); });
  same(stormerVerletStep(entangled, x, h, solve),
       [&](Var v) { return stormerVerletStep(entangled, v, h, unrolled); });
  same(implicitMidpointStep(entangled, x, h, solve),
       [&](Var v) { return implicitMidpointStep(entangled, v, h, unrolled); });
  const auto verlet = [&](const auto& state, double step) {
    return leapfrogStep(pendulum, state, step);
  };
  same(yoshida4Step(verlet, x, h), [&](Var v) { return yoshida4Step(verlet, v, h); });
}

}  // namespace
}  // namespace hnn
