// The views of the page, in the order of their tabs: one line each.
import type { ViewEntry } from "../view.js";
import { ChaosView } from "./chaosView.js";
import { LabView } from "./labView.js";
import { OrbitsView } from "./orbitsView.js";
import { ReversalView } from "./reversalView.js";

export const views: readonly ViewEntry[] = [
  { id: "lab", create: (context) => new LabView(context) },
  { id: "orbits", create: (context) => new OrbitsView(context) },
  { id: "chaos", create: (context) => new ChaosView(context) },
  { id: "reversal", create: (context) => new ReversalView(context) },
];
