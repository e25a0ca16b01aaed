// What both of jax-js's training steps need. Its arrays are counted: an operation consumes its operands, and
// `.ref` keeps one.

import { tensors } from "../problem.mjs";

/** The weights once more, for a call that consumes them. */
export const keep = (weights) =>
  Object.fromEntries(tensors.map((name) => [name, weights[name].ref]));

export function drop(weights) {
  for (const name of tensors) weights[name].dispose();
}

export const arrayOf = ({ numpy: np }, values, shape) =>
  np.array(Float32Array.from(values)).reshape(shape);
