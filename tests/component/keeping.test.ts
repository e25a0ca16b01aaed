// The work across visits: what was learned comes back bit for bit; a link to something else goes before it and takes nothing
// away; a restore does not end the saving.
import { clear, createStore } from "idb-keyval";
import { beforeEach, expect, test } from "vitest";
import { mount, type Page } from "./mount.js";

const query = "?v=1&hidden=8,8&trajectories=6&points=8&steps=40";
const slow = { keepsWork: true, stepTime: 400 };

/** As in a browser that has never been here; web/src/app/session/workStore.ts says where the work lies. */
beforeEach(async () => {
  await clear(createStore("hnn-lab", "work"));
  sessionStorage.clear();
});

const step = (page: Page) => page.host.face.dataset.stepHnn;

/** A visit in which both networks train for some scripted seconds. */
async function trainedVisit() {
  const page = await mount(query, slow);
  await page.train();
  const print = page.text("#fingerprint-hnn");
  await page.settle();
  const link = page.host.link;
  page.dispose();
  return { print, link };
}

test("a reload brings the work back, bit for bit", async () => {
  const { print, link } = await trainedVisit();
  const page = await mount(link, slow);
  expect(step(page)).toBe("40");
  expect(page.text("#fingerprint-hnn")).toBe(print);
  expect(page.text("#notice")).not.toBe("");
});

test("another link shows its own experiment, and the work at a button", async () => {
  const { print } = await trainedVisit();
  const page = await mount("?v=1&system=spring&hidden=8,8&steps=20", slow);
  expect(step(page)).toBe("0");
  const button = page.find("#notice button");
  button.click();
  await page.settle();
  expect(step(page)).toBe("40");
  expect(page.text("#fingerprint-hnn")).toBe(print);
  expect(page.host.link).not.toMatch(/system=spring/);
});

test("starting again forgets the work", async () => {
  const { link } = await trainedVisit();
  const page = await mount(link, slow);
  page.find("#notice button").click();
  await page.settle();
  expect(step(page)).toBe("0");
  await page.settle();
  page.dispose();
  const next = await mount(link, slow);
  expect(step(next)).toBe("0");
});

test("saves what was trained after a restore, with the curve", async () => {
  // A restored run used to have no seconds of training, and was never saved again.
  const { link } = await trainedVisit();
  const page = await mount(link, slow);
  await page.train(); // 40 steps more
  expect(step(page)).toBe("80");
  const print = page.text("#fingerprint-hnn");
  const loss = page.find("#loss-chart").getAttribute("aria-label");
  page.dispose();
  const next = await mount(link, slow);
  expect(step(next)).toBe("80");
  expect(next.text("#fingerprint-hnn")).toBe(print);
  expect(next.find("#loss-chart").getAttribute("aria-label")).toBe(loss);
});

test("restores the work when only the look has changed", async () => {
  // Links were compared as text, so that another view or energy counted as another experiment.
  const { print, link } = await trainedVisit();
  const page = await mount(`${link}&energyKind=kinetic&theme=dark`, slow);
  expect(step(page)).toBe("40");
  expect(page.text("#fingerprint-hnn")).toBe(print);
  expect(page.find<HTMLInputElement>("#energyKind-kinetic").checked).toBe(true);
});

test("undo and redo lead back and forth, with networks, also after starting over", async () => {
  const { print, link } = await trainedVisit();
  const page = await mount(link, slow);
  page.find("#notice button").click();
  await page.settle();
  expect(step(page)).toBe("0");
  await page.press("#undo");
  expect(page.text("#fingerprint-hnn")).toBe(print);
  await page.press("#redo");
  expect(step(page)).toBe("0");
});
