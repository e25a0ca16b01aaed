// Stages of vitest: component tests in one Chromium (tests/component).

import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { overBudget } from "./budget.mjs";
import { execute, failure, reports, root, tail } from "./execute.mjs";
import { retried } from "./retry.mjs";

async function once(stage, config, { file, name } = {}) {
  const report = path.join(reports, `${stage}.json`);
  rmSync(report, { force: true });
  const { status, output } = await execute(stage, path.join(root, "node_modules/.bin/vitest"), [
    ...["run", "--config", config, "--reporter=default", "--reporter=json"],
    `--outputFile.json=${report}`,
    ...(file ? [file, "-t", `^${name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}$`] : []),
  ]);
  if (!existsSync(report)) return { ...failure(stage, tail(output)), entries: [] };
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  const entries = [];
  const failures = [];
  for (const { name: where, assertionResults, message, status: fileStatus } of testResults) {
    const relative = path.relative(root, where);
    for (const { fullName, status: result, duration, failureMessages } of assertionResults) {
      const title = `${relative}: ${fullName}`;
      entries.push({ name: title, result, seconds: (duration ?? 0) / 1000 });
      if (result !== "failed") continue;
      const retry = { file: relative, name: fullName };
      failures.push({ name: title, reason: failureMessages.join("\n"), retry });
    }
    if (fileStatus === "failed" && assertionResults.every((test) => test.status !== "failed"))
      failures.push({ name: relative, reason: message, retry: null });
  }
  // An error outside of any test, for one that a listener of the page throws, fails the run as well.
  if (status !== 0 && failures.length === 0) failures.push({ name: stage, reason: tail(output) });
  const count = (result) => entries.filter((entry) => entry.result === result).length;
  return { passed: count("passed"), skipped: count("skipped"), failures, entries };
}

export const vitest = (config) => async (stage) => {
  const { entries, ...result } = await once(stage, config);
  const measured = { ...result, ...overBudget(stage, entries, result.failures) };
  return retried(measured, async (test) => {
    const again = await once(`${stage}-retry`, config, test);
    return again.failures.length === 0 && again.passed > 0;
  });
};
