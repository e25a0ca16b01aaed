// The built package, also where code generation from strings is forbidden, as on a page with a
// strict policy.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const script = `
  import { createLab } from "hnn-lab";
  const lab = await createLab();
  const run = lab.session({ system: "pendulum", model: "hnn", seed: 0, hidden: [8], trajectories: 4 });
  for await (const p of run.train({ steps: 20, every: 20 })) console.log(p.step);
  const { x } = run.rollout({ x0: [2.1, 0], duration: 2, integrator: "leapfrog", points: 11 });
  console.log(x.length, lab.load(run.save()).fingerprint === run.fingerprint);
  try { lab.session({ noise: 7 }); } catch (error) { console.log(error.message); }
  try { run.rollout({ integrator: "verlet" }); } catch (error) { console.log(error.message); }
  run.dispose();
  try { eval("1"); console.log("eval runs"); } catch { console.log("no eval"); }
`;

const built = existsSync(new URL("../../dist/package/index.js", import.meta.url));
const skip = built ? false : "dist/package is not built: npm run build";

test("import from hnn-lab works, with code generation switched off", { skip }, () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--disallow-code-generation-from-strings", "--input-type=module", "--eval", script],
    { cwd: root, encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  const [step, shape, range, core, evaluated] = stdout.trim().split("\n");
  assert.deepEqual([step, shape, evaluated], ["20", "22 true", "no eval"]);
  assert.match(range ?? "", /^noise must be 0…1, got 7/);
  assert.match(core ?? "", /^integrator must be /);
});
