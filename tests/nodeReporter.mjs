// A reporter for `node --test` that run.mjs can count: one JSON line per finished test, beside what the
// tests print.
// Suites and files are not tests; a file that fails to load is a failure of its own.

import path from "node:path";

export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type === "test:stderr" || type === "test:stdout") yield data.message;
    if (type !== "test:pass" && type !== "test:fail") continue;
    const isSuite = data.details?.type === "suite";
    const isFile = data.nesting === 0 && data.file === path.resolve(data.name);
    const passed = type === "test:pass";
    if ((isSuite || isFile) && passed) continue;
    const error = data.details?.error;
    // A parent that fails only because its children do has nothing of its own to say.
    if (!passed && error?.failureType === "subtestsFailed") continue;
    const skipped = data.skip !== undefined || data.todo !== undefined;
    const reason = error?.cause?.stack ?? error?.cause ?? error?.message;
    const entry = {
      name: data.name,
      file: data.file,
      isFile,
      result: skipped ? "skipped" : passed ? "passed" : "failed",
      seconds: (data.details?.duration_ms ?? 0) / 1000,
      reason: passed ? data.skip : String(reason),
    };
    yield `\n${JSON.stringify(entry)}\n`;
  }
}
