// The service worker: the page without a network after the first visit (precache.ts says how). Built by
// web/scripts/precache.mjs, which fills in the list of files.
import { Precache } from "./precache.ts";

const scope = new URL("./", self.location.href).href;
const precache = new Precache(globalThis.hnnLabBuild, scope, self.caches, (request) =>
  fetch(request),
);

async function clientIds() {
  const all = await self.clients.matchAll({ includeUncontrolled: true });
  return all.map(({ id }) => id);
}

self.addEventListener("install", (event) => event.waitUntil(precache.install()));
self.addEventListener("activate", (event) =>
  event.waitUntil(
    clientIds()
      .then((ids) => precache.activate(ids))
      .then(() => self.clients.claim()),
  ),
);
self.addEventListener("message", ({ data }) => {
  if (data === "take-over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  event.respondWith(precache.answer(request.url).then((kept) => kept ?? fetch(request)));
  if (request.mode === "navigate")
    event.waitUntil(clientIds().then((ids) => precache.sweep([...ids, event.resultingClientId])));
});
