// A small static server for the built site, with the policy of policy.mjs as a header.
//
//   node web/scripts/serve.mjs [--port N] [folder]      HNN_PORT=N does the same; default 8080

import http from "node:http";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import sirv from "sirv";
import { contentSecurityPolicy, policyFor } from "./policy.mjs";

export { contentSecurityPolicy };

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const siteFolder = path.join(root, "dist/site");
const defaultPort = 8080;

/** Listens on `port`, or on the next free one. Port 0 lets the system choose. */
function listen(server, port, host, tries = 50) {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      if (error.code === "EADDRINUSE" && port !== 0 && tries > 0) {
        resolve(listen(server, port + 1, host, tries - 1));
      } else {
        reject(error);
      }
    });
    server.listen(port, host, () => resolve(server.address().port));
  });
}

/**
 * Serves a folder. Resolves to { url, port, server, close() }.
 *
 * `prefix` serves it below a sub-path ("/lab/"), as project pages on static hosts do. `headers` are added to
 * (or, when undefined, removed from) the standard ones. `intercept(request, response)` may answer a request
 * itself, by returning true: tests break things with it.
 */
export async function serve({
  folder = siteFolder,
  port = 0,
  host = "127.0.0.1",
  prefix = "/",
  headers = {},
  intercept,
} = {}) {
  const standard = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
    ...headers,
  };
  // sirv takes its types from the mrmime table, which knows .wasm (application/wasm) and .mjs. `dev` reads
  // the folder again for each request, so a rebuilt page shows without a restart.
  const files = sirv(folder, { dev: true, etag: true });
  const server = http.createServer((request, response) => {
    const policy = policyFor(request.url.split("?")[0]);
    for (const [name, value] of Object.entries({
      "Content-Security-Policy": policy,
      ...standard,
    })) {
      if (value !== undefined) response.setHeader(name, value);
    }
    const notFound = () => {
      response.writeHead(404, {
        "Content-Type": "text/plain; charset=utf-8",
        "Cache-Control": "no-store",
      });
      response.end("Not found\n");
    };
    // Files named by their content never change; the others are asked about at each use.
    if (/\/assets\/[^/]*-[\w-]{8}\.\w+$/.test(request.url) && !("Cache-Control" in headers))
      response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    if (intercept?.(request, response)) return;
    if (!request.url.startsWith(prefix)) return notFound();
    request.url = request.url.slice(prefix.length - 1);
    files(request, response, notFound);
  });
  const actual = await listen(server, port, host);
  const name = host === "127.0.0.1" ? "localhost" : host;
  return {
    url: `http://${name}:${actual}${prefix}`,
    port: actual,
    server,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Port of the command line or of HNN_PORT, or an exception that says what is wrong. */
export function requestedPort(args = process.argv.slice(2), env = process.env) {
  const at = args.findIndex((arg) => arg === "--port" || arg.startsWith("--port="));
  const text = at < 0 ? env.HNN_PORT : (args[at].split("=")[1] ?? args[at + 1]);
  if (text === undefined || (at < 0 && text === "")) return defaultPort;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new Error(`--port (or HNN_PORT) must be 0…65535, got ${JSON.stringify(text)}`);
  }
  return port;
}

/** Serves a folder for a person: prints the address (of a page in it) and stays until Ctrl-C. */
export async function serveForPeople(folder = siteFolder, { name = "HNN Lab", page = "" } = {}) {
  try {
    const { url } = await serve({ folder, port: requestedPort() });
    console.log(`${name} is at ${url}${page}  (Ctrl-C stops it)`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const args = process.argv.slice(2);
  const folder = args.find((arg, i) => !arg.startsWith("--") && args[i - 1] !== "--port");
  await serveForPeople(folder);
}
