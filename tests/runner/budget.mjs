// What a test may take. budget.json names those that may take more than the usual, each with its seconds on two idle cores.
// Whoever exceeds the budget is printed at the end; whoever takes several times as much fails, since a busy machine alone
// does not explain that.

import { readFileSync } from "node:fs";

const { usual, slow } = JSON.parse(readFileSync(new URL("./budget.json", import.meta.url), "utf8"));
const patience = 4; // a machine that does something else gives a test a half or a third of its time

/** { failures, slow }: failures of the stage with those of the budget, and tests to be printed. */
export function overBudget(tests, failures) {
  const over = tests
    .map(({ name, seconds }) => ({ name, seconds, budget: slow[name] ?? usual }))
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
        reason: `took ${seconds.toFixed(1)} s of ${budget} s: make it shorter, or give it a budget in tests/runner/budget.json with a reason in the commit`,
        retry: null,
      })),
    ],
  };
}
