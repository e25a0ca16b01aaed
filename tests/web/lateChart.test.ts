// Late charts: created when their script is loaded, and loaded again after a failure.
import assert from "node:assert/strict";
import { test } from "node:test";
import { mount } from "./dom.js";

const { LateChart } = await import("../../web/src/charts/lateChart.js");
const { manualScheduler } = await import("../../web/src/base/scheduler.js");
type Ink = import("../../web/src/drawing/ink.js").Ink;

let see: () => void = () => {};
Object.assign(globalThis, {
  navigator: { onLine: true },
  location: { href: "http://localhost/" },
  fetch: async () => ({ ok: true, text: async () => "" }),
  IntersectionObserver: class {
    constructor(act: (entries: { isIntersecting: boolean }[]) => void) {
      see = () => act([{ isIntersecting: true }]);
    }
    observe() {}
    disconnect() {}
  },
});

// A chart whose script was not there had kept its failed promise, and stayed empty until the page was reloaded.
test("loads its script again by the button, and then shows the latest data", async () => {
  const scheduler = manualScheduler();
  const box = document.createElement("div");
  const canvas = document.createElement("canvas");
  box.append(canvas);
  mount(box);
  const loads: { succeed(): void; fail(): void }[] = [];
  const shown: string[] = [];
  const chart = new LateChart(
    canvas,
    box,
    {} as Ink,
    scheduler,
    () =>
      new Promise<() => { setInk(): void; show(words: string): void }>((resolve, reject) => {
        loads.push({
          succeed: () => resolve(() => ({ setInk() {}, show: (words) => shown.push(words) })),
          fail: () => reject(new Error("Failed to fetch")),
        });
      }),
  );
  see();
  assert.equal(loads.length, 1);
  loads[0]?.fail();
  await scheduler.settle();
  assert.match(box.textContent ?? "", /could not be loaded \(Failed to fetch\)/);
  chart.tell("data", (one) => one.show("old"));
  chart.tell("data", (one) => one.show("new"));

  box.querySelector("button")?.click();
  loads[1]?.fail();
  await scheduler.settle();
  assert.equal(box.querySelectorAll("button").length, 1); // one note, however often it fails
  box.querySelector("button")?.click();
  loads[2]?.succeed();
  await scheduler.settle();
  assert.deepEqual(shown, ["new"]);
  assert.equal(box.querySelector("button"), null);
});
