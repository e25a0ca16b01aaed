// Every view looks as it is known to look: a screenshot of each, 1440 px wide, light, and most of them dark, for a projector
// and on a phone, too, with trained networks and nothing in motion, compared field by field with pictures.json. The same settings give the same bits, so that what the networks
// draw is known, too. After a wanted change: UPDATE_PICTURES=1 node --import tsx --test tests/e2e/pictures.test.mjs, and look at build/pictures.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import {
  dropFiles,
  limit,
  passes,
  pictureOf,
  press,
  ready,
  studied,
  trained,
  withPage,
} from "./support.mjs";

const file = new URL("./pictures.json", import.meta.url);
const known = JSON.parse(readFileSync(file, "utf8"));
const isUpdate = process.env.UPDATE_PICTURES === "1";
/** Share of fields that may differ: a line that lies on the border of two fields falls to one or the other. */
const tolerance = 0.02;
const net = "hidden=16,16&trajectories=20&points=20&steps=100";
const all = "contestants=hnn,baseline,second-order";

const views = {
  lab: `?v=1&${net}`,
  "lab with energy injected": `?v=1&${net}&injection=true&${all}`,
  "lab with friction": `?v=1&${net}&system=damped-pendulum`,
  "lab without momenta": `?v=1&${net}&system=spherical-pendulum&coordinates=velocities`,
  "orbits of two bodies": `?v=1&${net}&system=two-body&view=orbits&${all}`,
  "orbits of three bodies": `?v=1&${net}&system=three-body&view=orbits`,
  chaos: `?v=1&${net}&system=henon-heiles&view=chaos&integrator=rk4`,
  reversibility: `?v=1&${net}&view=reversal`,
  "data of one's own": `?v=1&${net}`,
};

/** What some views are seen in after their light form; the others share their parts with these. */
const forms = {
  dark: { theme: "dark", width: 1440, height: 900 },
  projector: { theme: "projector", width: 1440, height: 900 },
  phone: { theme: "light", width: 360, height: 740 },
};
const inAllForms = ["lab", "orbits of two bodies", "chaos", "reversibility"];

async function take(browser, { theme, width, height }) {
  await browser.resize(width, height);
  await browser.evaluate((wanted) => {
    const select = document.querySelector("#theme");
    select.value = wanted;
    select.dispatchEvent(new Event("change"));
  }, theme);
}

/** Share of fields whose ink differs by more than a ninth of it. */
function difference(a, b) {
  if (a.length !== b.length || a[0].length !== b[0].length) return 1;
  const [first, second] = [a, b].map((rows) => [...rows.join("")].map(Number));
  return first.filter((value, i) => Math.abs(value - second[i]) > 1).length / first.length;
}

/** A damped swing: time, angle, angular velocity. */
const swing = Array.from({ length: 120 }, (_, i) => i / 6)
  .map((t) => [t, Math.cos(t) / (1 + t / 20), -Math.sin(t) / (1 + t / 20)])
  .map((row) => row.map((value) => value.toFixed(5)).join(" "))
  .join("\n");

/** A folder with what the known pictures look like, for who makes them anew and looks. */
const folder = new URL("../../build/pictures/", import.meta.url);

function keeper(name) {
  mkdirSync(folder, { recursive: true });
  const title = name.replaceAll(/\W+/g, "-");
  return (png, window) => writeFileSync(new URL(`${title}-${window}.png`, folder), png);
}

async function bringData(browser) {
  await dropFiles(browser, [{ name: "swing.txt", content: swing }]);
  await browser.waitFor(() => document.querySelector("#data-dialog")?.open);
  await press(browser, "#data-use");
  await browser.waitFor(() => /held out/.test(document.querySelector("#own-data").textContent));
  await browser.type('[data-setting="hidden"]', "16, 16");
  await browser.type('[data-setting="steps"]', "100");
}

/** Until two looks, some time apart, see the same. */
async function settled(browser, selector, keep) {
  for (let before = null; ; ) {
    const now = await pictureOf(browser, selector, keep);
    if (before !== null && difference(before, now) === 0) return now;
    before = now;
    await passes(browser, 2000);
  }
}

/** Row by row, what is shown and what is known, where they differ. */
const rowsThatDiffer = (shown, wanted) =>
  Array.from({ length: Math.max(shown.length, wanted.length) }, (_, i) => i)
    .filter((i) => !shown[i] || !wanted[i] || difference([shown[i]], [wanted[i]]) > 0)
    .map((i) => `${i} of ${shown.length}: ${shown[i]}, known of ${wanted.length}: ${wanted[i]}`)
    .join("\n");

/** The open view comes to look as it is known to look, with some patience. */
async function compare(browser, name) {
  const selector = ".view:not([hidden])";
  if (isUpdate) {
    known[name] = await settled(browser, selector, keeper(name));
    writeFileSync(file, `${JSON.stringify(known, null, 2)}\n`);
    return;
  }
  assert.ok(known[name], "no picture is known: see the head of this file");
  let shown = await pictureOf(browser, selector);
  // Charts follow a change of size with a little delay.
  for (let seconds = 1; difference(shown, known[name]) > tolerance && seconds <= 10; seconds++) {
    await passes(browser, 1000 * seconds);
    shown = await pictureOf(browser, selector);
  }
  const off = difference(shown, known[name]);
  assert.ok(
    off <= tolerance,
    `${name}: ${off} of the fields differ:\n${rowsThatDiffer(shown, known[name])}`,
  );
  // The comparison can tell one view from another.
  const other = name.startsWith("lab") ? "chaos" : "lab";
  assert.ok(difference(shown, known[other]) > tolerance);
}

for (const [name, query] of Object.entries(views)) {
  test(`${name} looks as it is known to look`, limit, () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await browser.resize(1440, 900);
        await browser.page.emulateMediaFeatures([
          { name: "prefers-reduced-motion", value: "reduce" },
          { name: "prefers-color-scheme", value: "light" },
        ]);
        await ready(browser);
        if (name === "data of one's own") await bringData(browser);
        await press(browser, "#train");
        await trained(browser, 100);
        await browser.waitFor(() => document.documentElement.dataset.state === "finished");
        await browser.waitFor(() => {
          const numbers = document.querySelector(".view:not([hidden]) #coordinateMse-hnn");
          return !numbers || /\d/.test(numbers.textContent);
        });
        await studied(browser, "truth, HNN, plain.");
        await browser.evaluate(() => {
          for (const notice of document.querySelectorAll(".notice-actions .quiet")) notice.click();
          document.querySelector("#chaos-note")?.remove(); // its length depends on how fast networks train
        });
        await compare(browser, name);
        if (!inAllForms.includes(name)) return;
        for (const [form, look] of Object.entries(forms)) {
          await take(browser, look);
          await compare(browser, `${name}, ${form}`);
        }
      },
      { query },
    ),
  );
}
