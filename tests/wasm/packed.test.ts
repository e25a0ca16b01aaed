// The package as `npm pack` makes it, installed outside this repository: its types are valid
// for a strict TypeScript consumer, and it runs under Node, bundled, and bundled for Node beside its wasm.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const built = existsSync(path.join(root, "dist/package/index.js"));
const skip = built ? false : "dist/package is not built: npm run build";
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

const program = `
import { createLab, type Lab, type Metrics, type Progress, type PhaseSpaceRun, type SettingsInput } from "hnn-lab";
const given: SettingsInput = { system: "pendulum", hidden: Int32Array.of(8), trajectories: 4 };
const lab: Lab = await createLab();
const run: PhaseSpaceRun = lab.session(given);
let last: Progress | undefined;
for await (const progress of run.train({ steps: 20 })) last = progress;
const metrics: Metrics = run.metrics({ starts: 2 });
const system: string = lab.catalogue.systems[0]!.id;
const field: string = run.network.field;
const again = lab.load(run.save());
console.log(JSON.stringify({ step: last?.step, same: again.fingerprint === run.fingerprint, system, field }));
if (!Number.isFinite(metrics.energyMse)) throw new Error("no energy error");
run[Symbol.dispose]?.();
`;
const mistake = `
import { createLab } from "hnn-lab";
(await createLab()).session({ nois: 0.1 });
`;
const expected = { step: 20, same: true, system: "spring", field: "solenoidal" };

let folder = "";

function run(command: string, args: string[]): string {
  const { stdout, stderr, status } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, `${command} ${args.join(" ")}\n${stdout}${stderr}`);
  return stdout;
}

const tool = (name: string) => path.join(root, "node_modules", name);

before(() => {
  if (!built) return;
  folder = mkdtempSync(path.join(os.tmpdir(), "hnn-packed-"));
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module", "private": true }');
  writeFileSync(path.join(folder, "use.ts"), program);
  const packed = run(npm, ["pack", root, "--json", "--ignore-scripts"]);
  const [{ filename }] = JSON.parse(packed.slice(packed.indexOf("["))) as [{ filename: string }];
  run(npm, ["install", "--offline", "--no-audit", "--no-fund", path.join(folder, filename)]);
});

after(() => {
  if (folder) rmSync(folder, { recursive: true });
});

for (const resolution of ["node16", "bundler"]) {
  test(`its types resolve (${resolution}), without Node's and checked themselves`, { skip }, () => {
    const check = (file: string) => {
      const compilerOptions = {
        noEmit: true,
        strict: true,
        target: "es2022",
        lib: ["ES2022", "DOM"],
        types: [],
        module: resolution === "bundler" ? "esnext" : resolution,
        moduleResolution: resolution,
      };
      const project = path.join(folder, "tsconfig.json");
      writeFileSync(project, JSON.stringify({ compilerOptions, files: [file] }));
      return spawnSync(process.execPath, [tool("typescript/bin/tsc"), "-p", project], {
        cwd: folder,
        encoding: "utf8",
      });
    };
    const good = check("use.ts");
    assert.equal(good.status, 0, good.stdout);
    writeFileSync(path.join(folder, "mistake.ts"), mistake);
    assert.match(check("mistake.ts").stdout, /nois/);
  });
}

test("it runs under Node, and bundled with its wasm beside the bundle", { skip }, async () => {
  const common: BuildOptions = {
    absWorkingDir: folder,
    entryPoints: ["use.ts"],
    format: "esm",
    logLevel: "silent",
  };
  await build({ ...common, outfile: "plain.mjs" });
  assert.deepEqual(JSON.parse(run(process.execPath, ["plain.mjs"])), expected);

  await build({ ...common, bundle: true, platform: "node", outfile: "out/node.mjs" });
  const wasm = path.join(folder, "node_modules/hnn-lab/dist/package/hnn_lab.wasm");
  cpSync(wasm, path.join(folder, "out/hnn_lab.wasm"));
  assert.deepEqual(JSON.parse(run(process.execPath, ["out/node.mjs"])), expected);

  // For browsers: the bundle must not import anything of Node.
  await build({ ...common, bundle: true, platform: "browser", outfile: "out/web.mjs" });
});
