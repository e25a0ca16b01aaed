// The loss of a Lagrangian network with two coordinates (Cranmer et al. 2020, eq. 6) in jax-js 0.1.25: the mean
// square of q̈ = M⁻¹ (∂L/∂q − C q̇) less the measured one, with M = ∂²L/∂q̇∂q̇ and C = ∂²L/∂q̇∂q.
//
// As with Hamiltonian networks, gradients through nested reverse derivatives come out wrong on the wasm device
// (on the cpu device they are right), and reverse over forward is right.

import { arrayOf, drop, keep } from "./jaxArrays.mjs";

const inputs = 4; // q₁, q₂, q̇₁, q̇₂
const d = 2;

/** Cramer's rule for the two accelerations: M [a₁ a₂]ᵀ = [r₁ r₂]ᵀ. */
function solve({ m11, m12, m22 }, [r1, r2], np) {
  const determinant = m11.ref.mul(m22.ref).sub(np.square(m12.ref));
  const a1 = m22.mul(r1.ref).sub(m12.ref.mul(r2.ref)).div(determinant.ref);
  return [a1, m11.mul(r2).sub(m12.mul(r1)).div(determinant)];
}

function formsOf(jax) {
  const { numpy: np, grad, valueAndGrad } = jax;

  /** L of rows of states, as a column: the network and prior · |q̇|²/2. */
  const lagrangian = (w, x, prior) => {
    const speeds = np.square(x.ref.slice([], [d, inputs])).sum(1, { keepdims: true });
    const first = jax.nn.softplus(np.matmul(x, w.W1).add(w.b1));
    const learned = np.matmul(jax.nn.softplus(np.matmul(first, w.W2).add(w.b2)), w.W3);
    return learned.add(speeds.mul(prior.mul(0.5)));
  };

  /** The paper's formula as it stands: Hessian and gradient of one sample, under vmap. */
  const hessianOfEach = (w, x, accelerations, prior) => {
    const one = (z) => np.squeeze(lagrangian(keep(w), z.reshape([1, inputs]), prior.ref));
    const acceleration = (z) => {
      const H = jax.hessian(one)(z.ref);
      const gradient = grad(one)(z.ref);
      const second = (i, j) => H.ref.slice(i, j);
      const [v1, v2] = [z.ref.slice(d), z.slice(d + 1)];
      const rest = [0, 1].map((i) =>
        gradient.ref
          .slice(i)
          .sub(second(d + i, 0).mul(v1.ref))
          .sub(second(d + i, 1).mul(v2.ref)),
      );
      const mass = { m11: second(d, d), m12: second(d, d + 1), m22: second(d + 1, d + 1) };
      for (const array of [v1, v2, gradient, H]) array.dispose();
      return np.stack(solve(mass, rest, np));
    };
    const found = jax.vmap(acceleration)(x);
    drop(w);
    prior.dispose();
    return np.square(found.sub(accelerations)).mean();
  };

  /** Forward derivatives along pairs of directions, then one reverse pass. */
  const reverseOverForward = (w, x, accelerations, prior) => {
    const [count] = x.shape;
    const along = (i) => {
      const direction = new Float32Array(count * inputs);
      for (let k = 0; k < count; k++) direction[k * inputs + i] = 1;
      return arrayOf(jax, direction, [count, inputs]);
    };
    const slope = (f, at, direction) => {
      const [value, found] = jax.jvp(f, [at], [direction]);
      value.dispose();
      return found;
    };
    const first = (z, u) => slope((y) => lagrangian(keep(w), y, prior.ref), z, u);
    const second = (u, v) => {
      const found = slope((z) => first(z, v.ref), x.ref, u);
      v.dispose();
      return found;
    };
    const drift = np.concatenate(
      [x.ref.slice([], [d, inputs]), np.zeros([count, d])], // (q̇, 0): C q̇ is a derivative along it
      1,
    );
    const mass = {
      m11: second(along(d), along(d)),
      m12: second(along(d), along(d + 1)),
      m22: second(along(d + 1), along(d + 1)),
    };
    const rest = [0, 1].map((i) => first(x.ref, along(i)).sub(second(along(d + i), drift.ref)));
    const found = np.concatenate(solve(mass, rest, np), 1);
    drop(w);
    for (const array of [x, prior, drift]) array.dispose();
    return np.square(found.sub(accelerations)).mean();
  };

  return { natural: valueAndGrad(hessianOfEach), forward: valueAndGrad(reverseOverForward) };
}

/** Its forms, "natural" and "forward", and what they are given besides the weights. */
export function lagrangianProblem(jax) {
  const accelerationsOf = (dxdt) => dxdt.filter((_, i) => i % inputs >= d);
  return {
    forms: formsOf(jax),
    given: ({ x, dxdt, count, kineticPrior = 0 }) => [
      arrayOf(jax, x, [count, inputs]),
      arrayOf(jax, accelerationsOf(dxdt), [count, d]),
      jax.numpy.array(kineticPrior),
    ],
  };
}
