// What a test may take, in seconds on two idle cores: budget.json has the usual, what some stages need instead, and what single
// tests may take. A test that takes more is printed at the end; one that takes several times as much fails, because a busy
// machine alone does not explain that.

import { readFileSync } from "node:fs";

const { usual, stages, tests } = JSON.parse(
  readFileSync(new URL("./budget.json", import.meta.url), "utf8"),
);
const patience = 4; // a machine that does something else gives a test a half or a third of its time

/** { failures, slow }: the failures of a stage with those of the budget, and tests to be printed. */
export function overBudget(stage, done, failures) {
  const over = done
    .map(({ name, seconds }) => ({ name, seconds, budget: tests[name] ?? stages[stage] ?? usual }))
    .filter(({ seconds, budget }) => seconds > budget);
  const failed = over.filter(
    ({ name, seconds, budget }) =>
      seconds > patience * budget && !failures.some((failure) => failure.name === name),
  );
  return {
    slow: over,
    failures: [
      ...failures,
      ...failed.map(({ name, seconds, budget }) => ({
        name: `${name} (budget)`,
        reason: `took ${seconds.toFixed(1)} s of ${budget} s: shorten it, or give it a budget in tests/runner/budget.json and the reason in the commit`,
        retry: null,
      })),
    ],
  };
}
