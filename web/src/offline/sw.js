// The service worker: all files of one version of the site, kept together. Built by web/scripts/build.mjs, which fills in
// the list; another list is another version, which takes the place of the old one when the visitor says so or comes back.
const { version, files } = globalThis.hnnLabFiles;
const prefix = "hnn-lab-";
const name = prefix + version;
const here = new URL("./", self.location.href).href;

/** A host that answers unknown addresses with its start page must not fill the cache with it. */
function isGenuine(file, response) {
  const type = response.headers.get("content-type") ?? "";
  return response.ok && (file.endsWith(".html") || !type.includes("html"));
}

async function keepAll() {
  const cache = await caches.open(name);
  await Promise.all(
    files.map(async (file) => {
      const response = await fetch(here + file, { cache: "no-cache" });
      if (!isGenuine(file, response))
        throw new Error(`${file} cannot be kept (${response.status})`);
      await cache.put(here + file, response);
    }),
  );
}

async function forgetOthers() {
  const all = await caches.keys();
  const old = all.filter((one) => one.startsWith(prefix) && one !== name);
  await Promise.all(old.map((one) => caches.delete(one)));
}

/** Kept files first, so that page, worker and module are of one version; then the network. */
async function answer(request) {
  const address = new URL(request.url);
  address.search = "";
  address.hash = "";
  const file = address.href.endsWith("/") ? `${address.href}index.html` : address.href;
  const cache = await caches.open(name);
  return (await cache.match(file)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) =>
  event.waitUntil(forgetOthers().then(() => self.clients.claim())),
);
self.addEventListener("message", ({ data }) => {
  if (data === "take-over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(here)) event.respondWith(answer(request));
});
