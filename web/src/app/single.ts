// The page as one file that runs from a disk: module and worker are text in the file, the worker starts as a classic
// script from a Blob, because browsers refuse module workers and fetches to pages without an origin.
import { scriptAddress } from "../base/trusted.js";
import { catalogue } from "../catalogue/catalogue.js";
import { createWorkerEngine } from "../engine/workerEngine.js";
import { Dashboard } from "./dashboard.js";
import { PageHost } from "./host.js";
import { sayLanguage, speakAsWanted } from "./speech.js";

function textOf(id: string): string {
  const text = document.getElementById(id)?.textContent;
  if (!text) throw new Error(`part #${id} is missing from this file: save the complete file again`);
  return text.trim();
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

let script: string | null = null;

function makeWorker(contestant: string): Worker {
  script ??= URL.createObjectURL(
    new Blob([new TextDecoder().decode(bytesOf(textOf("hnn-lab-worker")))], {
      type: "text/javascript",
    }),
  );
  return new Worker(scriptAddress(script), { name: `hnn-lab ${contestant}` });
}

const root = document.getElementById("app");
if (!root) throw new Error("the page has no element #app");
const place = root;
void speakAsWanted(window.location.search).then(() => {
  sayLanguage(document.documentElement);
  const createEngine = () =>
    createWorkerEngine({ makeWorker, wasmBinary: bytesOf(textOf("hnn-lab-wasm")) });
  return new Dashboard(new PageHost(place, null), { catalogue, createEngine }).start();
});
