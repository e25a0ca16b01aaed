// Methods that the package is about to have; this file goes when they are there.

import type { Measured } from "../protocol/measured.js";
import type { Source } from "../protocol/snapshot.js";
import type { StudyRequest, StudyResult } from "../protocol/study.js";
import type { Run } from "./run.js";

declare module "./run.js" {
  interface Run {
    readonly measured: Measured | null;
    study(request: StudyRequest, source?: Source): Generator<StudyResult, void>;
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
