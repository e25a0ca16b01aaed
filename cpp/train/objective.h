// What a model is trained to do: a scalar recorded once as a graph, of columns of the data, noise
// and parameters. Trainer, saving and fingerprints know nothing else of a model.
#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "autodiff/program.h"
#include "nn/parameters.h"
#include "train/training.h"

namespace hnn {

// An input for each sample: a column of the table at `count` samples in a row, the first of them
// `from` samples later than this one, one below the other. Samples without such successors are left
// out. Names are literals.
struct Feed {
  const char* column;
  int rows = 0;  // of the column
  int from = 0, count = 1;

  [[nodiscard]] int size() const { return rows * count; }
};

struct Term {
  const char* name;
  Var value;  // 1 × 1
};

// Moves the control scalars after a step was taken; `batch` holds the terms of the step's batch, then
// what was watched.
using MoveControls =
    std::function<void(std::span<double> controls, const std::vector<TermValue>& batch, int step)>;

struct Objective {
  std::vector<Term> terms;    // the loss is their sum
  std::vector<Term> watched;  // measured in every step, no part of the loss
  // Added to what is minimised but not to the loss, 1 × 1 each: what data cannot determine.
  std::vector<Var> costs;
  // The feed whose mean square a loss may be compared with, to tell divergence from large data.
  int target = -1;            // none
  MoveControls moveControls;  // if there are any
};

// Names the inputs of an objective while it is recorded.
class Recorder {
 public:
  Recorder(Graph& graph, const ParameterLayout& layout)
      : graph_(graph), parameters_(declareParameters(graph, layout)) {}

  [[nodiscard]] const std::vector<Var>& parameters() const { return parameters_; }
  Var data(const Feed& feed);  // feed.size() × samples
  Var noise(int rows);         // rows × samples, standard normal, new in every step
  // A number that training does not descend but Objective::moveControls moves, 1 × 1: a Lagrange
  // multiplier, as in Rezende & Viola 2018 (arXiv 1810.00597), or a weight that rises. It is part of
  // the training's state.
  Var control(double start);

  [[nodiscard]] const std::vector<Feed>& feeds() const { return feeds_; }
  [[nodiscard]] const std::vector<Var>& inputs() const { return inputs_; }  // of the feeds
  [[nodiscard]] const std::vector<Var>& noises() const { return noises_; }
  [[nodiscard]] const std::vector<Var>& controls() const { return controls_; }
  [[nodiscard]] const std::vector<double>& controlStarts() const { return controlStarts_; }

 private:
  Graph& graph_;
  std::vector<Var> parameters_, inputs_, noises_, controls_;
  std::vector<double> controlStarts_;
  std::vector<Feed> feeds_;
};

using RecordObjective = std::function<Objective(Recorder&)>;

// An objective, and its gradient with respect to every weight, compiled for replay.
class ObjectiveProgram {
 public:
  // A step: the gradient is that of loss and costs together.
  enum class Wanted { kLoss, kLossAndGradient, kStep };

  // Reads the weights at every run; they must outlive the program.
  ObjectiveProgram(const ParameterLayout& layout, const Real* weights,
                   const RecordObjective& record, Wanted wanted);

  // One block for each of feeds(), then one for each noise: rows × samples, column-major. Returns
  // the loss.
  double run(const std::vector<const Real*>& inputs, int samples);

  [[nodiscard]] const std::vector<Feed>& feeds() const { return recorder_.feeds(); }
  [[nodiscard]] const std::vector<Var>& noises() const { return recorder_.noises(); }
  [[nodiscard]] int target() const { return target_; }  // a feed, or −1

  // Control scalars; until they are set they have their starts.
  [[nodiscard]] const std::vector<double>& controlStarts() const {
    return recorder_.controlStarts();
  }
  void setControls(const std::vector<double>& values);
  [[nodiscard]] const MoveControls& moveControls() const { return moveControls_; }

  // Of the last run, in the objective's order: the terms, then what is watched.
  [[nodiscard]] std::vector<TermValue> terms() const;
  // With respect to every weight, in the layout's order; valid until the next run.
  [[nodiscard]] std::span<const Real> gradient() const { return gradient_; }
  void scaleGradient(double factor) {
    for (Real& value : gradient_) value *= static_cast<Real>(factor);
  }

  void observe(Program::Observer observer) { program_.observe(std::move(observer)); }
  [[nodiscard]] std::size_t bytes() const { return program_.bytes(); }

 private:
  Program record(const ParameterLayout& layout, const Real* weights, const RecordObjective& record,
                 Wanted wanted);

  Graph graph_;
  Recorder recorder_;
  std::vector<const char*> terms_;
  std::size_t firstTerm_ = 0;  // its output
  int target_ = -1;
  MoveControls moveControls_;
  std::vector<Real> controls_;
  std::vector<Real> gradient_;
  Program program_;
};

}  // namespace hnn
