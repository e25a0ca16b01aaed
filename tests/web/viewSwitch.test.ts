// Views behind tabs: made when they are first opened, and loaded again after their script could not be loaded.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { mount } from "./dom.js";

const { ViewSwitch } = await import("../../web/src/app/viewSwitch.js");
const { manualScheduler } = await import("../../web/src/base/scheduler.js");
type ViewContext = import("../../web/src/app/view.js").ViewContext;
type ViewMaker = import("../../web/src/app/view.js").ViewMaker;
type PageView = import("../../web/src/app/view.js").PageView;
type ViewName = import("../../web/src/state/experiment.js").ViewName;
type Ink = import("../../web/src/drawing/ink.js").Ink;

const scheduler = manualScheduler();
const maker =
  (id: ViewName): ViewMaker =>
  () => {
    const element = document.createElement("div");
    element.textContent = `the view ${id}`;
    const view: PageView = { id, element, show() {}, hide() {}, repaint() {} };
    return view;
  };

/** A lab that is there, and chaos and orbits whose scripts come when the test says so. */
function switchOf() {
  const loads: { id: ViewName; succeed(): void; fail(message: string): void }[] = [];
  let loaded = 0;
  let reloads = 0;
  const late = (id: ViewName) => ({
    id,
    load: () =>
      new Promise<ViewMaker>((resolve, reject) => {
        loads.push({
          id,
          succeed: () => resolve(maker(id)),
          fail: (message) => reject(new Error(message)),
        });
      }),
  });
  const views = new ViewSwitch(
    { scheduler } as unknown as ViewContext,
    document.createElement("div"),
    { ink: () => ({}) as Ink, loaded: () => loaded++, reload: () => reloads++ },
    [{ id: "lab", load: () => maker("lab") }, late("chaos"), late("orbits")],
  );
  mount(views.element);
  const shown = () =>
    [...views.element.children].filter((element) => !(element as HTMLElement).hidden);
  return { views, loads, shown, loadedCount: () => loaded, reloadCount: () => reloads };
}

let page = "";
Object.assign(globalThis, {
  location: { href: "http://localhost/" },
  fetch: async () => ({ ok: true, text: async () => page }),
});

/** Node has no navigator before its version 21. */
function connect(onLine: boolean) {
  Object.defineProperty(globalThis, "navigator", { value: { onLine }, configurable: true });
}

beforeEach(() => connect(true));

test("shows a loaded view in place of its placeholder if it is still open", async () => {
  const { views, loads, shown, loadedCount } = switchOf();
  views.choose("lab");
  views.choose("chaos");
  assert.ok(scheduler.pending > 0); // the page is not settled while a view is on its way
  loads[0]?.succeed();
  await scheduler.settle();
  assert.deepEqual(
    shown().map(({ id, textContent }) => [id, textContent]),
    [["view-chaos", "the view chaos"]],
  );
  assert.equal(loadedCount(), 1);

  views.choose("orbits");
  views.choose("lab");
  loads[1]?.succeed();
  await scheduler.settle();
  assert.deepEqual(
    shown().map(({ id }) => id),
    ["view-lab"],
  );
});

// The waiting element had left the list of views but stayed in the page: its error was shown below every other view, the
// next attempt made a second #view-chaos, and the tab of the open view did nothing.
test("loads a view again by its button or its tab after its script could not be loaded", async () => {
  const { views, loads, shown } = switchOf();
  views.choose("lab");
  views.choose("chaos");
  loads[0]?.fail("Failed to fetch");
  await scheduler.settle();
  assert.match(shown()[0]?.textContent ?? "", /could not be loaded \(Failed to fetch\)/);

  views.choose("lab");
  assert.deepEqual(
    shown().map(({ id }) => id),
    ["view-lab"],
  );

  views.choose("chaos"); // by coming back
  assert.equal(loads.length, 2);
  loads[1]?.fail("Failed to fetch");
  await scheduler.settle();
  views.retry(); // by its tab
  assert.equal(loads.length, 3);
  views.retry(); // once is enough while it is on its way
  assert.equal(loads.length, 3);
  loads[2]?.fail("Failed to fetch");
  await scheduler.settle();
  views.element.querySelector<HTMLButtonElement>("#view-chaos button")?.click();
  assert.equal(loads.length, 4);
  loads[3]?.succeed();
  await scheduler.settle();
  assert.equal(views.element.querySelectorAll("#view-chaos").length, 1);
  assert.equal(shown()[0]?.textContent, "the view chaos");
  views.retry();
  assert.equal(loads.length, 4);
});

test("reports that the browser is offline", async () => {
  connect(false);
  const { views, loads, shown } = switchOf();
  views.choose("chaos");
  loads[0]?.fail("Failed to fetch");
  await scheduler.settle();
  assert.match(shown()[0]?.textContent ?? "", /You are offline/);
});

// After a deploy the scripts of the former version are gone: trying again can only fail.
test("offers a reload if the host has a new version of the page", async () => {
  const script = document.createElement("script");
  script.setAttribute("type", "module");
  script.setAttribute("src", "./assets/main-OLDHASH1.js");
  const { views, loads, shown, reloadCount } = switchOf();
  document.body.append(script);
  page = '<script type="module" src="./assets/main-OLDHASH1.js"></script>';
  views.choose("chaos");
  loads[0]?.fail("404");
  await scheduler.settle();
  assert.match(shown()[0]?.textContent ?? "", /could not be loaded/);
  page = '<script type="module" src="./assets/main-NEWHASH2.js"></script>';
  views.retry();
  loads[1]?.fail("404");
  await scheduler.settle();
  assert.match(shown()[0]?.textContent ?? "", /new version/i);
  const button = shown()[0]?.querySelector("button");
  assert.equal(button?.textContent, "Reload");
  // The button reloaded the page itself, and what was learned since the last save was lost.
  button?.click();
  assert.equal(reloadCount(), 1, "the page stores the work first");
});
