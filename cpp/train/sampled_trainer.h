// Training without gradients: draws a hidden layer, then solves for the last one, in pieces short
// enough to show progress and to react to a cancel.
//
// A pass folds the training rows block by block (least_squares.h). If the cut-off is to be chosen,
// every fifth trajectory goes into a separate fold: the cut-off is the one whose solution, computed
// without them, fits them best; then both folds merge, and the solution with this cut-off on all
// training rows is kept. The test set is not used. "a-swim" makes two passes.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "models/evaluator.h"
#include "models/sampled.h"
#include "train/least_squares.h"
#include "train/solve.h"
#include "train/training.h"

namespace hnn {

class SampledTrainer final : public Training {
 public:
  // `model`, `weights` and `data` must outlive the trainer. The weights become those of the zero
  // field and stay so until the last piece.
  SampledTrainer(const SampledModel& model, Weights& weights, const Dataset& data,
                 SampledSettings settings);

  bool step() override;
  [[nodiscard]] int steps() const override { return unit_; }
  [[nodiscard]] int totalSteps() const override { return passes_ * unitsPerPass(); }
  [[nodiscard]] const std::string& stopped() const override { return stopped_; }

  [[nodiscard]] double lastLoss() const override { return loss_; }  // NaN until it is solved
  double trainLoss() override { return lossOn(data_.train.x, data_.train.dxdt); }
  double testLoss() override { return lossOn(data_.test.x, data_.test.dxdt); }
  double progressLoss() override;  // NaN until it is solved

  [[nodiscard]] TrainingState state() const override { return {.adam = {.step = unit_}}; }
  // A run that was not complete starts again: nothing of it is kept except the given weights,
  // until they are replaced.
  void restore(const TrainingState& state) override;

  [[nodiscard]] const SolveReport* solution() const override { return &solved_; }

 private:
  // The blocks of rows of a set of samples.
  struct Part {
    std::vector<int> samples;  // columns of data_.train.x
    std::unique_ptr<RowFold> fold;
  };
  [[nodiscard]] int blocks(const Part& part) const;
  [[nodiscard]] int unitsPerPass() const;
  void divide();
  void begin(int pass);
  void foldBlock(Part& part, int block);
  void factor(const RowFold& fold, int unit);
  void choose();
  void merge(int unit);
  void finishPass();
  void anchor();  // sets the constant of Ĥ
  double lossOn(const Matrix& x, const Matrix& dxdt);

  const SampledModel& model_;
  Weights& weights_;
  const Dataset& data_;
  SampledSettings settings_;
  std::unique_ptr<Evaluator> evaluator_;  // of weights_
  Weights draft_;                         // a hidden layer, then with its solution
  std::unique_ptr<Evaluator> draftEvaluator_;
  LinearShape shape_;
  int samplesPerBlock_, passes_, factorUnits_, mergeUnits_;
  Part fitted_, heldOut_;
  std::unique_ptr<PivotedFactor> factor_;
  Matrix x_, dxdt_;           // of a block
  std::vector<double> rows_;  // of a block
  int unit_ = 0;
  double loss_ = 0;
  SolveReport report_, solved_;  // of the pass, of the whole
  std::string stopped_;
};

}  // namespace hnn
