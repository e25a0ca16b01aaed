#include "models/evaluator.h"

#include <cassert>

namespace hnn {

Evaluator::Evaluator(const PhaseSpaceModel& model, const Real* weights)
    : field_(record(model, weights, Quantity::kField)) {
  if (model.hasEnergy())
    energy_ = std::make_unique<Function>(record(model, weights, Quantity::kEnergy));
}

Evaluator::Function Evaluator::record(const PhaseSpaceModel& model, const Real* weights,
                                      Quantity quantity) {
  const std::vector<Var> parameters = declareParameters(graph_, model.layout());
  const Var x = graph_.input("x", {model.spec().stateSize, kBatch});
  const Var y =
      quantity == Quantity::kField ? model.field(parameters, x) : model.energy(parameters, x);
  Function function{Program(graph_, {y}), x};
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    function.program.bind(parameters[i], weights + model.layout().slices()[i].offset);
  }
  return function;
}

Matrix Evaluator::evaluate(Function& function, const Matrix& x) {
  if (x.cols() == 0) return Matrix(function.program.outputShape(0).rows, 0);
  input_ = x.cast<Real>();
  function.program.bind(function.x, input_.data());
  function.program.run(static_cast<int>(x.cols()));
  return Eigen::Map<const RealMatrix>(function.program.output(0),
                                      function.program.outputShape(0).rows, x.cols())
      .cast<double>();
}

Matrix Evaluator::field(const Matrix& x) { return evaluate(field_, x); }

Matrix Evaluator::energy(const Matrix& x) {
  assert(energy_);
  return evaluate(*energy_, x);
}

}  // namespace hnn
