#include "models/graph_evaluator.h"

#include <cassert>

#include "autodiff/gradient.h"
#include "autodiff/ops.h"

namespace hnn {

GraphEvaluator::GraphEvaluator(const PhaseSpaceModel& model, const Real* weights)
    : model_(model), weights_(weights) {
  record(kField);
  if (model.hasEnergy()) record(kEnergy);
}

// Reverse mode gives products with the transposed Jacobian, uᵀ ∂field/∂x; that is linear in u, and
// its derivative by u in the direction v is ∂field/∂x · v. So grad of grad makes a forward
// derivative, and the value of u is never needed.
void GraphEvaluator::record(Quantity quantity) {
  Graph graph;  // programs copy what they need of it
  const std::vector<Var> parameters = declareParameters(graph, model_.layout());
  const Shape states{model_.spec().stateSize, kBatch};
  const Var x = graph.input("x", states), v = graph.input("v", states);
  const auto wanted = [&]() -> std::vector<Var> {
    switch (quantity) {
      case kEnergy:
        return {model_.energy(parameters, x)};
      case kFieldAndEnergy:
        return {model_.field(parameters, x), model_.energy(parameters, x)};
      case kEnergyGradient:
        return grad(model_.energy(parameters, x), {x});
      case kConservativeField:
        return {model_.conservativeField(parameters, x)};
      case kMassPivots:
        return {model_.massPivots(parameters, x)};
      case kTangent: {
        const Var u = graph.input("u", states);
        return grad(grad(model_.field(parameters, x) * u, {x})[0] * v, {u});
      }
      default:
        return {model_.field(parameters, x)};
    }
  };
  functions_[quantity] = std::make_unique<Function>(Function{Program(graph, wanted()), x, v});
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    functions_[quantity]->program.bind(parameters[i],
                                       weights_ + model_.layout().slices()[i].offset);
  }
}

Program& GraphEvaluator::run(Quantity quantity, const Matrix& x, const Matrix* v) {
  if (!functions_[quantity]) record(quantity);
  Function& function = *functions_[quantity];
  if (x.cols() == 0) return function.program;
  x_ = x.cast<Real>();
  function.program.bind(function.x, x_.data());
  if (v) {
    v_ = v->cast<Real>();
    function.program.bind(function.v, v_.data());
  }
  const bool held = !held_.expired();
  function.program.run(static_cast<int>(x.cols()), held && function.packed
                                                       ? Program::Leaves::kAsBefore
                                                       : Program::Leaves::kMayDiffer);
  function.packed = held;
  return function.program;
}

namespace {

// The i-th output of a program that has run on `samples`.
Matrix valueOf(const Program& program, std::size_t i, Eigen::Index samples) {
  const int rows = program.outputShape(i).rows;
  if (samples == 0) return Matrix(rows, 0);
  return Eigen::Map<const RealMatrix>(program.output(i), rows, samples).cast<double>();
}

}  // namespace

Matrix GraphEvaluator::evaluate(Quantity quantity, const Matrix& x, const Matrix* v) {
  return valueOf(run(quantity, x, v), 0, x.cols());
}

FieldAndEnergy GraphEvaluator::fieldAndEnergy(const Matrix& x) {
  assert(model_.hasEnergy());
  const Program& program = run(kFieldAndEnergy, x);
  return {valueOf(program, 0, x.cols()), valueOf(program, 1, x.cols())};
}

std::shared_ptr<void> GraphEvaluator::hold() {
  if (std::shared_ptr<void> held = held_.lock()) return held;
  for (std::unique_ptr<Function>& function : functions_) {
    if (function) function->packed = false;
  }
  auto held = std::make_shared<char>();
  held_ = held;
  return held;
}

Matrix GraphEvaluator::field(const Matrix& x) { return evaluate(kField, x); }

Matrix GraphEvaluator::energy(const Matrix& x) {
  assert(model_.hasEnergy());
  return evaluate(kEnergy, x);
}

Matrix GraphEvaluator::energyGradient(const Matrix& x) {
  assert(model_.hasEnergy());
  return evaluate(kEnergyGradient, x);
}

Matrix GraphEvaluator::conservativeField(const Matrix& x) {
  assert(model_.hasDissipation());
  return evaluate(kConservativeField, x);
}

Matrix GraphEvaluator::massPivots(const Matrix& x) {
  assert(model_.hasMassMatrix());
  return evaluate(kMassPivots, x);
}

Matrix GraphEvaluator::tangent(const Matrix& x, const Matrix& v) {
  return evaluate(kTangent, x, &v);
}

}  // namespace hnn
