// The views of the page, in the order of their tabs: one line each. All but the lab are loaded when they are opened.
import type { ViewEntry } from "../view.js";
import { LabView } from "./lab/labView.js";

export const views: readonly ViewEntry[] = [
  { id: "lab", load: () => (context) => new LabView(context) },
  {
    id: "orbits",
    load: async () => {
      const { OrbitsView } = await import("./orbits/orbitsView.js");
      return (context) => new OrbitsView(context);
    },
  },
  {
    id: "chaos",
    load: async () => {
      const { ChaosView } = await import("./chaos/chaosView.js");
      return (context) => new ChaosView(context);
    },
  },
  {
    id: "reversal",
    load: async () => {
      const { ReversalView } = await import("./reversal/reversalView.js");
      return (context) => new ReversalView(context);
    },
  },
];
