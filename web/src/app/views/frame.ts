// The plane in which a system's motion is drawn: (q, p), or positions.
import { bodiesOf } from "../../canvas/bodies.js";
import type { PortraitFrame } from "../../canvas/portraitBackdrop.js";
import type { SystemInfo } from "../../catalogue/settings.js";
import { text } from "../../catalogue/strings.js";
import { labelsOf } from "./words.js";

export function frameOf(system: SystemInfo): PortraitFrame {
  const { xAxis, yAxis, xMin, xMax, yMin, yMax, drawing } = system.view;
  const labels = labelsOf(system);
  const positions = drawing === "orbits";
  // Component i of the x axis belongs to component i of the y axis.
  const bodies = positions ? bodiesOf(2 * system.degreesOfFreedom) : 1;
  const others = Array.from({ length: bodies - 1 }, (_, i): [number, number] => [
    xAxis + i + 1,
    yAxis + i + 1,
  ]);
  // Where several bodies are drawn, the axes belong to none of them.
  const isShared = others.length > 0;
  return {
    ...{ xAxis, yAxis, xMin, xMax, yMin, yMax },
    xLabel: isShared ? text.position("x") : (labels[xAxis] ?? ""),
    yLabel: isShared ? text.position("y") : (labels[yAxis] ?? ""),
    plane: system.degreesOfFreedom === 1,
    positions,
    others,
    angle: system.coordinates[xAxis]?.unit === "rad",
  };
}
