// Makes the posters of the slide deck (web/deck/posters): trains the lab of every slide in Chromium and photographs
// what it has drawn, so that the deck shows real results before anything runs, and in print.
//
//   node web/scripts/posters.mjs [slide …]     the named slides; all without a name. CHROME_PATH names another browser.

import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { buildSite } from "./build.mjs";
import { serve } from "./serve.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const folder = path.join(root, "web/deck/posters");
const patience = 10 * 60_000; // ms; the longest is 2000 steps
const settling = 4000; // ms for numbers, sections and loops, once training is over

await buildSite();
mkdirSync(folder, { recursive: true });
const server = await serve();
const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
  protocolTimeout: patience,
});
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 720, deviceScaleFactor: 1.5 });
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: "light" },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  await page.goto(`${server.url}deck/`);
  await page.waitForFunction(() => document.querySelector("section.present"));
  const slides = await page.evaluate(() =>
    [...document.querySelectorAll("section:has(hnn-lab)")].map(({ id }) => id),
  );
  const wanted = process.argv.slice(2);
  for (const slide of wanted.length > 0 ? wanted : slides) {
    await page.goto(`${server.url}deck/#/${slide}`);
    await page.reload();
    await page.waitForFunction((id) => document.querySelector(`section.present#${id}`), {}, slide);
    const finished = () =>
      page.evaluate(
        () =>
          new Promise((resolve) => {
            const lab = document.querySelector("section.present hnn-lab");
            lab.addEventListener("hnn-done", resolve, { once: true });
            void lab.train();
          }),
      );
    await finished();
    await new Promise((resolve) => setTimeout(resolve, settling));
    const shown = await page.evaluateHandle(() =>
      document.querySelector("section.present hnn-lab").shadowRoot.querySelector(".layout"),
    );
    await shown.screenshot({ path: path.join(folder, `${slide}.webp`), type: "webp", quality: 80 });
    console.log(`${slide}.webp`);
  }
} finally {
  await browser.close();
  await server.close();
}
