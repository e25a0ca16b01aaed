// A model of a probability density, written once as a graph: training raises its bound, and samples
// are drawn through it.
#pragma once

#include <vector>

#include "models/model.h"

namespace hnn {

class DensityModel : public Model {
 public:
  // Numbers of a point x.
  [[nodiscard]] virtual int dimension() const = 0;
  // Standard normal numbers of each sample from which a point is drawn; the first dimension() of them
  // belong to the point, the others to what is auxiliary.
  [[nodiscard]] virtual int baseSize() const = 0;
  // Standard normal numbers of each sample that the bound requires; 0 where it is the density itself.
  [[nodiscard]] virtual int noiseSize() const = 0;

  // A lower bound of log p(x) whose mean over the noise is one, too: 1 × columns, from x of dimension()
  // × columns and noise of noiseSize() × columns.
  [[nodiscard]] virtual Var bound(const std::vector<Var>& parameters, Var x, Var noise) const = 0;

  // Points drawn from the model: dimension() × columns, from `base` of baseSize() × columns.
  [[nodiscard]] virtual Var draw(const std::vector<Var>& parameters, Var base) const = 0;
};

}  // namespace hnn
