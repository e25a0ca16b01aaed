// Requirements of the delivered files: addresses, storage names, trusted scripts and markup, the module's hash.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { storageKey } from "../../web/src/base/site.js";
import { inertMarkup } from "../../web/src/deck/markup.js";
import { requireSameModule } from "../../web/src/lab/wasm.js";

test("stores work of two copies of the site on one origin under different names", () => {
  const key = (page: string) => storageKey("/work", page);
  assert.notEqual(key("https://a.example/lab-2025/"), key("https://a.example/lab-2026/"));
  for (const page of ["", "index.html", "?v=1&system=pendulum", "index.html?v=1#there"])
    assert.equal(key(`https://a.example/lab/${page}`), key("https://a.example/lab/"), page);
});

/** `scriptAddress` of a fresh module, because a module keeps the policy that it has created. */
async function fresh(trustedTypes: unknown) {
  const realm = globalThis as { trustedTypes?: unknown };
  realm.trustedTypes = trustedTypes;
  after(() => {
    delete realm.trustedTypes;
  });
  const { scriptAddress } = (await import(
    `../../web/src/base/trusted.js?${Math.random()}`
  )) as typeof import("../../web/src/base/trusted.js");
  return scriptAddress;
}

test("script addresses pass through one policy named hnn-lab where Trusted Types exist", async () => {
  const made: string[] = [];
  const scriptAddress = await fresh({
    createPolicy(name: string, rules: { createScriptURL(address: string): string }) {
      made.push(name);
      return { createScriptURL: (address: string) => `trusted ${rules.createScriptURL(address)}` };
    },
  });
  assert.equal(scriptAddress(new URL("https://a.example/w.js")), "trusted https://a.example/w.js");
  assert.equal(scriptAddress("blob:null/1"), "trusted blob:null/1");
  assert.deepEqual(made, ["hnn-lab"]);
  for (const foreign of ["javascript:alert(1)", "data:text/javascript,1"])
    assert.throws(() => scriptAddress(foreign), /is not the address of a script/);
});

test("script addresses are plain strings where Trusted Types do not exist", async () => {
  const scriptAddress = await fresh(undefined);
  assert.equal(scriptAddress(new URL("https://a.example/w.js")), "https://a.example/w.js");
});

test("names the missing policy when a trusted-types directive does not list it", async () => {
  const scriptAddress = await fresh({
    createPolicy() {
      throw new TypeError("Policy disallowed");
    },
  });
  assert.throws(() => scriptAddress("blob:null/1"), /add hnn-lab to its trusted-types directive/);
});

test("allows reveal.js to write its controls, and rejects executable markup, in the deck's default policy", () => {
  for (const markup of [
    "",
    '<button class="navigate-left" aria-label="previous slide"><div class="controls-arrow"></div></button>',
    '<a href="#/3"><span class="slide-number-a">4</span></a>',
  ])
    assert.equal(inertMarkup(markup), markup);
  for (const markup of [
    "<script>1</script>",
    "<img src=x onerror=alert(1)>",
    '<svg><a href="javascript:1">',
    "<iframe srcdoc=x>",
    "< ScRiPt >",
  ])
    assert.throws(() => inertMarkup(markup), /is refused/, markup);
});

test("rejects another module than the script was built with before compiling it", async () => {
  const bytes = new Uint8Array(
    readFileSync(new URL("../../wasm_build/dist/hnn_lab.wasm", import.meta.url)),
  );
  const hash = createHash("sha256").update(bytes).digest("base64");
  const name = "hnn_lab.wasm";
  await requireSameModule(bytes, "x.wasm", { hash, name });
  await requireSameModule(bytes, "x.wasm", { hash: null, name });
  const changed = bytes.slice();
  changed[changed.length - 1]! ^= 1;
  await assert.rejects(
    requireSameModule(changed, "x.wasm", { hash, name }),
    /^Error: x\.wasm is not the module that this script was built with.*same version/,
  );
});

// Browsers ask the root of the host for /favicon.ico where a page names no icon: a 404 in the console of embed.html.
test("every page names its icon", () => {
  const sources = ["index.html", "embed.html", "deck/index.html", "scripts/docs.mjs"];
  for (const name of sources)
    assert.match(
      readFileSync(new URL(`../../web/${name}`, import.meta.url), "utf8"),
      /<link rel="icon" href="[^"]+"/,
      name,
    );
});
