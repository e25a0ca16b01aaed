// docs/reproduction.json, .md and the figures are consistent with each other and with the present table of tasks. The results
// themselves come from complete runs of `npm run reproduce`, which take too long for a test.
import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Settings } from "../../web/src/protocol/settings.js";
import { agreement, chaotic, summaryOf, verdictsOf } from "../reproduce/judge.mjs";
import {
  completed,
  describe,
  format,
  markdown,
  type Report,
  sharedSettings,
  type TaskReport,
  withRest,
} from "../reproduce/report.mjs";
import { hash, settingsKey } from "../reproduce/runs.mjs";
import { describeSampled } from "../reproduce/sampled.mjs";
import {
  type SampledFigures,
  type SampledRun,
  sampledVerdicts,
  summariseSampled,
} from "../reproduce/sampledReport.mjs";
import { figures, isOffered, modelsOf, seedCount, settingsOf, tasks } from "../reproduce/tasks.mjs";

const docs = fileURLToPath(new URL("../../docs/", import.meta.url));
const read = () =>
  completed(JSON.parse(readFileSync(`${docs}reproduction.json`, "utf8")) as Report);
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

test("every task is reported, with today's settings, published numbers and bounds", () => {
  const report = read();
  assert.equal(report.format, format);
  assert.match(report.date ?? "", /^\d{4}-\d\d-\d\d$/);
  const offered = tasks.filter(isOffered);
  assert.deepEqual(
    report.tasks.map(({ id }) => id),
    offered.map(({ id }) => id),
  );
  for (const [i, task] of offered.entries()) {
    const found = report.tasks[i]!;
    assert.equal(found.missing, "", task.id);
    const settings = sharedSettings(settingsOf(task, modelsOf(task)[0]!, 0), task);
    assert.deepEqual(found.settings, plain(settings), task.id);
    for (const [key, value] of Object.entries(describe(task))) {
      const reported = (found as unknown as Record<string, unknown>)[key];
      assert.deepEqual(reported, plain(value), `${task.id}: ${key}`);
    }
  }
});

test("every seed of every network, trained to the last step", () => {
  for (const { id, runs } of read().tasks) {
    const task = tasks.find((one) => one.id === id)!;
    for (const model of modelsOf(task)) {
      const own = runs.filter((run) => run.model === model);
      const seeds = new Set(own.map(({ seed }) => seed)).size;
      assert.ok(seeds >= seedCount, `${id} ${model}`);
      for (const { seed, steps, fingerprint } of own) {
        assert.equal(steps, settingsOf(task, model, seed!).steps, `${id} ${model} seed ${seed}`);
        assert.match(fingerprint ?? "", /^[0-9a-f]{16}$/);
      }
      const weights = own.map(({ fingerprint }) => fingerprint);
      assert.equal(new Set(weights).size, own.length, `${id} ${model}: seeds differ`);
    }
  }
});

test("means and verdicts follow from the runs", () => {
  for (const { id, runs, summary, verdicts, ...task } of read().tasks) {
    assert.deepEqual(summary, plain(summaryOf(runs, modelsOf(task), figures)), id);
    assert.ok(verdicts.length > 0, id);
    assert.deepEqual(verdicts, plain(verdictsOf({ id, ...task }, runs, summary)), id);
  }
});

test("reports sampled networks completely, with the current table and five seeds", () => {
  const { sampled } = read();
  assert.ok(sampled);
  assert.equal(sampled.missing, "");
  for (const [key, value] of Object.entries(describeSampled())) {
    assert.deepEqual((sampled as unknown as Record<string, unknown>)[key], plain(value), key);
  }
  assert.ok(new Set(sampled.seeds).size >= seedCount);
  for (const part of sampled.parts) {
    const found = sampled.results.find((result) => result.part === part.id);
    const runs: SampledRun[] = found?.runs ?? [];
    const ways = part.starts?.map(({ name }) => name) ?? part.rules ?? [""];
    const seeds = sampled.seeds.slice(0, part.seeds ?? sampled.seeds.length);
    assert.deepEqual(
      runs.map(({ seed, rule, start }) => `${seed} ${rule ?? start ?? ""}`),
      seeds.flatMap((seed) => ways.map((way) => `${seed} ${way}`)),
      part.id,
    );
    for (const { fingerprint } of runs) assert.match(fingerprint, /^[0-9a-f]{16}$/);
  }
});

test("medians, means and verdicts of sampled networks follow from their runs", () => {
  const { sampled, tasks: reported } = read();
  assert.ok(sampled);
  assert.deepEqual(sampled.summary, plain(summariseSampled(sampled)));
  assert.deepEqual(sampled.verdicts, plain(sampledVerdicts(sampled, reported)));
  assert.equal(sampled.verdicts.length, sampled.bounds.length);
});

test("reports a missed bound of a sampled network", () => {
  const { parts, boxes } = describeSampled();
  const made = { firstSeconds: 1, warmSeconds: 1 };
  const bounds = [
    { type: "error", part: "pendulum-200-1000", rule: "u-swim", most: 2e-7 },
    { type: "test loss", part: "noisy-spring", most: 0.042 },
    { type: "energies", part: "noisy-spring" },
  ];
  const judge = (error: number, testLoss: number, energyMse: number, adam: number[]) => {
    const run = { seed: 0, fingerprint: "", seconds: 1, rank: 1 };
    const errors = [1e-9, error, 1e-3].map((value) => ({ ...run, rule: "u-swim", error: value }));
    const noisy = [0, 1].map((seed) => ({ ...run, seed, testLoss, energyMse, trainLoss: 1 }));
    const section: SampledFigures = {
      ...{ parts, boxes, bounds, seeds: [0, 1] },
      results: [
        { part: "pendulum-200-1000", ...made, runs: errors },
        { part: "noisy-spring", ...made, runs: noisy },
      ],
    };
    const runs = adam.map((value, seed) => ({ model: "hnn", seed, energyMse: value }));
    return sampledVerdicts(section, [{ id: "spring", runs }]).map(({ met }) => met);
  };
  assert.deepEqual(judge(2e-7, 0.042, 1e-4, [1e-4, 1e-4]), [true, true, true]);
  assert.deepEqual(judge(2.1e-7, 0.042, 1e-4, [2e-4, 1e-5]), [false, true, true]);
  // Seed by seed 1e-5 ± 0 too much; then 5e-6 ± 5e-6, as chance gives it.
  assert.deepEqual(judge(1e-8, 0.043, 1e-4, [9e-5, 9e-5]), [true, false, false]);
  assert.deepEqual(judge(1e-8, 0.042, 1e-4, [1e-4, 9e-5]), [true, true, true]);
  assert.deepEqual(judge(1e-8, 0.042, 1e-4, [9e-5]), [true, true, false]);
  assert.deepEqual(judge(1e-8, 0.041, 1e-4, []), [true, true]); // nothing to compare with
});

test("the page follows from the data, and its figures exist", () => {
  const report = read();
  assert.equal(readFileSync(`${docs}reproduction.md`, "utf8"), markdown(report));
  const pictures = [report, ...report.tasks, report.sampled!].flatMap((part) => part.pictures);
  assert.ok(pictures.length > report.tasks.length);
  for (const { file, title } of pictures) {
    assert.ok(existsSync(docs + file), file);
    assert.ok(statSync(docs + file).size < 300_000, `${file} is below 300 kB`);
    assert.ok(readFileSync(docs + file, "utf8").includes(`<title>${title}</title>`), file);
  }
});

test("reports a missed bound", () => {
  const bounds = [
    { type: "most", model: "hnn", figure: "energyMse", limit: 1e-3 },
    { type: "ratio", figure: "energyMse", least: 50 },
  ];
  const judge = (hnn: number, baseline: number) => {
    const runs = [
      { model: "hnn", seed: 0, energyMse: hnn },
      { model: "baseline", seed: 0, energyMse: baseline },
    ];
    const task = { id: "x", bounds };
    return verdictsOf(task, runs, summaryOf(runs, modelsOf(task), figures)).map(({ met }) => met);
  };
  assert.deepEqual(judge(1e-3, 1), [true, true]);
  assert.deepEqual(judge(1.1e-3, 1), [false, true]);
  assert.deepEqual(judge(1e-4, 4.9e-3), [true, false]);
});

test("compares networks by the names in the task", () => {
  const variants = ["lnn", "hnn-velocities"].map((id) => ({ id, title: id, settings: {} }));
  const bounds = [
    { type: "least", model: "hnn-velocities", figure: "coordinateMse", limit: 0.1 },
    { type: "ratio", of: "hnn-velocities", to: "lnn", figure: "coordinateMse", least: 10 },
  ];
  const task = { id: "x", variants, bounds };
  const judge = (lnn: number, hnn: number) => {
    const runs = [
      { model: "lnn", seed: 0, coordinateMse: lnn },
      { model: "hnn-velocities", seed: 0, coordinateMse: hnn },
    ];
    return verdictsOf(task, runs, summaryOf(runs, modelsOf(task), figures));
  };
  const mets = (lnn: number, hnn: number) => judge(lnn, hnn).map(({ met }) => met);
  assert.deepEqual(mets(0.01, 0.1), [true, true]);
  assert.deepEqual(mets(0.001, 0.09), [false, true]);
  assert.deepEqual(mets(0.02, 0.15), [true, false]);
  assert.match(judge(1, 1)[1]!.text, /of the hnn-velocities at least 10 times that of the lnn$/);
});

test("replaces a repeated task in place, and keeps the others", () => {
  const present = read();
  const [spring, pendulum] = present.tasks as [TaskReport, TaskReport];
  const anew = { ...pendulum, missing: "1 of 6 runs have not been made" };
  // As recorded before networks had several angle encodings.
  const { angles: _, ...older } = spring.settings;
  const found = withRest(
    { format, date: "2000-01-01", machines: [], pictures: [], tasks: [anew] },
    { ...present, tasks: [{ ...spring, settings: older as Settings }, ...present.tasks.slice(1)] },
  );
  assert.deepEqual(found, {
    ...present,
    tasks: present.tasks.map((task) => (task.id === anew.id ? anew : task)),
  });
});

// A new setting made three of these tests fail and every kept run train again, an hour and a half.
test("takes settings that a kept report lacks at their defaults", () => {
  const raw = JSON.parse(readFileSync(`${docs}reproduction.json`, "utf8")) as Report;
  const older = structuredClone(raw) as unknown as Record<"tasks" | "parts", unknown[]>;
  const parts = (older as unknown as Report).sampled!.parts;
  for (const { settings } of [...older.tasks, ...parts] as { settings: Partial<Settings> }[]) {
    delete settings.kineticPrior;
    delete settings.decoupledWeightDecay;
  }
  assert.deepEqual(completed(older as unknown as Report), completed(raw));
});

test("keeps runs when a setting is added, and repeats those that use it", () => {
  const settings = settingsOf(tasks[0]!, modelsOf(tasks[0]!)[0]!, 0);
  const { cutoff, ...older } = settings;
  const defaults = { ...settings };
  const known = Object.keys(older);
  assert.deepEqual(settingsKey(settings, defaults, known), older);
  assert.deepEqual(settingsKey({ ...settings, cutoff: 0.01 }, defaults, known), {
    ...older,
    cutoff: 0.01,
  });
  const { scaling, clipNorm, ...first } = settings; // those that were added so far
  assert.deepEqual([scaling, clipNorm], ["none", 0]);
  assert.equal(hash(settingsKey(settings)), hash(first));
});

test("counts escaped orbits as neither conserving energy nor agreeing", () => {
  const lost = { sali: [1e-9, 1e-9, 0.5], alive: [1, 0, 1] };
  assert.deepEqual(chaotic(lost, 1e-4), [true, null, false]);
  assert.equal(agreement(chaotic(lost, 1e-4), [true, true, true]), 1);
  const task = {
    id: "x",
    section: { energy: 0.1, orbits: 2, duration: 10 },
    bounds: [{ type: "orbits keep", model: "hnn", limit: 0.01 }],
  };
  const run = (alive: number[]) => [
    { model: "hnn", seed: 0, section: { energyError: [0.001, 0.002], alive } },
  ];
  assert.equal(verdictsOf(task, run([1, 1]), {})[0]?.met, true);
  assert.equal(verdictsOf(task, run([1, 0]), {})[0]?.met, false);
});
