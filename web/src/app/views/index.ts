// The views of the page, in the order of their tabs: one line each.
import type { ViewEntry } from "../view.js";
import { LabView } from "./labView.js";
import { OrbitsView } from "./orbitsView.js";

export const views: readonly ViewEntry[] = [
  { id: "lab", create: (context) => new LabView(context) },
  { id: "orbits", create: (context) => new OrbitsView(context) },
];
