// Runs stages of the tests many times in a row and reports which tests failed or were flaky, and how often.
//
//   node tests/repeat.mjs --rounds=5 --only=component,journeys     the rounds, one after the other
//     --busy          while two other processes compute without a break
//     --jitter=1000   in pages that are slowed down by chance (tests/browsers/jitter.mjs)
//
// Each round's output and reports stay in build/repeat/<round>. Every test counts that did not pass at its first attempt: with
// CI=true a browser test is tried twice.

import { spawn } from "node:child_process";
import { cpSync, createWriteStream, existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { reports, root } from "./runner/execute.mjs";

const folder = path.join(root, "build/repeat");

/** What one round printed: the names of its failed and its flaky tests, and whether it ran to its end. */
export function readRound(output) {
  const names = (pattern) => [...output.matchAll(pattern)].map(([, name]) => name.trim());
  return {
    failed: names(/^ {3}--- (.+)$/gm),
    flaky: names(/^flaky {2}(.+)$/gm),
    isWhole: /^\d+ passed, \d+ failed$/m.test(output),
  };
}

/** One line for each test that did not pass at its first attempt, the most frequent first; then the sum. */
export function reportOf(rounds) {
  const counts = new Map();
  const count = (name, key) => {
    const entry = counts.get(name) ?? { failed: 0, flaky: 0 };
    entry[key] += 1;
    counts.set(name, entry);
  };
  for (const { failed, flaky, isWhole } of rounds) {
    for (const name of failed) count(name, "failed");
    for (const name of flaky) count(name, "flaky");
    if (!isWhole && failed.length === 0) count("a round that did not end", "failed");
  }
  const sum = (entry) => entry.failed + entry.flaky;
  const lines = [...counts]
    .sort(([, a], [, b]) => sum(b) - sum(a))
    .map(
      ([name, { failed, flaky }]) =>
        `${failed} failed, ${flaky} flaky of ${rounds.length}: ${name}`,
    );
  const clean = rounds.filter((one) => one.isWhole && one.failed.length + one.flaky.length === 0);
  return [...lines, `${clean.length} of ${rounds.length} rounds without a failure`];
}

/** Runs the stages once. Resolves to all that was printed. */
function runRound(number, only, env) {
  const log = createWriteStream(path.join(folder, `${number}.log`));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["tests/run.mjs", `--only=${only}`], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text) => {
      output += text;
      log.write(text);
    });
    child.on("error", reject);
    child.on("close", () => {
      log.end();
      if (existsSync(reports))
        cpSync(reports, path.join(folder, String(number)), { recursive: true });
      resolve(output);
    });
  });
}

/** Two processes that keep a core busy each. */
function occupy() {
  const busy = ["--eval", "for (let x = 1; ; ) x = Math.sin(x) + 1;"];
  return [1, 2].map(() => spawn(process.execPath, busy, { stdio: "ignore" }));
}

async function main() {
  const { rounds, only, jitter, busy } = parseArgs({
    options: {
      rounds: { type: "string", default: "5" },
      only: { type: "string", default: "component,journeys,engines,browsers" },
      jitter: { type: "string" },
      busy: { type: "boolean", default: false },
    },
  }).values;
  if (!/^[1-9]\d*$/.test(rounds)) throw new Error(`--rounds must be 1 or more, got "${rounds}"`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const others = busy ? occupy() : [];
  const found = [];
  try {
    for (let number = 1; number <= Number(rounds); number++) {
      const output = await runRound(number, only, jitter ? { JITTER: jitter } : {});
      const round = readRound(output);
      found.push(round);
      const last = output.trimEnd().split("\n").at(-1);
      console.log(`round ${number}: ${last}, ${round.flaky.length} flaky`);
    }
  } finally {
    for (const other of others) other.kill();
  }
  const lines = reportOf(found);
  console.log(lines.join("\n"));
  return lines.length === 1 && found.every((round) => round.isWhole) ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
