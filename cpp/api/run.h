// What a run of a model of any kind offers: training, its state, and its weights, as plain structs
// and vectors without Eigen and without Embind. Each kind adds a class of its own, a view of what
// such a model can show: phase_space_run.h.
//
// Every function that receives external input throws std::invalid_argument with a message that
// names the field, its allowed range and the value.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace hnn {

struct Tensor {
  std::string name;            // "W1", "b1", …
  int rows = 0, columns = 0;   // W is out × in; a bias has one column
  std::vector<double> values;  // row after row
};

struct TrainProgress {
  int step = 0;  // steps done since the start
  // Of the last step's batch, before its update. Solved models: NaN until the last step, then that
  // of the solution on all training data.
  double trainLoss = 0;
  // Empty, or why training cannot continue (non-finite loss or gradient, and where).
  std::string stopped;
};

// A named part of the loss, or what an objective watches beside it.
struct LossTerm {
  std::string name;
  double value = 0;  // of the last step's batch, before its update
};

struct LossAndGradient {
  double loss = 0;
  std::vector<Tensor> gradients;
};

struct OptimizerState {  // without moments for a solved model
  int step = 0;
  std::vector<double> firstMoment, secondMoment;  // flat, like the parameters
  std::vector<double> controls;                   // the objective's control scalars, in its order
};

class PhaseSpaceRun;

class Run {
 public:
  Run(Run&&) noexcept;
  virtual ~Run();

  // The view of a kind; null for a run of another.
  virtual PhaseSpaceRun* phaseSpace() { return nullptr; }

  bool hasData() const;  // false: evaluates, but cannot train
  // Steps are gradient steps, or the pieces of a solve (ModelInfo::solvedAtOnce): a block of rows,
  // a part of a factorisation. The model is complete after the last of those totalSteps();
  // until then it is the zero field, and further steps do nothing.
  int step() const;
  int totalSteps() const;  // of the whole run: config.steps, or the pieces of the solve
  int parameterCount() const;

  // Does `steps` steps, or fewer if a number is not finite or a solve is complete.
  TrainProgress train(int steps);
  // The terms, whose sum is the loss, then what is watched beside them (Objective,
  // train/objective.h). Empty before the first step, and for a solved model.
  std::vector<LossTerm> lossTerms() const;
  // The loss on at most 2048 of the held-out samples, evenly spread, now; costs half as much as a
  // step on as many samples.
  double testLoss() const;
  void reset();  // same data, same initial weights

  std::string fingerprint() const;  // 16 hex digits: FNV-1a of the weights' bytes
  std::vector<Tensor> weights() const;
  OptimizerState optimizer() const;
  // Continues a saved run of the same settings. Throws where shapes or counts differ.
  void restore(const std::vector<Tensor>& weights, const OptimizerState& optimizer);

 protected:
  struct Parts;  // run_parts.h
  explicit Run(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> run_;
};

}  // namespace hnn
