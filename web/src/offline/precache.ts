// The service worker's cache: all files of one version of the site in a separate cache, so that page, worker and module
// always have the same version. Independent of the service worker API, so that tests can run it.

/** A version of the site: its files below the scope, with a hash of each. */
export interface Build {
  version: string;
  files: Record<string, string>;
}

/** Stored with the files of a complete cache. */
interface Kept {
  files: Record<string, string>;
  /** Clients that may still use a replaced version; null for the present one. */
  users: string[] | null;
}

type Fetch = (request: Request) => Promise<Response>;

/** A name that changes with the content needs no revalidation. */
const isHashed = (name: string) => /^assets\/.*-[\w-]{8}\.\w+$/.test(name);
const legacyName = /^hnn-lab-[0-9a-f]{16}$/; // of versions whose cache names lack the scope

/** The file for a path below the scope, also on hosts with clean addresses; null if it is not part of the site. */
export function fileFor(path: string, files: Record<string, string>): string | null {
  const folder = path === "" || path.endsWith("/");
  const names = folder ? [`${path}index.html`] : [path, `${path}.html`];
  return names.find((name) => Object.hasOwn(files, name)) ?? null;
}

/** Throws if `response` cannot be the file: missing, or the start page that a host sends for every address. */
export function requireGenuine(name: string, response: Response) {
  const type = response.headers.get("content-type") ?? "";
  if (response.ok && (name.endsWith(".html") || !type.includes("html"))) return;
  throw new Error(`${name} cannot be kept (status ${response.status}, ${type})`);
}

/** Throws if a page names files of another version, which intermediate caches may send during an update. */
export function requireSameVersion(name: string, html: string, files: Record<string, string>) {
  for (const [, asset] of html.matchAll(/(?:src|href)="[./]*(assets\/[^"]+)"/g))
    if (!Object.hasOwn(files, asset as string))
      throw new Error(`${name} is of another version: it names ${asset}`);
}

/** Browsers reject redirected responses to a navigation, and hosts with clean addresses redirect pages. */
async function withoutRedirect(response: Response): Promise<Response> {
  if (!response.redirected) return response;
  const { status, statusText, headers } = response;
  return new Response(await response.blob(), { status, statusText, headers });
}

export class Precache {
  private readonly prefix: string;
  private readonly own: string;
  private readonly record: string;

  /** `scope` is the address of the site's folder, ending with a slash. */
  constructor(
    private readonly build: Build,
    private readonly scope: string,
    private readonly store: CacheStorage,
    private readonly fetch: Fetch,
  ) {
    // Copies of the site in other folders of the origin use the same cache storage.
    this.prefix = `hnn-lab:${new URL(scope).pathname}:`;
    this.own = this.prefix + build.version;
    this.record = `${scope}kept.json`;
  }

  /** Fetches what has changed since an earlier version and copies the rest. A failure leaves that version unchanged. */
  async install(): Promise<void> {
    const cache = await this.store.open(this.own);
    if (await this.read(cache)) return;
    const earlier = await this.earlier();
    const { files } = this.build;
    try {
      await Promise.all(
        Object.entries(files).map(async ([name, revision]) => {
          const address = this.scope + name;
          if (await cache.match(address)) return; // fetched by an interrupted install
          const same = earlier.find((one) => one.record.files[name] === revision);
          const kept = await same?.cache.match(address);
          await cache.put(address, kept ?? (await this.download(name, revision)));
        }),
      );
      await this.write(cache, { files, users: null });
    } catch (error) {
      if ((error as Error).name === "QuotaExceededError") await this.store.delete(this.own);
      throw error;
    }
  }

  private async download(name: string, revision: string): Promise<Response> {
    // The revision in the address bypasses caches between browser and host, which may keep the earlier file for minutes.
    const request = isHashed(name)
      ? new Request(this.scope + name)
      : new Request(`${this.scope}${name}?${revision}`, { cache: "no-cache" });
    const response = await this.fetch(request);
    requireGenuine(name, response);
    if (name.endsWith(".html"))
      requireSameVersion(name, await response.clone().text(), this.build.files);
    return withoutRedirect(response);
  }

  /** This version replaces the earlier ones. Their caches are kept while one of the present `clients` may use them. */
  async activate(clients: string[]): Promise<void> {
    for (const { cache, record } of await this.earlier())
      if (!record.users) await this.write(cache, { ...record, users: clients });
    await this.sweep(clients);
    await this.install().catch(() => {}); // another version may have deleted the cache
  }

  /** Deletes replaced versions from which none of the present clients was loaded. */
  async sweep(clients: string[]): Promise<void> {
    for (const { name, record } of await this.earlier())
      if (record.users && !record.users.some((user) => clients.includes(user)))
        await this.store.delete(name);
  }

  /** The cached response; null if the network must be used. */
  async answer(url: string): Promise<Response | null> {
    const { origin, pathname } = new URL(url);
    const path = (origin + pathname).slice(this.scope.length);
    const { files } = this.build;
    const name = fileFor(path, files);
    if (name) {
      const cache = await this.store.open(this.own);
      return (await cache.match(this.scope + name)) ?? null;
    }
    // Relative addresses of a page in a folder require the slash.
    if (Object.hasOwn(files, `${path}/index.html`)) return Response.redirect(`${url}/`, 301);
    // A tab that was opened before an update requests the files of its own version.
    for (const { cache } of await this.earlier()) {
      const kept = await cache.match(origin + pathname);
      if (kept) return kept;
    }
    return null;
  }

  /** The caches of other versions in this scope. */
  private async earlier(): Promise<{ name: string; cache: Cache; record: Kept }[]> {
    const found = [];
    for (const name of await this.store.keys()) {
      const isLegacy = legacyName.test(name);
      if (name === this.own || !(isLegacy || name.startsWith(this.prefix))) continue;
      const cache = await this.store.open(name);
      if (isLegacy && !(await cache.match(`${this.scope}index.html`))) continue; // of another copy
      const record = (await this.read(cache)) ?? { files: {}, users: null };
      found.push({ name, cache, record });
    }
    return found;
  }

  private async read(cache: Cache): Promise<Kept | null> {
    const kept = await cache.match(this.record);
    return kept ? ((await kept.json()) as Kept) : null;
  }

  private write(cache: Cache, record: Kept): Promise<void> {
    return cache.put(this.record, new Response(JSON.stringify(record)));
  }
}
