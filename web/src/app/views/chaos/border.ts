// The border of the region that an energy allows on a section: the curve H = E where the momentum across it is 0.
import { contourSegments, type Segments } from "../../../canvas/contours.js";
import type { SystemInfo } from "../../../catalogue/settings.js";
import type { Engine } from "../../../engine/engine.js";
import type { Settings } from "../../../protocol/settings.js";
import type { GridRequest } from "../../../protocol/snapshot.js";

const size = 121; // columns and rows of the grid of energies

/** In units of the section's axes; empty if the engine has no grid. */
export async function borderOf(
  engine: Engine,
  settings: Settings,
  { section, degreesOfFreedom }: SystemInfo,
  energy: number,
): Promise<Segments> {
  const at = new Array<number>(2 * degreesOfFreedom).fill(0);
  at[section.coordinate] = section.value;
  const { xAxis, yAxis, xMin, xMax, yMin, yMax } = section;
  const request: GridRequest = {
    ...{ xAxis, yAxis, xMin, xMax, yMin, yMax, at },
    ...{ columns: size, rows: size },
  };
  const { grid } = await engine.truth(settings, null, request);
  if (!grid) return [];
  const along = (value: number, min: number, max: number) =>
    min + (value / (size - 1)) * (max - min);
  return contourSegments(grid.energy, size, size, energy).map((value, i) =>
    i % 2 === 0 ? along(value, xMin, xMax) : along(value, yMin, yMax),
  );
}
