// Angles on an axis: a pendulum that turns over stays in the picture, because q is wrapped to (−π, π], and its
// line is interrupted where it leaves on one side and enters on the other. Pure.

const turn = 2 * Math.PI;

/** How many whole turns an angle is away from (−π, π]. */
export function turnsOf(angle: number): number {
  const turns = Math.ceil((angle - Math.PI) / turn);
  return Number.isFinite(turns) ? turns : 0;
}

/** The same angle in (−π, π]. */
export function wrapped(angle: number): number {
  return angle - turn * turnsOf(angle);
}

/** A piece of a line that stays within one turn; `shift` (rad) brings its points into the picture. */
export interface Stretch {
  from: number;
  to: number;
  shift: number;
}

/**
 * The points `first` … `last` of a line in pieces. A step across ±π belongs to the piece before and to the one after it,
 * so that both reach the border of the picture, which clips them.
 */
export function stretchesOf(
  angleAt: (point: number) => number,
  first: number,
  last: number,
): Stretch[] {
  const stretches: Stretch[] = [];
  let from = first;
  let turns = turnsOf(angleAt(first));
  for (let point = first + 1; point <= last; point++) {
    const next = turnsOf(angleAt(point));
    if (next === turns) continue;
    stretches.push({ from, to: point, shift: -turn * turns });
    from = point - 1;
    turns = next;
  }
  stretches.push({ from, to: last, shift: -turn * turns });
  return stretches;
}
