// A published experiment as `npm run reproduce` does it, with one seed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Errors {
  testLoss: number;
  energyMse: number;
}

interface Line extends Errors {
  model: string;
}

interface Both {
  hnn: Errors;
  baseline: Errors;
}

// The same bounds for the published settings and the quick ones.

export function requireSpring({ hnn, baseline }: Both): void {
  assert.ok(hnn.testLoss <= 0.042 && baseline.testLoss <= 0.042);
  assert.ok(hnn.energyMse <= 1.5e-3, `${hnn.energyMse}`);
  assert.ok(hnn.energyMse < baseline.energyMse, `${hnn.energyMse} ${baseline.energyMse}`);
}

export function requireTwoBodies({ hnn, baseline }: Both): void {
  assert.ok(hnn.testLoss <= 3e-5, `${hnn.testLoss}`);
  assert.ok(hnn.energyMse <= 2e-4, `${hnn.energyMse}`);
  assert.ok(hnn.energyMse <= baseline.energyMse / 10, `${hnn.energyMse} ${baseline.energyMse}`);
}

/** The results of both models for seed 0, trained now. */
export async function reproduce(task: string): Promise<{ hnn: Line; baseline: Line }> {
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
