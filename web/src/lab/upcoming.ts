// Methods that the package is about to have; this file goes when they are there.

import type { Measured } from "../protocol/measured.js";
import type { Run } from "./run.js";

declare module "./run.js" {
  interface Run {
    readonly measured: Measured | null;
  }
  interface RunState {
    measured?: Measured | null;
  }
}
declare module "./lab.js" {
  interface Lab {
    session(given: SettingsInput, options: { measured?: Measured }): Run;
    load(file: string, settings: SettingsInput, options: { measured?: Measured }): Run;
  }
}
declare module "../catalogue/settings.js" {
  interface Settings {
    derivative: string;
  }
}

export type Upcoming = never;
