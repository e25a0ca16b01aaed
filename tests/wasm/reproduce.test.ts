// The reproduction program prints its JSON in order, keeps finished runs and writes its report; complete runs of it
// test whether networks learn.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { markdown } from "../reproduce/report.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const scratch = mkdtempSync(path.join(os.tmpdir(), "reproduce-"));
after(() => rmSync(scratch, { recursive: true }));
const keep = path.join(scratch, "kept");

const reproduce = (...args: string[]) =>
  spawnSync(
    process.execPath,
    ["--import", "tsx", "tests/reproduce/reproduce.mjs", "--keep", keep, ...args],
    { cwd: root, encoding: "utf8" },
  );
const short = ["--task", "spring", "--seeds", "2", "--seed-start", "3", "--steps", "3", "--json"];
let firstOutput = "";

test("one line per model and seed, then the summary", () => {
  const { stdout, stderr, status } = reproduce(...short);
  assert.equal(status, 0, stderr);
  assert.doesNotMatch(stderr, /done before/);
  firstOutput = stdout;
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const last = lines.pop();
  assert.deepEqual(
    lines.map(({ task, seed, model }) => [task, seed, model]),
    [
      ["spring", 3, "hnn"],
      ["spring", 3, "baseline"],
      ["spring", 4, "hnn"],
      ["spring", 4, "baseline"],
    ],
  );
  for (const line of lines) {
    for (const figure of ["trainLoss", "testLoss", "energyMse", "coordinateMse", "seconds"]) {
      assert.ok(Number.isFinite(line[figure]) && line[figure] >= 0, figure);
    }
  }
  const [first, , second] = lines;
  const { mean, stderr: error } = last.summary.hnn.energyMse;
  assert.ok(Math.abs(mean - (first.energyMse + second.energyMse) / 2) < 1e-12);
  assert.ok(Math.abs(error - Math.abs(first.energyMse - second.energyMse) / 2) < 1e-12);
});

test("reuses finished runs only", () => {
  const files = readdirSync(keep);
  // Simulates an interruption while seed 4 of the HNN was measured: the network exists, the result does not.
  const lost = files.find((file) => /^spring-hnn-4-\w+\.json$/.test(file)) ?? "";
  rmSync(path.join(keep, lost));
  const { stdout, stderr, status } = reproduce(...short);
  assert.equal(status, 0, stderr);
  assert.equal(stdout, firstOutput); // seconds too: nothing was trained
  assert.equal(stderr.match(/done before/g)?.length, 3);
  assert.doesNotMatch(stderr, /step \d/);
  // Other settings are another run.
  const other = reproduce("--task", "spring", "--seeds", "1", "--seed-start", "3", "--steps", "4");
  assert.doesNotMatch(other.stderr, /done before/);
});

test("makes the report from kept runs, and its page from the report", () => {
  const out = path.join(scratch, "docs");
  const { stderr, status } = reproduce(...short, "--report-only", "--out", out);
  assert.equal(status, 0, stderr);
  const report = JSON.parse(readFileSync(path.join(out, "reproduction.json"), "utf8"));
  assert.equal(readFileSync(path.join(out, "reproduction.md"), "utf8"), markdown(report));
  const [spring] = report.tasks;
  assert.equal(spring.settings.steps, 3);
  assert.equal(spring.missing, "");
  assert.equal(spring.runs.length, 4);
  for (const { file } of [...report.pictures, ...spring.pictures]) {
    assert.match(
      readFileSync(path.join(out, file), "utf8"),
      /^<svg [\s\S]*<title>[\s\S]*<\/svg>\n$/,
    );
  }
  // A seed that was never run is reported as missing.
  reproduce(...short, "--seeds", "3", "--report-only", "--out", out);
  const partly = JSON.parse(readFileSync(path.join(out, "reproduction.json"), "utf8"));
  assert.match(partly.tasks[0].missing, /^2 of 6 runs/);
  assert.match(readFileSync(path.join(out, "reproduction.md"), "utf8"), /Incomplete: 2 of 6 runs/);
});

test("adds a repeated task to the existing report", () => {
  const out = path.join(scratch, "joined");
  const read = () => JSON.parse(readFileSync(path.join(out, "reproduction.json"), "utf8"));
  reproduce(...short, "--report-only", "--out", out);
  const { tasks: alone } = read();
  const other = ["--task", "damped-spring", "--seeds", "1", "--steps", "2", "--out", out];
  const { stdout, stderr, status } = reproduce(...other);
  assert.equal(status, 0, stderr);
  for (const model of ["dissipative-hnn", "hnn", "baseline"]) assert.match(stdout, RegExp(model));
  const { tasks } = read();
  assert.deepEqual(tasks[0], alone[0]);
  assert.equal(tasks[1].id, "damped-spring");
  assert.deepEqual(
    tasks[1].runs.map(({ model }: { model: string }) => model),
    ["dissipative-hnn", "hnn", "baseline"],
  );
  const page = readFileSync(path.join(out, "reproduction.md"), "utf8");
  assert.equal(page, markdown(read()));
  for (const { file, title } of tasks[1].pictures) {
    const picture = readFileSync(path.join(out, file), "utf8");
    assert.ok(picture.includes(`<title>${title}</title>`) && page.includes(file), file);
  }
  assert.equal(tasks[1].pictures.length, 1);
});

test("reports sampled networks separately, with missing parts", () => {
  const only = ["--task", "sampled", "--seeds", "1", "--report-only"];
  const out = path.join(scratch, "sampled");
  const { stdout, stderr, status } = reproduce(...only, "--out", out);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^## Without gradients: sampled networks\n\nIncomplete: 18 of 18 parts/m);
  const report = JSON.parse(readFileSync(path.join(out, "reproduction.json"), "utf8"));
  assert.deepEqual([report.tasks, report.sampled.results, report.sampled.verdicts], [[], [], []]);
  assert.equal(readFileSync(path.join(out, "reproduction.md"), "utf8"), markdown(report));
});

test("rejects invalid options with a reason", () => {
  const { stderr, status } = reproduce("--task", "moon");
  assert.equal(status, 1);
  assert.match(stderr, /--task must be spring \| pendulum \| .*two-body.*, got "moon"/);
  assert.match(reproduce("--task", "spring", "--seeds", "0").stderr, /--seeds must be/);
  const nowhere = path.join(scratch, "nowhere.txt");
  const real = reproduce("--task", "real", "--recording", nowhere);
  assert.equal(real.status, 1);
  assert.match(real.stderr, /real cannot be done: the recording is not there: nowhere\.txt/);
  const table = path.join(scratch, "table.txt");
  writeFileSync(table, "1 2 3\n");
  assert.match(reproduce("--task", "real", "--recording", table).stderr, /table\.txt/);
});
