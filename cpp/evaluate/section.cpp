#include "evaluate/section.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/elementary.h"

namespace hnn {
namespace {

// Finds the momentum conjugate to the section's coordinate.
class EnergyShell {
 public:
  EnergyShell(const System& system, double energy)
      : system_(system),
        section_(system.info().section),
        momentum_(section_.coordinate + system.info().degreesOfFreedom),
        energy_(energy) {}

  // The discriminant: negative if the energy does not suffice. Otherwise x becomes a state of that
  // energy, with the coordinate growing.
  double complete(Vector& x, double horizontal, double vertical) const {
    x.setZero();
    x[section_.coordinate] = section_.value;
    x[section_.xAxis] = horizontal;
    x[section_.yAxis] = vertical;
    const double none = above(x, 0), up = above(x, 1), down = above(x, -1);
    const double a = 0.5 * (up + down) - none, b = 0.5 * (up - down);  // a p² + b p + none = 0
    const double discriminant = b * b - 4 * a * none;
    if (!(discriminant > 0)) return discriminant;
    const double velocity = sqrt(discriminant);  // ∂H/∂p at the root
    const double p = (velocity - b) / (2 * a);
    // The coefficients are differences and have lost digits: one step of Newton's method.
    x[momentum_] = p - above(x, p) / velocity;
    return discriminant;
  }

 private:
  double above(Vector& x, double p) const {
    x[momentum_] = p;
    return system_.energy(Matrix(x))(0, 0) - energy_;
  }

  const System& system_;
  const SectionInfo& section_;
  int momentum_;
  double energy_;
};

struct Window {
  double xMin, xMax, yMin, yMax;
};

// The part of the picture that motion of this energy fills well: halved around the position with
// the most spare energy until a tenth of it is allowed.
Window allowedWindow(const EnergyShell& shell, const SectionInfo& section, int stateSize) {
  constexpr int kGrid = 24;
  Window w{section.xMin, section.xMax, section.yMin, section.yMax};
  Vector x(stateSize);
  for (int zoom = 0; zoom < 40; ++zoom) {  // 2⁻⁴⁰: energies of 10⁻²⁴ above the minimum
    const double width = w.xMax - w.xMin, height = w.yMax - w.yMin;
    double best = -std::numeric_limits<double>::infinity(), bestX = 0, bestY = 0;
    int allowed = 0;
    for (int i = 0; i <= kGrid; ++i) {
      for (int j = 0; j <= kGrid; ++j) {
        const double across = w.xMin + width * i / kGrid, up = w.yMin + height * j / kGrid;
        const double spare = shell.complete(x, across, up);
        if (spare > 0) ++allowed;
        if (spare > best) best = spare, bestX = across, bestY = up;
      }
    }
    if (10 * allowed > kGrid * kGrid) break;
    w = {bestX - width / 4, bestX + width / 4, bestY - height / 4, bestY + height / 4};
  }
  return w;
}

// x exactly on the plane, and the time it takes from `before`, a state whose next step of h crosses
// the plane.
double stepOntoPlane(const Flow& flow, const SectionInfo& section, const Vector& before,
                     double heightAfter, double h, Integrator integrator, Vector& x) {
  const auto height = [&](const Vector& at) { return at[section.coordinate] - section.value; };
  const double close = 1e-8 * h;
  double low = 0, high = h, tau = h * height(before) / (height(before) - heightAfter);
  for (int i = 0; i < 60; ++i) {
    x = integrateBatch(flow, before, tau, 2, integrator, tau).x[1].col(0);
    const double newton = -height(x) / flow.field(x)(section.coordinate, 0);
    if (std::fabs(newton) <= close || high - low <= close) break;
    (height(x) < 0 ? low : high) = tau;
    const double next = tau + newton;
    tau = next > low && next < high ? next : 0.5 * (low + high);
  }
  // A field in float is a staircase, so no step length may end on the plane. Along the field
  // the error is second order in the remaining distance. Twice: the first leaves its rounding.
  for (int i = 0; i < 2; ++i) {
    const Vector slope = flow.field(x).col(0);
    const double left = -height(x) / slope[section.coordinate];
    x += left * slope;
    tau += left;
  }
  return tau;
}

}  // namespace

Matrix sectionStarts(const System& system, double energy, int orbits) {
  const SectionInfo& section = system.info().section;
  if (section.coordinate < 0)
    throw std::invalid_argument("energy: system \"" + system.info().id +
                                "\" has no section; pass the starts of the orbits instead");
  if (!(energy > section.energyMin && energy < section.energyMax))
    reject("energy",
           "above " + formatNumber(section.energyMin) + " and below " +
               formatNumber(section.energyMax) + " for system \"" + system.info().id + "\"",
           formatNumber(energy));

  const EnergyShell shell(system, energy);
  const int size = 2 * system.info().degreesOfFreedom;
  const Window w = allowedWindow(shell, section, size);
  Vector x(size);
  std::vector<Vector> line;
  constexpr int kCandidates = 1000;
  for (int i = 0; i < kCandidates; ++i)
    if (shell.complete(x, w.xMin + (w.xMax - w.xMin) * (i + 0.5) / kCandidates, 0) > 0)
      line.push_back(x);

  Matrix starts(size, orbits);
  const int onLine = line.empty() ? 0 : (orbits + 1) / 2;
  // Roberts' additive recurrence in two dimensions (2018): like random points, but even. Its
  // numbers are 1/g and 1/g², g³ = g + 1.
  double u = 0.5, v = 0.5;
  constexpr int kMostMisses = 10'000;  // about one in ten hits, once a window has been found
  for (int j = 0; j < orbits; ++j) {
    if (j % 2 == 0 && j / 2 < onLine) {
      starts.col(j) = line[line.size() * static_cast<std::size_t>(j + 1) /
                           static_cast<std::size_t>(2 * onLine)];
      continue;
    }
    int misses = 0;
    do {
      if (++misses > kMostMisses)
        reject("energy",
               "so far above " + formatNumber(section.energyMin) +
                   " that double precision can represent a state on the section",
               formatNumber(energy));
      u += 0.7548776662466927, v += 0.5698402909980532;
      u -= std::floor(u), v -= std::floor(v);
    } while (
        !(shell.complete(x, w.xMin + (w.xMax - w.xMin) * u, w.yMin + (w.yMax - w.yMin) * v) > 0));
    starts.col(j) = x;
  }
  return starts;
}

Crossings followToSection(const System& truth, const Flow& flow, Orbits& orbits,
                          const Matrix& startEnergy, Integrator integrator, double h, int done,
                          int steps, int block) {
  const SectionInfo& section = truth.info().section;
  Crossings found;
  found.energyError.assign(orbits.stop.size(), 0);
  std::vector<Eigen::Index> some = orbits.living();
  for (int s = done; s < done + steps && !some.empty();) {
    const int count = std::min(block, done + steps - s);
    const TrajectoryBatch run =
        integrateBatch(flow, columnsOf(orbits.x, some), count * h, count + 1, integrator, h);
    orbits.endStopped(run, some, s * h);
    for (int i = 1; i <= count; ++i, ++s) {
      for (std::size_t k = 0; k < some.size(); ++k) {
        if (i >= run.reached[k]) continue;
        const auto at = static_cast<std::size_t>(i);
        const auto column = static_cast<Eigen::Index>(k);
        const Vector before = run.x[at - 1].col(column);
        const double after = run.x[at](section.coordinate, column) - section.value;
        if (before[section.coordinate] >= section.value || after < 0) continue;
        Vector x;
        const double tau = stepOntoPlane(flow, section, before, after, h, integrator, x);
        if (!x.allFinite()) continue;  // the field vanishes there
        found.orbit.push_back(static_cast<int>(some[k]));
        found.t.push_back(s * h + tau);
        found.x.push_back(x);
      }
    }
    const Matrix energy = truth.energy(run.last);
    for (std::size_t k = 0; k < some.size(); ++k) {
      const Eigen::Index j = some[k], column = static_cast<Eigen::Index>(k);
      orbits.x.col(j) = run.last.col(column);
      if (!orbits.lives(j)) continue;
      double& error = found.energyError[static_cast<std::size_t>(j)];
      error =
          std::fmax(error, std::fabs((energy(0, column) - startEnergy(0, j)) / startEnergy(0, j)));
    }
    some = orbits.living();
  }
  return found;
}

}  // namespace hnn
