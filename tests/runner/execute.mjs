// How the test runner starts programs, and what a stage gives back:
//
//   { passed, failures: [{ name, reason }], skipped?, flaky?: [name], slow?: [{ name, seconds }], step?, note? }
//
// `step` marks a stage that has no tests of its own (a build).

import { spawn } from "node:child_process";
import { createWriteStream, existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const reports = path.join(root, "build/reports");
/** What the machine is taken to have; a stage that fills both runs alone. */
export const cores = 2;

/** Minutes after which a stage is ended: more than any takes, even on a busy machine; only what hangs is ended. */
const defaultLimit = 15;
const limits = new Map();

/** A stage may have a limit of its own, in minutes. */
export const limitStage = (stage, minutes) => limits.set(stage, minutes);

/** Runs a program into build/reports/<stage>.log. Resolves to its exit status and output. */
export function execute(stage, command, args, { env } = {}) {
  const minutes = limits.get(stage) ?? defaultLimit;
  return new Promise((resolve) => {
    const log = createWriteStream(path.join(reports, `${stage}.log`), { flags: "a" });
    log.write(`$ ${command} ${args.join(" ")}\n`);
    // A group of its own, so that a stage that hangs is ended with all that it started.
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      process.kill(-child.pid, "SIGKILL");
    }, minutes * 60_000);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        output += text;
        log.write(text);
      });
    }
    const finish = (status, note = "") => {
      clearTimeout(timer);
      log.end(note);
      resolve({ status, output: output + note });
    };
    child.on("error", (error) => finish(127, `${command}: ${error.message}\n`));
    child.on("close", (status, signal) => {
      if (timedOut) finish(124, `\nstopped after ${minutes} minutes\n`);
      else finish(status ?? 1, signal ? `\nended by ${signal}\n` : "");
    });
  });
}

export const tail = (text, lines = 40) => text.trimEnd().split("\n").slice(-lines).join("\n");

export const failure = (name, reason) => ({ passed: 0, failures: [{ name, reason }] });

/** Runs commands one after the other; they are no tests, but the first that fails is a failure. */
export async function steps(stage, commands) {
  for (const [command, ...args] of commands) {
    const { status, output } = await execute(stage, command, args);
    if (status === 0) continue;
    const said = output.replace(/^\[\d+\/\d+\] (Building|Linking) .*\n/gm, "");
    return failure(`${command} ${args.join(" ")}`, tail(said));
  }
  return { passed: 0, failures: [], step: true };
}

export function testFiles(folder, pattern = /\.test\.(ts|mjs)$/) {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true })
    .filter((name) => pattern.test(name) && !name.includes("node_modules"))
    .map((name) => path.join(folder, name))
    .sort();
}
