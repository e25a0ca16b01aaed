// One contestant's run behind messages: answers requests (protocol/messages.ts) and trains in between. The messages
// come from a worker (worker.ts) or from the same thread (localEngine.ts).

import { CoreFailure, IncompleteCore, messageOf } from "../lab/errors.js";
import type { Lab } from "../lab/lab.js";
import { shapeOf } from "../lab/modelFile.js";
import { clock, yieldToEventLoop } from "../lab/pause.js";
import type { PhaseSpaceRun } from "../lab/phaseSpaceRun.js";
import type { Measured } from "../protocol/measured.js";
import {
  dataKey,
  digestOf,
  type Reply,
  type Request,
  type SentData,
} from "../protocol/messages.js";
import type { Settings } from "../protocol/settings.js";
import type { Contestant, LossCurve, View } from "../protocol/snapshot.js";
import { Studies } from "./studies.js";
import { buffersOf, partsOf, TrainLoop } from "./trainLoop.js";

export type Post = (reply: Reply, transfer?: Transferable[]) => void;
type RequestOf<Type extends Request["type"]> = Extract<Request, { type: Type }>;
type HostRequest = Exclude<Request, { type: "start" }>;

export type Start = RequestOf<"start">;

const replacesRun: HostRequest["type"][] = ["open", "load", "restore"];

/** The clock of a host; tests inject their own. */
export interface Timing {
  /** ms, for spans. */
  now(): number;
  /** Yields to the event loop, so that messages are handled between pieces of work. */
  yieldToEventLoop(): Promise<void>;
}

export class ContestantHost {
  #lab: Lab | null = null;
  #contestant: Contestant = "hnn";
  #run: PhaseSpaceRun | null = null;
  #loop: TrainLoop | null = null;
  /** The run's own: one object, so that it is hashed once. */
  #runData: Measured | null = null;
  /** The measured data that came last with a question, to which later ones refer. */
  #sent: Measured | null = null;
  #view: View = {};
  /** Data and truth for settings of which no run is open; kept because the next request usually needs them too. */
  #truth: { key: string; run: PhaseSpaceRun } | null = null;
  #studies: Studies<PhaseSpaceRun>;
  #waiting: HostRequest[] = [];
  #working = false;
  /** Requests "sync" that wait until nothing is left to do. */
  #syncs: number[] = [];
  #closed = false;

  constructor(
    private readonly post: Post,
    private readonly makeLab: (start: Start) => Promise<Lab>,
    private readonly timing: Timing = { now: clock, yieldToEventLoop: yieldToEventLoop },
    /** Makes a lab of the whole core, where the first one may be incomplete. */
    private readonly makeWholeLab?: () => Promise<Lab>,
  ) {
    this.#studies = new Studies(post, timing.now, (run) => this.#release(run));
  }

  receive(request: Request): void {
    if (this.#closed) return;
    if (request.type === "start") void this.#start(request);
    else {
      this.#waiting.push(request);
      void this.#work();
    }
  }

  /** Ends everything and frees the memory. */
  close(): void {
    this.#closed = true;
    this.#loop = null;
    this.#studies.close();
    this.#run?.dispose();
    this.#truth?.run.dispose();
  }

  async #start(start: Start): Promise<void> {
    const { lock } = start;
    this.#contestant = start.contestant;
    let lab: Lab;
    try {
      lab = await this.makeLab(start);
    } catch (error) {
      this.post({ type: "failed", message: messageOf(error) });
      return;
    }
    if (this.#closed) return;
    this.post({ type: "ready", lock });
    this.#lab = lab;
    void this.#work();
  }

  /** Handles one request; an error rejects the request, a core failure ends this host. */
  async #handle(lab: Lab, request: HostRequest): Promise<void> {
    try {
      this.#answer(lab, request);
    } catch (error) {
      if (error instanceof IncompleteCore && this.makeWholeLab)
        await this.#completeFor(request, this.makeWholeLab);
      else this.#refuse(request, error);
    }
  }

  /** Takes the whole core from now on; runs of the first one stay usable until they are replaced. */
  async #completeFor(request: HostRequest, makeWholeLab: () => Promise<Lab>): Promise<void> {
    try {
      this.#lab = await makeWholeLab();
    } catch (error) {
      this.#refuse(request, error, { isMissing: true });
      return;
    }
    if (!this.#closed) await this.#handle(this.#lab, request);
  }

  #refuse(request: HostRequest, error: unknown, why: { isMissing?: boolean } = {}): void {
    if (error instanceof CoreFailure) {
      this.#break(error);
      return;
    }
    if ("generation" in request) this.#loop?.setGeneration(request.generation);
    if ("id" in request)
      this.post({ type: "refused", id: request.id, message: messageOf(error), ...why });
  }

  #answer(lab: Lab, request: HostRequest): void {
    switch (request.type) {
      case "open":
        this.#replace(sessionOf(lab, request.settings, request.measured), request.generation);
        this.#runData = request.measured;
        this.post({ type: "done", id: request.id });
        break;
      case "load":
        this.#load(lab, request);
        break;
      case "restore":
        this.#restore(lab, request);
        break;
      case "reset":
        this.#reset(request.generation);
        this.post({ type: "done", id: request.id });
        break;
      case "train":
        this.#loop?.train(request.totalSteps);
        break;
      case "pause":
        this.#loop?.pause();
        break;
      case "step":
        this.#loop?.step(request.steps);
        break;
      case "watch":
        this.#view = request.view;
        this.#loop?.watch(request.view);
        break;
      case "truth":
        this.#tellTruth(lab, request);
        break;
      case "study":
        this.#study(lab, request);
        break;
      case "cancel":
        this.#studies.cancel(request.id);
        break;
      case "metrics":
        this.post({ type: "metrics", id: request.id, metrics: this.#open().run.metrics() });
        break;
      case "save":
        this.post({ type: "saved", id: request.id, file: this.#open().run.saveText() });
        break;
      case "backup": {
        const checkpoint = { ...this.#open().loop.state(), measured: null };
        this.post({ type: "backup", id: request.id, checkpoint }, buffersOf(checkpoint));
        break;
      }
      case "sync":
        this.#syncs.push(request.id);
        break;
      default:
        request satisfies never;
    }
  }

  #open(): { run: PhaseSpaceRun; loop: TrainLoop } {
    if (!this.#run || !this.#loop) throw new Error("no run is open yet");
    return { run: this.#run, loop: this.#loop };
  }

  #reset(generation: number): void {
    const { run, loop } = this.#open();
    this.#studies.modelReplaced(run);
    loop.reset(generation);
  }

  /** Replaces the old run only after the new one has been created. */
  #replace(run: PhaseSpaceRun, generation: number, curve?: LossCurve): void {
    const old = this.#run;
    this.#run = run;
    if (old) {
      this.#studies.modelReplaced(old);
      this.#release(old);
    }
    this.#loop = new TrainLoop({
      run,
      contestant: this.#contestant,
      generation,
      view: this.#view,
      ...(curve && { curve }),
      post: this.post,
      now: this.timing.now,
    });
    this.#loop.snapshot();
  }

  /** Frees a run's memory when neither the loop nor a study uses it. */
  #release(run: PhaseSpaceRun): void {
    const isNeeded =
      !this.#closed && (run === this.#run || run === this.#truth?.run || this.#studies.uses(run));
    if (!isNeeded) run.dispose();
  }

  #restore(lab: Lab, { id, generation, checkpoint }: RequestOf<"restore">): void {
    this.#replace(lab.restore(checkpoint), generation, checkpoint.curve);
    this.#runData = checkpoint.measured;
    this.#loop?.checkpoint();
    this.post({ type: "done", id });
  }

  #load(lab: Lab, { id, generation, file }: RequestOf<"load">): void {
    const run = this.#runFrom(lab, file);
    this.#replace(run, generation);
    this.#runData = run.measured;
    this.#loop?.checkpoint();
    const settings = run.settings as Settings; // a run that can train has settings
    this.post({ type: "loaded", id, settings, measured: this.#runData });
  }

  /** A file without settings uses the data and training settings of the current run. */
  #runFrom(lab: Lab, file: string): PhaseSpaceRun {
    const loaded = lab.load(file);
    if (loaded.canTrain) return loaded;
    const present = this.#run?.settings;
    const { stateSize } = loaded.network;
    const measured = this.#run?.measured ?? null;
    const shape = shapeOf(lab.catalogue, loaded.network, measured);
    loaded.dispose();
    if (!present) {
      throw new Error(
        "this file contains a network without settings: open a run first, then load the file again",
      );
    }
    const here = this.#run?.network.stateSize;
    if (here !== stateSize) {
      throw new Error(
        `this file's network has ${stateSize} inputs, and the system ${present.system} has ${here}: ` +
          "select the system it was trained for, then load the file again",
      );
    }
    return lab.load(file, { ...present, ...shape }, { measured });
  }

  /** Data of a request, which may have been sent with an earlier one. */
  #dataOf(given: Measured | SentData | null): Measured | null {
    if (given === null) return null;
    if ("digest" in given) {
      if (this.#sent && digestOf(this.#sent) === given.digest) return this.#sent;
      throw new Error("the worker does not have the data that this request refers to");
    }
    const isOfRun = this.#runData !== null && digestOf(this.#runData) === digestOf(given);
    this.#sent = isOfRun ? this.#runData : given;
    return this.#sent;
  }

  #study(lab: Lab, { id, settings, measured, source, study }: RequestOf<"study">): void {
    const ofModel = source === "model";
    const run = ofModel ? this.#open().run : this.#runOf(lab, settings, this.#dataOf(measured));
    this.#studies.begin({ id, run, ofModel, results: run.study(study, source) });
  }

  #tellTruth(lab: Lab, request: RequestOf<"truth">): void {
    const { id, settings, rollout, wantData, wantParts, wantStepped } = request;
    const measured = this.#dataOf(request.measured);
    const run = this.#runOf(lab, settings, measured);
    const data = wantData ? run.data() : null;
    const grid = request.grid && !measured ? { ...request.grid, source: "truth" as const } : null;
    const truth = {
      rollout: rollout && run.rollout({ ...rollout, source: "truth" }),
      stepped:
        rollout && wantStepped && !measured
          ? run.rollout({ ...rollout, source: "integrator" })
          : null,
      grid: grid && run.grid(grid),
      parts: grid && wantParts ? partsOf(run, grid) : null,
      data,
      report: measured && run.report(),
    };
    this.post({ type: "truth", id, truth }, data ? [data.x.buffer, data.dxdt.buffer] : []);
  }

  /** Some run with the data of `settings`. */
  #runOf(lab: Lab, settings: Settings, measured: Measured | null): PhaseSpaceRun {
    const key = dataKey(settings, measured);
    const present = this.#run?.settings;
    if (this.#run && present && dataKey(present, this.#runData) === key) return this.#run;
    if (this.#truth?.key !== key) {
      const run = sessionOf(lab, settings, measured);
      const old = this.#truth;
      this.#truth = { key, run };
      if (old) this.#release(old.run);
    }
    return this.#truth.run;
  }

  /** Handles requests and slices of training while there are any, yielding to the event loop in between. */
  async #work(): Promise<void> {
    if (this.#working || !this.#lab) return;
    this.#working = true;
    while (!this.#closed && this.#hasWork) {
      await this.timing.yieldToEventLoop(); // lets all pending messages arrive: some may replace others
      for (const request of this.#withoutOvertaken(this.#waiting.splice(0))) {
        if (!this.#closed) await this.#handle(this.#lab, request);
      }
      this.#slice();
      this.#studyOn();
    }
    this.#working = false;
    if (this.#closed) return;
    for (const id of this.#syncs.splice(0)) this.post({ type: "done", id });
  }

  get #hasWork(): boolean {
    return this.#waiting.length > 0 || this.#loop?.busy === true || this.#studies.busy;
  }

  #studyOn(): void {
    if (this.#closed) return;
    this.#studies.piece((id, error) => {
      if (error instanceof CoreFailure) this.#break(error);
      else this.post({ type: "refused", id, message: messageOf(error) });
    });
  }

  #slice(): void {
    try {
      this.#loop?.slice();
    } catch (error) {
      // Requests are checked on arrival, so a failing slice is a failure of the core.
      this.#break(error);
    }
  }

  #withoutOvertaken(requests: HostRequest[]): HostRequest[] {
    const types = requests.map(({ type }) => type);
    const lastView = types.lastIndexOf("watch");
    const lastRun = Math.max(...replacesRun.map((type) => types.lastIndexOf(type)));
    return requests.filter((request, i) => {
      if (request.type === "watch") return i === lastView;
      if (request.type !== "open" || i === lastRun) return true;
      this.#loop?.setGeneration(request.generation);
      this.post({ type: "overtaken", id: request.id });
      return false;
    });
  }

  #break(error: unknown): void {
    this.close();
    this.post({ type: "broken", message: messageOf(error) });
  }
}

function sessionOf(lab: Lab, settings: Settings, measured: Measured | null): PhaseSpaceRun {
  return lab.session(settings, measured ? { measured } : {});
}
