// What leaves the page: every plot's picture, fine whatever the screen, every series in full, and the printed page.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import {
  downloads,
  eventually,
  limit,
  openView,
  passes,
  press,
  ready,
  savedFile,
  studied,
  trained,
  withPage,
} from "./support.mjs";

const plots = {
  lab: ["motion", "phase-portrait", "energy-chart", "loss-chart"],
  orbits: ["orbits", "orbit-energy-total"],
  chaos: ["section-truth", "chaos-path", "chaos-exponent"],
  reversal: ["loop-truth", "loop-hnn", "reversal-gap"],
};
const query =
  "?v=1&system=henon-heiles&hidden=16,16&steps=40&trajectories=10&points=20&rolloutDuration=20";

/** Device pixels and CSS pixels of the pictures of a plot. */
const canvasesOf = (browser, name) =>
  browser.evaluate(
    (id) =>
      [...document.querySelector(`#${id}-png`).closest(".figure").querySelectorAll("canvas")]
        .filter((canvas) => canvas.getClientRects().length > 0)
        .map(({ width, clientWidth }) => ({ width, clientWidth })),
    name,
  );

async function takesPlot(browser, folder, name) {
  const before = await canvasesOf(browser, name);
  assert.ok(before.length > 0, name);
  await press(browser, `#${name}-png`);
  const png = readFileSync(await savedFile(folder, new RegExp(`-${name}.png$`)));
  const width = before.reduce((sum, { clientWidth }) => sum + clientWidth, 0);
  assert.ok(png.readUInt32BE(16) > 2 * width, `${name}: ${png.readUInt32BE(16)} for ${width}`);
  assert.ok(png.length > 8000, `${name} is drawn`);
  assert.deepEqual(await canvasesOf(browser, name), before, `${name} is left as it was`);

  await press(browser, `#${name}-csv`);
  const csv = readFileSync(await savedFile(folder, new RegExp(`-${name}.csv$`)), "utf8");
  const lines = csv.split("\n").filter((line) => line && !line.startsWith("#"));
  assert.ok(lines.length > 18, `${name}: ${lines.length} lines`);
  for (const line of lines.slice(1))
    for (const cell of line.split(",")) assert.ok(!Number.isNaN(Number(cell)), `${name}: ${line}`);
}

const inkOf = (browser) =>
  browser.evaluate(() => ({
    theme: document.documentElement.dataset.theme,
    canvases: ["#phase-portrait", "#energy-chart"].map((name) => {
      const canvas = document.querySelector(name);
      return canvas.width / canvas.clientWidth;
    }),
    frame: (() => {
      const { canvas, data } = (() => {
        const of = document.querySelector("#energy-chart");
        return {
          canvas: of,
          data: of.getContext("2d").getImageData(0, 0, of.width, of.height).data,
        };
      })();
      let sum = 0;
      let count = 0;
      for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] > 200) {
          sum += data[i] + data[i + 1] + data[i + 2];
          count++;
        }
      return { mean: sum / count / 3, width: canvas.width };
    })(),
  }));

test("pictures and numbers of every plot, and the printed page", limit, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "hnn-take-"));
  return withPage(
    "chromium",
    async ({ browser }) => {
      const { page } = browser;
      await browser.resize(1200, 900);
      await downloads(browser, folder);
      await ready(browser);
      await press(browser, "#train");
      await trained(browser, 40);
      await browser.waitFor(() => document.documentElement.dataset.state === "finished");
      for (const [view, names] of Object.entries(plots)) {
        await openView(browser, view);
        await studied(browser);
        await passes(browser, 1500);
        for (const name of names) await takesPlot(browser, folder, name);
      }

      // Paper is light and fine; afterwards the screen is as it was.
      await press(browser, "#tab-lab");
      const light = await inkOf(browser);
      await browser.evaluate(() => {
        const select = document.querySelector("#theme");
        select.value = "dark";
        select.dispatchEvent(new Event("change"));
      });
      // Until the charts look the same twice, and not as before.
      let last = light.frame.mean;
      await eventually(
        async () => {
          await passes(browser, 800);
          const { mean } = (await inkOf(browser)).frame;
          const isSettled = mean === last && mean !== light.frame.mean;
          last = mean;
          return isSettled;
        },
        () => "the charts stay as they are in the light theme, or do not settle",
      );
      const before = await inkOf(browser);
      await browser.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
      const onPaper = await inkOf(browser);
      assert.equal(onPaper.theme, "light");
      for (const ratio of onPaper.canvases) assert.ok(ratio > 2.9, `on paper ${ratio}`);
      assert.ok(onPaper.frame.mean < before.frame.mean - 20, "dark ink on paper");
      await browser.evaluate(() => window.dispatchEvent(new Event("afterprint")));
      const after = await inkOf(browser);
      assert.deepEqual(after.canvases, before.canvases);
      assert.equal(after.theme, "dark");
      assert.ok(Math.abs(after.frame.mean - before.frame.mean) < 5);
      const pdf = await page.pdf({ format: "A4", printBackground: true });
      assert.ok(pdf.length > 50_000, `${pdf.length} bytes`);
      if (process.env.LOOK)
        (await import("node:fs")).writeFileSync(`${process.env.LOOK}/page.pdf`, pdf);
      assert.deepEqual(browser.errors, []);
    },
    { query },
  ).finally(() => {
    if (!process.env.LOOK) rmSync(folder, { recursive: true });
  });
});
