// The operations of the graph, as functions and operators on `Var`. Shapes are features × columns
// (graph.h).
#pragma once

#include <vector>

#include "autodiff/graph.h"

namespace hnn {

// Products.
Var matmul(Var a, Var b, bool transposeA = false);  // (r×k)(k×c) -> r×c; a is not per sample
Var outer(Var a, Var b);                            // (r×c)(s×c)ᵀ -> r×s, contracts columns

// Elementwise; both arguments have one shape.
Var operator+(Var a, Var b);
Var operator-(Var a, Var b);
Var operator*(Var a, Var b);
Var operator/(Var a, Var b);  // a * reciprocal(b)
Var operator*(double factor, Var a);
Var operator*(Var a, double factor);
Var operator/(Var a, double divisor);
Var operator+(Var a, double offset);
Var operator+(double offset, Var a);
Var operator-(Var a, double offset);
Var operator-(double offset, Var a);
Var operator-(Var a);

Var tanh(Var a);
Var tanhGrad(Var y, Var g);  // g (1 - y²) where y = tanh(…)
Var sigmoid(Var a);
Var softplus(Var a);  // log(1 + e^a)
Var relu(Var a);
Var step(Var a);  // 1 where a > 0, else 0; derivative 0
Var exp(Var a);
Var log(Var a);
Var sin(Var a);
Var cos(Var a);
Var sqrt(Var a);
Var wrap(Var a);  // a − 2π n, in [−π, π); derivative 1
Var reciprocal(Var a);
Var square(Var a);

// Shape.
Var sliceRows(Var a, int first, int rows);
Var placeRows(Var a, int first, int totalRows);  // a between zero rows
Var concatRows(Var a, Var b);
Var sumRows(Var a);                  // r×c -> 1×c
Var broadcastRows(Var a, int rows);  // 1×c -> r×c
Var sumColumns(Var a);               // r×c -> r×1; over the batch where a is per sample
Var broadcastColumns(Var a, int columns, int places = 1);  // r×1 -> r×columns (kBatch allowed)
// Each sample's numbers, column after column, as another number of rows (which divides them) and of
// places; per sample only.
Var reshape(Var a, int rows);
// y[i] = a[from[i]], or 0 where from[i] is −1. A row may be taken several times, as those of
// overlapping patches are.
Var gatherRows(Var a, const std::vector<int>& from);
// The adjoint: y[to[i]] += a[i], `rows` rows; a[i] is dropped where to[i] is −1.
Var scatterRows(Var a, const std::vector<int>& to, int rows);

Var sum(Var a);   // 1×1, over all elements and samples
Var mean(Var a);  // 1×1, over all elements and samples

// [dH/dp; -dH/dq] from ∇H = [dH/dq; dH/dp]: the symplectic gradient J∇H, 2d × columns.
Var symplectic(Var gradient);

}  // namespace hnn
