// `npm test`: builds everything, runs everything, ends with one line "N passed, M failed". docs/testing.md tells the layers.
//
//   node tests/run.mjs                 all stages
//   node tests/run.mjs --quick         the inner loop: native f64 and the Node tests; no browser, no sanitizer
//   node tests/run.mjs --only=a,b      these stages and what they need (names below); --list shows them
//
// A stage that crashes, cannot start or finds no test counts as a failure, so that silence is never success.
// Full logs lie in build/reports/<stage>.log.

import { spawnSync } from "node:child_process";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { completeProducts, differences, findToolchain } from "../wasm_build/build.mjs";
import { lint } from "../web/scripts/lint.mjs";
import { fuzzers } from "./fuzz/cpp/fuzz.mjs";
import { failure, reports, root, steps, tail } from "./runner/execute.mjs";
import { build, fuzzCore, gtest } from "./runner/gtest.mjs";
import { nodeTests } from "./runner/node.mjs";
import { chosen, runAll } from "./runner/schedule.mjs";
import { vitest } from "./runner/vitest.mjs";

async function lintStage(stage) {
  const results = await lint();
  const log = createWriteStream(path.join(reports, `${stage}.log`));
  for (const { name, ok, output } of results)
    log.write(`${ok ? "ok" : "FAILED"} ${name}\n${output}\n`);
  log.end();
  return {
    passed: results.filter((result) => result.ok).length,
    failures: results
      .filter((result) => !result.ok)
      .map(({ name, output }) => ({ name, reason: tail(output, 60) })),
  };
}

/** The committed module must be what its sources give, to the byte. */
async function wasmIdentity() {
  const { pinned, version, llvm, binaryen } = findToolchain();
  await completeProducts();
  const different = differences();
  if (different.length === 0) return { passed: 1, failures: [] };
  if (pinned !== "yes") {
    const compiler = `emscripten ${version}, LLVM ${llvm}, binaryen ${binaryen}`;
    return {
      passed: 0,
      failures: [],
      skipped: 1,
      step: true,
      note: `byte-identity of wasm_build/dist was not checked: ${compiler} is not the pinned toolchain`,
    };
  }
  return failure(
    "wasm_build/dist is byte-identical to a fresh build",
    `${different.join(", ")} differ: run \`npm run build:wasm\` and commit the result`,
  );
}

// ---- the stages ----------------------------------------------------------------------------------

// In the order in which they start when nothing holds them up. Each takes one core, so that two always run and none waits for
// both; only lint fills both. Beside a browser there is at most one other stage. What others come after starts early.
// `wide`: takes both cores with --only, where nothing else fills them.
const pageBuild = (stage) => steps(stage, [[process.execPath, "web/scripts/build.mjs"]]);
/** Experiments as they are published, trained to their end: not for the inner loop. */
const published = /(learning|examples|realPendulum|reproduce\w*|published\w*)\.test\./;
/** Those that take minutes: for the nightly workflow. */
const publishedLong = /published\w*\.test\./;
/** Also not for the inner loop: the packed package is installed and its types are checked three times; the memory is filled. */
const leisurely = new RegExp(`${published.source}|(packed|memory)\\.test\\.`);
/** Fingerprints of the native builds, without a browser. */
const native = /native\.test\./;
const builds = ["page-build", "release-build", "dev-build"];
/** `nightly`: not in `npm test`, but by name (docs/testing.md gives the reasons). */
const stages = [
  { name: "lint", cores: 2, run: lintStage },
  { name: "page-build", cores: 1, run: pageBuild },
  // Sanitizers look at what is shipped, single precision.
  {
    name: "dev-build",
    cores: 1,
    wide: true,
    run: build("dev", ["hnn_tests_f32", "fingerprint", ...fuzzers]),
  },
  { name: "component", cores: 1, run: vitest("tests/component/vitest.config.mjs") },
  {
    name: "release-build",
    cores: 1,
    wide: true,
    run: build("release", ["hnn_tests_f64", "fingerprint"]),
  },
  {
    name: "journeys",
    cores: 1,
    after: ["page-build"],
    // Journeys wait half of their time for pauses of the page: two files at a time fill one core.
    run: nodeTests("tests/journeys", { files: 2, browser: true }),
  },
  { name: "wasm-build", cores: 1, wide: true, run: build("wasm") },
  {
    name: "engines",
    cores: 1,
    after: ["page-build"],
    run: nodeTests("tests/engines", { serial: true, browser: true, but: native }),
  },
  { name: "fuzz-core", cores: 1, after: ["dev-build"], run: fuzzCore(2000) },
  { name: "soak", cores: 1, after: ["page-build"], run: nodeTests("tests/soak", { serial: true }) },
  { name: "web", cores: 1, run: nodeTests("tests/web", { serial: true, together: true }) },
  { name: "dev-f32", cores: 1, after: ["dev-build"], run: gtest("build/dev/bin/hnn_tests_f32") },
  {
    name: "node",
    cores: 1,
    after: ["page-build"],
    run: nodeTests("tests/wasm", { serial: true, together: true, but: published }),
  },
  {
    name: "published",
    cores: 1,
    wide: true,
    after: ["page-build"],
    run: nodeTests("tests/wasm", { only: published, but: publishedLong }),
  },
  { name: "package", cores: 1, after: ["page-build"], run: nodeTests("tests/package") },
  { name: "lighthouse", cores: 1, after: ["page-build"], run: nodeTests("tests/lighthouse") },
  { name: "fuzz", cores: 1, run: nodeTests("tests/fuzz", { serial: true, together: true }) },
  {
    name: "release-f64",
    cores: 1,
    after: ["release-build"],
    run: gtest("build/release/bin/hnn_tests_f64"),
  },
  {
    name: "wasm-f32",
    cores: 1,
    after: ["wasm-build"],
    run: gtest("build/wasm/bin/hnn_tests_f32.cjs"),
  },
  { name: "native", cores: 1, after: builds, run: nodeTests("tests/engines", { only: native }) },
  { name: "wasm-identity", cores: 1, after: ["wasm-build"], run: wasmIdentity },
  // All that the release preset has: single precision and the benchmarks, too.
  {
    name: "everything-build",
    cores: 2,
    after: ["release-build"],
    nightly: true,
    run: build("release"),
  },
  {
    name: "native-f32",
    cores: 1,
    after: ["everything-build"],
    nightly: true,
    run: gtest("build/release/bin/hnn_tests_f32"),
  },
  {
    name: "published-long",
    cores: 2,
    after: ["page-build"],
    nightly: true,
    run: nodeTests("tests/wasm", { only: publishedLong }),
  },
];

const quickStages = [
  { name: "page-build", cores: 2, run: pageBuild },
  { name: "release-build", cores: 2, run: build("release", ["hnn_tests_f64"]) },
  {
    name: "release-f64",
    cores: 1,
    after: ["release-build"],
    run: gtest("build/release/bin/hnn_tests_f64"),
  },
  { name: "web", cores: 2, run: nodeTests("tests/web", { together: true }) },
  { name: "fuzz", cores: 2, run: nodeTests("tests/fuzz", { together: true }) },
  {
    name: "node",
    cores: 2,
    after: ["page-build"],
    run: nodeTests("tests/wasm", { together: true, but: leisurely }),
  },
];

// ---- running the stages --------------------------------------------------------------------------

/** What passed only when it was tried again, and what took longer than it may: printed, so that it is visible without a search. */
function printClosing(results) {
  const all = (key) => results.flatMap((result) => result[key] ?? []);
  const slow = all("slow").sort((a, b) => b.seconds - a.seconds);
  for (const { name, seconds, budget } of slow)
    console.log(`slow   ${seconds.toFixed(1)} s of ${budget} s: ${name}`);
  const flaky = all("flaky");
  for (const name of flaky) console.log(`flaky  ${name}`);
  if (flaky.length > 0)
    console.log(`${flaky.length} flaky: failed at first, and passed in a fresh browser`);
}

async function main() {
  const {
    quick,
    list: listOnly,
    only,
  } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      only: { type: "string" },
    },
  }).values;
  let list = quick ? quickStages : stages;
  if (quick) {
    process.env.FUZZ_CASES ??= "1000"; // of 30 000
    process.env.SESSION_RUNS ??= "4"; // of 12
    process.env.SESSION_RUNS ??= "3"; // sequences of commands, of 12
  }
  if (listOnly) {
    for (const stage of list) console.log(stage.name);
    return 0;
  }
  list =
    only === undefined
      ? list.filter((stage) => !stage.nightly)
      : chosen(list, only.split(",")).map((stage) => (stage.wide ? { ...stage, cores: 2 } : stage));

  const setup = spawnSync(path.join(root, "tests/setup"), quick ? ["--quick"] : [], {
    stdio: "inherit",
  });
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  if (setup.status !== 0) {
    console.log("0 passed, 1 failed");
    return 1;
  }
  const start = Date.now();
  const results = [...(await runAll(list)).values()];
  const sum = (count) => results.reduce((total, result) => total + count(result), 0);
  const failed = sum((result) => result.failures.length);
  console.log(`${((Date.now() - start) / 60_000).toFixed(1)} minutes`);
  printClosing(results);
  console.log(`${sum((result) => result.passed)} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
