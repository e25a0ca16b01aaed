// The plane in which a system's motion is drawn: (q, p) of one degree of freedom, or positions.
import type { PortraitFrame } from "../../canvas/phasePortrait.js";
import type { SystemInfo } from "../../catalogue/settings.js";
import { text } from "../../catalogue/strings.js";
import { labelsOf } from "./words.js";

export function frameOf(system: SystemInfo): PortraitFrame {
  const { xAxis, yAxis, xMin, xMax, yMin, yMax } = system.view;
  const labels = labelsOf(system);
  // A projection on positions shows every body: component i of the x axis belongs to component i of the y axis.
  const bodies = system.degreesOfFreedom / 2;
  const isProjection = system.degreesOfFreedom > 1;
  const others: [number, number][] = isProjection
    ? Array.from({ length: Math.max(0, bodies - 1) }, (_, i) => [xAxis + i + 1, yAxis + i + 1])
    : [];
  // Where several bodies are drawn, the axes belong to none of them.
  const isShared = others.length > 0;
  return {
    xAxis,
    yAxis,
    xMin,
    xMax,
    yMin,
    yMax,
    xLabel: isShared ? text.position("x") : (labels[xAxis] ?? ""),
    yLabel: isShared ? text.position("y") : (labels[yAxis] ?? ""),
    plane: !isProjection,
    others,
  };
}
