// The reproduction program speaks its JSON, in order; whether it learns is told by whole runs of it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const reproduce = (...args: string[]) =>
  spawnSync(process.execPath, ["--import", "tsx", "tests/reproduce/reproduce.mjs", ...args], {
    cwd: root,
    encoding: "utf8",
  });

test("one line per model and seed, then the summary", () => {
  const { stdout, stderr, status } = reproduce(
    ...["--task", "spring", "--seeds", "2", "--seed-start", "3", "--steps", "3", "--json"],
  );
  assert.equal(status, 0, stderr);
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

test("what it cannot do it says", () => {
  const { stderr, status } = reproduce("--task", "moon");
  assert.equal(status, 1);
  assert.match(stderr, /--task must be spring \| pendulum \| two-body, got "moon"/);
  assert.match(reproduce("--task", "spring", "--seeds", "0").stderr, /--seeds must be/);
});
