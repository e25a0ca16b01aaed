#include "evaluate/reversal.h"

#include <gtest/gtest.h>

#include "data/sampling.h"
#include "physics/catalogue.h"

namespace hnn {
namespace {

TEST(MapErrors, OfKnownMaps) {
  EXPECT_EQ(mapErrors(Matrix::Identity(4, 4)).volume, 0);
  EXPECT_EQ(mapErrors(Matrix::Identity(4, 4)).symplectic, 0);
  const Matrix shear{{1, 3}, {0, 1}};  // in one degree of freedom symplectic is of area one
  EXPECT_LE(mapErrors(shear).symplectic, 1e-15);
  EXPECT_NEAR(mapErrors(2 * Matrix::Identity(2, 2)).volume, 3, 1e-15);
  EXPECT_NEAR(mapErrors(2 * Matrix::Identity(2, 2)).symplectic, 3 * std::sqrt(2.0), 1e-14);
  // In two, exchanging a position with another's momentum keeps the volume and not the form.
  Matrix exchange = Matrix::Identity(4, 4);
  exchange.row(0).swap(exchange.row(3));
  exchange.row(0) *= -1;
  EXPECT_LE(mapErrors(exchange).volume, 1e-15);
  EXPECT_GE(mapErrors(exchange).symplectic, 1);
  const Matrix random = Matrix::Random(6, 6);
  EXPECT_NEAR(mapErrors(random).volume, std::fabs(random.determinant() - 1), 1e-13);
}

// All return paths, as one batch, and each alone.
TEST(Reversal, SymmetricIntegratorsComeBackFromEveryTime) {
  const auto system = makeSystem("henon-heiles");
  const Flow flow = trueFlow(*system);
  const Vector x0{{0.0, 0.1, 0.5, 0.1}};
  const double interval = 0.5, step = 0.1;
  const int points = 20;
  for (const Integrator integrator : {Integrator::kLeapfrog, Integrator::kImplicitMidpoint,
                                      Integrator::kYoshida4, Integrator::kRk4}) {
    const Trajectory out = integrate(flow, x0, interval * points, points + 1, integrator, step);
    Orbits back(Matrix(4, 0));
    for (int i = points; i > 0; --i) {
      back.join(out.x.col(i));
      goBack(flow, back, integrator, step, interval, (points - i) * interval);
    }
    ASSERT_EQ(back.x.cols(), points);
    for (int j = 0; j < points; ++j) {
      const int i = points - j;  // which output this one set out from
      const Vector alone =
          integrate(flow, out.x.col(i), -interval * i, i + 1, integrator, step).x.col(i);
      EXPECT_LE((back.x.col(j) - alone).norm(), 1e-13);
      if (integrator == Integrator::kRk4)
        EXPECT_GE((back.x.col(j) - x0).norm(), 1e-9);
      else
        EXPECT_LE((back.x.col(j) - x0).norm(), 1e-13);
    }
  }
}

}  // namespace
}  // namespace hnn
