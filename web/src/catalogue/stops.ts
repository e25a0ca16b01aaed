// Where and why motions end early, in words: of the page in its language (stopText is one of the tables that
// language.ts overwrites), of the package in English.
import type { OrbitStop, Stop } from "../protocol/stop.js";
import type { SystemInfo } from "./settings.js";

/** `t` is the time, in digits. */
export const stopText = {
  bound: (component: string, value: string, t: string) =>
    `left the range: ${component} = ${value} at t = ${t}`,
  "not-finite": (t: string) => `the state after t = ${t} is not a finite number`,
  unsolved: (t: string) =>
    `the implicit step at t = ${t} did not converge; use a smaller time step`,
  "step-underflow": (t: string) =>
    `the motion changes faster than the integrator can resolve at t = ${t}`,
  "too-many-steps": (t: string) => `the integrator needs too many steps beyond t = ${t}`,
  bodies: (first: string, second: string, t: string) =>
    `bodies ${first} and ${second} come closer than the integrator can resolve at t = ${t}`,
  centre: (t: string) =>
    `the body comes closer to the centre than the integrator can resolve at t = ${t}`,
  orbit: (number: string, words: string) => `orbit ${number}: ${words}`,
};

/** The names of the components, and digits of a number, as their reader writes them. */
export interface StopWriter {
  names: readonly string[];
  digits(value: number): string;
}

/** Of the package, and of messages for developers: symbols as in the catalogue. */
export function plainWriter(system: SystemInfo | null, size: number): StopWriter {
  return {
    names: Array.from({ length: size }, (_, i) => system?.coordinates[i]?.symbol ?? `x[${i}]`),
    digits: (value) => String(Number(value.toPrecision(4))),
  };
}

export function stopWords(stop: Stop, system: SystemInfo | null, writer: StopWriter): string {
  const t = writer.digits(stop.t);
  switch (stop.reason) {
    case "bound": {
      const sizes = Array.from(stop.x, Math.abs);
      const largest = sizes.indexOf(Math.max(...sizes));
      const value = writer.digits(stop.x[largest] as number);
      return encounterWords(stop.x, system, t) ?? stopText.bound(writer.names[largest]!, value, t);
    }
    case "step-underflow":
      return encounterWords(stop.x, system, t) ?? stopText[stop.reason](t);
    default:
      return stopText[stop.reason](t);
  }
}

export function orbitStopWords(stop: OrbitStop, system: SystemInfo | null, writer: StopWriter) {
  return stopText.orbit(String(stop.orbit + 1), stopWords(stop, system, writer));
}

/** Bodies that are nearer are meeting: their momenta grow beyond every bound as the distance vanishes. */
const meeting = 1e-3;

/** Which bodies meet in the state x: two of them, or the only one and the centre; null: none do, or there are none. */
function encounterWords(x: Float64Array, system: SystemInfo | null, t: string): string | null {
  const bodies = new Map<string, number[]>(); // positions, by the last digit of a symbol such as q_x1
  system?.coordinates.forEach(({ symbol }, i) => {
    const [, body] = symbol.match(/^q_[xyz](\d?)$/) ?? [];
    if (body !== undefined) bodies.set(body, [...(bodies.get(body) ?? []), x[i] as number]);
  });
  let least = meeting;
  let words: string | null = null;
  for (const [first, a] of bodies)
    for (const [second, b] of bodies.size === 1 ? [["", [0, 0]] as const] : bodies) {
      const distance = Math.hypot(...a.map((value, k) => value - (b[k] as number)));
      if ((bodies.size > 1 && second <= first) || distance >= least) continue;
      least = distance;
      words = bodies.size === 1 ? stopText.centre(t) : stopText.bodies(first, second, t);
    }
  return words;
}
