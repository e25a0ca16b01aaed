// The state of a page's networks as one word, for `data-state` and for hosts.

export type RunState =
  | "loading"
  | "idle"
  | "training"
  | "paused"
  | "finished"
  | "stopped"
  | "fault";
