// The page with the fake engine, for looking at it and for browser tests that need no wasm.

import { Dashboard } from "../../../web/src/app/dashboard.js";
import { PageHost } from "../../../web/src/app/host.js";
import { catalogue } from "../../../web/src/catalogue/catalogue.js";
import { FakeEngine } from "./fakeEngine.js";

const root = document.getElementById("app");
if (root) {
  const engine = new FakeEngine();
  Object.assign(globalThis, { fakeEngine: engine });
  const failing = new URLSearchParams(window.location.hash.slice(1)).get("fail");
  void new Dashboard(new PageHost(root), {
    catalogue,
    createEngine: () => {
      if (failing) throw new Error(failing);
      return engine;
    },
  }).start();
}
