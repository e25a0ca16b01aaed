// The page without a network after the first visit: a service worker keeps every file of the site. It is no part of
// the page's work, so whatever goes wrong with it is silent; only a new version is told.

import { siteAddress } from "../base/site.js";
import { scriptAddress } from "../base/trusted.js";

/** `announce` gets what to do when the visitor wants the new version. */
export function keepForOffline(announce: (reload: () => void) => void) {
  const { serviceWorker } = navigator;
  if (!serviceWorker || !window.isSecureContext || !/^https?:$/.test(window.location.protocol))
    return;
  const register = async () => {
    const registration = await serviceWorker.register(
      scriptAddress(new URL("./sw.js", siteAddress())),
    );
    const tell = (worker: ServiceWorker) => {
      if (worker.state !== "installed" || !serviceWorker.controller) return; // the first one is no news
      announce(() => {
        serviceWorker.addEventListener("controllerchange", () => window.location.reload(), {
          once: true,
        });
        worker.postMessage("take-over");
      });
    };
    if (registration.waiting) tell(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => tell(worker));
    });
  };
  const begin = () => void register().catch(() => {}); // a browser that forbids it: the page works as ever
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin, { once: true });
}
