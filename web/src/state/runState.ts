// What the networks of a page do, in one word: what `data-state` says, and hosts hear.

export type RunState =
  | "loading"
  | "idle"
  | "training"
  | "paused"
  | "finished"
  | "stopped"
  | "fault";
