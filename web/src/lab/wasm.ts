// Finds, checks and compiles the WebAssembly file, and explains failures: no WebAssembly, no SIMD, missing file, an
// HTML page instead of it, damaged bytes, a content security policy that forbids it.
import { messageOf } from "./errors.js";

export interface WasmSource {
  /** Location of hnn_lab.wasm; by default beside the script. */
  wasmUrl?: string | URL | undefined;
  /** The file's bytes, for hosts that cannot fetch. */
  wasmBinary?: ArrayBuffer | ArrayBufferView | undefined;
  /** Already compiled, for instance by another thread. */
  wasmModule?: WebAssembly.Module | undefined;
}

/** A module as it is delivered. */
export interface WasmFile {
  name: string;
  /** Where it lies if nothing else is said. Asked late: classic scripts, which are given their bytes, have no address. */
  url(): URL;
  /** SHA-256, base64; null where the scripts are not built, so that none is known. */
  hash: string | null;
}

// (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt))
const simdModule = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
];
// (module (func try catch_all end))
const exceptionModule = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11,
];

const newerBrowser =
  "Please use a newer browser (Chrome or Edge 95, Firefox 100, Safari 16.4 or later) or Node.js 20 or later.";

/** Throws if this host cannot run the core. `wasm` is an argument so that tests can remove features. */
export function requireSupport(
  wasm: Pick<typeof WebAssembly, "validate"> | null = globalThis.WebAssembly ?? null,
): void {
  if (typeof wasm?.validate !== "function") {
    throw new Error(
      `HNN Lab requires WebAssembly, which is missing or disabled here. ${newerBrowser}`,
    );
  }
  const understands = (bytes: number[]) => wasm.validate(new Uint8Array(bytes));
  if (!understands(simdModule)) {
    throw new Error(`HNN Lab requires WebAssembly SIMD, which this browser lacks. ${newerBrowser}`);
  }
  if (!understands(exceptionModule)) {
    throw new Error(
      `HNN Lab requires WebAssembly exceptions, which this browser lacks. ${newerBrowser}`,
    );
  }
}

/** Throws, with the likely cause, if `bytes` are not a WebAssembly file. */
export function requireWasmBytes(
  bytes: Uint8Array,
  where: string,
  contentType = "",
  name = wholeFile.name,
): void {
  if (bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d) return;
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart();
  if (/html/i.test(contentType) || start.startsWith("<")) {
    throw new Error(
      `${where} is an HTML page, not the WebAssembly file. The server probably answers unknown addresses with its ` +
        `start page: copy ${name} there, or pass its address as wasmUrl.`,
    );
  }
  if (bytes.length === 0) {
    throw new Error(`${where} is empty: copy ${name} there again.`);
  }
  throw new Error(`${where} is not a WebAssembly file: copy ${name} there again.`);
}

const remedyForMissing = (name: string) =>
  `Copy ${name} there, pass its address as wasmUrl, or pass its bytes as wasmBinary.`;

async function fetchBytes(url: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new Error(`${url} cannot be fetched (${messageOf(error)}). ${remedyForMissing(name)}`, {
      cause: error,
    });
  }
  if (!response.ok) {
    throw new Error(`${url} is missing (status ${response.status}). ${remedyForMissing(name)}`);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  requireWasmBytes(bytes, url, response.headers.get("content-type") ?? "", name);
  return bytes;
}

interface NodeFiles {
  readFile(file: URL): Promise<Uint8Array<ArrayBuffer>>;
}

interface NodeProcess {
  versions?: { node?: string };
  getBuiltinModule?(name: "node:fs/promises"): NodeFiles;
}

/** Node's process; undefined in browsers and workers. */
function nodeProcess(): NodeProcess | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  return process?.versions?.node ? process : undefined;
}

async function readBytes(
  process: NodeProcess,
  url: URL,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  // Node's fetch does not read file: addresses. Bundlers for the web must not see the import.
  const module = "node:fs/promises";
  const files =
    process.getBuiltinModule?.(module) ??
    ((await import(/* webpackIgnore: true */ /* @vite-ignore */ module)) as NodeFiles);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await files.readFile(url);
  } catch (error) {
    throw new Error(`${url.href} cannot be read (${messageOf(error)}). ${remedyForMissing(name)}`, {
      cause: error,
    });
  }
  requireWasmBytes(bytes, url.href, "", name);
  return bytes;
}

function binaryBytes(binary: ArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> {
  if (binary instanceof ArrayBuffer) return new Uint8Array(binary);
  if (ArrayBuffer.isView(binary)) {
    return new Uint8Array(binary.buffer as ArrayBuffer, binary.byteOffset, binary.byteLength);
  }
  throw new Error("wasmBinary must be the bytes of hnn_lab.wasm, an ArrayBuffer or a typed array");
}

/** SHA-256 of the module that this script was built with, base64; unbuilt sources have none. */
declare const HNN_LAB_WASM_HASH: string | undefined;
const wholeFile: WasmFile = {
  name: "hnn_lab.wasm",
  // Bundlers recognise this form and put the file beside the script.
  url: () => new URL("../../../wasm_build/dist/hnn_lab.wasm", import.meta.url),
  hash: typeof HNN_LAB_WASM_HASH === "string" ? HNN_LAB_WASM_HASH : null,
};

/** Throws if `bytes` are another module than the one this script requires. `expected` is an argument for tests. */
export async function requireSameModule(
  bytes: Uint8Array<ArrayBuffer>,
  where: string,
  { hash: expected, name }: Pick<WasmFile, "hash" | "name"> = wholeFile,
): Promise<void> {
  const { subtle } = globalThis.crypto ?? {}; // missing in pages that are not secure contexts
  if (expected === null || !subtle) return;
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  if (btoa(String.fromCharCode(...digest)) === expected) return;
  throw new Error(
    `${where} is not the module that this script was built with (its SHA-256 is another one): it is of another version, ` +
      `or was changed on the way. Copy script and ${name} of the same version there.`,
  );
}

/** Defined in the build of the site, whose scripts leave out what reads files in Node. */
declare const HNN_LAB_IN_BROWSER: true | undefined;

async function locate(
  source: WasmSource,
  { name, url: usual }: WasmFile,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; where: string }> {
  if (source.wasmBinary) {
    const bytes = binaryBytes(source.wasmBinary);
    requireWasmBytes(bytes, "wasmBinary");
    return { bytes, where: "wasmBinary" };
  }
  const url = String(source.wasmUrl ?? usual());
  const process = typeof HNN_LAB_IN_BROWSER === "boolean" ? undefined : nodeProcess();
  const fromDisk = process && /^file:/i.test(url);
  const bytes = fromDisk
    ? await readBytes(process, new URL(url), name)
    : await fetchBytes(url, name);
  return { bytes, where: url };
}

/** The compiled module, the whole core unless another `file` is named; the same one can be posted to several workers. */
export async function compileWasm(
  source: WasmSource = {},
  file: WasmFile = wholeFile,
): Promise<WebAssembly.Module> {
  requireSupport();
  if (source.wasmModule) return source.wasmModule;
  const { bytes, where } = await locate(source, file);
  await requireSameModule(bytes, where, file);
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    const cause = messageOf(error);
    throw new Error(
      /policy|unsafe-eval/i.test(cause)
        ? `This page's content security policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src. (${cause})`
        : `${where} is damaged or incomplete: copy ${file.name} there again. (${cause})`,
      { cause: error },
    );
  }
}

/** The interface of Emscripten's glue for a module that is already compiled. */
export interface GlueOptions {
  locateFile(name: string): string;
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}

/** Starts the glue on a compiled module; also gives its memory, whose exported name the linker shortens. */
export function instantiateCore<Core>(
  createCore: (options: GlueOptions) => Promise<Core>,
  module: WebAssembly.Module,
): Promise<{ core: Core; memory: WebAssembly.Memory }> {
  return new Promise((resolve, reject) => {
    let memory: WebAssembly.Memory | undefined;
    // The glue's own promise stays pending if instantiation fails, so an outer one is needed.
    const failed = (error: unknown) =>
      reject(
        new Error(`the WebAssembly module cannot be started (${messageOf(error)})`, {
          cause: error,
        }),
      );
    createCore({
      locateFile: (name) => name,
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(module, imports).then((instance) => {
          memory = Object.values(instance.exports).find(
            (value): value is WebAssembly.Memory => value instanceof WebAssembly.Memory,
          );
          done(instance, module);
        }, failed);
        return {};
      },
    }).then((core) => {
      if (memory) resolve({ core, memory });
      else failed("it exports no memory");
    }, failed);
  });
}
