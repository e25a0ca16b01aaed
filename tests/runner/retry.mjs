// In CI a browser test that fails is tried once more, in a fresh process with a fresh browser. If it passes then, it counts
// as passed and as flaky: the runner's closing lines name it, so that a retry hides nothing.

export const retries = () => process.env.CI === "true";

/**
 * Runs the failed tests of a result once more: `again(test)` resolves to whether it passes then. Tests whose `retry` is
 * null (a file that did not load) are not tried.
 */
export async function retried(result, again) {
  if (!retries()) return result;
  const failures = [];
  const flaky = [];
  for (const failed of result.failures) {
    if (failed.retry && (await again(failed.retry))) flaky.push(failed.name);
    else failures.push(failed);
  }
  return { ...result, passed: result.passed + flaky.length, failures, flaky };
}
