// Gradient training of one model on one data set, step by step; stops with a message on failure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "data/batches.h"
#include "data/table.h"
#include "linalg/eigen.h"
#include "train/adam.h"
#include "train/objective.h"
#include "train/training.h"

namespace hnn {

struct TrainerSettings {
  AdamSettings adam;
  int batchSize = 0;        // 0: the whole training set
  std::uint64_t seed = 0;   // of the order of batches
  double mostGradient = 0;  // norm to which a longer gradient is shortened; 0: none is
};

// The columns of at most `most` of `count` samples, evenly spread.
std::vector<Eigen::Index> evenlySpread(Eigen::Index count, Eigen::Index most);

class Trainer final : public Training {
 public:
  // `weights`, layout.size() numbers, are updated in place and must outlive the trainer.
  Trainer(const ParameterLayout& layout, std::span<Real> weights, const RecordObjective& objective,
          const Table& train, const Table& test, const TrainerSettings& settings);

  // One gradient step. False if it was refused because loss or gradient were not finite, or the
  // loss had exceeded its bound; then the weights are those of the last good step and stopped()
  // says what happened.
  bool step() override;

  [[nodiscard]] int steps() const override { return adam_.state().step; }
  [[nodiscard]] int totalSteps() const override { return settings_.adam.totalSteps; }
  // Of the last step's batch, before its update.
  [[nodiscard]] double lastLoss() const override { return lastLoss_; }
  [[nodiscard]] const std::string& stopped() const override { return stopped_; }
  double trainLoss() override;
  double testLoss() override;

  // On at most kProgressSamples of the test set, evenly spread: its loss while training, for which
  // a whole set of ten thousands of samples would cost more than the steps between two
  // measurements. The same as testLoss() where there are not more.
  static constexpr int kProgressSamples = 2048;
  double progressLoss() override;

  [[nodiscard]] std::vector<TermValue> lastTerms() const override;

  [[nodiscard]] TrainingState state() const override { return {adam_.state(), controls_}; }
  void restore(const TrainingState& state) override;

 private:
  // The feeds of one split in the network's precision, and its noise: rows × samples each.
  struct Split {
    std::vector<RealMatrix> feeds, noise;
    [[nodiscard]] Eigen::Index size() const { return feeds.front().cols(); }
  };
  struct Checkpoint {
    std::vector<Real> weights;
    TrainingState state;
  };

  [[nodiscard]] Split makeSplit(const Table& table) const;
  [[nodiscard]] static Split thinned(const Split& split);
  double lossOn(Split& split);
  void drawNoise(Split& split, int step) const;
  double run(ObjectiveProgram& program, const Split& split) const;
  double lossOfBatch(int step);               // and its gradient
  [[nodiscard]] double sizeOfTarget() const;  // its mean square; 0 without one
  bool refuse(const std::string& what);
  void shortenGradient();
  // In trainer_controls.cpp, like lastTerms(): the page's first module, whose objectives have no
  // controls, defines both without their code (wasm_build/first_module.cpp).
  bool moveControls();
  void keepCheckpoint();

  std::span<Real> weights_;
  TrainerSettings settings_;
  ObjectiveProgram gradient_, loss_;
  Split train_, test_;
  Split progress_;  // of test_; without samples if that is small enough itself
  Batches batches_;
  Split batch_;
  Adam adam_;
  std::vector<double> controls_;
  Checkpoint good_;
  double firstLoss_ = -1, lastLoss_ = 0;
  bool hasStepped_ = false;  // since it was made or restored
  std::string stopped_;
};

}  // namespace hnn
