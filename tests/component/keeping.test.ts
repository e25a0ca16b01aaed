// The work across visits: what has trained for a while comes back bit for bit; a link to something else goes before it and
// takes nothing away; a restore does not end the keeping.
import { clear } from "idb-keyval";
import { afterEach, expect, test } from "vitest";
import { mount, type Page } from "./mount.js";

const query = "?v=1&hidden=8,8&trajectories=6&points=8&steps=40";
/** 16 s of training by the engine's count: worth keeping. */
const slow = { keepsWork: true, stepTime: 400 };

afterEach(() => clear());

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
