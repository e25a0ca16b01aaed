// Data sets from recordings: measured states, at times that need not be equally spaced, with
// derivatives that mostly have to be estimated.
//
// Split: the first part in time of each recording is used for training, the rest is held out. A
// stretch lies between two gaps, ends or that boundary; nothing is computed across them.
#pragma once

#include <string>
#include <vector>

#include "data/dataset.h"
#include "linalg/eigen.h"

namespace hnn {

struct Recordings {
  std::vector<double> t;       // N, rising within a recording
  Matrix x;                    // 2d × N
  Matrix dxdt;                 // 2d × N, or empty: to be estimated
  std::vector<int> recording;  // N: 0, 1, …, not falling
};

// How derivatives are estimated.
// "forward": (xᵢ₊₁ − xᵢ) / (tᵢ₊₁ − tᵢ), as Greydanus et al. 2019 do for the real pendulum; in truth
//            the derivative half a step later. Exact for straight lines.
// "central": slope in tᵢ of the parabola through samples i − 1, i, i + 1. Exact for parabolas.
// "smooth":  slope in tᵢ of the parabola that fits five samples best (Savitzky & Golay 1964, at any
//            times): two on each side, or at the ends of a stretch its five nearest. Exact for
//            parabolas, and noise grows less: for equal steps h, σ/(3.2 h) in the middle against
//            1.4 σ/h (forward) and σ/(1.4 h) (central).
enum class DerivativeRule { kForward, kCentral, kSmooth };
const std::vector<std::string>& derivativeRules();

// A step longer than this many of the recording's own median steps is a gap.
inline constexpr double kGapFactor = 1.5;
// One-step loss uses pairs of samples whose step is the median within this fraction of it.
inline constexpr double kStepTolerance = 0.01;

struct HeldOutStretch {
  int recording = 0;
  std::vector<double> t;  // from 0 at its first sample
  Matrix x;               // 2d × samples
};

struct MeasuredData {
  Dataset data;  // samples with a derivative; data.dt is the median step of all recordings
  std::vector<HeldOutStretch> heldOut;  // the held-out part of each recording, gaps included
  int gaps = 0;
  int skipped = 0;  // samples without a derivative
  std::string why;  // in words; empty if none is skipped
};

// `rule` is ignored if derivatives are given; trainFraction lies between 0 and 1. Of a recording of
// n ≥ 2 samples at least one trains and one is held out; a single sample trains. Splits may come out
// empty.
//
// `angles` are the components that are angles, in rad. Where one whose values lie within one turn (but
// for noise) jumps by more than half a turn from one sample to the next, it is the same motion written modulo a turn: derivatives are those of the
// motion, held-out stretches follow it without jumps, and one-step loss does not use the pair.
// Samples keep the recorded angle.
MeasuredData makeMeasured(const Recordings& recordings, DerivativeRule rule, double trainFraction,
                          const std::vector<int>& angles = {});

// The slope at t[at] of the parabola through or nearest to (least squares) the samples first …
// first + count − 1, count ≥ 3: 2d numbers.
Vector parabolaSlope(const std::vector<double>& t, const Matrix& x, int first, int count, int at);

}  // namespace hnn
