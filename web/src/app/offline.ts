// The page without a network after the first visit: a service worker keeps every file of the site (web/src/offline). The page
// works without it, so its failures are ignored; only updates are announced.
import { isBuilt, siteAddress } from "../base/site.js";
import { scriptAddress } from "../base/trusted.js";

export interface Updates {
  /** A new version is ready; `reload` shows it. */
  announce(reload: () => void): void;
  /** True while a reload would interrupt training or solving. */
  isBusy(): boolean;
  /** Stores the visitor's work. */
  keepWork(): Promise<void>;
  reload(): void;
}

/** Follows the service worker from version to version. Runs in every tab of the site, whichever requests the update. */
export function followUpdates(
  container: Pick<ServiceWorkerContainer, "controller" | "addEventListener">,
  registration: Pick<ServiceWorkerRegistration, "waiting" | "installing" | "addEventListener">,
  updates: Updates,
) {
  const leave = () =>
    updates
      .keepWork()
      .catch(() => {}) // reported where it is stored
      .then(() => updates.reload());
  let hadVersion = container.controller !== null;
  container.addEventListener("controllerchange", () => {
    const isUpdate = hadVersion;
    hadVersion = true; // the first version serves the same files as the page
    if (!isUpdate) return;
    // The old version's files are kept until this tab is reloaded, so training can continue.
    if (updates.isBusy()) updates.announce(() => void leave());
    else void leave();
  });
  const tell = (worker: ServiceWorker) => {
    if (worker.state !== "installed" || !container.controller) return;
    updates.announce(() => {
      if (worker.state === "installed") worker.postMessage("take-over");
      else void leave(); // another tab was faster
    });
  };
  if (registration.waiting) tell(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => tell(worker));
  });
}

/** Null where there are none; in a frame without an origin even the question is an error. */
function serviceWorkers(): ServiceWorkerContainer | null {
  try {
    return navigator.serviceWorker ?? null;
  } catch {
    return null;
  }
}

export function keepForOffline(updates: Omit<Updates, "reload">) {
  const serviceWorker = serviceWorkers();
  const isServed = /^https?:$/.test(window.location.protocol);
  if (!serviceWorker || !window.isSecureContext || !isServed || !isBuilt) return;
  const register = async () => {
    const script = scriptAddress(new URL("./sw.js", siteAddress()));
    const registration = await serviceWorker.register(script);
    const reload = () => window.location.reload();
    followUpdates(serviceWorker, registration, { ...updates, reload });
  };
  register().catch(() => {}); // forbidden by the browser's settings, or the page is not part of a site
}
