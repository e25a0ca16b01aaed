// The WebAssembly file is missing, is something else, or cannot run here: each says so, and what helps.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { compileWasm, instantiateCore, requireSupport } from "../../web/src/lab/wasm.js";

const wasm = readFileSync(new URL("../../wasm_build/dist/hnn_lab.wasm", import.meta.url));
const html = "<!doctype html><title>HNN Lab</title>";
const answers: Record<string, [status: number, type: string, body: string | Buffer]> = {
  "/good.wasm": [200, "application/wasm", wasm],
  "/no-type.wasm": [200, "application/octet-stream", wasm],
  "/missing.wasm": [404, "text/plain", "Not found"],
  "/fallback.wasm": [200, "text/html", html],
  "/fallback-in-disguise.wasm": [200, "application/wasm", `\n  ${html}`],
  "/empty.wasm": [200, "application/wasm", ""],
  "/pointer.wasm": [200, "application/wasm", "version https://git-lfs.github.com/spec/v1"],
  "/cut.wasm": [200, "application/wasm", wasm.subarray(0, 5000)],
};

let server: http.Server;
let origin = "";
before(async () => {
  server = http.createServer((request, response) => {
    const [status, type, body] = answers[request.url ?? ""] ?? [404, "text/plain", ""];
    response.writeHead(status, { "Content-Type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

const refusal = async (name: string) => {
  try {
    await compileWasm({ wasmUrl: origin + name });
  } catch (error) {
    assert.ok(error instanceof Error);
    assert.ok(error.message.includes(name), `${error.message} names the file`);
    return error.message;
  }
  throw new assert.AssertionError({ message: `${name} was accepted` });
};

test("accepts the file with any MIME type", async () => {
  for (const name of ["/good.wasm", "/no-type.wasm"]) {
    assert.ok((await compileWasm({ wasmUrl: origin + name })) instanceof WebAssembly.Module);
  }
});

test("names address and remedies for a missing file", async () => {
  assert.match(await refusal("/missing.wasm"), /is missing \(status 404\).*wasmUrl/);
});

test("distinguishes an unreachable server from a missing file", async () => {
  const url = "http://127.0.0.1:1/hnn_lab.wasm";
  await assert.rejects(compileWasm({ wasmUrl: url }), /cannot be fetched/);
});

test("recognises a start page in place of the file by its type or bytes", async () => {
  for (const name of ["/fallback.wasm", "/fallback-in-disguise.wasm"]) {
    assert.match(await refusal(name), /is an HTML page/);
  }
});

test("distinguishes empty, foreign and truncated files", async () => {
  assert.match(await refusal("/empty.wasm"), /is empty/);
  assert.match(await refusal("/pointer.wasm"), /is not a WebAssembly file/);
  assert.match(await refusal("/cut.wasm"), /damaged or incomplete/);
});

test("accepts the file as bytes", async () => {
  const module = await compileWasm({ wasmBinary: wasm });
  assert.equal(await compileWasm({ wasmModule: module }), module);
  await assert.rejects(compileWasm({ wasmBinary: new Uint8Array(8) }), /wasmBinary is not/);
  await assert.rejects(compileWasm({ wasmBinary: "hnn_lab.wasm" as never }), /wasmBinary must be/);
});

test("names a file that is not on the disk", async () => {
  const wasmUrl = new URL("./no-such.wasm", import.meta.url);
  await assert.rejects(compileWasm({ wasmUrl }), /no-such\.wasm cannot be read/);
});

test("explains missing WebAssembly, SIMD or exceptions", () => {
  assert.throws(() => requireSupport(null), /^Error: HNN Lab requires WebAssembly, /);
  const lacking = (feature: (bytes: Uint8Array) => boolean) => ({
    validate: (bytes: BufferSource) => !feature(bytes as Uint8Array),
  });
  const simd = (bytes: Uint8Array) => bytes.includes(253);
  assert.throws(() => requireSupport(lacking(simd)), /WebAssembly SIMD.*newer browser/);
  assert.throws(() => requireSupport(lacking((bytes) => !simd(bytes))), /WebAssembly exceptions/);
  assert.doesNotThrow(() => requireSupport());
});

test("a module that cannot be started rejects instead of waiting forever", async () => {
  const module = await compileWasm({ wasmBinary: wasm });
  const started = instantiateCore(
    ({ instantiateWasm }) =>
      new Promise<never>(() => {
        instantiateWasm({}, () => {}); // lacks every import
      }),
    module,
  );
  await assert.rejects(started, /cannot be started/);
});
