// The page's side of the engine with fake ports: outdated replies are dropped, dead hosts replaced.
import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultsFor } from "../../web/src/catalogue/catalogue.js";
import type { Fault } from "../../web/src/engine/engine.js";
import { EngineClient } from "../../web/src/engine/engineClient.js";
import type { EnginePort, PortListener, PortRequest } from "../../web/src/engine/port.js";
import type { Measured } from "../../web/src/protocol/measured.js";
import { type Checkpoint, dataKey, type Reply } from "../../web/src/protocol/messages.js";
import type { Contestant, Snapshot } from "../../web/src/protocol/snapshot.js";
import type { ReversalResult, SectionStudy } from "../../web/src/protocol/study.js";

const settings = defaultsFor("pendulum");
const none = new Float64Array(0);

class FakePort implements EnginePort {
  posted: PortRequest[] = [];
  terminated = false;
  constructor(
    readonly contestant: Contestant,
    readonly listener: PortListener,
  ) {}
  /** Every request is followed by a "sync" unless one is on its way; tests that check one set `syncs`. */
  readonly syncs: number[] = [];
  post(request: PortRequest) {
    if (request.type === "sync") this.syncs.push(request.id);
    else this.posted.push(request);
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
    curve: { step: none, train: none, test: none, seconds: none },
    fingerprint: "",
  },
});

const withState = (state: Snapshot["state"], step = 0): Reply => {
  const reply = snapshot(1, step) as Extract<Reply, { type: "snapshot" }>;
  return { ...reply, snapshot: { ...reply.snapshot, state } };
};

const checkpoint = (step: number): Checkpoint => ({
  settings,
  measured: null,
  weights: [],
  optimizer: { step, firstMoment: none, secondMoment: none },
  fingerprint: "",
  curve: { step: none, train: none, test: none, seconds: none },
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

test("rejects pending requests, restores the last good model and reports a fault when a worker dies", async () => {
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
  await assert.rejects(metrics, /worker "hnn" stopped unexpectedly: killed/);
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
  dead.say(snapshot(99)); // ignored
  dead.listener.died("again");
  assert.equal(ports.length, 2);
});

test("continues training after a worker died", async () => {
  const { engine, port, faults, open } = setUp();
  await open();
  const die = async () => {
    port().listener.died("killed");
    port().say({ type: "ready", lock: null });
    const { id } = port().last(port().types().includes("restore") ? "restore" : "open");
    port().say({ type: "done", id });
    await settle();
    return { posted: port().types(), fault: faults.at(-1) };
  };
  engine.train("hnn", 500);
  const fresh = await die();
  assert.deepEqual(fresh.posted, ["watch", "open", "train"]);
  assert.equal(port().last("train").totalSteps, 500);
  assert.match(fresh.fault?.message ?? "", /training restarts from step 0/);
  assert.equal(fresh.fault?.resumed, true);

  const { generation } = port().last("open");
  port().say({ type: "checkpoint", generation, checkpoint: checkpoint(40) });
  const later = await die();
  assert.deepEqual(later.posted, ["watch", "restore", "train"]);
  assert.match(later.fault?.message ?? "", /step 40 was restored; training continues/);
});

for (const [name, quieten] of [
  ["paused", ({ engine }) => engine.pause("hnn")],
  ["stepped", ({ engine }) => engine.step("hnn", 5)],
  ["stopped", ({ port }) => port().say(withState("stopped"))],
  ["finished", ({ port }) => port().say(withState("finished", 500))],
] as [string, (parts: ReturnType<typeof setUp>) => void][]) {
  test(`a run that was ${name} rests after a death`, async () => {
    const parts = setUp();
    const { engine, port, faults, open } = parts;
    await open();
    engine.train("hnn", 500);
    quieten(parts);
    port().listener.died("killed");
    port().say({ type: "ready", lock: null });
    port().say({ type: "done", id: port().last("open").id });
    await settle();
    assert.deepEqual(port().types(), ["watch", "open"]);
    assert.equal(faults[0]?.resumed, false);
    assert.match(faults[0]?.message ?? "", /restored; press Train/);
  });
}

test("respects a pause during the restart of a worker", async () => {
  const { engine, port, faults, open } = setUp();
  await open();
  engine.train("hnn", 500);
  port().listener.died("killed");
  engine.pause("hnn");
  port().say({ type: "ready", lock: null });
  port().say({ type: "done", id: port().last("open").id });
  await settle();
  assert.deepEqual(port().types(), ["watch", "open", "pause"]);
  assert.equal(faults[0]?.resumed, false);
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

test("replaces a core that failed like a dead worker", async () => {
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

test("does not restart a worker whose script is missing", async () => {
  const { engine, ports, port, faults } = setUp();
  const opened = engine.open("hnn", settings);
  port().listener.died("its script cannot be loaded");
  await assert.rejects(opened, /script cannot be loaded/);
  assert.deepEqual([ports.length, faults[0]?.recoverable], [1, false]);
});

test("stops restarting a worker that dies repeatedly until the next open", async () => {
  const { engine, ports, port, faults, open } = setUp();
  await open();
  for (let i = 0; i < 3; i++) {
    port().say({ type: "ready", lock: null });
    port().listener.died("out of memory");
    await settle();
  }
  assert.equal(ports.length, 3);
  assert.match(faults.at(-1)?.message ?? "", /happened several times.*smaller/);
  engine.open("hnn", settings).catch(() => {});
  assert.equal(ports.length, 4);
});

test("rejects metrics immediately when aborted", async () => {
  const { engine, open } = setUp();
  await open();
  const stop = new AbortController();
  const metrics = engine.metrics("hnn", stop.signal);
  stop.abort();
  await assert.rejects(metrics, { name: "AbortError" });
  await assert.rejects(engine.metrics("hnn", AbortSignal.abort()), { name: "AbortError" });
});

test("requests the truth from the less busy seat, and transfers data only once", async () => {
  const { engine, ports } = setUp();
  const truth = {
    rollout: null,
    grid: null,
    data: { x: none, dxdt: none, trajectory: new Int32Array(0), t: none, test: new Int32Array(0) },
    report: null,
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

test("starts a contestant's worker when it is opened", async () => {
  const { engine, ports, port, open } = setUp();
  engine.watch("second-order", {});
  engine.train("second-order");
  engine.pause("second-order");
  await assert.rejects(engine.metrics("second-order"), /no run is open/);
  await assert.rejects(
    engine.study("second-order", settings, section, { onResult: () => {} }),
    /no run is open/,
  );
  assert.equal(ports.length, 0);
  await open();
  assert.deepEqual(
    ports.map(({ contestant }) => contestant),
    ["hnn"],
  );
  engine.open("second-order", settings).catch(() => {});
  assert.deepEqual([ports.length, port().contestant], [2, "second-order"]);
});

const measured: Measured = {
  name: "swing.csv",
  symbols: ["q", "p"],
  t: Float64Array.of(0, 0.1, 0.2),
  x: Float64Array.of(1, 0, 0.9, -0.1, 0.8, -0.2),
  dxdt: none,
  recording: new Int32Array(3),
  judged: false,
};

test("sends own data with open, restores them after a death, and reads them from a file", async () => {
  const { engine, port } = setUp();
  const given = structuredClone(measured);
  const opened = engine.open("hnn", settings, given);
  given.x[0] = 99; // the caller may change its object now
  port().say({ type: "ready", lock: null });
  assert.deepEqual(port().last("open").measured, measured);
  port().say({ type: "done", id: port().last("open").id });
  await opened;
  port().listener.died("killed");
  assert.deepEqual(port().last("open").measured, measured);
  port().say({ type: "done", id: port().last("open").id });
  await settle();
  const loading = engine.load("hnn", "{}");
  port().say({ type: "loaded", id: port().last("load").id, settings, measured });
  assert.deepEqual(await loading, { settings, measured });
});

test("requests the truth again for other data", () => {
  const key = dataKey(settings, measured);
  assert.notEqual(key, dataKey(settings));
  assert.equal(dataKey({ ...settings, noise: 0.7, seed: 5 }, structuredClone(measured)), key);
  assert.notEqual(dataKey({ ...settings, trainFraction: 0.3 }, measured), key);
  assert.notEqual(dataKey(settings, { ...measured, x: measured.x.map((v) => v + 1e-9) }), key);
  assert.notEqual(dataKey(settings, { ...measured, name: "other.csv" }), key);
  // The system for energies matters only if energies are computed.
  const heavier = { ...settings, systemParameters: settings.systemParameters.map((v) => 2 * v) };
  assert.equal(dataKey(heavier, measured), key);
  const judged = { ...measured, judged: true };
  assert.notEqual(dataKey(heavier, judged), dataKey(settings, judged));
});

const section: SectionStudy = { type: "section", energy: 0.1, duration: 100 };
const part = (progress: number): ReversalResult => ({
  type: "reversal",
  progress,
  t: none,
  forward: none,
  backward: none,
  gap: none,
  volumeError: none,
  symplecticError: none,
  stopOut: null,
  stopBack: null,
  note: "",
});

test("streams the results of a study until it is done", async () => {
  const { engine, port, open } = setUp();
  await open();
  const heard: number[] = [];
  const study = engine.study(
    "hnn",
    settings,
    { type: "reversal", x0: [1, 0], duration: 3 },
    { onResult: ({ progress }) => heard.push(progress) },
  );
  const { id, source } = port().last("study");
  assert.equal(source, "model");
  for (const progress of [0.5, 1]) port().say({ type: "study", id, result: part(progress) });
  port().say({ type: "done", id });
  await study;
  assert.deepEqual(heard, [0.5, 1]);
});

test("rejects an aborted study immediately, cancels its work and ignores late results", async () => {
  const { engine, port, open } = setUp();
  await open();
  const stop = new AbortController();
  const heard: number[] = [];
  const onResult = ({ progress }: { progress: number }) => heard.push(progress);
  const study = engine.study("hnn", settings, section, { signal: stop.signal, onResult });
  const { id } = port().last("study");
  stop.abort();
  await assert.rejects(study, { name: "AbortError" });
  assert.equal(port().last("cancel").id, id);
  port().say({ type: "study", id, result: part(1) });
  port().say({ type: "overtaken", id });
  assert.deepEqual(heard, []);
  const late = engine.study("hnn", settings, section, { signal: stop.signal, onResult });
  await assert.rejects(late, { name: "AbortError" });
});

test("ends a study when its model is replaced, its worker dies or it is refused", async () => {
  const { engine, port, open } = setUp();
  await open();
  const begin = () => {
    const ended = engine.study("hnn", settings, section, { onResult: () => {} });
    return { ended, id: port().last("study").id };
  };
  const overtaken = begin();
  port().say({ type: "overtaken", id: overtaken.id });
  await assert.rejects(overtaken.ended, { name: "AbortError" });
  const refused = begin();
  port().say({ type: "refused", id: refused.id, message: "duration must be above 0, got -1" });
  await assert.rejects(refused.ended, /duration must be above 0/);
  const orphan = begin();
  port().listener.died("out of memory");
  await assert.rejects(orphan.ended, /worker "hnn" stopped unexpectedly: out of memory/);
});

test("sends studies of the truth to the least busy seat, with settings and data", async () => {
  const { engine, ports, port, open } = setUp();
  await open();
  const aside = () => {};
  engine.study("truth", settings, section, { measured, onResult: aside }).catch(aside);
  const [hnn] = ports as [FakePort];
  assert.equal(ports.length, 1); // a seat that is there, rather than a new one
  assert.deepEqual([hnn.last("study").source, hnn.last("study").measured], ["truth", measured]);
  engine.open("baseline", settings).catch(aside);
  port().say({ type: "done", id: port().last("open").id });
  engine.study("truth", settings, section, { onResult: aside }).catch(aside);
  assert.equal(port().contestant, "baseline");
  assert.equal(port().last("study").source, "truth");
});

test("rejects pending requests after dispose and starts nothing new", async () => {
  const { engine, port, open } = setUp();
  await open();
  const save = engine.save("hnn");
  engine.dispose();
  assert.ok(port().terminated);
  await assert.rejects(save, { name: "AbortError" });
  await assert.rejects(engine.open("hnn", settings), /disposed/);
});

test("is busy until the host has answered the last request, and reports it once", async () => {
  const { engine, port, open } = setUp();
  const said: boolean[] = [];
  engine.on("busy", (busy) => said.push(busy));
  assert.equal(engine.busy, false);
  await open();
  assert.equal(engine.busy, true);
  // The host was done when it answered, but a request was posted since: it is asked again.
  engine.train("hnn");
  port().say({ type: "done", id: port().syncs[0] as number });
  assert.equal(engine.busy, true);
  assert.equal(port().syncs.length, 2);
  port().say({ type: "done", id: port().syncs[1] as number });
  assert.equal(engine.busy, false);
  assert.deepEqual(said, [true, false]);
});

test("is busy during the recovery of a host, not after a final failure", async () => {
  const { engine, port, open } = setUp();
  await open();
  const first = port();
  first.say({ type: "checkpoint", generation: 1, checkpoint: checkpoint(4) });
  first.listener.died("killed");
  assert.equal(engine.busy, true); // the model is on its way to a new worker
  port().say({ type: "ready", lock: null });
  port().say({ type: "done", id: port().last("restore").id });
  for (const id of port().syncs) port().say({ type: "done", id }); // grows while it is answered
  await settle();
  assert.equal(engine.busy, false);
  engine.pause("hnn");
  port().say({ type: "failed", message: "no memory" });
  assert.equal(engine.busy, false);
});

test("distinguishes a refusal from a worker that cannot run", async () => {
  const { engine, port, open } = setUp();
  await open();
  const refused = engine.open("hnn", settings);
  port().say({ type: "refused", id: port().last("open").id, message: "no" });
  await assert.rejects(refused, { name: "Refusal", message: "no" });
  const lost = engine.metrics("hnn");
  port().say({ type: "failed", message: "no SIMD" });
  await assert.rejects(lost, { name: "HostFailure" });
});

test("restores a run from a backup, also after a later death", async () => {
  const { engine, port, open } = setUp();
  await open();
  const asked = engine.backup("hnn");
  const found = checkpoint(7);
  port().say({ type: "backup", id: port().last("backup").id, checkpoint: found });
  assert.equal(await asked, found);
  const back = engine.restore("hnn", found);
  port().say({ type: "done", id: port().last("restore").id });
  await back;
  port().listener.died("killed");
  await settle();
  assert.equal(port().last("restore").checkpoint.optimizer.step, 7);
});

test("restarts a sleeping host at the next request with its run and generation", async () => {
  const { engine, ports, port, snapshots, faults, open } = setUp();
  await open();
  const answerAll = () => {
    for (const id of port().syncs) port().say({ type: "done", id }); // grows while it is answered
  };
  const { generation } = port().last("open");
  const trained = snapshot(generation, 40) as Extract<Reply, { type: "snapshot" }>;
  port().say({ ...trained, snapshot: { ...trained.snapshot, state: "paused", fingerprint: "a" } });
  assert.equal(engine.sleep(), false, "slept before the host was done");
  answerAll();
  assert.equal(engine.sleep(), false, "slept before the checkpoint of the last step had come");
  const kept = { ...checkpoint(40), fingerprint: "a" };
  port().say({ type: "checkpoint", generation, checkpoint: kept });
  const metrics = engine.metrics("hnn");
  assert.equal(engine.sleep(), false, "slept while numbers were under way");
  port().say({ type: "refused", id: port().last("metrics").id, message: "no" });
  await assert.rejects(metrics);
  answerAll();
  assert.equal(engine.sleep(), true);
  assert.ok(ports[0]?.terminated);
  engine.pause("hnn"); // pausing what is paused would wake it
  assert.equal(ports.length, 1);

  engine.train("hnn", 100);
  assert.equal(ports.length, 2);
  assert.deepEqual(port().types(), ["watch", "restore", "train"]);
  assert.equal(port().last("restore").generation, generation);
  assert.equal(port().last("restore").checkpoint.optimizer.step, 40);
  port().say({ type: "ready", lock: null });
  port().say(snapshot(generation, 40));
  answerAll();
  assert.equal(snapshots.length, 2, "the restored run counts as the same run");
  assert.equal(engine.sleep(), false, "slept while it trained");
  assert.equal(faults.length, 0);
});

test("opens a run at step 0 again after sleep without restoring it", async () => {
  const { engine, ports, port, open } = setUp();
  const answerAll = () => {
    for (const id of port().syncs) port().say({ type: "done", id });
  };
  await open();
  answerAll();
  assert.equal(engine.sleep(), true);
  const woken = engine.wake();
  assert.deepEqual(port().types(), ["watch", "open"]);
  port().say({ type: "ready", lock: null });
  port().say({ type: "done", id: port().last("open").id });
  await woken;
  answerAll();
  assert.equal(engine.sleep(), true);
  void engine.open("hnn", settings).catch(() => {});
  assert.equal(ports.length, 3);
  assert.deepEqual(port().types(), ["watch", "open"]);
  engine.dispose();
});
