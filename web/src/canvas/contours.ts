// Contour lines by marching squares (Lorensen & Cline 1987, in two dimensions). Pure: a grid of values in,
// line segments out. A cell whose corners lie on both diagonals of a saddle is decided by its mean.

/** Segments one after the other: x1, y1, x2, y2, in units of columns and rows. */
export type Segments = number[];

/** `values` are rows × columns, row 0 first. Cells with a corner that is not finite stay empty. */
export function contourSegments(
  values: ArrayLike<number>,
  columns: number,
  rows: number,
  level: number,
): Segments {
  const segments: Segments = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      const a = (values[at] as number) - level; // lower left
      const b = (values[at + 1] as number) - level; // lower right
      const c = (values[at + columns + 1] as number) - level; // upper right
      const d = (values[at + columns] as number) - level; // upper left
      if (!Number.isFinite(a + b + c + d)) continue;
      marchCell(segments, column, row, a, b, c, d);
    }
  }
  return segments;
}

function marchCell(
  out: Segments,
  x: number,
  y: number,
  a: number,
  b: number,
  c: number,
  d: number,
) {
  const index = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
  if (index === 0 || index === 15) return;
  // Where each side is crossed.
  const bottom = () => [x + a / (a - b), y] as const;
  const right = () => [x + 1, y + b / (b - c)] as const;
  const top = () => [x + d / (d - c), y + 1] as const;
  const left = () => [x, y + a / (a - d)] as const;
  const line = (p: readonly [number, number], q: readonly [number, number]) => {
    out.push(p[0], p[1], q[0], q[1]);
  };
  switch (index) {
    case 1:
    case 14:
      return line(left(), bottom());
    case 2:
    case 13:
      return line(bottom(), right());
    case 4:
    case 11:
      return line(right(), top());
    case 8:
    case 7:
      return line(top(), left());
    case 3:
    case 12:
      return line(left(), right());
    case 6:
    case 9:
      return line(bottom(), top());
    case 5:
    case 10: {
      // A saddle: the corner pair of the mean's sign belongs together.
      const joined = a + b + c + d > 0 === (index === 5);
      line(left(), joined ? top() : bottom());
      line(right(), joined ? bottom() : top());
      return;
    }
  }
}

/** `count` levels between the extremes of the finite values, evenly spaced, ends left out. */
export function contourLevels(values: ArrayLike<number>, count: number): number[] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(high > low)) return [];
  return Array.from({ length: count }, (_, i) => low + ((i + 1) / (count + 1)) * (high - low));
}

/**
 * A learned energy is known only up to a constant: returns the shift by which it comes nearest to the true one
 * on the grid (mean difference over the values that are finite in both).
 */
export function energyOffset(truth: ArrayLike<number>, learned: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < Math.min(truth.length, learned.length); i++) {
    const difference = (truth[i] as number) - (learned[i] as number);
    if (!Number.isFinite(difference)) continue;
    sum += difference;
    count += 1;
  }
  return count > 0 ? sum / count : 0;
}
