// Fuzzes the core's interface with libFuzzer and both sanitizers: settings, recordings, networks from files, studies.
//
//   npm run fuzz [-- --minutes=10]     builds, then runs every fuzzer that long, and keeps interesting cases
//   npm run fuzz -- --runs=2000        that many cases from a fixed seed, as `npm test` does
//
// A failing case is left in build/fuzz; `build/dev/bin/<name> <file>` runs it again.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../../..");

export const fuzzers = readdirSync(here)
  .filter((name) => name.endsWith("_fuzzer.cpp"))
  .map((name) => path.basename(name, ".cpp"))
  .sort();

/** The arguments of one fuzzer: new cases go to the first folder, the second contains the committed seeds. */
export function fuzzerArguments(name, limits) {
  const found = path.join(root, "build/fuzz/corpus", name);
  const seeds = path.join(here, "corpus", name);
  const isRepeatable = limits.some((limit) => limit.startsWith("-runs="));
  if (isRepeatable) rmSync(found, { recursive: true, force: true });
  mkdirSync(found, { recursive: true });
  return [
    ...[
      "-max_len=2048",
      "-len_control=0",
      "-timeout=60",
      "-rss_limit_mb=3000",
      "-print_final_stats=1",
    ],
    `-artifact_prefix=${path.join(root, "build/fuzz", `${name}-`)}`,
    ...(isRepeatable ? ["-seed=20191105", "-reload=0"] : []), // new cases are read again by the clock
    ...limits,
    found,
    ...(existsSync(seeds) ? [seeds] : []),
  ];
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

function asked(name) {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  if (!given) return null;
  const value = Number(given.split("=")[1]);
  if (!(value > 0)) throw new Error(`--${name} must be a positive number, got ${given}`);
  return value;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const runs = asked("runs");
  const seconds = Math.ceil((asked("minutes") ?? 10) * 60);
  run("cmake", ["--preset", "dev"]);
  run("cmake", ["--build", "--preset", "dev", "-j", "2", "--target", ...fuzzers]);
  for (const name of fuzzers) {
    console.log(`${name}:`);
    const limit = runs ? `-runs=${runs}` : `-max_total_time=${seconds}`;
    run(path.join(root, "build/dev/bin", name), fuzzerArguments(name, [limit]));
  }
}
