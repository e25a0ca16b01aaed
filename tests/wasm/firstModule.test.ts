// The page's first module: the same numbers as the whole one, without what first_module.cpp leaves out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import createFirst from "../../wasm_build/dist/hnn_first.mjs";
import type { CoreModule } from "../../web/src/lab/core.js";
import { IncompleteCore } from "../../web/src/lab/errors.js";
import { createLab } from "../../web/src/lab/index.js";
import { Lab } from "../../web/src/lab/lab.js";
import { compileWasm, instantiateCore } from "../../web/src/lab/wasm.js";
import type { Reply, Request } from "../../web/src/protocol/messages.js";
import type { Settings } from "../../web/src/protocol/settings.js";
import { ContestantHost } from "../../web/src/worker/host.js";

const whole = await createLab();
const file = new URL("../../wasm_build/dist/hnn_first.wasm", import.meta.url);
const module = await compileWasm({ wasmBinary: readFileSync(file) });

async function firstLab(): Promise<Lab> {
  const { core, memory } = await instantiateCore<unknown>(createFirst, module);
  return new Lab(core as CoreModule, memory);
}

const first = await firstLab();
const solved = { model: "sampled-hnn", hidden: [20] };
const measured = {
  symbols: ["q", "p"],
  t: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
  x: [1, 0, 0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4, 0.5, 0.5, 0.4, 0.6, 0.3, 0.7],
  recording: new Array(8).fill(0),
  judged: false,
};

for (const model of ["hnn", "baseline", "second-order", "dissipative-hnn", "lnn"])
  test(`trains ${model} to the same bits as the whole module`, () => {
    const settings = { model, steps: 30, ...(model === "lnn" && { coordinates: "velocities" }) };
    const prints = [first, whole].map((lab) => {
      const run = lab.session(settings);
      run.advance(30);
      const { fingerprint } = run;
      run.dispose();
      return fingerprint;
    });
    assert.equal(prints[0], prints[1]);
  });

test("says that it lacks solved networks and measured data, in runs and in files", () => {
  assert.throws(() => first.session(solved), IncompleteCore);
  assert.throws(() => first.session({}, { measured }), IncompleteCore);
  const run = whole.session(solved);
  const text = run.saveText();
  assert.throws(() => first.load(text), IncompleteCore);
  const network = { ...JSON.parse(text), settings: null };
  assert.throws(() => first.load(network), IncompleteCore);
  run.dispose();
  // A network in units of its own comes of measured data.
  const scaled = whole.session({ hidden: [4] }, { measured });
  const { settings: _, data, step, optimizer, ...alone } = JSON.parse(scaled.saveText());
  assert.ok(alone.stateScale && data && step === 0 && optimizer);
  assert.throws(() => first.load(alone), IncompleteCore);
  scaled.dispose();
});

/** A host whose whole core comes from `makeWhole`; replies by their turn. */
function hostWith(makeWhole: () => Promise<Lab>) {
  const replies: Reply[] = [];
  let told = () => {};
  const host = new ContestantHost(
    (reply) => {
      replies.push(reply);
      told();
    },
    firstLab,
    undefined,
    makeWhole,
  );
  host.receive({ type: "start", contestant: "hnn", module: null, lock: null });
  const until = async (is: (reply: Reply) => boolean) => {
    for (;;) {
      const found = replies.find(is);
      if (found) return found;
      await new Promise<void>((resolve) => {
        told = resolve;
      });
    }
  };
  const ask = (request: Request & { id: number }) => {
    host.receive(request);
    return until((reply) => "id" in reply && reply.id === request.id);
  };
  const open = (id: number, settings: Settings) =>
    ask({ type: "open", id, generation: id, settings, measured: null });
  return { host, open, ask, replies };
}

test("a host takes the whole core when a run requires it, and keeps it", async () => {
  let made = 0;
  const { host, open } = hostWith(() => {
    made++;
    return createLab();
  });
  assert.equal((await open(1, whole.settings({ steps: 5 }))).type, "done");
  assert.equal(made, 0);
  assert.equal((await open(2, whole.settings(solved))).type, "done");
  assert.equal((await open(3, whole.settings(solved))).type, "done");
  assert.equal(made, 1);
  host.close();
});

// The module may be unreachable (offline, a deploy in between): the run that is open must survive it.
test("a host that gets no whole core refuses the request, keeps its run, and asks again", async () => {
  let made = 0;
  const { host, open, ask } = hostWith(async () => {
    if (made++ === 0) throw new Error("hnn_lab.wasm cannot be fetched");
    return createLab();
  });
  await open(1, whole.settings({ steps: 5 }));
  assert.deepEqual(await open(2, whole.settings(solved)), {
    type: "refused",
    id: 2,
    message: "hnn_lab.wasm cannot be fetched",
    isMissing: true,
  });
  const saved = await ask({ type: "save", id: 3 });
  assert.equal(saved.type === "saved" && whole.load(saved.file).settings?.model, "hnn");
  assert.equal((await open(4, whole.settings(solved))).type, "done");
  host.close();
});
