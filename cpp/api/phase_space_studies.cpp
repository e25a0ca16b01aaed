// Studies of a session: sections, chaos, reversal. Each call does a piece.
#include <cmath>
#include <limits>

#include "api/phase_space_parts.h"
#include "evaluate/chaos.h"
#include "evaluate/reversal.h"
#include "evaluate/section.h"

namespace hnn {
namespace {

constexpr int kMostOrbits = 1000;
constexpr int kMostBlock = 1000;  // steps of a section whose states are kept together
// Exponents are shown to three digits, and a chaotic orbit forgets smaller errors within a few times
// its Lyapunov time: the tolerance of roll-outs would take two and a half times as long.
constexpr double kExponentTolerance = 1e-10;
constexpr double kMostDone = 1e9;  // with the steps of a piece it still fits into an int

// The orbits with which a piece begins. Its other numbers are checked, too.
Orbits orbitsOf(const StudyPiece& piece, int stateSize) {
  requirePositive("stepSize", piece.stepSize);
  requirePositive("interval", piece.interval);
  requireRange("steps", piece.steps, 1, kMaxRolloutSteps);
  requireRange("done", piece.done, 0, kMostDone);
  requireRange("interval / stepSize · steps", piece.interval / piece.stepSize * piece.steps, 0,
               kMaxRolloutSteps);
  Orbits orbits(piece.x.empty() ? Matrix(stateSize, 0) : statesFrom(piece.x, "x", stateSize));
  const std::size_t count = orbits.stop.size();
  requireRange("number of orbits", static_cast<double>(count), 0, kMaxRolloutPoints);
  if (piece.stop.empty()) return orbits;
  requireLength("stop", piece.stop.size(), count, count);
  requireLength("stoppedAt", piece.stoppedAt.size(), count, count);
  for (std::size_t j = 0; j < count; ++j) {
    requireRange("stop", piece.stop[j], 0, static_cast<int>(Stop::kTooManySteps));
    orbits.stop[j] = static_cast<Stop>(piece.stop[j]);
  }
  orbits.stoppedAt = piece.stoppedAt;
  return orbits;
}

// Columns of `rows` numbers each, one for each orbit.
Matrix columnsFrom(const std::vector<double>& values, const char* name, Eigen::Index rows,
                   Eigen::Index orbits) {
  const auto count = static_cast<std::size_t>(rows * orbits);
  requireLength(name, values.size(), count, count);
  requireFinite(name, values);
  return Eigen::Map<const Matrix>(values.data(), rows, orbits);
}

// The deviation vectors with which a piece begins, `rows` numbers for each orbit.
Deviations deviationsFrom(const StudyPiece& piece, Eigen::Index rows, Eigen::Index orbits) {
  Deviations deviations{columnsFrom(piece.deviations, "deviations", rows, orbits),
                        std::vector<double>(static_cast<std::size_t>(orbits), 0)};
  if (piece.exponent.empty()) return deviations;
  requireLength("exponent", piece.exponent.size(), deviations.exponent.size(),
                deviations.exponent.size());
  for (const double exponent : piece.exponent) requireInteger("exponent", exponent, -1e9, 1e9);
  deviations.exponent = piece.exponent;
  return deviations;
}

// Beyond this exponent of DΦ its errors are not represented: those of rounding are 10⁻¹⁶ ‖DΦ‖².
constexpr double kMostExponent = 300;

MapErrors errorsOf(const Deviations& derivative, Eigen::Index size) {
  const double exponent = derivative.exponent[0];
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (exponent > kMostExponent) return {.volume = kInfinity, .symplectic = kInfinity};
  Matrix columns(size, size);
  for (Eigen::Index i = 0; i < columns.size(); ++i)
    columns.data()[i] = std::ldexp(derivative.vectors.data()[i], static_cast<int>(exponent));
  return mapErrors(columns);
}

StudyState stateOf(const Orbits& orbits, const Deviations& deviations = {}) {
  StudyState state{
      flat(orbits.x), {}, orbits.stoppedAt, flat(deviations.vectors), deviations.exponent};
  for (const Stop stop : orbits.stop) state.stop.push_back(static_cast<int>(stop));
  return state;
}

void append(std::vector<double>& rows, const Vector& x) {
  rows.insert(rows.end(), x.data(), x.data() + x.size());
}

}  // namespace

std::vector<double> PhaseSpaceRun::sectionStarts(double energy, int orbits) const {
  parts_->requireSystem("a section");
  parts_->requireCanonical("a section");
  requireRange("orbits", orbits, 1, kMostOrbits);
  return flat(hnn::sectionStarts(*parts_->system, energy, orbits));
}

SectionPiece PhaseSpaceRun::section(const StudyPiece& piece) const {
  parts_->requireSystem("a section");
  parts_->requireCanonical("a section");
  const System& system = *parts_->system;
  if (system.info().section.coordinate < 0)
    reject("system", "one with a section", "\"" + system.info().id + "\"");
  const Motion motion = parts_->studied(piece);
  Orbits orbits = orbitsOf(piece, parts_->stateSize());
  const double block = std::round(piece.interval / piece.stepSize);
  requireRange("interval / stepSize of a section", block, 1, kMostBlock);
  const Matrix startEnergy = system.energy(
      piece.starts.empty() ? orbits.x
                           : columnsFrom(piece.starts, "starts", orbits.x.rows(), orbits.x.cols()));
  Crossings found =
      followToSection(system, motion.flow, orbits, startEnergy, motion.integrator, motion.stepSize,
                      piece.done, piece.steps, static_cast<int>(block));
  SectionPiece result{stateOf(orbits),
                      std::move(found.orbit),
                      std::move(found.t),
                      {},
                      std::move(found.energyError)};
  for (const Vector& x : found.x) append(result.x, x);
  return result;
}

ChaosPiece PhaseSpaceRun::chaos(const StudyPiece& piece) const {
  Motion motion = parts_->studied(piece);
  motion.flow.tolerance = std::fmax(motion.flow.tolerance, kExponentTolerance);
  Orbits orbits = orbitsOf(piece, parts_->stateSize());
  const Eigen::Index size = parts_->stateSize(), count = orbits.x.cols();
  Deviations deviations = piece.deviations.empty()
                              ? genericDeviations(size, count, motion.flow.scale)
                              : deviationsFrom(piece, 2 * size, count);
  const ChaosTrace trace =
      followChaos(motion.flow, parts_->fieldTangent(*motion.source), orbits, deviations,
                  motion.integrator, motion.stepSize, piece.interval, piece.done, piece.steps);
  return {stateOf(orbits, deviations), flatRows(trace.growth), flatRows(trace.sali)};
}

WayOutPiece PhaseSpaceRun::wayOut(const StudyPiece& piece) const {
  const Motion motion = parts_->studied(piece);
  Orbits orbits = orbitsOf(piece, parts_->stateSize());
  parts_->requireCanonical("a study of deviations");
  const Eigen::Index size = parts_->stateSize();
  requireRange("orbits of a way out", static_cast<double>(orbits.x.cols()), 1, 1);
  Deviations derivative = piece.deviations.empty()
                              ? Deviations{Matrix(Matrix::Identity(size, size).reshaped()), {0}}
                              : deviationsFrom(piece, size * size, 1);
  WayOutPiece result;
  for (int i = 0; i < piece.steps; ++i) {
    followDeviations(motion.flow, parts_->fieldTangent(*motion.source), orbits, derivative,
                     piece.interval, (piece.done + i) * piece.interval, motion.integrator,
                     motion.stepSize);
    if (orbits.living().empty()) break;
    const MapErrors errors = errorsOf(derivative, size);
    append(result.x, orbits.x.col(0));
    result.volumeError.push_back(errors.volume);
    result.symplecticError.push_back(errors.symplectic);
  }
  result.state = stateOf(orbits, derivative);
  return result;
}

WayBackPiece PhaseSpaceRun::wayBack(const StudyPiece& piece) const {
  const Motion motion = parts_->studied(piece);
  Orbits orbits = orbitsOf(piece, parts_->stateSize());
  if (!piece.joining.empty())
    orbits.join(statesFrom(piece.joining, "joining", parts_->stateSize()));
  requireRange("number of orbits", static_cast<double>(orbits.x.cols()), 1, kMaxRolloutPoints);
  WayBackPiece result;
  for (int i = 0; i < piece.steps; ++i) {
    goBack(motion.flow, orbits, motion.integrator, motion.stepSize, piece.interval,
           (piece.done + i) * piece.interval);
    append(result.x, orbits.x.col(0));
  }
  result.state = stateOf(orbits);
  return result;
}

}  // namespace hnn
