// The page's side of the engine over fake ports: what is out of date is dropped, what died is seated again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultsFor } from "../../web/src/catalogue/catalogue.js";
import type { Fault } from "../../web/src/engine/engine.js";
import { EngineClient } from "../../web/src/engine/engineClient.js";
import type { EnginePort, PortListener, PortRequest } from "../../web/src/engine/port.js";
import type { Checkpoint, Reply } from "../../web/src/protocol/messages.js";
import type { Contestant, Snapshot } from "../../web/src/protocol/snapshot.js";

const settings = defaultsFor("pendulum");
const none = new Float64Array(0);

class FakePort implements EnginePort {
  posted: PortRequest[] = [];
  terminated = false;
  constructor(
    readonly contestant: Contestant,
    readonly listener: PortListener,
  ) {}
  post(request: PortRequest) {
    this.posted.push(request);
  }
  terminate() {
    this.terminated = true;
  }
  say(reply: Reply) {
    this.listener.reply(reply);
  }
  /** The latest request of a type. */
  last<T extends PortRequest["type"]>(type: T) {
    const found = this.posted.filter((request) => request.type === type).at(-1);
    assert.ok(found, `no request "${type}"`);
    return found as Extract<PortRequest, { type: T }>;
  }
  types() {
    return this.posted.map(({ type }) => type);
  }
}

function setUp() {
  const ports: FakePort[] = [];
  const engine = new EngineClient((contestant, listener) => {
    const port = new FakePort(contestant, listener);
    ports.push(port);
    return port;
  });
  const snapshots: Snapshot[] = [];
  const faults: Fault[] = [];
  engine.on("snapshot", (snapshot) => snapshots.push(snapshot));
  engine.on("fault", (fault) => faults.push(fault));
  const port = () => ports.at(-1) as FakePort;
  const open = async () => {
    const opened = engine.open("hnn", settings);
    port().say({ type: "ready", lock: null });
    port().say({ type: "done", id: port().last("open").id });
    await opened;
  };
  return { engine, ports, port, snapshots, faults, open };
}

const snapshot = (generation: number, step = 0): Reply => ({
  type: "snapshot",
  snapshot: {
    contestant: "hnn",
    generation,
    state: "training",
    step,
    steps: 10,
    trainLoss: 1,
    testLoss: 1,
    stepsPerSecond: 1,
    curve: { step: none, train: none, test: none },
    fingerprint: "",
  },
});

const checkpoint = (step: number): Checkpoint => ({
  settings,
  weights: [],
  optimizer: { step, firstMoment: none, secondMoment: none },
  fingerprint: "",
  curve: { step: none, train: none, test: none },
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

test("snapshots of an earlier generation are dropped", async () => {
  const { engine, port, snapshots, open } = setUp();
  await open();
  const { generation } = port().last("open");
  port().say(snapshot(generation, 1));
  const again = engine.open("hnn", settings);
  port().say(snapshot(generation, 2)); // was on its way
  assert.deepEqual(
    snapshots.map((s) => s.step),
    [1],
  );
  const { id, generation: next } = port().last("open");
  port().say(snapshot(next, 0));
  port().say({ type: "done", id });
  await again;
  assert.equal(snapshots.length, 2);
  assert.ok(next > generation);
});

test("a refused open rejects with the reason, an overtaken one with an AbortError", async () => {
  const { engine, port, open } = setUp();
  await open();
  const first = engine.open("hnn", settings);
  const firstId = port().last("open").id;
  const second = engine.open("hnn", settings);
  port().say({ type: "overtaken", id: firstId });
  port().say({ type: "refused", id: port().last("open").id, message: "noise must be 0…1, got 7" });
  await assert.rejects(first, { name: "AbortError" });
  await assert.rejects(second, /noise must be 0…1, got 7/);
});

test("a death rejects what is pending, restores the last good model and tells", async () => {
  const { engine, ports, port, faults, open } = setUp();
  await open();
  engine.watch("hnn", { rollout: { x0: [1, 0], duration: 3 } });
  port().say({
    type: "checkpoint",
    generation: port().last("open").generation,
    checkpoint: checkpoint(40),
  });
  const metrics = engine.metrics("hnn");
  const dead = port();
  dead.listener.died("killed");
  await assert.rejects(metrics, /the worker of the HNN died: killed/);
  assert.ok(dead.terminated);
  assert.equal(ports.length, 2);
  assert.deepEqual(port().types(), ["watch", "restore"]);
  assert.equal(port().last("restore").checkpoint.optimizer.step, 40);
  assert.deepEqual(port().last("watch").view.rollout?.x0, [1, 0]);
  assert.equal(faults.length, 0); // not before it is true
  port().say({ type: "ready", lock: null });
  port().say({ type: "done", id: port().last("restore").id });
  await settle();
  assert.deepEqual([faults[0]?.recoveredStep, faults[0]?.recoverable], [40, true]);
  assert.match(faults[0]?.message ?? "", /killed.*step 40 was restored/);
  dead.say(snapshot(99)); // ghosts are not heard
  dead.listener.died("again");
  assert.equal(ports.length, 2);
});

test("without a checkpoint the settings are restored; a checkpoint of an earlier run does not count", async () => {
  const { engine, port, faults, open } = setUp();
  await open();
  port().say({
    type: "checkpoint",
    generation: port().last("open").generation,
    checkpoint: checkpoint(40),
  });
  const reset = engine.reset("hnn");
  port().say({ type: "done", id: port().last("reset").id });
  await reset;
  engine.simulateCrash("hnn");
  assert.deepEqual(port().types(), ["watch", "open"]);
  assert.deepEqual(port().last("open").settings, settings);
  port().say({ type: "ready", lock: null });
  port().say({ type: "done", id: port().last("open").id });
  await settle();
  assert.equal(faults[0]?.recoveredStep, null);
});

test("a core that broke down is replaced like a dead worker", async () => {
  const { ports, port, open } = setUp();
  await open();
  port().say({ type: "broken", message: "the computation broke down (unreachable)" });
  assert.equal(ports.length, 2);
  assert.deepEqual(port().types(), ["watch", "open"]);
});

test("a core that cannot start is a fault without recovery; the next open tries again", async () => {
  const { engine, ports, port, faults } = setUp();
  const opened = engine.open("hnn", settings);
  port().say({ type: "failed", message: "HNN Lab needs WebAssembly SIMD" });
  await assert.rejects(opened, /SIMD/);
  assert.deepEqual(
    [faults.length, faults[0]?.recoverable, faults[0]?.message],
    [1, false, "HNN Lab needs WebAssembly SIMD"],
  );
  assert.equal(ports.length, 1);
  engine.open("hnn", settings).catch(() => {});
  assert.equal(ports.length, 2);
});

test("a worker whose script is missing does not come back again and again", async () => {
  const { engine, ports, port, faults } = setUp();
  const opened = engine.open("hnn", settings);
  port().listener.died("its script cannot be loaded");
  await assert.rejects(opened, /script cannot be loaded/);
  assert.deepEqual([ports.length, faults[0]?.recoverable], [1, false]);
});

test("a worker that dies again and again is left alone until the next open", async () => {
  const { engine, ports, port, faults, open } = setUp();
  await open();
  for (let i = 0; i < 3; i++) {
    port().say({ type: "ready", lock: null });
    port().listener.died("out of memory");
    await settle();
  }
  assert.equal(ports.length, 3);
  assert.match(faults.at(-1)?.message ?? "", /died several times.*smaller/);
  engine.open("hnn", settings).catch(() => {});
  assert.equal(ports.length, 4);
});

test("metrics reject at once when aborted", async () => {
  const { engine, open } = setUp();
  await open();
  const stop = new AbortController();
  const metrics = engine.metrics("hnn", stop.signal);
  stop.abort();
  await assert.rejects(metrics, { name: "AbortError" });
  await assert.rejects(engine.metrics("hnn", AbortSignal.abort()), { name: "AbortError" });
});

test("truth goes to the seat that is less busy, and data cross only once", async () => {
  const { engine, ports } = setUp();
  const truth = {
    rollout: null,
    grid: null,
    data: { x: none, dxdt: none, trajectory: new Int32Array(0), test: new Int32Array(0) },
  };
  const first = engine.truth(settings, null, null);
  const [port] = ports as [FakePort];
  assert.equal(port.contestant, "baseline");
  assert.equal(port.last("truth").wantData, true);
  port.say({ type: "truth", id: port.last("truth").id, truth });
  const { data } = await first;
  const second = engine.truth({ ...settings, learningRate: 0.1 }, null, null);
  assert.equal(port.last("truth").wantData, false);
  port.say({ type: "truth", id: port.last("truth").id, truth: { ...truth, data: null } });
  assert.equal((await second).data, data);
  engine.truth({ ...settings, seed: 5 }, null, null).catch(() => {});
  assert.equal(port.last("truth").wantData, true);
});

test("after dispose everything pending rejects and nothing new begins", async () => {
  const { engine, port, open } = setUp();
  await open();
  const save = engine.save("hnn");
  engine.dispose();
  assert.ok(port().terminated);
  await assert.rejects(save, { name: "AbortError" });
  await assert.rejects(engine.open("hnn", settings), /disposed/);
});
