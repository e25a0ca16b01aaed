// Stages of `node --test`.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { overBudget } from "./budget.mjs";
import { cores, execute, reports, root, tail, testFiles } from "./execute.mjs";
import { retried } from "./retry.mjs";

const escaped = (name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** What is one for all files of a process: globals, the language of the tables, the memory, hooks of every test. */
const changesWhatAllShare =
  /globalThis|\/dom\.js|\/browserless\.js|useTables|memoryBytes|^(before|after)Each\(/m;

/**
 * Files for so many processes: starting one and loading the sources takes longer than most files' tests. A file that changes
 * what all share has a process of its own.
 */
export function shared(stage, files, processes) {
  const together = files.filter(
    (file) => !changesWhatAllShare.test(readFileSync(path.join(root, file), "utf8")),
  );
  const entries = Array.from({ length: Math.min(processes, together.length) }, (_, i) => {
    const mine = together.filter((_, index) => index % processes === i);
    const entry = path.join(reports, `${stage}-together-${i + 1}.mjs`);
    const names = JSON.stringify(mine.map((file) => path.join(root, file)));
    writeFileSync(
      entry,
      `import { test } from "node:test";
for (const file of ${names}) {
  await import(file).catch((error) => test(\`\${file} is loaded\`, () => { throw error; }));
}
`,
    );
    return entry;
  });
  return [...entries, ...files.filter((file) => !together.includes(file))];
}

async function once(stage, files, { concurrency, only, env }) {
  const args = [
    ...["--import", "tsx", "--test"],
    `--test-concurrency=${concurrency}`,
    ...(only ? [`--test-name-pattern=^${escaped(only)}$`] : []),
    `--test-reporter=${path.join(root, "tests/nodeReporter.mjs")}`,
    "--test-reporter-destination=stdout",
    ...files,
  ];
  const { status, output } = await execute(stage, process.execPath, args, { env });
  const entries = [];
  const printed = []; // by the tests themselves
  for (const line of output.split("\n")) {
    try {
      const entry = JSON.parse(line);
      if (entry.result) entries.push({ ...entry, file: path.relative(root, entry.file ?? "") });
    } catch {
      printed.push(line);
    }
  }
  const of = (result) => entries.filter((entry) => entry.result === result);
  const failures = of("failed").map(({ name, file, reason, isFile }) => ({
    name: `${file}: ${name}`,
    reason: reason === "test failed" ? tail(printed.join("\n")) : reason, // a file that did not load
    retry: isFile ? null : { name, file },
  }));
  if (status !== 0 && failures.length === 0) failures.push({ name: stage, reason: tail(output) });
  return { passed: of("passed").length, failures, skipped: of("skipped").length, entries };
}

/** node --test over files, so many at a time. */
export async function runNodeTests(stage, files, { concurrency = cores, retry, together } = {}) {
  if (files.length === 0) return { passed: 0, failures: [] };
  const programs = together ? shared(stage, files, concurrency) : files;
  const { entries, ...result } = await once(stage, programs, { concurrency });
  const names = entries.map(({ name, file, seconds }) => ({ name: `${file}: ${name}`, seconds }));
  const measured = { ...result, ...overBudget(stage, names, result.failures) };
  if (!retry) return measured;
  return retried(measured, async ({ name, file }) => {
    const env = { TRACE: "1" }; // what fails twice leaves a whole trace
    const again = await once(`${stage}-retry`, [file], { concurrency: 1, only: name, env });
    return again.failures.length === 0 && again.passed > 0;
  });
}

/**
 * The tests of a folder, as many files at a time as the stage has cores; `files` sets another number, and `serial` one.
 * `browser`: a test that fails is tried once more in CI; tests of browsers end themselves after 30 s, since `--test-timeout`
 * would end whole files. `together`: the files share processes, where they change nothing that all share. `only` and `but`
 * choose among the files by name.
 */
export const nodeTests =
  (
    folder,
    { serial = false, files: most = null, browser = false, together = false, only, but } = {},
  ) =>
  (stage, width) => {
    const files = testFiles(folder).filter(
      (file) => (!only || only.test(file)) && !but?.test(file),
    );
    return runNodeTests(stage, files, {
      concurrency: serial ? 1 : (most ?? width),
      retry: browser,
      together,
    });
  };
