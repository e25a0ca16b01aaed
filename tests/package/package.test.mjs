// The package as npm packs it: linters of packages, and fresh projects that install the tarball and train with it:
// Node, Vite, webpack, a plain page, a worker. All must get the same weights.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../web/scripts/serve.mjs";
import { installFolder } from "../bench/installPeers.mjs";
import { launch } from "../browsers/browsers.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const here = fileURLToPath(new URL("./", import.meta.url));
const require = createRequire(import.meta.url);
const limit = { timeout: 240_000 };
const npm = (args, cwd) =>
  execFileSync("npm", [...args, "--loglevel=error"], { cwd, encoding: "utf8" });

const train = `
import { createLab } from "hnn-lab";
export async function fingerprint(options) {
  const lab = await createLab(options);
  const run = lab.session({ system: "pendulum", hidden: [8, 8], trajectories: 4, points: 10 });
  for await (const _ of run.train({ steps: 20 }));
  return run.fingerprint;
}
`;
const show = `
import { fingerprint } from "./train.js";
fingerprint().then(
  (print) => { document.title = print; },
  (error) => { document.title = "failed: " + error.message; },
);
`;
const page = (script) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>waiting</title>${script}</head><body></body></html>`;

let folder;
let tarball;
let project;
let browser;
let wanted;

/** A fresh project with the tarball in it; `files` by name. */
function freshProject(name, files) {
  const place = path.join(folder, name);
  mkdirSync(place, { recursive: true });
  const own = { name, private: true, type: "module" };
  writeFileSync(path.join(place, "package.json"), JSON.stringify(own));
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(place, file), text);
  npm(["install", "--no-save", "--offline", "--no-audit", "--no-fund", tarball], place);
  return place;
}

/** The title of a page served from a folder, after it has run. */
async function titleOf(served, { file = "" } = {}) {
  // A foreign page does not have our content policy.
  const server = await serve({ folder: served, headers: { "Content-Security-Policy": undefined } });
  try {
    await browser.goto(server.url + file);
    await browser.waitFor(() => document.title !== "waiting" && document.title !== "");
    return await browser.evaluate(() => document.title);
  } finally {
    await server.close();
  }
}

before(async () => {
  installFolder(here);
  folder = mkdtempSync(path.join(os.tmpdir(), "hnn-package-"));
  // The list is preceded by output of the build.
  const said = npm(["pack", "--json", "--pack-destination", folder], root);
  const [{ filename, files }] = JSON.parse(said.slice(said.indexOf("[\n")));
  tarball = path.join(folder, filename);
  project = files.map((file) => file.path);
  browser = await launch("chromium");
}, limit);

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("contains what users need in the tarball, and nothing else", () => {
  for (const file of [
    "README.md",
    "LICENSE",
    "package.json",
    "dist/package/index.js",
    "dist/package/hnn_lab.wasm",
  ])
    assert.ok(project.includes(file), file);
  assert.deepEqual(
    project.filter((file) => !/^(dist\/package\/|README|LICENSE|package\.json)/.test(file)),
    [],
  );
});

test("publint and attw find nothing", limit, async () => {
  const { publint } = await import("publint");
  const { messages } = await publint({ pkgDir: root, strict: true });
  assert.deepEqual(messages, []);
  const cli = path.join(here, "node_modules/@arethetypeswrong/cli/dist/index.js");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    // An ES module only: require() is not checked. The .wasm has no types.
    [cli, tarball, "--profile", "esm-only", "--exclude-entrypoints", "hnn_lab.wasm", "--no-emoji"],
    { encoding: "utf8" },
  );
  assert.equal(status, 0, stdout + stderr);
});

test("Node", limit, async () => {
  const files = {
    "train.js": train,
    "main.js": 'import { fingerprint } from "./train.js"; console.log(await fingerprint());',
  };
  const place = freshProject("in-node", files);
  wanted = execFileSync(process.execPath, ["main.js"], { cwd: place, encoding: "utf8" }).trim();
  assert.match(wanted, /^[0-9a-f]{16}$/);
  // The bytes as an argument: for hosts that cannot fetch.
  const given = `import { readFileSync } from "node:fs";
    import { createRequire } from "node:module";
    import { fingerprint } from "./train.js";
    const wasmBinary = readFileSync(createRequire(import.meta.url).resolve("hnn-lab/hnn_lab.wasm"));
    console.log(await fingerprint({ wasmBinary }));`;
  writeFileSync(path.join(place, "given.js"), given);
  const again = execFileSync(process.execPath, ["given.js"], {
    cwd: place,
    encoding: "utf8",
  }).trim();
  assert.equal(again, wanted);
});

test("Vite", limit, async () => {
  const { build } = await import("vite");
  const place = freshProject("in-vite", {
    "train.js": train,
    "main.js": show,
    "index.html": page('<script type="module" src="/main.js"></script>'),
  });
  await build({ root: place, logLevel: "error", configFile: false });
  assert.equal(await titleOf(path.join(place, "dist")), wanted);
});

test("webpack", limit, async () => {
  const webpack = require("webpack");
  const place = freshProject("in-webpack", { "train.js": train, "main.js": show });
  const dist = path.join(place, "dist");
  const options = {
    mode: "production",
    context: place,
    entry: "./main.js",
    output: { path: dist, filename: "bundle.js" },
  };
  const stats = await new Promise((resolve, reject) => {
    webpack(options, (error, result) => (error ? reject(error) : resolve(result)));
  });
  assert.equal(stats.hasErrors(), false, stats.toString());
  writeFileSync(path.join(dist, "index.html"), page('<script defer src="./bundle.js"></script>'));
  assert.equal(await titleOf(dist), wanted);
});

test("a plain page and a worker", limit, async () => {
  const imports = JSON.stringify({
    imports: { "hnn-lab": "./node_modules/hnn-lab/dist/package/index.js" },
  });
  const direct = train.replace('"hnn-lab"', '"./node_modules/hnn-lab/dist/package/index.js"');
  const place = freshProject("in-plain", {
    "train.js": train,
    "main.js": show,
    "index.html": page(
      `<script type="importmap">${imports}</script><script type="module" src="./main.js"></script>`,
    ),
    "direct.js": direct,
    "worker.js":
      'import { fingerprint } from "./direct.js"; fingerprint().then((print) => postMessage(print));',
    "boss.js":
      'new Worker("./worker.js", { type: "module" }).onmessage = ({ data }) => { document.title = data; };',
    "worker.html": page('<script type="module" src="./boss.js"></script>'),
  });
  assert.equal(await titleOf(place), wanted);
  assert.equal(await titleOf(place, { file: "worker.html" }), wanted);
});
