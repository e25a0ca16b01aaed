// Stages of C++: builds by CMake, GoogleTest programs, fuzzers.

import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fuzzerArguments, fuzzers } from "../fuzz/cpp/fuzz.mjs";
import { execute, failure, reports, root, steps, tail } from "./execute.mjs";

/** Compiles on as many cores as the stage has. */
export const build = (preset, targets = []) => {
  const chosen = targets.flatMap((target) => ["--target", target]);
  return (stage, jobs) =>
    steps(stage, [
      ["cmake", "--preset", preset],
      ["cmake", "--build", "--preset", preset, "-j", String(jobs), ...chosen],
    ]);
};

/** A program that ended before it wrote its report: how far it came. */
function crash(stage, program, status, output) {
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

/** A GoogleTest program, natively or (a .cjs) under Node. */
export const gtest = (program) => async (stage) => {
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
  if (!existsSync(report)) return crash(stage, program, status, output);
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
    failures.push({ name: `${program} (status ${status})`, reason: tail(output) });
  }
  return {
    passed: done.length - done.filter((test) => test.failures).length,
    failures,
    skipped: tests.length - done.length,
  };
};

/** Every fuzzer of the core for so many cases; a crash, a hang or a leak fails it. */
export const fuzzCore = (runs) => async (stage) => {
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
