// The README's example is the file it names, and that file runs.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const example = "docs/examples/pendulum.mjs";

test("shows the example file unchanged in the README", () => {
  const readme = readFileSync(`${root}README.md`, "utf8");
  assert.ok(readme.includes(`\`\`\`js\n${readFileSync(root + example, "utf8")}\`\`\``));
});

test("the example runs and shows the HNN keeping its energy better", { timeout: 300_000 }, () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [example], {
    cwd: root,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  const drift = (model: string) =>
    Number(new RegExp(`${model}: energy drift ([\\d.]+) %`).exec(stdout)?.[1]);
  assert.ok(drift("hnn") < drift("baseline") / 2, stdout);
});

test("reads its table and trains on it in the example with own data", {
  timeout: 300_000,
}, () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["docs/examples/own-data.mjs"], {
    cwd: root,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /time \(s\) → t, angle → q1, momentum → p1\n/);
  const errors = (model: string) => {
    const found = new RegExp(`${model}: energy MSE ([\\d.e+-]+), at most ([\\d.e+-]+) `).exec(
      stdout,
    );
    return { mean: Number(found?.[1]), largest: Number(found?.[2]) };
  };
  assert.ok(errors("hnn").largest < errors("baseline").mean / 3, stdout);
});
