// `npm test`: builds everything, runs everything, ends with one line "N passed, M failed".
//
//   node tests/run.mjs                 all stages
//   node tests/run.mjs --quick         the inner loop: native f64 and the Node tests; no browser, no sanitizer
//   node tests/run.mjs --only=a,b      these stages and what they need (names below); --list shows them
//
// A stage that crashes, cannot start or finds no test counts as a failure, so that silence is never success.
// Full logs lie in build/reports/<stage>.log.

import { spawn, spawnSync } from "node:child_process";
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { differences, findToolchain } from "../wasm_build/build.mjs";
import { writeCatalogue } from "../wasm_build/catalogue.mjs";
import { lint } from "../web/scripts/lint.mjs";
import { fuzzerArguments, fuzzers } from "./fuzz/cpp/fuzz.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const reports = path.join(root, "build/reports");
const cores = 2; // what the machine is taken to have; a stage that fills both runs alone
const stageLimit = 40 * 60_000; // ms; only what hangs is ended

// ---- running programs ----------------------------------------------------------------------------

/** Runs a program into build/reports/<stage>.log. Resolves to its exit status and output. */
function execute(stage, command, args, { env } = {}) {
  return new Promise((resolve) => {
    const log = createWriteStream(path.join(reports, `${stage}.log`), {
      flags: "a",
    });
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
    }, stageLimit);
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
      if (timedOut) finish(124, `\nstopped after ${stageLimit / 60_000} minutes\n`);
      else finish(status ?? 1, signal ? `\nended by ${signal}\n` : "");
    });
  });
}

const tail = (text, lines = 40) => text.trimEnd().split("\n").slice(-lines).join("\n");

/** A result: how many passed, and what failed as [{ name, reason }]. `step` marks a stage without tests. */
const failure = (name, reason) => ({ passed: 0, failures: [{ name, reason }] });

/** Runs commands one after the other; they are no tests, but the first that fails is a failure. */
async function steps(stage, commands) {
  for (const [command, ...args] of commands) {
    const { status, output } = await execute(stage, command, args);
    if (status === 0) continue;
    const said = output.replace(/^\[\d+\/\d+\] (Building|Linking) .*\n/gm, "");
    return failure(`${command} ${args.join(" ")}`, tail(said));
  }
  return { passed: 0, failures: [], step: true };
}

function testFiles(folder, pattern) {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  const names = readdirSync(absolute, { recursive: true });
  return names
    .filter((name) => pattern.test(name) && !name.includes("node_modules"))
    .map((name) => path.join(folder, name))
    .sort();
}

// ---- kinds of stages -----------------------------------------------------------------------------

const build = (preset, targets = []) => {
  const chosen = targets.flatMap((target) => ["--target", target]);
  return (stage) =>
    steps(stage, [
      ["cmake", "--preset", preset],
      ["cmake", "--build", "--preset", preset, "-j", String(cores), ...chosen],
    ]);
};

/** A GoogleTest program, natively or (a .cjs) under Node. */
const gtest = (program) => async (stage) => {
  const report = path.join(reports, `${stage}.json`);
  rmSync(report, { force: true });
  const args = [`--gtest_output=json:${report}`, "--gtest_color=no"];
  const file = path.join(root, program);
  if (!existsSync(file))
    return failure(program, "was not built: there are no tests/cpp/**/*_test.cpp");
  const { status, output } = file.endsWith(".cjs")
    ? await execute(stage, process.execPath, ["--stack-size=4000", file, ...args])
    : await execute(stage, file, args, {
        env: {
          UBSAN_OPTIONS: "print_stacktrace=1",
          ASAN_OPTIONS: "detect_stack_use_after_return=1",
        },
      });
  if (!existsSync(report)) {
    // It crashed: GoogleTest writes its report at the very end. Say how far it came.
    const running =
      output
        .match(/\[ RUN {6}\] .*/g)
        ?.at(-1)
        ?.slice(13) ?? program;
    const passed = output.match(/^\[ {7}OK \]/gm)?.length ?? 0;
    const failed = [...output.matchAll(/^\[ {2}FAILED {2}\] (\S+) \(/gm)];
    return {
      passed,
      failures: [
        ...failed.map(([, name]) => ({ name, reason: `see build/reports/${stage}.log` })),
        { name: `${running} (crashed, status ${status})`, reason: tail(output) },
      ],
    };
  }
  const tests = JSON.parse(readFileSync(report, "utf8")).testsuites.flatMap((s) => s.testsuite);
  const done = tests.filter((test) => test.status === "RUN" && test.result === "COMPLETED");
  const failures = done
    .filter((test) => test.failures)
    .map((test) => ({
      name: `${test.classname}.${test.name}`,
      reason: test.failures.map((f) => f.failure).join("\n"),
    }));
  if (status !== 0 && failures.length === 0) {
    // All tests passed and yet: leaks, for one, are reported when the program ends.
    failures.push({
      name: `${program} (status ${status})`,
      reason: tail(output),
    });
  }
  return {
    passed: done.length - done.filter((test) => test.failures).length,
    failures,
    skipped: tests.length - done.length,
  };
};

/** Every fuzzer of the core for so many cases; a crash, a hang or a leak fails it. */
const fuzzCore = (runs) => async (stage) => {
  const failures = [];
  for (const name of fuzzers) {
    const program = path.join(root, "build/dev/bin", name);
    const { status, output } = await execute(
      stage,
      program,
      fuzzerArguments(name, [`-runs=${runs}`]),
    );
    if (status !== 0) failures.push({ name, reason: tail(output) });
  }
  return { passed: fuzzers.length - failures.length, failures };
};

/** node --test over files, so many at a time. */
async function runNodeTests(stage, files, concurrency) {
  if (files.length === 0) return { passed: 0, failures: [] };
  const { status, output } = await execute(stage, process.execPath, [
    ...["--import", "tsx", "--test"],
    `--test-concurrency=${concurrency}`,
    `--test-reporter=${path.join(root, "tests/nodeReporter.mjs")}`,
    "--test-reporter-destination=stdout",
    ...files,
  ]);
  const entries = [];
  const printed = []; // by the tests themselves
  for (const line of output.split("\n")) {
    try {
      const entry = JSON.parse(line);
      if (entry.result) entries.push(entry);
    } catch {
      printed.push(line);
    }
  }
  const of = (result) => entries.filter((entry) => entry.result === result);
  const failures = of("failed").map(({ name, file, reason }) => ({
    name: `${path.relative(root, file ?? "")}: ${name}`,
    reason: reason === "test failed" ? tail(printed.join("\n")) : reason, // a file that did not load
  }));
  if (status !== 0 && failures.length === 0) failures.push({ name: stage, reason: tail(output) });
  return {
    passed: of("passed").length,
    failures,
    skipped: of("skipped").length,
  };
}

/** One file at a time when `serial`: then they take one core. */
const nodeTests =
  (folder, pattern, { serial = false } = {}) =>
  (stage) =>
    runNodeTests(stage, testFiles(folder, pattern), serial ? 1 : cores);

/**
 * A stage that shares files with others of its kind: each takes the next file when it is done with one, so that they end
 * together whatever each file takes. The slow ones go first.
 */
function lanes(folder, pattern, slow) {
  const place = (file) => slow.indexOf(path.basename(file).split(".")[0]) + 1 || 99;
  let waiting = null;
  return async (stage) => {
    waiting ??= testFiles(folder, pattern).sort((a, b) => place(a) - place(b));
    if (waiting.length === 0) return { passed: 0, failures: [], step: true };
    const all = { passed: 0, failures: [], skipped: 0, step: false };
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const { passed, failures, skipped = 0 } = await runNodeTests(stage, [file], 1);
      all.passed += passed;
      all.failures.push(...failures);
      all.skipped += skipped;
    }
    return all;
  };
}

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
  await writeCatalogue(path.join(root, "build/wasm/dist"));
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

// In the order in which they start when nothing holds them up. `cores`: how many a stage keeps busy.
const pageBuild = (stage) => steps(stage, [[process.execPath, "web/scripts/build.mjs"]]);
const unit = /\.test\.(ts|mjs)$/;
// The browsers' tests wait more than they work: two of them at a time, and what needs one core, fill the machine.
const browserTests = lanes("tests/e2e", unit, [
  ...[
    "axe",
    "pictures",
    "visits",
    "views",
    "ownData",
    "dataSet",
    "training",
    "keyboard",
    "solve",
    "widget",
  ],
  ...["delivery", "faults", "pins", "german"],
]);
const builds = ["page-build", "release-build", "dev-build"];
const stages = [
  { name: "lint", cores: 2, run: lintStage },
  { name: "page-build", cores: 2, run: pageBuild },
  { name: "release-build", cores: 2, run: build("release") },
  // Sanitizers look at what is shipped, single precision.
  {
    name: "dev-build",
    cores: 2,
    run: build("dev", ["hnn_tests_f32", "fingerprint", ...fuzzers]),
  },
  { name: "wasm-build", cores: 2, run: build("wasm") },
  {
    name: "node",
    cores: 2,
    after: builds, // one test compares their fingerprints
    run: nodeTests("tests/wasm", unit),
  },
  { name: "browsers-1", cores: 0.5, after: builds, run: browserTests },
  { name: "browsers-2", cores: 0.5, after: builds, run: browserTests },
  { name: "soak", after: builds, run: nodeTests("tests/soak", unit) },
  { name: "wasm-identity", after: ["wasm-build"], run: wasmIdentity },
  { name: "web", run: nodeTests("tests/web", unit, { serial: true }) },
  { name: "package", after: builds, run: nodeTests("tests/package", unit) },
  { name: "lighthouse", after: builds, run: nodeTests("tests/lighthouse", unit) },
  {
    name: "release-f64",
    after: ["release-build"],
    run: gtest("build/release/bin/hnn_tests_f64"),
  },
  {
    name: "release-f32",
    after: ["release-build"],
    run: gtest("build/release/bin/hnn_tests_f32"),
  },
  {
    name: "dev-f32",
    after: ["dev-build"],
    run: gtest("build/dev/bin/hnn_tests_f32"),
  },
  { name: "fuzz-core", after: ["dev-build"], run: fuzzCore(2000) },
  {
    name: "wasm-f32",
    after: ["wasm-build"],
    run: gtest("build/wasm/bin/hnn_tests_f32.cjs"),
  },
  { name: "fuzz", run: nodeTests("tests/fuzz", unit, { serial: true }) },
];

const quickStages = [
  { name: "page-build", cores: 2, run: pageBuild },
  { name: "release-build", cores: 2, run: build("release", ["hnn_tests_f64"]) },
  {
    name: "release-f64",
    after: ["release-build"],
    run: gtest("build/release/bin/hnn_tests_f64"),
  },
  { name: "web", run: nodeTests("tests/web", unit) },
  { name: "fuzz", run: nodeTests("tests/fuzz", unit) },
  {
    name: "node",
    cores: 2,
    after: ["page-build"],
    run: nodeTests("tests/wasm", unit),
  },
];

// ---- running the stages --------------------------------------------------------------------------

function print(stage, result, seconds) {
  const { passed, failures, skipped = 0, step = false, note } = result;
  const mark = failures.length > 0 ? "FAILED" : "ok    ";
  const counts = step && passed === 0 ? "" : `${passed} passed, ${failures.length} failed`;
  const also = skipped > 0 ? ` (${skipped} skipped)` : "";
  console.log(
    `${mark} ${stage.name.padEnd(16)} ${`${seconds.toFixed(0)} s`.padStart(6)}  ${counts}${also}`,
  );
  if (note) console.log(`       ${note}`);
  for (const { name, reason } of failures) {
    console.log(`   --- ${name}`);
    console.log(tail(String(reason ?? ""), 60).replace(/^/gm, "       "));
  }
}

async function runStage(stage, results) {
  const broken = (stage.after ?? []).filter((name) => results.get(name)?.broken);
  if (broken.length > 0)
    return failure(stage.name, `not run, because ${broken.join(" and ")} failed`);
  try {
    const result = await stage.run(stage.name);
    const none = !result.step && result.passed === 0 && result.failures.length === 0;
    return none ? { ...result, ...failure(stage.name, "no test was found") } : result;
  } catch (error) {
    return failure(stage.name, error.stack);
  }
}

/** Starts whatever is ready and fits, in the order of the list; resolves to all results by name. */
function runAll(list) {
  const results = new Map();
  const waiting = [...list];
  let free = cores;
  return new Promise((resolve) => {
    const next = () => {
      if (results.size === list.length) return resolve(results);
      for (const stage of [...waiting]) {
        const need = stage.cores ?? 1;
        const ready = (stage.after ?? []).every((name) => results.has(name));
        if (!ready) continue;
        if (need > free) break; // keep the order: a stage for both cores is not overtaken for ever
        waiting.splice(waiting.indexOf(stage), 1);
        free -= need;
        const start = Date.now();
        runStage(stage, results).then((result) => {
          results.set(stage.name, {
            ...result,
            broken: result.failures.length > 0,
          });
          print(stage, result, (Date.now() - start) / 1000);
          free += need;
          next();
        });
      }
    };
    next();
  });
}

/** The named stages ("browsers": all of its lanes) and all that they come after. */
function chosen(list, given) {
  const names = given.flatMap((name) => {
    const parts = list.map((stage) => stage.name).filter((one) => one.startsWith(`${name}-`));
    return list.some((stage) => stage.name === name) || parts.length === 0 ? [name] : parts;
  });
  const unknown = names.filter((name) => !list.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    const known = list.map((stage) => stage.name).join(", ");
    throw new Error(`--only must name stages among ${known}; got ${unknown.join(", ")}`);
  }
  const wanted = new Set(names);
  for (const stage of [...list].reverse()) {
    if (wanted.has(stage.name)) for (const name of stage.after ?? []) wanted.add(name);
  }
  return list.filter((stage) => wanted.has(stage.name));
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
  if (quick) process.env.FUZZ_CASES ??= "2000"; // of 100 000
  if (listOnly) {
    for (const stage of list) console.log(stage.name);
    return 0;
  }
  if (only !== undefined) list = chosen(list, only.split(","));

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
