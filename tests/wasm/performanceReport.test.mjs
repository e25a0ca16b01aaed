// docs/performance.json, .md and the figures are consistent with each other and with the present races, and the bench's helpers
// work. The measurements themselves come from `npm run bench -- --peers --report`, which takes too long for a test.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createLab } from "../../web/src/lab/index.ts";
import { idleFraction } from "../bench/machine.mjs";
import { ownContestant } from "../bench/own.mjs";
import { pictures } from "../bench/pictures.mjs";
import { goldenError, goldenTolerance, relativeError } from "../bench/problem.mjs";
import { chosenRaces, peers, races, racesLacking, resultOf } from "../bench/races.mjs";
import {
  format,
  markdown,
  printReport,
  reportWith,
  requireSameMachine,
  weightCount,
} from "../bench/report.mjs";
import { quickPace, race } from "../bench/rounds.mjs";
import { median, spread } from "../bench/statistics.mjs";
import { fractionOfProduct, remark } from "../bench/table.mjs";
import { find, targets } from "../bench/targets.mjs";
import { Timer } from "../bench/timing.mjs";

const docs = fileURLToPath(new URL("../../docs/", import.meta.url));
const golden = JSON.parse(readFileSync(new URL("../golden/golden_hnn.json", import.meta.url)));
const lagrangianGolden = JSON.parse(
  readFileSync(new URL("../golden/golden_lnn.json", import.meta.url)),
);
const text = readFileSync(`${docs}performance.json`, "utf8");
const report = JSON.parse(text);

test("the page and its figures follow from the data", () => {
  assert.equal(report.format, format);
  assert.equal(text, printReport(report));
  const page = readFileSync(`${docs}performance.md`, "utf8");
  assert.equal(page, markdown(report));
  for (const { file, title, svg } of pictures(report.results)) {
    assert.equal(readFileSync(docs + file, "utf8"), svg, file);
    assert.ok(page.includes(`![${title}](${file})`), `${file} is shown`);
  }
  for (const [, file] of page.matchAll(/\]\((?!http|#)([^)]+)\)/g)) {
    assert.ok(existsSync(docs + file), `${file} is there`);
  }
});

test("reports every contestant with figures or the reason for their absence", () => {
  for (const { name, kind, contestants } of races) {
    for (const { shown } of contestants) {
      const { place, work, form } = shown;
      const result = resultOf(report.results, name, { shown });
      assert.ok(result, `${name}: ${JSON.stringify(shown)}`);
      if (result.failed !== undefined) continue;
      const figures = kind === "race" ? [result.ms.median] : result.times;
      assert.ok(figures.length > 0 && figures.every((ms) => ms > 0), `${name}: ${form}`);
      if (work === "step" && place !== "native" && kind === "race" && !name.startsWith("two")) {
        assert.equal(result.wrong, !(result.goldenError < goldenTolerance), `${name}: ${form}`);
      }
    }
  }
});

test("our own gradients are correct", () => {
  const own = report.results.filter(({ peer, wrong }) => peer === "hnn-lab" && wrong !== undefined);
  assert.ok(own.length > 0);
  for (const { race: name, wrong } of own) assert.equal(wrong, false, name);
});

test("median and spread", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 3);
  assert.ok(Number.isNaN(median([])));
  assert.deepEqual(spread([0.12345, 3, 2], 3), { median: 2, min: 0.123, max: 3 });
});

test("detects idle cores from their counters", () => {
  const core = (idle, user) => ({ times: { idle, user, nice: 0, sys: 0, irq: 0 } });
  const before = [core(0, 0), core(100, 100)];
  const after = [core(0, 20), core(115, 105)];
  assert.equal(idleFraction(before, after, [0]), 0);
  assert.equal(idleFraction(before, after, [1]), 0.75);
  assert.equal(idleFraction(before, after, [0, 1]), 15 / 40);
});

test("accepts correct gradients in the golden check, and rejects a missing term", async () => {
  const answers = [...golden.cases];
  const answer = (change) => async (network, samples) => {
    const found = answers.find(
      ({ x, hidden }) => hidden[0] === network.hidden && relativeError(samples.x, x.flat()) < 1e-6,
    );
    const gradients = Object.entries(found.grads).map(([name, rows]) => [name, rows.flat()]);
    return { loss: found.loss, gradients: change(Object.fromEntries(gradients)) };
  };
  assert.ok(
    (await goldenError(
      golden,
      answer((same) => same),
    )) < 1e-12,
  );
  const without = await goldenError(
    golden,
    answer((given) => ({ ...given, b1: null })),
  );
  assert.equal(without, 1);
  const halved = answer((given) => ({ ...given, W2: given.W2.map((value) => value / 2) }));
  assert.ok(Math.abs((await goldenError(golden, halved)) - 0.5) < 1e-9);
});

test("uses the loss of accelerations in the golden check of Lagrangian networks", async () => {
  const asked = [];
  const error = await goldenError(lagrangianGolden, async (network, { x, dxdt, count }) => {
    const found = lagrangianGolden.cases.find(
      ({ weights }) => relativeError(network.W1, weights.W1.flat()) < 1e-6,
    );
    asked.push(found.name);
    for (let k = 0; k < count; k++) {
      assert.deepEqual(dxdt.slice(4 * k, 4 * k + 2), x.slice(4 * k + 2, 4 * k + 4));
      const accelerations = found.qdd_target[k].map(Math.fround);
      assert.deepEqual([...dxdt.slice(4 * k + 2, 4 * k + 4)], accelerations);
    }
    const gradients = Object.entries(found.grads).map(([name, rows]) => [name, rows.flat()]);
    return { loss: 1.01 * found.loss, gradients: Object.fromEntries(gradients) };
  });
  assert.deepEqual(asked, ["4-16-16-1", "4-16-16-1 ill-conditioned"]);
  assert.ok(Math.abs(error - 0.01) < 1e-9);
});

test("the package's own Lagrangian step has the golden gradients and trains on 512 samples", async () => {
  const { contestants } = races.find(({ name }) => name.startsWith("LNN step"));
  const { spec } = contestants.find(({ shown }) => shown.place === "node");
  const own = ownContestant(await createLab(), spec);
  assert.ok((await own.golden(lagrangianGolden)) < goldenTolerance);
  await own.run(2);
});

test("reports a race as missing until each contestant is reported", () => {
  const [first, second] = ["a", "b"].map((form) => ({ shown: { place: "node", form, n: 3 } }));
  const list = [
    { name: "one", contestants: [first, second] },
    { name: "other", contestants: [first] },
  ];
  const names = (...results) => racesLacking(list, results).map(({ name }) => name);
  const result = (race, { shown }, ms) => ({ race, ...shown, ms });
  assert.deepEqual(names(), ["one", "other"]);
  assert.deepEqual(names(result("one", first), result("other", first)), ["one"]);
  assert.deepEqual(names(result("one", first), result("one", second)), ["other"]);

  const head = { date: "2026-01-01", commit: "1", pace: { rounds: 5, block: 0.7, warmUp: 1 } };
  const old = { ...report, ...head, results: [result("one", first, 1), result("other", first, 2)] };
  const now = { ...head, date: "2026-02-02", commit: "2" };
  const added = reportWith(old, [result("one", first, 3), result("one", second, 4)], now);
  assert.deepEqual(
    added.results.map(({ ms }) => ms),
    [3, 2, 4],
  );
  const failure = { race: "page", place: "chromium", work: "frames", failed: "not true in time" };
  const page = { race: "page", place: "chromium", work: "frames", form: "training", ms: 5 };
  assert.deepEqual(
    reportWith({ ...old, results: [failure] }, [page], now).results.map(({ ms }) => ms),
    [5],
  );
  assert.equal(added.commit, "1");
  assert.deepEqual(added.versions, report.versions);
  const since = { date: "2026-02-02", commit: "2" };
  assert.deepEqual(
    added.results.map(({ added: when }) => when),
    [since, undefined, since],
  );
  const words = markdown(added);
  assert.ok(words.includes("measured apart: one: 2026-02-02 at commit 2."));
  assert.ok(!words.includes("A trial with short blocks"));
  const trial = { ...now, pace: quickPace };
  assert.ok(markdown(reportWith(old, added.results, trial)).includes("A trial with short blocks"));
});

test("adds figures of another version, not those of another machine", () => {
  const { versions, machine } = report;
  requireSameMachine(report, { machine, versions: { ...versions, "hnn-lab": "9.9.9" } });
  assert.throws(
    () => requireSameMachine(report, { machine: { ...machine, cores: 64 }, versions }),
    /whose cores was \d+ and now is 64/,
  );
  assert.throws(
    () => requireSameMachine(report, { machine, versions: { ...versions, "jax-js": "9" } }),
    /whose jax-js was .* and now is 9/,
  );
  const { PyTorch, ...others } = versions;
  assert.ok(PyTorch);
  requireSameMachine(report, { machine, versions: { ...others, NumPy: "1" } });
});

test("makes at least one call per block, and three to warm up", async () => {
  let calls = 0;
  const timer = new Timer(async (count) => {
    calls += count;
    await new Promise((resolve) => setTimeout(resolve, 2 * count));
  });
  await timer.obey("warm-up 0");
  assert.equal(calls, 3);
  const { calls: made } = await timer.obey("block 0");
  assert.equal(made, 1);
  assert.equal(calls, 4);
  assert.equal((await timer.obey("each 5")).times.length, 5);
  await assert.rejects(timer.obey("hurry 1"), /warm-up, block or each, got "hurry 1"/);
});

test("marks reached targets as met, and none without figures", () => {
  assert.ok(targets([]).every(({ met }) => !met));
  const product = { work: "product", flop: 9e7, ms: { median: 1 } }; // 90 GFLOP/s
  const own = { peer: "hnn-lab", place: "node" };
  const results = (stepTime, peerTime) => [
    { ...product, ...own, race: "product" },
    { ...product, ...own, race: "step, N = 1125" },
    { ...own, race: "step, N = 1125", work: "step", flop: 5.4e8, ms: { median: stepTime } },
    {
      race: "step, N = 1125",
      work: "step",
      place: "node",
      peer: "tfjs",
      key: "repaired",
      ms: { median: peerTime },
    },
  ];
  const verdicts = (list) => {
    const all = targets(list);
    const of = (words) =>
      all.find(({ what }) => what.includes(words) && !what.includes("Chromium"));
    return ["bare product", "N = 1125, of the bare", "nested autodiff"].map((w) => of(w).met);
  };
  assert.deepEqual(verdicts(results(7, 64)), [true, true, true]); // 86 %, 9.1 times
  assert.deepEqual(verdicts(results(7.2, 64)), [true, false, false]); // 83 %, 8.9 times
  assert.equal(fractionOfProduct(results(7.5, 1)[2], results(7.5, 1)).fractionOfKernel, 0.8);
});

test("reports wrong gradients and failures", () => {
  assert.equal(remark({ goldenError: 1.337, wrong: true }), "gradients wrong (by 134 %)");
  assert.equal(remark({ failed: "out of memory" }), "failed: out of memory");
  assert.equal(remark({ goldenError: 1e-6, wrong: false }), "");
});

test("weights are counted", () => {
  assert.equal(weightCount({ inputs: 2, hidden: [200, 200] }), 400 + 40000 + 200);
  assert.equal(weightCount({ inputs: 4, hidden: [8] }), 32 + 8);
});

test("without --peers no peer runs", () => {
  const contestants = chosenRaces({ withPeers: false }).flatMap((entry) => entry.contestants);
  assert.ok(contestants.length > 0);
  assert.ok(contestants.every(({ shown }) => !peers.includes(shown.peer)));
});

test("races the package under Node with a process for each contestant", async () => {
  const step = races.find(({ name }) => name === "step, N = 200");
  const contestants = step.contestants.filter(({ via }) => via === "node").slice(0, 2);
  const said = [];
  const broken = { ...contestants[0], name: "broken", spec: { peer: "hnn-lab", work: "nothing" } };
  const results = await race(
    { name: "a race", contestants: [...contestants, broken] },
    { ...quickPace, warmUp: 0.05, block: 0.05 },
    (words) => said.push(words),
  );
  const [product, own, failed] = results;
  assert.ok(product.ms.median > 0 && own.ms.median > 0);
  assert.ok(own.goldenError < goldenTolerance && own.wrong === false);
  assert.match(failed.failed, /work must be product \| step .*got "nothing"/);
  assert.equal(find(results, "a race", { work: "step" }), own);
  assert.equal(said.length, 2);
});
