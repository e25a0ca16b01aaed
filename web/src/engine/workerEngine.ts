// The engine of the page: each contestant in a Web Worker. The WebAssembly file is fetched and compiled once,
// here, and the compiled module is posted to both workers.
import { messageOf } from "../lab/errors.js";
import { compileWasm, type WasmFile, type WasmSource } from "../lab/wasm.js";
import type { Complete, Incomplete, Reply, Request } from "../protocol/messages.js";
import type { Contestant } from "../protocol/snapshot.js";
import { EngineClient } from "./engineClient.js";
import { firstFile } from "./firstFile.js";
import type { EnginePort, PortListener, PortRequest } from "./port.js";
import { notLoaded } from "./violations.js";

const loadPolicy = () => import("./policy.js");

export interface WorkerEngineOptions extends WasmSource {
  /** Starts the worker's script: a file of the site (workerScript.ts), or a text in the single file. */
  makeWorker: (contestant: Contestant) => Worker;
}

class WorkerPort implements EnginePort {
  /** Null where the browser refuses to make one. */
  readonly #worker: Worker | null;
  #waiting: PortRequest[] | null = []; // until the module is compiled
  #lockWatch = new AbortController();
  #ended = false;

  constructor(
    contestant: Contestant,
    private readonly listener: PortListener,
    private readonly compile: Compile,
    makeWorker: (contestant: Contestant) => Worker,
  ) {
    this.#worker = this.#make(() => makeWorker(contestant));
    if (!this.#worker) return;
    this.#worker.onmessage = ({ data }: MessageEvent<Reply | Incomplete>) => {
      if (data.type === "incomplete") void this.#complete();
      else this.#receive(data);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      const message = event.message ?? "";
      void loadPolicy()
        .then((policy) => policy.whyEnded(message))
        .then(
          (cause) => this.#die(cause),
          () => this.#die(message || notLoaded),
        );
    };
    this.#worker.onmessageerror = () => this.#die("a message could not be read");
    compile.first().then(
      (module) => this.#start(contestant, module),
      (error: Error) => this.#receive({ type: "failed", message: error.message }),
    );
  }

  #make(makeWorker: () => Worker): Worker | null {
    try {
      return makeWorker();
    } catch (error) {
      queueMicrotask(() => this.#die(messageOf(error))); // the caller does not have this port yet
      return null;
    }
  }

  #start(contestant: Contestant, module: WebAssembly.Module): void {
    if (this.#ended || !this.#worker) return;
    // Web Locks exist in secure contexts only; without them a killed worker is not noticed. All frames of an origin share
    // lock names, and frames loaded at the same moment share their time origin.
    const lock = navigator.locks ? `hnn-lab/${crypto.randomUUID()}` : null;
    const { isFirst } = this.compile;
    const start: Request = { type: "start", contestant, module, isFirst, lock };
    this.#worker.postMessage(start);
    for (const request of this.#waiting ?? []) this.#worker.postMessage(request);
    this.#waiting = null;
  }

  #receive(reply: Reply): void {
    if (this.#ended) return;
    if (reply.type === "ready" && reply.lock !== null) this.#watchLock(reply.lock);
    this.listener.reply(reply);
  }

  async #complete(): Promise<void> {
    const answer: Complete = await this.compile.whole().then(
      (module) => ({ type: "complete", module, message: "" }),
      // Without the remedies for those who run the site: the page gives its own.
      ({ message }: Error) => ({
        type: "complete",
        module: null,
        message: message.replace(/\. .*/s, ""),
      }),
    );
    if (!this.#ended) this.#worker?.postMessage(answer);
  }

  /** The worker holds the lock as long as it lives, so getting it means that it is dead. */
  #watchLock(lock: string): void {
    const { signal } = this.#lockWatch;
    navigator.locks
      .request(lock, { signal }, () => this.#die("it was ended from outside"))
      .catch(() => {}); // we ended it ourselves
  }

  #die(cause: string): void {
    if (!this.#ended) this.listener.died(cause);
  }

  post(request: PortRequest): void {
    if (this.#waiting) this.#waiting.push(request);
    else this.#worker?.postMessage(request);
  }

  terminate(): void {
    this.#ended = true;
    this.#lockWatch.abort();
    this.#worker?.terminate();
  }
}

interface Compile {
  /** Whether the first module is incomplete. */
  isFirst: boolean;
  first(): Promise<WebAssembly.Module>;
  whole(): Promise<WebAssembly.Module>;
}

function compileOnce(source: WasmSource, file?: WasmFile): () => Promise<WebAssembly.Module> {
  let compiled: Promise<WebAssembly.Module> | null = null;
  return () => {
    compiled ??= compileWasm(source, file).catch(async (error: Error) => {
      compiled = null; // the next attempt may succeed
      const explain = await loadPolicy().catch(() => null);
      throw explain ? await explain.explainedFetch(error) : error;
    });
    return compiled;
  };
}

/** All labs of a page share their modules. */
const shared: Compile = {
  isFirst: true,
  first: compileOnce({}, firstFile),
  whole: compileOnce({}),
};

/** A host that names a module names the whole one. */
function compileOwn(source: WasmSource): Compile {
  const whole = compileOnce(source);
  return { isFirst: false, first: whole, whole };
}

export function createWorkerEngine(options: WorkerEngineOptions): EngineClient {
  const { makeWorker, ...source } = options;
  const isOwn = Object.values(source).some((value) => value !== undefined);
  const compile = isOwn ? compileOwn(source) : shared;
  return new EngineClient(
    (contestant, listener) => new WorkerPort(contestant, listener, compile, makeWorker),
  );
}
