// embed.html: one lab that fills a frame. Its query is the link's, plus the element's own `only`, `hide`, `autoplay`
// and `poster`, and `origin` for the pages whose messages are accepted.
import type { LabEvent } from "../app/host.js";
import { ownAttributes, propertyOf } from "../state/attributes.js";
import { plainQuery } from "../state/url.js";
import "../widget/element.js";
import type { HnnLabElement } from "../widget/element.js";
import { allowedOrigins, readMessage, targetsOf } from "./messages.js";

const query = new URLSearchParams(plainQuery(window.location.search));
const ancestors = [...(window.location.ancestorOrigins ?? [])];
const origins = allowedOrigins({
  own: window.location.origin,
  referrer: document.referrer,
  ancestors,
  named: query.getAll("origin"),
});
query.delete("origin");

const lab = document.createElement("hnn-lab") as HnnLabElement;
for (const name of ownAttributes) {
  const value = query.get(propertyOf(name));
  if (value !== null) lab.setAttribute(name, value);
  query.delete(propertyOf(name));
}
document.body.replaceChildren(lab);
if ([...query].length > 0) lab.setState({ link: `?${query}` });

/** The origin of the parent page, if the browser reports it or the page has sent a message. */
let around = ancestors[0] ?? null;

/** To the parent page, if its origin is allowed. */
function tell(type: `hnn-lab:${LabEvent["type"] | "resize"}`, detail: object = {}) {
  if (window.parent === window) return;
  for (const origin of targetsOf(origins, around))
    window.parent.postMessage({ type, ...detail }, origin);
}

for (const [event, type] of [
  ["hnn-ready", "hnn-lab:ready"],
  ["hnn-progress", "hnn-lab:progress"],
  ["hnn-done", "hnn-lab:done"],
  ["hnn-error", "hnn-lab:error"],
  ["hnn-state", "hnn-lab:state"],
  ["hnn-settled", "hnn-lab:settled"],
] as const) {
  lab.addEventListener(event, (heard) => tell(type, { detail: (heard as CustomEvent).detail }));
}

window.addEventListener("message", (event) => {
  if (event.source !== window.parent || !origins.includes(event.origin)) return;
  around = event.origin;
  const reading = readMessage(event.data);
  switch (reading.kind) {
    case "foreign":
      return;
    case "slide":
      if (reading.start) lab.play();
      else lab.pause();
      return;
    case "refused":
      tell("hnn-lab:error", { id: reading.id, detail: { message: reading.message, fatal: false } });
      return;
    case "request": {
      const { request } = reading;
      let notices: string[] = [];
      switch (request.type) {
        case "hnn-lab:get-state":
          break;
        case "hnn-lab:set-state":
          notices = lab.setState(request);
          break;
        case "hnn-lab:train":
          void lab.train();
          break;
        case "hnn-lab:pause":
          lab.pause();
          break;
        case "hnn-lab:play":
          lab.play();
          break;
        case "hnn-lab:reset":
          lab.reset();
          break;
        default:
          request satisfies never;
      }
      tell("hnn-lab:state", { id: request.id, detail: lab.getState(), notices });
      return;
    }
    default:
      reading satisfies never;
  }
});

/** The preferred height of the contents. */
new ResizeObserver(() => {
  const height = lab.contentHeight;
  tell("hnn-lab:resize", { height });
}).observe(lab.root);
tell("hnn-lab:ready", { detail: lab.getState() });
