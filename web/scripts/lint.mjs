// Layout, lint and types of everything; also the test runner's first stage.
//
//   node web/scripts/lint.mjs          clang-format, biome, layers (dependency-cruiser), rules of cpp/, tsc
//   node web/scripts/lint.mjs --tidy   … and clang-tidy (minutes; configures the dev preset first)
//   node web/scripts/lint.mjs --fix    let clang-format and biome write

import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brokenCppRules } from "./cppRules.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const bin = (name) => path.join(root, "node_modules/.bin", name);

/** Files that git tracks or would track, so that nothing generated is looked at. */
function ownFiles(pattern) {
  const run = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const files = run.stdout.split("\n").filter((file) => pattern.test(file));
  return files.filter((file) => existsSync(path.join(root, file)));
}

function execute(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", (error) => resolve({ ok: false, output: `${command}: ${error.message}\n` }));
    child.on("close", (status) => resolve({ ok: status === 0, output }));
  });
}

const cppPattern = /^(cpp|wasm_build|tests)\/.*\.(cpp|h)$/;

async function clangFormat(fix) {
  const files = ownFiles(cppPattern);
  if (files.length === 0) return { ok: true, output: "" };
  return execute("clang-format", [...(fix ? ["-i"] : ["--dry-run", "-Werror"]), ...files]);
}

async function clangTidy() {
  // File by file, as the sources are written; the dev build compiles the core's together.
  const folder = "build/tidy";
  const options = ["--preset", "dev", "-B", folder, "-DHNN_UNITY=OFF"];
  const configured = await execute("cmake", options);
  if (!configured.ok) return configured;
  const files = ownFiles(/^cpp\/.*\.cpp$/);
  const width = 2;
  const results = [];
  const worker = async () => {
    for (let file = files.shift(); file; file = files.shift()) {
      const args = ["--quiet", "-p", folder, "--extra-arg=-Wno-unknown-warning-option", file];
      const result = await execute("clang-tidy", args);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  const bad = results.filter((result) => !result.ok);
  return {
    ok: bad.length === 0,
    output: bad.map((result) => result.output).join("\n"),
  };
}

function cppRules() {
  const names = ownFiles(/^(cpp|wasm_build)\/.*\.(cpp|h)$/);
  const files = names.map((name) => ({ name, text: readFileSync(path.join(root, name), "utf8") }));
  const found = brokenCppRules(files);
  return { ok: found.length === 0, output: found.join("\n") };
}

/** Tests of the page wait for what it shows (docs/testing.md): never for time to pass. */
function waits() {
  const files = ownFiles(/^tests\/(component|journeys|engines)\/.*\.(ts|mjs)$/);
  const sleep =
    /\b(?:setTimeout|setInterval)\((?!\(\) => self\.close)|\b(?:sleep|passes|eventually|waitForTimeout)\(/;
  const found = files.flatMap((file) =>
    readFileSync(path.join(root, file), "utf8")
      .split("\n")
      .map((line, i) => ({ line, where: `${file}:${i + 1}` }))
      .filter(({ line }) => sleep.test(line))
      .map(({ line, where }) => `${where}: ${line.trim()}: wait for what the page shows instead`),
  );
  return { ok: found.length === 0, output: found.join("\n") };
}

/** [{ name, ok, output }], one per check. */
export async function lint({ fix = false, tidy = false } = {}) {
  const typescript = (project) => () => execute(bin("tsc"), ["--project", project, "--noEmit"]);
  const checks = [
    ["clang-format", () => clangFormat(fix)],
    [
      "biome",
      () => execute(bin("biome"), ["check", ...(fix ? ["--write"] : ["--error-on-warnings"])]),
    ],
    ["layers", () => execute(bin("depcruise"), ["--config", ".dependency-cruiser.mjs", "web/src"])],
    ["waits", waits],
    ["cpp rules", cppRules],
    ["tsc page", typescript("web/tsconfig.json")],
    ["tsc worker", typescript("web/src/worker/tsconfig.json")],
    ["tsc session", typescript("web/src/app/session/tsconfig.json")],
    ["tsc package", typescript("web/src/lab/tsconfig.json")],
    ["tsc tests", typescript("tests/tsconfig.json")],
    ...(tidy ? [["clang-tidy", clangTidy]] : []),
  ];
  // Two at a time, each on a core; they write only with --fix, and then no file twice.
  const results = new Array(checks.length);
  let next = 0;
  const worker = async () => {
    while (next < checks.length) {
      const i = next++;
      const [name, check] = checks[i];
      results[i] = { name, ...(await check()) };
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const results = await lint({
    fix: process.argv.includes("--fix"),
    tidy: process.argv.includes("--tidy"),
  });
  for (const { name, ok, output } of results) {
    console.log(`${ok ? "ok    " : "FAILED"} ${name}`);
    if (!ok) console.log(output);
  }
  process.exitCode = results.every((result) => result.ok) ? 0 : 1;
}
