// Sessions on measured data, and schedules and losses as the facade shows them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "api/phase_space_run.h"

namespace hnn {
namespace {

// Swings of the default pendulum, as somebody may have recorded them: irregular times, a gap.
Measured swings(int recordings = 2, int count = 60) {
  Config config = publishedConfig("pendulum");
  config.hidden = {4};
  config.trajectories = 2;
  const PhaseSpaceRun truth(config);
  Measured m{.symbols = {"q", "p"}, .judged = true};
  for (int k = 0; k < recordings; ++k) {
    const Rollout path = truth.rollout({.source = "truth",
                                        .x0 = {1.5 - 0.2 * k, 0},
                                        .duration = 0.05 * (2 * count),
                                        .points = 2 * count + 1,
                                        .integrator = "dormand-prince"});
    for (int i = 0; i < count; ++i) {
      const auto at = static_cast<std::size_t>(2 * i + (i % 7 == 3 ? 1 : 0));
      if (i == 20) continue;
      m.t.push_back(path.t[at] + 4);
      m.x.insert(m.x.end(), {path.x[2 * at], path.x[2 * at + 1]});
      m.recording.push_back(k);
    }
  }
  return m;
}

Config measuredConfig() {
  Config config = publishedConfig("pendulum");
  config.hidden = {16};
  config.learningRate = 1e-2;
  config.trainFraction = 0.8;
  config.derivative = "central";
  config.steps = 100;
  return config;
}

std::string refusalAfter(const std::function<void(Config&, Measured&)>& change) {
  Config config = measuredConfig();
  Measured m = swings();
  change(config, m);
  try {
    PhaseSpaceRun::fromMeasured(config, m);
  } catch (const std::invalid_argument& refusal) {
    return refusal.what();
  }
  return "";
}

TEST(MeasuredSession, TrainsReproducesAndResumesBitForBit) {
  const Config config = measuredConfig();
  const auto whole = PhaseSpaceRun::fromMeasured(config, swings());
  const auto first = PhaseSpaceRun::fromMeasured(config, swings());
  const auto second = PhaseSpaceRun::fromMeasured(config, swings());
  EXPECT_TRUE(whole->hasData());
  const double before = whole->testLoss();
  whole->train(100);
  EXPECT_LT(whole->testLoss(), before / 4);
  first->train(37);
  second->restore(first->weights(), first->optimizer());
  second->train(63);
  EXPECT_EQ(second->fingerprint(), whole->fingerprint());
  whole->reset();
  whole->train(100);
  EXPECT_EQ(second->fingerprint(), whole->fingerprint());
}

// The same swings in other units of length and time: p is the velocity.
Measured inUnits(double length, double time) {
  Measured m = swings();
  m.judged = false;
  for (double& t : m.t) t *= time;
  for (std::size_t i = 0; i < m.x.size(); i += 2) {
    m.x[i] *= length;
    m.x[i + 1] *= length / time;
  }
  return m;
}

Config quickConfig(const std::string& model) {
  Config config = defaultConfig("pendulum");
  config.model = model;
  config.trainFraction = 0.8;
  config.derivative = "smooth";
  config.steps = 200;
  if (model.starts_with("sampled")) config.hidden = {60}, config.activation = "tanh";
  if (model == "lnn") config.coordinates = "velocities";
  return config;
}

// Metres, millimetres, pixels, degrees, kilometres; seconds, milliseconds, days. As recorded, the
// same training ended at a field error of 0.0025 in one unit and 1.0 in another.
TEST(MeasuredSession, TheSameMotionTrainsAlikeInAnyUnit) {
  const std::pair<double, double> unitsOf[] = {
      {1, 1},    {1000, 1},           {431.7, 1}, {180 / 3.141592653589793, 1},
      {1e-3, 1}, {1e-6, 1 / 86400.0}, {1, 1000},  {1e6, 1e3}};
  for (const char* model : {"hnn", "baseline", "second-order", "dissipative-hnn", "lnn",
                            "sampled-hnn", "sampled-baseline"}) {
    double first = 0;
    for (const auto& [length, time] : unitsOf) {
      const Measured m = inUnits(length, time);
      const auto session = PhaseSpaceRun::fromMeasured(quickConfig(model), m);
      session->train(session->totalSteps());
      const double error = session->metrics({}).fieldError;
      if (first == 0) first = error;
      EXPECT_LT(error, 0.4) << model;
      EXPECT_NEAR(error / first, 1, 0.05) << model << " " << length << " " << time;
      // Every number that is shown is in the recording's units.
      const std::vector<double> start(m.x.begin(), m.x.begin() + 2);
      const Rollout path = session->rollout({.x0 = start,
                                             .duration = 2 * time,
                                             .points = 11,
                                             .integrator = "dormand-prince",
                                             .stepSize = 0.05 * time});
      EXPECT_EQ(path.stop, 0);
      double largest = 0;
      for (std::size_t i = 0; i < path.x.size(); i += 2)
        largest = std::fmax(largest, std::fabs(path.x[i] / length));
      EXPECT_NEAR(largest, 1.5, 0.3) << model << " " << length << " " << time;
      EXPECT_EQ(session->data().x.front(), m.x.front());
    }
  }
}

// Lengths and angles of deviations, and the direction in which an energy rises, were those of the
// recording's units: a regular motion in days counted as chaotic, and an injection left the range.
TEST(MeasuredSession, DeviationsAndInjectionsDoNotDependOnUnits) {
  std::vector<double> sali, growth;
  double injected = 0;
  for (const auto& [length, time] : {std::pair{1.0, 1.0}, {1000.0, 1000.0}, {1e6, 1 / 86400.0}}) {
    const auto session = PhaseSpaceRun::fromMeasured(quickConfig("hnn"), inUnits(length, time));
    session->train(session->totalSteps());
    const std::vector<double> start = {1.2 * length, 0};
    const ChaosPiece chaos = session->chaos({.x = start,
                                             .interval = time,
                                             .steps = 10,
                                             .integrator = "dormand-prince",
                                             .stepSize = 0.05 * time});
    const Rollout path = session->rollout({.x0 = start,
                                           .duration = 4 * time,
                                           .points = 41,
                                           .integrator = "dormand-prince",
                                           .stepSize = 0.05 * time,
                                           .injectionStart = time,
                                           .injectionDuration = time,
                                           .injectionRate = 0.1});
    ASSERT_EQ(path.stop, 0);
    const double change =
        (path.learnedEnergy.back() - path.learnedEnergy[0]) / (length * length / (time * time));
    if (sali.empty()) {
      sali = chaos.sali;
      growth = chaos.growth;
      injected = change;
    }
    for (std::size_t i = 0; i < sali.size(); ++i) {
      EXPECT_NEAR(chaos.sali[i], sali[i], 0.02) << length << " " << i;
      EXPECT_NEAR(chaos.growth[i], growth[i], 0.02) << length << " " << i;
    }
    EXPECT_GT(std::fabs(change), 1e-3);
    EXPECT_NEAR(change / injected, 1, 0.02) << length;
  }
  EXPECT_GT(*std::min_element(sali.begin(), sali.end()),
            1e-3);  // a pendulum that swings is regular
}

TEST(MeasuredSession, ANetworkKeepsItsUnits) {
  const auto session = PhaseSpaceRun::fromMeasured(quickConfig("hnn"), inUnits(1000, 1000));
  session->train(200);
  const NetworkSpec spec = session->network();
  EXPECT_EQ(spec.stateScale.size(), 2U);
  const auto loaded = PhaseSpaceRun::fromNetwork(spec, session->weights());
  const std::vector<double> x = {700, 0.3};
  EXPECT_EQ(loaded->timeDerivative(x), session->timeDerivative(x));
  EXPECT_EQ(loaded->energy(x), session->energy(x));
  Config config = quickConfig("hnn");
  config.scaling = "none";
  EXPECT_TRUE(PhaseSpaceRun::fromMeasured(config, inUnits(1, 1))->network().stateScale.empty());
}

TEST(MeasuredSession, UnitsOfAFileAreChecked) {
  const auto session = PhaseSpaceRun::fromMeasured(quickConfig("hnn"), inUnits(1, 1));
  const auto refusal = [&](const std::function<void(NetworkSpec&)>& change) -> std::string {
    NetworkSpec spec = session->network();
    change(spec);
    try {
      PhaseSpaceRun::fromNetwork(spec, session->weights());
    } catch (const std::invalid_argument& refused) {
      return refused.what();
    }
    return "";
  };
  EXPECT_EQ(refusal([](NetworkSpec&) {}), "");
  EXPECT_NE(refusal([](NetworkSpec& s) { s.stateScale.pop_back(); }).find("stateScale"),
            std::string::npos);
  EXPECT_NE(refusal([](NetworkSpec& s) { s.stateShift.clear(); }).find("stateShift"),
            std::string::npos);
  EXPECT_NE(refusal([](NetworkSpec& s) { s.stateScale[1] = 0; }).find("stateScale"),
            std::string::npos);
  EXPECT_NE(refusal([](NetworkSpec& s) { s.stateShift[0] = NAN; }).find("stateShift"),
            std::string::npos);
  EXPECT_NE(refusal([](NetworkSpec& s) { s.timeScale = -1; }).find("timeScale"), std::string::npos);
}

TEST(MeasuredSession, TheTruthIsTheRecordingItself) {
  const Measured m = swings();
  const auto session = PhaseSpaceRun::fromMeasured(measuredConfig(), m);
  const MeasuredReport report = session->report();
  EXPECT_GE(report.gaps, 2);
  EXPECT_EQ(report.train + report.test + report.skipped, static_cast<int>(m.t.size()));
  EXPECT_NE(report.why, "");
  // 59 samples a recording, of which 47 train.
  const std::size_t start = 59 + 47;  // of the second recording, which begins nearer
  const Rollout path = session->rollout(
      {.source = "truth", .x0 = {m.x[2 * start] + 0.01, m.x[2 * start + 1]}, .duration = 0.5});
  ASSERT_GE(path.t.size(), 3u);
  for (std::size_t i = 0; i < path.t.size(); ++i) {
    EXPECT_EQ(path.t[i], m.t[start + i] - m.t[start]);
    EXPECT_LE(path.t[i], 0.5);
    EXPECT_EQ(path.x[2 * i], m.x[2 * (start + i)]);
    const double q = path.x[2 * i], p = path.x[2 * i + 1];
    EXPECT_NEAR(path.energy[i], p * p + 3 * (1 - std::cos(q)), 1e-12);
  }
  EXPECT_EQ(path.learnedEnergy.size(), path.t.size());
  EXPECT_THROW(session->grid({.source = "truth"}), std::invalid_argument);
  EXPECT_NO_THROW(session->grid({}));
  EXPECT_THROW(session->rollout({.source = "truth", .x0 = {0, 0}, .duration = -1}),
               std::invalid_argument);
}

// The true field is the best that training could find: its errors are those of the derivatives and
// of nothing else. Here a trained model stands in, and only order is asked for.
TEST(MeasuredSession, MetricsFallWithTrainingAndNeedAJudgeForEnergies) {
  Config config = measuredConfig();
  config.steps = 1500;
  const auto session = PhaseSpaceRun::fromMeasured(config, swings(3));
  const Metrics before = session->metrics({});
  session->train(1500);
  const Metrics after = session->metrics({});
  EXPECT_LT(after.energyMse, before.energyMse / 10);
  EXPECT_LT(after.coordinateMse, before.coordinateMse / 5);
  EXPECT_LT(after.fieldError, 0.1);
  EXPECT_GT(before.fieldError, 0.5);
  EXPECT_GT(after.energyMseStderr, 0);

  Measured m = swings();
  m.judged = false;
  config.system = "two-body";  // irrelevant: energies are not computed
  config.systemParameters = {};
  const auto unjudged = PhaseSpaceRun::fromMeasured(config, m);
  EXPECT_TRUE(std::isnan(unjudged->metrics({}).energyMse));
  EXPECT_TRUE(std::isnan(unjudged->metrics({}).energyDrift));
  EXPECT_TRUE(std::isfinite(unjudged->metrics({}).coordinateMse));
  EXPECT_TRUE(unjudged->rollout({.x0 = {1, 0}}).energy.empty());
  EXPECT_TRUE(unjudged->rollout({.source = "truth", .x0 = {1, 0}}).energy.empty());
}

TEST(MeasuredSession, BadDataAreRefusedByNameAndRemedy) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto told = [](const std::function<void(Config&, Measured&)>& change,
                       const std::string& words) {
    const std::string refusal = refusalAfter(change);
    EXPECT_NE(refusal.find(words), std::string::npos) << refusal;
  };
  EXPECT_EQ(refusalAfter([](Config&, Measured&) {}), "");
  told([&](Config&, Measured& m) { m.x[5] = nan; }, "x[5] must be a finite number, got nan");
  told([&](Config&, Measured& m) { m.t[7] = nan; }, "t[7] must be a finite number");
  told([](Config&, Measured& m) { m.t[3] = m.t[2]; }, "t[3] must be later than");
  told([](Config&, Measured& m) { m.x.pop_back(); }, "x must be a list of 236 numbers, got 235");
  told([](Config&, Measured& m) { m.dxdt = {1, 2}; }, "dxdt must be a list of 236 numbers");
  told([](Config&, Measured& m) { m.recording.back() = 5; }, "recording[117] must be 1…2, got 5");
  told([](Config&, Measured& m) { m.recording[0] = -1; }, "recording[0] must be 0…0");
  told([](Config&, Measured& m) { m.symbols = {"q"}; }, "symbols must be an even number");
  told([](Config&, Measured& m) { m = {.symbols = {"q", "p"}}; }, "two samples");
  told([](Config& c, Measured&) { c = publishedConfig("two-body"); },
       "cannot be computed with the Hamiltonian of system \"two-body\": its states have 8 "
       "components, the data 2");
  told([](Config& c, Measured&) { c.derivative = "spline"; },
       "derivative must be forward | central | smooth");
  told(
      [](Config&, Measured& m) {
        m.t = {0, 1}, m.x = {1, 2, 3, 4}, m.recording = {0, 0};
      },
      "no sample of the training part has a derivative");
  told(
      [](Config& c, Measured& m) {
        c.loss = "one-step";
        for (std::size_t i = 0; i < m.t.size(); ++i)  // every step another
          m.t[i] = 100.0 * m.recording[i] + 0.1 * static_cast<double>(i) +
                   0.0004 * static_cast<double>(i * i);
      },
      "choose loss \"derivative\"");
  EXPECT_EQ(refusalAfter([](Config& c, Measured&) { c.loss = "one-step"; }), "");
}

TEST(MeasuredSession, OrdinarySessionsHaveNoReport) {
  Config config = measuredConfig();
  config.trajectories = 2;
  EXPECT_THROW((void)PhaseSpaceRun(config).report(), std::invalid_argument);
}

TEST(Schedules, ARestoredRunContinuesItsScheduleBitForBit) {
  for (const std::string schedule : {"constant", "one-cycle", "cosine"}) {
    Config config = measuredConfig();
    config.trajectories = 4;
    config.schedule = schedule;
    config.steps = 60;
    PhaseSpaceRun whole(config), first(config), second(config);
    whole.train(70);  // ten beyond the end
    first.train(23);
    second.restore(first.weights(), first.optimizer());
    second.train(47);
    EXPECT_EQ(second.fingerprint(), whole.fingerprint()) << schedule;
    config.steps = 80;
    PhaseSpaceRun longer(config);
    longer.train(70);
    EXPECT_EQ(longer.fingerprint() == whole.fingerprint(), schedule == "constant");
  }
}

// The loss while training is that of 2048 evenly spread samples of a larger test set, and the very
// number of metrics() where there are not more.
TEST(Schedules, TheTestLossWhileTrainingIsMeasuredOnAFewOfManySamples) {
  Config config = measuredConfig();
  config.trajectories = 100;
  config.points = 100;
  config.trainFraction = 0.1;
  const PhaseSpaceRun many(config);
  const double all = many.metrics({.starts = 1, .duration = 1, .points = 2}).testLoss;
  EXPECT_NE(many.testLoss(), all);
  EXPECT_NEAR(many.testLoss(), all, 0.05 * all);
  config.points = 22;  // 1980 held out
  const PhaseSpaceRun few(config);
  EXPECT_EQ(few.testLoss(), few.metrics({.starts = 1, .duration = 1, .points = 2}).testLoss);
}

}  // namespace
}  // namespace hnn
