// Measured data cross to a worker once. They were cloned and hashed with every question, thirty times a second while a start
// was dragged, and cloned again with every checkpoint.
import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultsFor } from "../../web/src/catalogue/catalogue.js";
import { EngineClient } from "../../web/src/engine/engineClient.js";
import type { PortListener, PortRequest } from "../../web/src/engine/port.js";
import { createLab } from "../../web/src/lab/index.js";
import type { Measured } from "../../web/src/protocol/measured.js";
import type { Reply, Request } from "../../web/src/protocol/messages.js";
import { ContestantHost } from "../../web/src/worker/host.js";

const settings = { ...defaultsFor("pendulum"), hidden: [4], steps: 4 };
const question = { duration: 1, points: 3, integrator: "rk4", stepSize: 0.1, x0: [1, 0] };

function circle(phase: number, samples = 60): Measured {
  const x = Float64Array.from({ length: 2 * samples }, (_, i) =>
    i % 2 === 0 ? Math.cos(0.05 * i + phase) : -Math.sin(0.05 * i + phase),
  );
  const t = Float64Array.from({ length: samples }, (_, i) => 0.1 * i);
  return {
    ...{ name: "circle.csv", symbols: ["q", "p"], t, x, dxdt: new Float64Array(0) },
    ...{ recording: new Int32Array(samples), judged: false },
  };
}

const core = await createLab();

/** The real engine on this thread, and everything that crosses. */
function engineWithEars() {
  const requests: Request[] = [];
  const replies: Reply[] = [];
  const engine = new EngineClient((contestant, listener: PortListener) => {
    let isOver = false;
    const host = new ContestantHost(
      (reply) => {
        replies.push(reply);
        queueMicrotask(() => isOver || listener.reply(structuredClone(reply)));
      },
      async () => core,
    );
    const post = (request: PortRequest) => {
      requests.push(request);
      const copy = structuredClone(request);
      queueMicrotask(() => isOver || host.receive(copy));
    };
    host.receive({ type: "start", contestant, module: null, lock: null });
    const terminate = () => {
      isOver = true;
      host.close();
    };
    return { post, terminate };
  });
  const sent = () =>
    requests.flatMap((one) =>
      one.type === "truth" ? [one.measured && "t" in one.measured ? "data" : "digest"] : [],
    );
  return { engine, sent, replies };
}

test("measured data cross with the first question, not with those that follow", async () => {
  const { engine, sent } = engineWithEars();
  const [one, two] = [circle(0), circle(1)];
  const ask = async (measured: Measured) =>
    (await engine.truth(settings, question, null, measured)).rollout?.x;
  const first = await ask(one);
  assert.deepEqual(await ask(one), first);
  assert.deepEqual(await ask(structuredClone(one)), first); // the same data in another object
  assert.deepEqual(sent(), ["data", "digest", "digest"]);
  const other = await ask(two);
  assert.notDeepEqual(other, first);
  assert.deepEqual(await ask(two), other);
  assert.deepEqual(await ask(one), first);
  assert.deepEqual(sent().slice(3), ["data", "digest", "data"]);
  engine.dispose();
});

test("measured data cross once more when a worker was replaced, not when it has opened a run on others", async () => {
  const { engine, sent } = engineWithEars();
  const one = circle(0);
  const ask = async () => (await engine.truth(settings, question, null, one)).rollout?.x;
  await engine.open("baseline", { ...settings, model: "baseline" }, one);
  const first = await ask();
  await engine.open("baseline", { ...settings, model: "baseline" }, circle(2));
  assert.deepEqual(await ask(), first);
  assert.deepEqual(sent(), ["data", "digest"]);
  engine.simulateCrash("baseline");
  assert.deepEqual(await ask(), first);
  assert.deepEqual(sent(), ["data", "digest", "data"]);
  engine.dispose();
});

test("a checkpoint leaves measured data out, and a run on them is restored all the same", async () => {
  const { engine, replies } = engineWithEars();
  const fingerprints: string[] = [];
  engine.on("snapshot", ({ fingerprint, step }) => fingerprints.push(`${step} ${fingerprint}`));
  await engine.open("hnn", { ...settings, model: "hnn" }, circle(0));
  engine.train("hnn");
  await engine.save("hnn");
  while (!replies.some(({ type }) => type === "checkpoint"))
    await new Promise((resolve) => setImmediate(resolve));
  const before = fingerprints.at(-1);
  for (const reply of replies)
    if (reply.type === "checkpoint") assert.equal(reply.checkpoint.measured, null);
  const restored = new Promise((resolve) => engine.on("fault", resolve));
  engine.simulateCrash("hnn");
  await restored;
  assert.equal(fingerprints.at(-1), before);
  const { measured } = JSON.parse(
    JSON.stringify(await engine.load("hnn", await engine.save("hnn"))),
  );
  assert.equal(measured.name, "circle.csv");
  engine.dispose();
});
