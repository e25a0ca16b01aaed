// What the fuzzers share: values from libFuzzer's bytes, and the law of the door: a call returns,
// or throws std::invalid_argument with a message that a person can read. Everything else ends the
// program.
#pragma once

#include <fuzzer/FuzzedDataProvider.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "api/catalogue.h"
#include "api/phase_space_run.h"

namespace hnn::fuzz {

class Cases {
 public:
  Cases(const std::uint8_t* data, std::size_t size) : bytes_(data, size) {}

  bool flip() { return bytes_.ConsumeBool(); }
  // One in sixteen, so that most cases come past the first check.
  bool seldom() { return whole(0, 15) == 15; }
  int whole(int min, int max) { return bytes_.ConsumeIntegralInRange<int>(min, max); }

  // Mostly min … max, seldom anything.
  int integer(int min, int max) {
    if (!seldom()) return whole(min, max);
    using Limits = std::numeric_limits<int>;
    return bytes_.PickValueInArray({Limits::min(), -1, 0, 1 << 16, Limits::max() - 1, Limits::max(),
                                    bytes_.ConsumeIntegral<int>()});
  }
  double number(double min, double max) {
    if (!seldom()) return bytes_.ConsumeFloatingPointInRange<double>(min, max);
    using Limits = std::numeric_limits<double>;
    return bytes_.PickValueInArray({0.0, -0.0, -1.0, 1e-320, 1e-30, 1e30, 1e39, -1e39, 1e300,
                                    Limits::max(), Limits::infinity(), -Limits::infinity(),
                                    Limits::quiet_NaN()});
  }
  std::vector<double> numbers(std::size_t count, double min, double max) {
    if (seldom()) count = static_cast<std::size_t>(whole(0, 40));
    std::vector<double> list(count);
    for (double& entry : list) entry = number(min, max);
    return list;
  }
  std::string oneOf(const std::vector<std::string>& choices) {
    if (seldom()) return bytes_.ConsumeRandomLengthString(12);
    return choices[static_cast<std::size_t>(whole(0, static_cast<int>(choices.size()) - 1))];
  }

  // Settings of a run that takes a moment, for what is accepted is also done.
  Config config() {
    static const Catalogue all = catalogue();
    const int last = static_cast<int>(all.defaults.size()) - 1;
    Config made = all.defaults[static_cast<std::size_t>(whole(0, last))];
    for (const Setting& setting : all.settings) {
      std::string* word = choiceOf(made, setting.key);
      if (word && (setting.key != "system" || seldom())) *word = oneOf(setting.choices);
    }
    if (flip()) made.systemParameters = numbers(made.systemParameters.size(), 0.1, 3);
    made.hidden.resize(static_cast<std::size_t>(seldom() ? whole(0, 8) : whole(1, 2)));
    for (int& units : made.hidden) units = integer(1, 9);
    made.outputBias = flip();
    made.seed = flip() ? number(0, 4294967295.0) : whole(0, 9);
    made.trajectories = integer(2, 5);
    made.points = integer(2, 8);
    made.duration = number(0.01, 5);
    made.noise = number(0, 1);
    made.trainFraction = number(0.1, 0.9);
    made.learningRate = number(1e-6, 100);
    made.weightDecay = number(0, 1);
    made.decoupledWeightDecay = flip();
    made.batchSize = integer(0, 9);
    made.steps = integer(1, 20);
    made.cutoff = number(0, 0.1);
    made.kineticPrior = number(0, 100);
    made.massRegularisation = flip() ? 0 : number(0, 1);
    return made;
  }

  StudyPiece piece(int stateSize) {
    const auto size = static_cast<std::size_t>(stateSize);
    const auto orbits = static_cast<std::size_t>(whole(0, 2));
    StudyPiece made{.source = oneOf({"model", "truth", "integrator"}),
                    .x = numbers(orbits * size, -2, 2)};
    if (seldom())
      for (std::size_t i = 0; i < orbits; ++i) {
        made.stop.push_back(integer(0, 6));  // 6 is none of the reasons
        made.stoppedAt.push_back(number(0, 9));
      }
    if (seldom()) made.deviations = numbers(orbits * 2 * size, -1, 1);
    if (seldom()) made.starts = numbers(orbits * size, -2, 2);
    if (flip()) made.joining = numbers(size, -2, 2);
    made.interval = number(0.01, 1);
    made.done = integer(0, 9);
    made.steps = integer(1, 4);
    made.integrator = oneOf(integrators());
    made.stepSize = number(0.02, 1);
    return made;
  }

  RolloutRequest rollout(int stateSize) {
    RolloutRequest made{.source = oneOf({"model", "truth"}),
                        .x0 = numbers(static_cast<std::size_t>(stateSize), -2, 2),
                        .duration = number(-3, 3),
                        .points = integer(2, 20),
                        .integrator = oneOf(integrators()),
                        .stepSize = number(0.02, 1)};
    if (flip()) made.friction = number(0, 10);
    if (flip()) return made;
    made.injectionStart = number(0, 1);
    made.injectionDuration = number(0, 2);
    made.injectionRate = number(-1, 1);
    return made;
  }

  GridRequest grid(int stateSize) {
    GridRequest made{.source = oneOf({"model", "truth"}),
                     .xAxis = integer(0, stateSize - 1),
                     .yAxis = integer(0, stateSize - 1),
                     .xMin = number(-2, 0),
                     .xMax = number(0, 2),
                     .yMin = number(-2, 0),
                     .yMax = number(0, 2),
                     .columns = integer(2, 6),
                     .rows = integer(2, 6)};
    if (flip()) made.at = numbers(static_cast<std::size_t>(stateSize), -1, 1);
    if (flip()) made.friction = number(0, 10);
    made.part = oneOf({"whole", "conservative", "dissipative"});
    return made;
  }

  // Saved numbers as they may come back from a file.
  void damage(std::vector<Tensor>& tensors) {
    if (!seldom() || tensors.empty()) return;
    Tensor& one = tensors[static_cast<std::size_t>(whole(0, static_cast<int>(tensors.size()) - 1))];
    const int kind = whole(0, 4);
    if (kind == 0) one.name = bytes_.ConsumeRandomLengthString(4);
    if (kind == 1) one.rows = integer(-1, 9);
    if (kind == 2) one.values.resize(static_cast<std::size_t>(whole(0, 30)));
    if (kind == 3) tensors.push_back(Tensor(one));
    if (kind == 4)
      for (double& value : one.values) value = number(-1, 1);
  }

 private:
  static const std::vector<std::string>& integrators() {
    static const std::vector<std::string> names = catalogue().integrators;
    return names;
  }
  static std::string* choiceOf(Config& c, const std::string& key) {
    for (const Setting& setting : settingsTable()) {
      const auto* word = std::get_if<std::string Config::*>(&setting.member);
      if (setting.key == key && word) return &(c.**word);
    }
    return nullptr;
  }

  FuzzedDataProvider bytes_;
};

// An accepted request may be large: within the ranges, but longer than a case should take.
inline bool isSmall(const std::vector<int>& hidden) {
  double units = 0;
  for (const int layer : hidden) units += layer;
  return units <= 100;
}
inline bool isSmall(const Config& c) {
  return isSmall(c.hidden) && static_cast<double>(c.trajectories) * c.points <= 200;
}
inline bool isLong(double steps) { return steps > 500 && steps <= 2e6; }
// The step size does not limit an adaptive integrator, so the time itself counts too.
inline bool isLong(double duration, double stepSize) {
  duration = std::fabs(duration);
  return isLong(duration / stepSize) || isLong(duration);
}
inline bool isSmall(const StudyPiece& p) {
  return !isLong(p.interval * p.steps, p.stepSize) && !isLong(p.steps);
}
inline bool isSmall(const RolloutRequest& r) {
  return !isLong(r.duration, r.stepSize) && !isLong(r.points);
}

template <class Act>
void door(const Act& act) {
  try {
    act();
  } catch (const std::invalid_argument& error) {
    const std::string said = error.what();
    if (said.size() >= 12 && said.size() <= 1500) return;
    std::fprintf(stderr, "no message for a person: \"%s\"\n", said.c_str());
    std::abort();
  }
}

inline void study(PhaseSpaceRun& session, Cases& cases) {
  const StudyPiece piece = cases.piece(session.network().stateSize);
  if (!isSmall(piece)) return;
  const int kind = cases.whole(0, 4);
  if (kind == 0) door([&] { (void)session.section(piece); });
  if (kind == 1) door([&] { (void)session.chaos(piece); });
  if (kind == 2) door([&] { (void)session.wayOut(piece); });
  if (kind == 3) door([&] { (void)session.wayBack(piece); });
  if (kind == 4)
    door([&] { (void)session.sectionStarts(cases.number(-1, 1), cases.integer(1, 4)); });
}

// Everything that a session answers, whatever it was made from.
inline void ask(PhaseSpaceRun& session, Cases& cases) {
  const int size = session.network().stateSize;
  study(session, cases);
  const auto states = static_cast<std::size_t>(size);
  const std::vector<double> x = cases.numbers(2 * states, -2, 2);
  door([&] { (void)session.timeDerivative(x); });
  door([&] { (void)session.energy(x); });
  door([&] { (void)session.lossAndGradient(x, cases.numbers(2 * states, -1, 1)); });
  const RolloutRequest rollout = cases.rollout(size);
  if (isSmall(rollout)) door([&] { (void)session.rollout(rollout); });
  door([&] { (void)session.grid(cases.grid(size)); });
}

// A run: trained, saved, damaged, restored, trained on.
inline void use(PhaseSpaceRun& session, Cases& cases) {
  door([&] { (void)session.train(cases.whole(1, 3)); });
  std::vector<Tensor> weights = session.weights();
  OptimizerState optimizer = session.optimizer();
  cases.damage(weights);
  if (cases.seldom()) optimizer.step = cases.integer(0, 1000);
  if (cases.seldom()) optimizer.firstMoment = cases.numbers(optimizer.firstMoment.size(), -1, 1);
  if (cases.seldom()) optimizer.secondMoment = cases.numbers(optimizer.secondMoment.size(), 0, 1);
  door([&] { session.restore(weights, optimizer); });
  door([&] { (void)session.train(1); });
  door([&] { (void)session.testLoss(); });
  door([&] { (void)session.solution(); });
  if (cases.seldom()) door([&] { session.reset(); });
  ask(session, cases);
}

}  // namespace hnn::fuzz
