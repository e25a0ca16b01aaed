// The published experiments, complete, with one seed each: the losses reach the noise floor and the HNN conserves its
// energy. (`npm run reproduce` does it for several seeds and prints means with standard errors.) Runs are
// bit-identical everywhere, so these figures do not vary from machine to machine.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Line {
  model: string;
  testLoss: number;
  energyMse: number;
}

/** The results of both models for seed 0, trained now. */
async function reproduce(task: string): Promise<{ hnn: Line; baseline: Line }> {
  const args = ["--import", "tsx", "tests/reproduce/reproduce.mjs", "--task", task];
  // An empty folder, so that no kept run is reused.
  const keep = mkdtempSync(path.join(os.tmpdir(), "learning-"));
  const child = spawn(process.execPath, [...args, "--seeds", "1", "--json", "--keep", keep], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  const status = await new Promise((resolve) => child.on("close", resolve));
  rmSync(keep, { recursive: true });
  assert.equal(status, 0);
  const lines = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const of = (model: string) => lines.find((line) => line.model === model);
  return { hnn: of("hnn"), baseline: of("baseline") };
}

const timeout = 900_000;

test("spring: both losses on the noise floor, the HNN's energy error ≤ 1.5e-3 and below the baseline's", {
  timeout,
}, async () => {
  const { hnn, baseline } = await reproduce("spring");
  assert.ok(hnn.testLoss <= 0.042 && baseline.testLoss <= 0.042);
  assert.ok(hnn.energyMse <= 1.5e-3, `${hnn.energyMse}`);
  assert.ok(hnn.energyMse < baseline.energyMse);
});

test("pendulum: the HNN's energy error ≤ 5e-3 and at most a tenth of the baseline's", {
  timeout,
}, async () => {
  const { hnn, baseline } = await reproduce("pendulum");
  assert.ok(hnn.testLoss <= 0.042 && baseline.testLoss <= 0.042);
  assert.ok(hnn.energyMse <= 5e-3, `${hnn.energyMse}`);
  assert.ok(hnn.energyMse <= baseline.energyMse / 10, `${hnn.energyMse} ${baseline.energyMse}`);
});

test("two bodies: test loss ≤ 3e-5, energy error ≤ 2e-4 and at most a tenth of the baseline's", {
  timeout,
}, async () => {
  const { hnn, baseline } = await reproduce("two-body");
  assert.ok(hnn.testLoss <= 3e-5, `${hnn.testLoss}`);
  assert.ok(hnn.energyMse <= 2e-4, `${hnn.energyMse}`);
  assert.ok(hnn.energyMse <= baseline.energyMse / 10, `${hnn.energyMse} ${baseline.energyMse}`);
});
