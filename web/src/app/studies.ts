// Studies of the views: each belongs to the truth or a network, runs in its worker, streams its results here, and ends
// immediately when it is stopped or replaced.

import type { Engine } from "../engine/engine.js";
import { isAbort, messageOf } from "../lab/errors.js";
import type { Settings } from "../protocol/settings.js";
import type { Who } from "../protocol/snapshot.js";
import type { ResultOf, StudyRequest } from "../protocol/study.js";

export type StudyState = "none" | "running" | "done" | "stopped" | "failed";

/** The state of a network to which a result belongs. */
export interface ModelMark {
  step: number;
  generation: number;
}

/** What is known of a study of any kind. */
export type StudyFacts = Pick<
  Study<StudyRequest>,
  "state" | "result" | "mark" | "reason" | "progress"
>;

export class Study<Request extends StudyRequest> {
  state: StudyState = "none";
  /** Everything found so far. */
  result: ResultOf<Request> | null = null;
  /** The network; null for the truth. */
  mark: ModelMark | null = null;
  /** Why it failed. */
  reason = "";
  private controller: AbortController | null = null;

  constructor(private readonly changed: () => void) {}

  get progress(): number {
    return this.state === "done" ? 1 : (this.result?.progress ?? 0);
  }

  /** Resolves when it has ended for any reason; true: it is complete. */
  async run(
    engine: Engine,
    who: Who,
    settings: Settings,
    request: Request,
    mark: ModelMark | null,
  ): Promise<boolean> {
    this.controller?.abort();
    const controller = new AbortController();
    this.controller = controller;
    const isMine = () => this.controller === controller;
    this.state = "running";
    this.reason = "";
    this.mark = mark;
    this.changed();
    try {
      await engine.study(who, settings, request, {
        signal: controller.signal,
        onResult: (result) => {
          if (!isMine()) return;
          this.result = result as ResultOf<Request>;
          this.changed();
        },
      });
      if (isMine()) this.state = "done";
    } catch (error) {
      if (isMine()) {
        // Aborted, but not by us: its model was replaced, and the new one may be studied.
        this.state = isAbort(error) ? "none" : "failed";
        this.reason = messageOf(error);
      }
    }
    if (!isMine()) return false;
    this.controller = null;
    this.changed();
    return this.state === "done";
  }

  /** Results found so far are kept. */
  stop() {
    if (this.state !== "running") return;
    this.controller?.abort();
    this.controller = null;
    this.state = "stopped";
    this.changed();
  }

  /** No results, nothing under way. */
  clear() {
    this.controller?.abort();
    this.controller = null;
    this.state = "none";
    this.result = null;
    this.mark = null;
    this.changed();
  }
}
