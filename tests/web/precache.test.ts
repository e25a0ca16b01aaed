// The service worker's cache: versions, scopes, redirects, updates, interrupted installs, tabs of an old version.
import assert from "node:assert/strict";
import { test } from "node:test";
import { followUpdates, type Updates } from "../../web/src/app/offline.js";
import { type Build, fileFor, Precache } from "../../web/src/offline/precache.js";

/** The part of CacheStorage that is used, in memory. */
class FakeStore {
  readonly caches = new Map<string, Map<string, Response>>();
  async open(name: string) {
    const kept = this.caches.get(name) ?? new Map<string, Response>();
    this.caches.set(name, kept);
    return {
      match: async (address: string) => kept.get(address)?.clone(),
      put: async (address: string, response: Response) => {
        // Like browsers: a stored response is read to its end.
        const { status, headers } = response;
        const copy = new Response(await response.blob(), { status, headers });
        Object.defineProperty(copy, "redirected", { value: response.redirected });
        kept.set(address, copy);
      },
    };
  }
  async keys() {
    return [...this.caches.keys()];
  }
  async delete(name: string) {
    return this.caches.delete(name);
  }
}

/** A host: contents by address without query; records requests. */
class FakeHost {
  readonly asked: string[] = [];
  constructor(public files: Record<string, string | (() => Response)>) {}
  readonly fetch = async ({ url }: Request) => {
    this.asked.push(url);
    const found = this.files[url.split("?")[0] as string];
    if (found === undefined) return new Response("missing", { status: 404 });
    if (typeof found === "function") return found();
    const type = url.includes(".html") ? "text/html" : "text/javascript";
    return new Response(found, { headers: { "content-type": type } });
  };
}

const scope = "https://a.example/lab/";
const page = (asset: string) => `<script type="module" src="./assets/${asset}"></script>`;
const [first, second]: Build[] = [
  {
    version: "1",
    files: { "index.html": "i1", "assets/a-11111111.js": "a1", "assets/b-11111111.js": "b1" },
  },
  {
    version: "2",
    files: { "index.html": "i2", "assets/a-22222222.js": "a2", "assets/b-11111111.js": "b1" },
  },
] as [Build, Build];
const contents = (build: Build, at = scope) =>
  Object.fromEntries(
    Object.entries(build.files).map(([name, hash]) => [
      at + name,
      name === "index.html"
        ? page(
            Object.keys(build.files)
              .find((one) => one.includes("/a-"))
              ?.slice(7) ?? "",
          )
        : hash,
    ]),
  );

function worker(build: Build, store: FakeStore, host: FakeHost, at = scope) {
  return new Precache(build, at, store as unknown as CacheStorage, host.fetch);
}
const textOf = async (answer: Promise<Response | null>) => (await answer)?.text() ?? null;

test("serves every file from one version, also at clean addresses", async () => {
  const [store, host] = [new FakeStore(), new FakeHost(contents(first))];
  const precache = worker(first, store, host);
  await precache.install();
  for (const path of ["", "index.html", "index.html?v=1", "index", "?v=1"])
    assert.match((await textOf(precache.answer(scope + path))) ?? "", /a-11111111/, path);
  assert.equal(await textOf(precache.answer(`${scope}assets/a-11111111.js`)), "a1");
  assert.equal(await precache.answer(`${scope}sw.js`), null);
});

test("maps a path to a file, a folder's page or a page without its ending", () => {
  const files = { "index.html": "", "embed.html": "", "deck/index.html": "", "x.js": "" };
  assert.equal(fileFor("", files), "index.html");
  assert.equal(fileFor("deck/", files), "deck/index.html");
  assert.equal(fileFor("embed", files), "embed.html");
  assert.equal(fileFor("x.js", files), "x.js");
  for (const path of ["deck", "x", "toString", "sw.js"]) assert.equal(fileFor(path, files), null);
});

test("a folder without its slash is redirected, because its page names files relative to it", async () => {
  const build = { version: "1", files: { "deck/index.html": "d" } };
  const host = new FakeHost({ [`${scope}deck/index.html`]: "the deck" });
  const precache = worker(build, new FakeStore(), host);
  await precache.install();
  const answer = await precache.answer(`${scope}deck`);
  assert.equal(answer?.status, 301);
  assert.equal(answer?.headers.get("location"), `${scope}deck/`);
});

test("stores redirected responses as plain ones, because a navigation rejects them", async () => {
  const files = contents(first);
  const html = files[`${scope}index.html`] as string;
  const redirected = () => {
    const response = new Response(html, { headers: { "content-type": "text/html" } });
    return Object.defineProperty(response, "redirected", { value: true });
  };
  const store = new FakeStore();
  const host = new FakeHost({ ...files, [`${scope}index.html`]: redirected });
  const precache = worker(first, store, host);
  await precache.install();
  const answer = await precache.answer(scope);
  assert.equal(answer?.redirected, false);
  assert.equal(await answer?.text(), html);
});

test("keeps and deletes versions of two copies on one origin separately", async () => {
  const store = new FakeStore();
  const [old, now] = ["https://a.example/lab-2025/", "https://a.example/lab-2026/"];
  const hosts = [old, now].map((at) => new FakeHost(contents(first, at)));
  const workers = [old, now].map((at, i) => worker(first, store, hosts[i] as FakeHost, at));
  for (const one of workers) {
    await one.install();
    await one.activate([]);
  }
  assert.equal(store.caches.size, 2);
  const updated = worker(second, store, new FakeHost(contents(second, now)), now);
  await updated.install();
  await updated.activate([]);
  assert.equal(await textOf((workers[0] as Precache).answer(`${old}assets/a-11111111.js`)), "a1");
  assert.deepEqual([...store.caches.keys()].sort(), [
    "hnn-lab:/lab-2025/:1",
    "hnn-lab:/lab-2026/:2",
  ]);
});

test("fetches only changed files for an update", async () => {
  const [store, host] = [new FakeStore(), new FakeHost(contents(first))];
  await worker(first, store, host).install();
  host.files = contents(second);
  host.asked.length = 0;
  const updated = worker(second, store, host);
  await updated.install();
  assert.deepEqual(host.asked.sort(), [`${scope}assets/a-22222222.js`, `${scope}index.html?i2`]);
  assert.equal(await textOf(updated.answer(`${scope}assets/b-11111111.js`)), "b1");
});

test("keeps the old version complete when an install is interrupted, and continues it later", async () => {
  const [store, host] = [new FakeStore(), new FakeHost(contents(first))];
  const old = worker(first, store, host);
  await old.install();
  const all = contents(second);
  const { [`${scope}assets/a-22222222.js`]: _, ...most } = all;
  host.files = most;
  await assert.rejects(worker(second, store, host).install(), /a-22222222\.js cannot be kept/);
  assert.match((await textOf(old.answer(scope))) ?? "", /a-11111111/);
  assert.equal(await textOf(old.answer(`${scope}assets/a-11111111.js`)), "a1");
  host.files = all;
  host.asked.length = 0;
  await worker(second, store, host).install();
  assert.deepEqual(host.asked, [`${scope}assets/a-22222222.js`], "the page was fetched before");
});

test("rejects a page of another version than the list", async () => {
  const host = new FakeHost({ ...contents(second), [`${scope}index.html`]: page("a-11111111.js") });
  await assert.rejects(
    worker(second, new FakeStore(), host).install(),
    /index\.html is of another version: it names assets\/a-11111111\.js/,
  );
});

test("rejects a start page in place of a script", async () => {
  const start = () => new Response("<title>", { headers: { "content-type": "text/html" } });
  const host = new FakeHost({ ...contents(first), [`${scope}assets/b-11111111.js`]: start });
  await assert.rejects(
    worker(first, new FakeStore(), host).install(),
    /b-11111111\.js cannot be kept/,
  );
});

test("serves a tab of the old version until it is closed, then deletes the version", async () => {
  const [store, host] = [new FakeStore(), new FakeHost(contents(first))];
  await worker(first, store, host).install();
  host.files = contents(second);
  const updated = worker(second, store, host);
  await updated.install();
  await updated.activate(["tab 1", "tab 2"]);
  const late = `${scope}assets/a-11111111.js`;
  assert.equal(await textOf(updated.answer(late)), "a1");
  await updated.sweep(["tab 2", "tab 3"]); // tab 1 was reloaded
  assert.equal(await textOf(updated.answer(late)), "a1");
  await updated.sweep(["tab 3"]);
  assert.equal(await updated.answer(late), null);
  assert.deepEqual([...store.caches.keys()], ["hnn-lab:/lab/:2"]);
});

test("does not delete the next version while it is being installed", async () => {
  const [store, host] = [new FakeStore(), new FakeHost(contents(first))];
  const present = worker(first, store, host);
  await present.install();
  await present.activate([]);
  host.files = contents(second);
  await worker(second, store, host).install();
  await present.sweep([]);
  assert.ok(store.caches.has("hnn-lab:/lab/:2"));
});

test("replaces caches of versions without a scope, and keeps those of other copies", async () => {
  const store = new FakeStore();
  for (const [name, at] of [
    ["hnn-lab-0123456789abcdef", scope],
    ["hnn-lab-fedcba9876543210", "https://a.example/other/"],
  ] as const)
    await (await store.open(name)).put(`${at}index.html`, new Response("old"));
  const precache = worker(first, store, new FakeHost(contents(first)));
  await precache.install();
  await precache.activate([]);
  assert.deepEqual([...store.caches.keys()].sort(), [
    "hnn-lab-fedcba9876543210",
    "hnn-lab:/lab/:1",
  ]);
});

// ---- the page's side ---------------------------------------------------------------------------------------

class FakeWorker extends EventTarget {
  state = "installing";
  readonly heard: unknown[] = [];
  postMessage(message: unknown) {
    this.heard.push(message);
  }
  become(state: string) {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

/** A tab that follows updates, and what has happened in it. */
function tab({ controller = {} as unknown, isBusy = false } = {}) {
  const container = Object.assign(new EventTarget(), { controller });
  const registration = Object.assign(new EventTarget(), {
    waiting: null as FakeWorker | null,
    installing: null as FakeWorker | null,
  });
  const done: string[] = [];
  let reload = () => {};
  const updates: Updates = {
    announce(act) {
      reload = act;
      done.push("announced");
    },
    isBusy: () => isBusy,
    keepWork: async () => {
      done.push("kept");
    },
    reload: () => done.push("reloaded"),
  };
  followUpdates(container as never, registration as never, updates);
  return { container, registration, done, press: () => reload() };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("does not announce the first version or reload the page", async () => {
  const { container, registration, done } = tab({ controller: null });
  const worker = new FakeWorker();
  registration.installing = worker;
  registration.dispatchEvent(new Event("updatefound"));
  worker.become("installed");
  container.dispatchEvent(new Event("controllerchange"));
  await settled();
  assert.deepEqual(done, []);
});

test("announces an update, and saves and reloads all tabs on request", async () => {
  const tabs = [tab(), tab()];
  const worker = new FakeWorker();
  for (const { registration } of tabs) {
    registration.installing = worker;
    registration.dispatchEvent(new Event("updatefound"));
  }
  worker.become("installed");
  tabs[0]?.press();
  assert.deepEqual(worker.heard, ["take-over"]);
  worker.become("activated");
  for (const { container } of tabs) container.dispatchEvent(new Event("controllerchange"));
  await settled();
  for (const { done } of tabs) assert.deepEqual(done, ["announced", "kept", "reloaded"]);
});

test("announces an update to a training tab without interrupting it", async () => {
  const busy = tab({ isBusy: true });
  busy.container.dispatchEvent(new Event("controllerchange"));
  await settled();
  assert.deepEqual(busy.done, ["announced"]);
  busy.press();
  await settled();
  assert.deepEqual(busy.done, ["announced", "kept", "reloaded"]);
});
