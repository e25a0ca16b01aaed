#include "train/objective.h"

#include <cassert>

#include "autodiff/gradient.h"
#include "autodiff/ops.h"

namespace hnn {

Var Recorder::data(const Feed& feed) {
  inputs_.push_back(graph_.input(feed.column, {feed.size(), kBatch}));
  feeds_.push_back(feed);
  return inputs_.back();
}

Var Recorder::noise(int rows) {
  noises_.push_back(graph_.input("noise", {rows, kBatch}));
  return noises_.back();
}

Var Recorder::control(double start) {
  controls_.push_back(graph_.input("control", {1, 1}));
  controlStarts_.push_back(start);
  return controls_.back();
}

ObjectiveProgram::ObjectiveProgram(const ParameterLayout& layout, const Real* weights,
                                   const RecordObjective& record, Wanted wanted)
    : recorder_(graph_, layout), program_(this->record(layout, weights, record, wanted)) {}

Program ObjectiveProgram::record(const ParameterLayout& layout, const Real* weights,
                                 const RecordObjective& record, Wanted wanted) {
  Objective objective = record(recorder_);
  const std::vector<Var>& parameters = recorder_.parameters();
  target_ = objective.target;
  moveControls_ = std::move(objective.moveControls);

  assert(!objective.terms.empty());
  Var loss = objective.terms.front().value;
  for (std::size_t i = 1; i < objective.terms.size(); ++i) loss = loss + objective.terms[i].value;
  std::vector<Var> outputs = {loss};
  if (wanted != Wanted::kLoss) {
    Var whole = loss;
    if (wanted == Wanted::kStep)
      for (const Var cost : objective.costs) whole = whole + cost;
    const std::vector<Var> gradients = grad(whole, parameters);
    outputs.insert(outputs.end(), gradients.begin(), gradients.end());
  }
  firstTerm_ = outputs.size();
  const auto give = [&](const Term& term) {
    terms_.push_back(term.name);
    outputs.push_back(term.value);
  };
  for (const Term& term : objective.terms) give(term);
  for (const Term& term : objective.watched) give(term);

  Program program(graph_, outputs);
  gradient_.resize(layout.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::size_t offset = layout.slices()[i].offset;
    program.bind(parameters[i], weights + offset);
    if (wanted != Wanted::kLoss) program.bindOutput(i + 1, gradient_.data() + offset);
  }
  controls_.resize(recorder_.controls().size());
  setControls(recorder_.controlStarts());
  for (std::size_t i = 0; i < controls_.size(); ++i)
    program.bind(recorder_.controls()[i], &controls_[i]);
  return program;
}

double ObjectiveProgram::run(const std::vector<const Real*>& inputs, int samples) {
  assert(inputs.size() == recorder_.inputs().size() + recorder_.noises().size());
  const Real* const* values = inputs.data();
  for (const Var input : recorder_.inputs()) program_.bind(input, *values++);
  for (const Var noise : recorder_.noises()) program_.bind(noise, *values++);
  program_.run(samples);
  return static_cast<double>(*program_.output(0));
}

void ObjectiveProgram::setControls(const std::vector<double>& values) {
  assert(values.size() == controls_.size());
  for (std::size_t i = 0; i < values.size(); ++i) controls_[i] = static_cast<Real>(values[i]);
}

std::vector<TermValue> ObjectiveProgram::terms() const {
  std::vector<TermValue> values;
  for (std::size_t i = 0; i < terms_.size(); ++i)
    values.push_back({terms_[i], static_cast<double>(*program_.output(firstTerm_ + i))});
  return values;
}

}  // namespace hnn
