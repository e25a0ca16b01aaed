// hnn-lab.html: the whole page in one file that runs from a disk (web/src/app/single.ts). Browsers refuse modules, workers
// and fetches to pages without an origin, so page and worker are classic scripts, and worker and module lie in the file
// as texts. Its policy allows the two texts of this build by their hashes, and nothing else.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "vite";
import { hashOf, wasmHashes, workerOfOneModule } from "./plugins.mjs";
import { policyOf, trustedTypes, withPolicy } from "./policy.mjs";

/** One script with all that it imports, now or later. */
async function classicScript(web, entry) {
  const { output } = await build({
    configFile: false,
    root: web,
    logLevel: "error",
    define: wasmHashes(),
    plugins: [workerOfOneModule()],
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: path.join(web, "src", entry),
        output: { format: "iife", codeSplitting: false },
        // Nothing here is looked for beside the script.
        checks: { emptyImportMeta: false, bundlerTimings: false },
      },
    },
  });
  return output.find(({ type }) => type === "chunk").code;
}

/** From the built index.html of `folder`. */
export async function buildSingle({ web, folder }) {
  const page = readFileSync(path.join(folder, "index.html"), "utf8");
  const sheet = page.match(/<link rel="stylesheet"[^>]*href="([^"]+)"/)[1];
  const style = readFileSync(path.join(folder, sheet), "utf8").replace(/\/\*# source.*\*\//, "");
  const script = (await classicScript(web, "app/single.ts")).replaceAll("</script", "<\\/script");
  const worker = await classicScript(web, "worker/worker.ts");
  const wasm = readFileSync(path.join(web, "../wasm_build/dist/hnn_lab.wasm")).toString("base64");
  const policy = policyOf({
    "default-src": "'none'",
    "script-src": `'sha256-${hashOf(script)}' 'wasm-unsafe-eval'`,
    "style-src": `'sha256-${hashOf(style)}'`,
    "img-src": "data: blob:",
    "worker-src": "blob:",
    "connect-src": "blob: data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    ...trustedTypes,
  });
  const data = (id, text) => `<script type="text/plain" id="${id}">${text}</script>`;
  const parts = [
    data("hnn-lab-wasm", wasm),
    data("hnn-lab-worker", Buffer.from(worker).toString("base64")),
    `<script>${script}</script>`,
  ];
  const bare = page
    .replace(/\s*<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
    .replace(/\s*<script type="module"[^>]*><\/script>/g, "")
    .replace(/\s*<link rel="modulepreload"[^>]*>/g, "")
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`)
    .replace("</body>", () => `${parts.join("\n")}\n</body>`);
  writeFileSync(path.join(folder, "hnn-lab.html"), withPolicy(bare, policy));
}
