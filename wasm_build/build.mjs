// Builds the WebAssembly modules of package and page with the `wasm` preset and puts it into wasm_build/dist.
//
//   node wasm_build/build.mjs           build and copy
//   node wasm_build/build.mjs --check   build and compare with wasm_build/dist, changing nothing
//
// --check exits 0 when every byte is equal, 1 when not, and 3 when the compiler at hand is not the pinned
// one, whose output may rightly differ.

import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { writeCatalogue } from "./catalogue.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const built = path.join(root, "build/wasm/dist");
const committed = path.join(here, "dist");
const modules = ["hnn_lab", "hnn_first"];
const products = [
  ...modules.flatMap((name) => [`${name}.mjs`, `${name}.wasm`, `${name}.d.mts`]),
  "catalogue.json",
];

/** The compiler as toolchain.sh reports it: { emcc, root, version, llvm, binaryen, pinned: "yes" | "no" }. */
export function findToolchain() {
  const run = spawnSync(path.join(here, "toolchain.sh"), {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (run.status !== 0) throw new Error("no Emscripten compiler (see above)");
  return Object.fromEntries(
    run.stdout
      .trim()
      .split("\n")
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
}

function cmake(...args) {
  const run = spawnSync("cmake", args, { cwd: root, stdio: "inherit" });
  if (run.error)
    throw new Error(`cmake does not start (${run.error.message}); it is needed, >= 3.25`);
  if (run.status !== 0) throw new Error(`cmake ${args.join(" ")} failed`);
}

/** Builds the given targets of the wasm preset (all of them when none is named). */
export function buildWasm(targets = []) {
  const toolchain = findToolchain();
  cmake("--preset", "wasm", `-DHNN_EMSCRIPTEN_ROOT=${toolchain.root}`);
  cmake("--build", "--preset", "wasm", ...targets.flatMap((target) => ["--target", target]));
  return toolchain;
}

/** Writes the products that no compiler makes: the catalogue, and the first module's declarations, a part of the whole one's. */
export async function completeProducts() {
  await writeCatalogue(built);
  writeFileSync(path.join(built, "hnn_first.d.mts"), 'export { default } from "./hnn_lab.mjs";\n');
}

/** Names of the products that differ from the committed ones. */
export function differences() {
  return products.filter((name) => {
    const [now, before] = [path.join(built, name), path.join(committed, name)];
    return !existsSync(before) || !readFileSync(now).equals(readFileSync(before));
  });
}

async function main() {
  const check = process.argv.includes("--check");
  const toolchain = buildWasm([...modules, "hnn_catalogue"]);
  await completeProducts();
  const { version, llvm, binaryen } = toolchain;
  const compiler = `emscripten ${version}, LLVM ${llvm}, binaryen ${binaryen}`;
  const pinned = toolchain.pinned === "yes";

  if (check) {
    const different = differences();
    if (different.length === 0) {
      console.log(`wasm_build/dist is byte-identical (${compiler}).`);
      return 0;
    }
    if (!pinned) {
      console.log(`Skipped: ${compiler} is not the pinned toolchain, so other bytes are no fault.`);
      return 3;
    }
    console.error(
      `wasm_build/dist differs from its sources: ${different.join(", ")}.\n` +
        "Regenerate it with `npm run build:wasm` and commit the result.",
    );
    return 1;
  }

  mkdirSync(committed, { recursive: true });
  for (const name of readdirSync(committed)) rmSync(path.join(committed, name));
  for (const name of products) copyFileSync(path.join(built, name), path.join(committed, name));
  for (const name of products) {
    const bytes = readFileSync(path.join(committed, name));
    const kilobytes = (n) => `${(n / 1000).toFixed(1)} kB`;
    console.log(
      `${name}: ${kilobytes(bytes.length)}, gzip ${kilobytes(gzipSync(bytes, { level: 9 }).length)}`,
    );
  }
  if (!pinned) {
    console.warn(
      `Made with ${compiler}, which is not the pinned toolchain: do not commit wasm_build/dist from here.`,
    );
  }
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
