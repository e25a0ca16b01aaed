// The engine on the page's side: one connection per contestant, each with a host behind a port. Numbers the requests,
// drops outdated replies, keeps only the latest of requests that replace each other, and when a host dies,
// starts a new one, restores the last good model and resumes training.

import { isAbort, messageOf } from "../lab/errors.js";
import type { Measured } from "../protocol/measured.js";
import {
  type Checkpoint,
  dataKey,
  digestOf,
  type Reply,
  type TruthReply,
} from "../protocol/messages.js";
import type { Settings } from "../protocol/settings.js";
import {
  type Contestant,
  type GridRequest,
  isNetwork,
  type Metrics,
  type RolloutRequest,
  type DataView as RunData,
  type Snapshot,
  type View,
  type Who,
} from "../protocol/snapshot.js";
import type { ResultOf, StudyRequest, StudyResult } from "../protocol/study.js";
import type { Engine, EngineEvents, Loaded, StudyOptions, Truth } from "./engine.js";
import { HostFailure, Refusal, Unavailable } from "./errors.js";
import type { EnginePort, OpenPort, PortRequest } from "./port.js";

/** A host that dies this often within a minute is not restarted until the next open. */
const mostDeaths = 3;
const deathWindow = 60_000; // ms

type Listener<Detail> = (detail: Detail) => void;
type Emit = <K extends keyof EngineEvents>(event: K, detail: EngineEvents[K]) => void;
/** A request before its id is assigned. */
type Numbered = PortRequest extends infer R
  ? R extends { id: number }
    ? Omit<R, "id">
    : never
  : never;

/** Requests that need no run, so a host may be started for them. */
const attaching: PortRequest["type"][] = ["open", "load", "restore", "truth"];

interface Pending {
  /** Of a study: the latest result. */
  onResult?: (result: StudyResult) => void;
  resolve(reply: Reply): void;
  reject(error: Error): void;
}

export function abortError(message: string): DOMException {
  return new DOMException(message, "AbortError");
}

/** One contestant: its host, the requests in effect, and what must be sent again after a crash. */
class Connection {
  busy = false; // training, according to the latest snapshot
  #wanted: Extract<PortRequest, { type: "train" }> | null = null; // training to resume if the host dies
  #port: EnginePort | null = null;
  #ready = false;
  #generation = 0;
  #lastId = 0;
  #pending = new Map<number, Pending>();
  #opened: Loaded | null = null;
  #checkpoint: Checkpoint | null = null;
  #shown: Snapshot | null = null; // the latest of the present run
  #sentData: string | null = null; // digest of the measured data that its host was sent last with a question
  #asleep = false; // its host was ended to free memory; the next request starts another
  #view: View = {};
  #deaths: number[] = []; // times
  #posts = 0;
  /** The latest "sync" on its way; null when the host has answered everything. */
  #sync: { id: number; after: number } | null = null;
  #recovering = false;

  constructor(
    private readonly contestant: Contestant,
    private readonly openPort: OpenPort,
    private readonly emit: Emit,
    /** `isQuiet` may have changed. */
    private readonly changed: () => void,
  ) {}

  /** No request is pending. */
  get isQuiet(): boolean {
    return this.#sync === null && this.#pending.size === 0 && !this.#recovering;
  }

  /** Requests under way. */
  get burden(): number {
    return this.#pending.size + (this.busy ? 1 : 0);
  }
  get isAttached(): boolean {
    return this.#port !== null || this.#asleep;
  }

  /** Ends the host and keeps everything needed to continue the run; false while something is under way. */
  sleep(): boolean {
    if (!this.#port) return true;
    if (this.busy || !this.isQuiet || this.#shown?.state === "stopped") return false;
    const isKept =
      !this.#shown ||
      this.#shown.step === 0 ||
      this.#checkpoint?.fingerprint === this.#shown.fingerprint;
    if (!isKept) return false; // the checkpoint of the last step is on its way
    this.#port.terminate();
    this.#port = null;
    this.#asleep = this.#opened !== null;
    return true;
  }

  /** Starts a host again and restores the run bit for bit; resolves when that is done. */
  async wake(): Promise<void> {
    const opened = this.#opened;
    if (!this.#asleep || !opened) return;
    this.#asleep = false;
    const checkpoint = this.#checkpoint;
    const generation = this.#generation;
    try {
      if (checkpoint)
        await this.ask({ type: "restore", generation, checkpoint: withData(checkpoint, opened) });
      else await this.ask({ type: "open", generation, ...opened });
    } catch (error) {
      // A death during the restart is reported by its own recovery, and a later run needs no restoring.
      if (isAbort(error) || !this.#port || generation !== this.#generation) return;
      this.emit("fault", {
        contestant: this.contestant,
        message: `Worker "${this.contestant}" could not be restarted: ${messageOf(error)}`,
        ...{ recoveredStep: null, resumed: false, lost: false, recoverable: true },
      });
    }
  }

  async open(settings: Settings, measured: Measured | null): Promise<void> {
    this.#asleep = false;
    const copy = structuredClone({ settings, measured }); // the caller may change its objects while this is under way
    await this.ask({ type: "open", generation: ++this.#generation, ...copy });
    this.#begin(copy);
  }

  async load(file: string): Promise<Loaded> {
    void this.wake(); // a file without settings uses those of the present run
    const reply = await this.ask({ type: "load", generation: ++this.#generation, file });
    const { settings, measured } = expect(reply, "loaded");
    this.#opened = { settings, measured };
    this.busy = false;
    this.#wanted = null;
    return structuredClone(this.#opened);
  }

  async restore(checkpoint: Checkpoint): Promise<void> {
    this.#asleep = false;
    const generation = ++this.#generation;
    await this.ask({ type: "restore", generation, checkpoint });
    const { settings, measured } = checkpoint;
    this.#begin(structuredClone({ settings, measured }));
    this.#checkpoint = structuredClone({ ...checkpoint, measured: null });
    this.busy = false;
  }

  async reset(): Promise<void> {
    void this.wake(); // before the generation changes
    await this.ask({ type: "reset", generation: ++this.#generation });
    this.#begin(this.#opened);
  }

  /** A run at step 0: only its settings and data have to be restored. */
  #begin(opened: Loaded | null): void {
    this.#opened = opened;
    this.#checkpoint = null;
    this.#wanted = null;
  }

  watch(view: View): void {
    this.#view = structuredClone(view);
    if (this.#asleep)
      void this.wake(); // which sends the view as well
    else if (this.#port) this.#send(this.#port, { type: "watch", view: this.#view });
  }

  /** Posts a request without a reply of its own. */
  tell(request: Extract<PortRequest, { type: "train" | "pause" | "step" }>): void {
    if (request.type !== "pause") void this.wake(); // a sleeping host does not train
    if (!this.#port) return; // nothing was opened, or the fault has been reported
    this.busy = request.type !== "pause";
    this.#wanted = request.type === "train" ? request : null;
    this.#send(this.#port, request);
  }

  /** Posts a request, followed by a "sync" that reports when all of them are done. */
  #send(port: EnginePort, request: PortRequest): void {
    port.post(request);
    this.#posts++;
    this.#askForSync(port);
  }

  #askForSync(port: EnginePort): void {
    if (this.#sync) return;
    this.#sync = { id: ++this.#lastId, after: this.#posts };
    port.post({ type: "sync", id: this.#sync.id });
    this.changed();
  }

  /** The host was done when it answered; further requests may have been posted since. */
  #synced(): void {
    const isAll = this.#sync?.after === this.#posts;
    this.#sync = null;
    if (!isAll && this.#port) this.#askForSync(this.#port);
    this.changed();
  }

  /** Posts a request; resolves with its reply, rejects if it is refused or the host dies. */
  ask(request: Numbered): Promise<Reply> {
    return this.#post(request).reply;
  }

  /** A study; its results are passed to `hear`. */
  async study(
    request: Extract<Numbered, { type: "study" }>,
    hear: (result: StudyResult) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { id, reply } = this.#post(request, hear);
    const abort = () => {
      this.#take(id)?.reject(signal?.reason);
      this.#port?.post({ type: "cancel", id });
    };
    signal?.addEventListener("abort", abort, { once: true });
    await reply.finally(() => signal?.removeEventListener("abort", abort));
  }

  #post(request: Numbered, hear?: Pending["onResult"]): { id: number; reply: Promise<Reply> } {
    void this.wake();
    const id = ++this.#lastId;
    const needsRun =
      !attaching.includes(request.type) &&
      !(request.type === "study" && request.source !== "model");
    if (needsRun && !this.#port) {
      return { id, reply: Promise.reject(new HostFailure("no run is open yet")) };
    }
    const port = this.#attach();
    const message = this.#withoutSentData({ ...request, id } as PortRequest);
    const reply = new Promise<Reply>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, ...(hear && { onResult: hear }) });
      this.#send(port, message);
    });
    return { id, reply };
  }

  /** Measured data cross to a host once, not with every question: a start that is dragged asks thirty times a second. */
  #withoutSentData(request: PortRequest): PortRequest {
    if (request.type !== "truth" && request.type !== "study") return request;
    const { measured } = request;
    if (!measured || "digest" in measured) return request;
    const digest = digestOf(measured);
    if (digest === this.#sentData) return { ...request, measured: { digest } };
    this.#sentData = digest;
    return request;
  }

  #attach(): EnginePort {
    if (this.#port) return this.#port;
    this.#ready = false;
    this.#sentData = null;
    // Ignore late events of a dead port.
    const port = this.openPort(this.contestant, {
      reply: (reply) => this.#port === port && this.#receive(reply),
      died: (cause) => this.#port === port && this.died(cause),
    });
    this.#port = port;
    this.#send(port, { type: "watch", view: this.#view });
    return port;
  }

  #receive(reply: Reply): void {
    switch (reply.type) {
      case "ready":
        this.#ready = true;
        break;
      case "failed":
        this.#fail(reply.message);
        break;
      case "broken":
        this.died(reply.message);
        break;
      case "snapshot":
        this.#show(reply.snapshot);
        break;
      case "checkpoint":
        if (reply.generation === this.#generation) this.#checkpoint = reply.checkpoint;
        break;
      case "refused":
        this.#take(reply.id)?.reject(new (reply.isMissing ? Unavailable : Refusal)(reply.message));
        break;
      case "overtaken":
        this.#take(reply.id)?.reject(abortError("a later request has replaced this one"));
        break;
      case "study":
        this.#pending.get(reply.id)?.onResult?.(reply.result);
        break;
      case "done":
        if (reply.id === this.#sync?.id) this.#synced();
        else this.#take(reply.id)?.resolve(reply);
        break;
      case "backup":
      case "loaded":
      case "truth":
      case "metrics":
      case "saved":
        this.#take(reply.id)?.resolve(reply);
        break;
      default:
        reply satisfies never;
    }
  }

  #show(snapshot: Snapshot): void {
    if (snapshot.generation !== this.#generation) return; // of an earlier run
    this.#shown = snapshot;
    this.busy = snapshot.state === "training";
    // A diverged run would diverge again, and a finished one needs no more training, unless it is trained beyond its steps.
    const target = this.#wanted?.totalSteps ?? snapshot.steps;
    const isDone = snapshot.state === "finished" && snapshot.step >= target;
    if (snapshot.state === "stopped" || isDone) this.#wanted = null;
    this.emit("snapshot", snapshot);
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    this.changed();
    return pending;
  }

  #detach(reason: Error): void {
    this.#port?.terminate();
    this.#port = null;
    this.busy = false;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    this.#sync = null;
    for (const { reject } of pending) reject(reason);
    this.changed();
  }

  /** The core cannot start in this browser: do not try again until the page requests it. */
  #fail(message: string): void {
    this.#detach(new HostFailure(message));
    const { contestant } = this;
    const lost = { recoveredStep: null, resumed: false, recoverable: false, lost: true };
    this.emit("fault", { contestant, message, ...lost });
  }

  /** The host has died: starts a new one and sends it the last good model, or the settings. */
  died(cause: string): void {
    if (!this.#ready) {
      this.#fail(`The worker cannot be started: ${cause}`);
      return;
    }
    this.#recovering = true;
    this.#detach(new HostFailure(`worker "${this.contestant}" stopped unexpectedly: ${cause}`));
    const now = performance.now();
    this.#deaths = [...this.#deaths.filter((time) => now - time < deathWindow), now];
    void this.#recover(cause).finally(() => {
      this.#recovering = false;
      this.changed();
    });
  }

  async #recover(cause: string): Promise<void> {
    const { contestant } = this;
    const happened = `Worker "${contestant}" stopped unexpectedly (${cause}).`;
    const tell = (
      message: string,
      recoveredStep: number | null,
      { resumed = false, lost = false } = {},
    ) =>
      this.emit("fault", {
        ...{ contestant, message: `${happened} ${message}` },
        ...{ recoveredStep, resumed, lost, recoverable: true },
      });
    const opened = this.#opened;
    const checkpoint = this.#checkpoint;
    if (!opened) return tell("Nothing was lost.", null);
    if (this.#deaths.length >= mostDeaths) {
      return tell(
        "This happened several times, so it was not restarted: choose a smaller network or less data.",
        null,
        { lost: true },
      );
    }
    const generation = ++this.#generation;
    try {
      if (checkpoint)
        await this.ask({ type: "restore", generation, checkpoint: withData(checkpoint, opened) });
      else await this.ask({ type: "open", generation, ...opened });
      const wanted = generation === this.#generation ? this.#wanted : null; // another run may have been opened
      if (wanted) this.tell(wanted);
      const resumed = wanted !== null;
      if (checkpoint) {
        const { step } = checkpoint.optimizer;
        const next = resumed ? "training continues" : "press Train to continue";
        tell(`The model of step ${step} was restored; ${next}.`, step, { resumed });
      } else {
        const next = resumed ? "training restarts from step 0" : "press Train to start again";
        tell(`The settings were restored; ${next}.`, null, { resumed });
      }
    } catch (error) {
      // A second death during recovery is handled by its own event.
      if (this.isAttached && generation === this.#generation) {
        tell(`Restarting it failed: ${messageOf(error)}`, null);
      }
    }
  }

  dispose(): void {
    this.#detach(abortError("the engine was disposed of"));
  }
}

/** Checkpoints come without measured data. */
function withData(checkpoint: Checkpoint, { measured }: Loaded): Checkpoint {
  return { ...checkpoint, measured };
}

function expect<T extends Reply["type"]>(reply: Reply, type: T): Extract<Reply, { type: T }> {
  if (reply.type !== type) throw new Error(`expected a reply "${type}", got "${reply.type}"`);
  return reply as Extract<Reply, { type: T }>;
}

export class EngineClient implements Engine {
  #listeners: { [K in keyof EngineEvents]: Set<Listener<EngineEvents[K]>> } = {
    snapshot: new Set(),
    fault: new Set(),
    busy: new Set(),
  };
  #connections = new Map<Contestant, Connection>(); // created on first use
  #emit: Emit;
  #data: { key: string; data: RunData } | null = null;
  #disposed = false;
  #busy = false;

  constructor(private readonly openPort: OpenPort) {
    this.#emit = (event, detail) => {
      for (const listener of [...this.#listeners[event]]) listener(detail);
    };
  }

  #connectionOf(contestant: Contestant): Connection {
    if (this.#disposed) throw abortError("the engine was disposed of");
    const connection =
      this.#connections.get(contestant) ??
      new Connection(contestant, this.openPort, this.#emit, () => this.#lookWhetherBusy());
    this.#connections.set(contestant, connection);
    return connection;
  }

  get busy(): boolean {
    return [...this.#connections.values()].some((connection) => !connection.isQuiet);
  }

  #lookWhetherBusy(): void {
    const { busy } = this;
    if (busy === this.#busy) return;
    this.#busy = busy;
    this.#emit("busy", busy);
  }

  /** Of several opens in quick succession the last one counts; the earlier ones reject with an AbortError. */
  async open(
    contestant: Contestant,
    settings: Settings,
    measured: Measured | null = null,
  ): Promise<void> {
    await this.#connectionOf(contestant).open(settings, measured);
  }

  train(contestant: Contestant, totalSteps?: number): void {
    this.#connectionOf(contestant).tell({ type: "train", totalSteps: totalSteps ?? null });
  }

  pause(contestant: Contestant): void {
    this.#connectionOf(contestant).tell({ type: "pause" });
  }

  step(contestant: Contestant, steps: number): void {
    this.#connectionOf(contestant).tell({ type: "step", steps });
  }

  async reset(contestant: Contestant): Promise<void> {
    await this.#connectionOf(contestant).reset();
  }

  watch(contestant: Contestant, view: View): void {
    this.#connectionOf(contestant).watch(view);
  }

  async truth(
    settings: Settings,
    rollout: RolloutRequest | null,
    grid: GridRequest | null,
    measured: Measured | null = null,
    wantParts = false,
    wantStepped = false,
  ): Promise<Truth> {
    const key = dataKey(settings, measured);
    const known = this.#data?.key === key ? this.#data.data : null;
    const connection = this.#idlest();
    const wantData = !known;
    const asked = { settings, measured, rollout, grid, wantParts, wantStepped, wantData };
    const reply = await connection.ask({ type: "truth", ...asked });
    const truth: TruthReply = expect(reply, "truth").truth;
    const data = truth.data ?? known;
    if (!data) throw new Error("the worker sent no data");
    this.#data = { key, data };
    return { ...truth, data };
  }

  /** The connection that will answer first; if equal, the plain network's, because its steps are the shortest. */
  #idlest(): Connection {
    const plain = this.#connectionOf("baseline");
    const attached = [plain, ...this.#connections.values()].filter(
      (connection) => connection.isAttached,
    );
    const least = Math.min(...attached.map((connection) => connection.burden));
    return attached.find((connection) => connection.burden === least) ?? plain;
  }

  async study<Request extends StudyRequest>(
    who: Who,
    settings: Settings,
    study: Request,
    { signal, onResult, measured = null }: StudyOptions<Request>,
  ): Promise<void> {
    signal?.throwIfAborted();
    const source = isNetwork(who) ? "model" : who === "truth" ? who : "integrator";
    const connection = isNetwork(who) ? this.#connectionOf(who) : this.#idlest();
    const hear = (result: StudyResult) => onResult(result as ResultOf<Request>);
    // A model's host already has its settings and data.
    const request = { type: "study", settings, measured: null, source, study } as const;
    await connection.study(source === "model" ? request : { ...request, measured }, hear, signal);
  }

  async metrics(contestant: Contestant, signal?: AbortSignal): Promise<Metrics> {
    signal?.throwIfAborted();
    const asked = this.#connectionOf(contestant).ask({ type: "metrics" });
    const reply = await (signal ? orAborted(asked, signal) : asked);
    return expect(reply, "metrics").metrics;
  }

  async save(contestant: Contestant): Promise<string> {
    return expect(await this.#connectionOf(contestant).ask({ type: "save" }), "saved").file;
  }

  async backup(contestant: Contestant): Promise<Checkpoint> {
    return expect(await this.#connectionOf(contestant).ask({ type: "backup" }), "backup")
      .checkpoint;
  }

  async restore(contestant: Contestant, checkpoint: Checkpoint): Promise<void> {
    await this.#connectionOf(contestant).restore(checkpoint);
  }

  async load(contestant: Contestant, file: string): Promise<Loaded> {
    return this.#connectionOf(contestant).load(file);
  }

  on<K extends keyof EngineEvents>(event: K, listener: Listener<EngineEvents[K]>): () => void {
    this.#listeners[event].add(listener);
    return () => {
      this.#listeners[event].delete(listener);
    };
  }

  /**
   * Frees the memory of idle hosts; the runs are kept here, and the next request of a
   * contestant restores its run bit for bit. False if some host could not be ended yet.
   */
  sleep(): boolean {
    return [...this.#connections.values()].map((connection) => connection.sleep()).every(Boolean);
  }

  /** Restores every run that `sleep` has stored, and sends a snapshot of each. */
  async wake(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.wake()));
  }

  /** For tests: ends a contestant's host as if it had been killed; recovery and a fault follow. */
  simulateCrash(contestant: Contestant): void {
    this.#connectionOf(contestant).died("simulated");
  }

  dispose(): void {
    this.#disposed = true;
    for (const connection of this.#connections.values()) connection.dispose();
    for (const listeners of Object.values(this.#listeners)) listeners.clear();
  }
}

/** The promise's result, or the signal's reason as soon as it fires (the work itself continues). */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
