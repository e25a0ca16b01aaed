// Where a line leaves the area that a chart shows. Pure.

interface Place {
  x: number;
  y: number;
}

/** At every border crossing from inside to outside; pixels, y downwards. */
export function exitsOf(
  points: readonly Place[],
  { top, bottom }: { top: number; bottom: number },
): { x: number; isAbove: boolean }[] {
  const exits: { x: number; isAbove: boolean }[] = [];
  const isInside = ({ y }: Place) => y >= top && y <= bottom;
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1], points[i]] as [Place, Place];
    if (!isInside(from) || isInside(to) || !Number.isFinite(to.y)) continue;
    const isAbove = to.y < top;
    const share = ((isAbove ? top : bottom) - from.y) / (to.y - from.y);
    exits.push({ x: from.x + share * (to.x - from.x), isAbove });
  }
  return exits;
}
