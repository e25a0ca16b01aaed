// How many bodies a state of plane orbits describes: two coordinates and two momenta each.
export function bodiesOf(stateSize: number): number {
  return stateSize / 4;
}
