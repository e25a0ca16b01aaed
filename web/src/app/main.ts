// The page: the dashboard in #app, with each network in its own worker.
import { catalogue } from "../catalogue/catalogue.js";
import { createWorkerEngine } from "../engine/workerEngine.js";
import { makeWorker } from "../engine/workerScript.js";
import { yieldToEventLoop } from "../lab/pause.js";
import { Dashboard } from "./dashboard.js";
import { PageHost } from "./host.js";
import { keepForOffline } from "./offline.js";
import { sayLanguage, speakAsWanted } from "./speech.js";

const root = document.getElementById("app");
if (!root) throw new Error("the page has no element #app");
await speakAsWanted(window.location.search);
sayLanguage(document.documentElement);
await yieldToEventLoop(); // the first text is painted before the rest is created
const dashboard = new Dashboard(new PageHost(root), {
  catalogue,
  createEngine: () => createWorkerEngine({ makeWorker }),
});
await dashboard.start();
// Storing files for offline use must not compete with the visible page.
await dashboard.settled();
keepForOffline({
  announce: (reload) => dashboard.announceVersion(reload),
  isBusy: () => dashboard.state === "training",
  keepWork: () => dashboard.saveWork(),
});
