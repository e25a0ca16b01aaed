// The published experiment with the real pendulum (Greydanus et al. 2019, section 3, task 3; recording of Schmidt &
// Lipson 2009), if the recording is available. Its licence is not stated, so it is not part of this project.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { applyMapping, createLab, readTable } from "../../web/src/lab/index.js";
import { train } from "./support.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const file = path.resolve(root, "../shared/data/real_pend_h_1.txt");

/** Evaluated with H = p² + 2.4 (1 − cos q), p = dq/dt, as in the paper's code. */
const settings = {
  system: "pendulum",
  systemParameters: [0.5, 1, 4.8],
  seed: 0,
  trainFraction: 0.8,
  derivative: "forward",
  batchSize: 0,
  steps: 2000,
  learningRate: 1e-3,
  schedule: "constant",
  weightDecay: 1e-5,
} as const;

test("conserves the real pendulum's energy ten times better with the HNN than with the plain network", async (context) => {
  if (!existsSync(file)) {
    return context.skip(
      "needs ../shared/data/real_pend_h_1.txt: real_pend_h_1 of the supplement of Schmidt & Lipson 2009",
    );
  }
  const table = readTable(readFileSync(file, "utf8"), path.basename(file));
  const { measured } = applyMapping(table, table.proposed, { judged: true });
  const lab = await createLab();
  const energyMse: Record<string, number> = {};
  for (const model of ["hnn", "baseline"]) {
    const run = lab.session({ ...settings, model }, { measured });
    assert.equal(run.report().gaps, 10);
    await train(run);
    energyMse[model] = run.metrics().energyMse;
    run.dispose();
  }
  assert.ok(energyMse.hnn! <= 2.5e-2, `HNN ${energyMse.hnn}`);
  assert.ok(
    energyMse.hnn! <= energyMse.baseline! / 10,
    `HNN ${energyMse.hnn}, plain ${energyMse.baseline}`,
  );
});
