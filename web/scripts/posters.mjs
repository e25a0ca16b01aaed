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
    await page.goto(`${server.url}deck/?transition=none#/${slide}`);
    await page.reload();
    await page.waitForFunction((id) => document.querySelector(`section.present#${id}`), {}, slide);
    await page.evaluate(async () => {
      const lab = document.querySelector("section.present hnn-lab");
      const heard = (name) =>
        new Promise((resolve) => lab.addEventListener(name, resolve, { once: true }));
      const done = heard("hnn-done");
      void lab.train();
      await done;
      if (lab.dataset.busy !== "0") await heard("hnn-settled");
      // Later in the motion, where the paths have parted.
      const slider = lab.shadowRoot.querySelector(".player input[type=range]");
      if (slider) {
        slider.value = String(0.6 * Number(slider.max));
        slider.dispatchEvent(new Event("input"));
      }
      // Solved networks take part where the slide names them.
      if (!lab.getAttribute("contestants")?.includes("sampled")) return;
      lab.shadowRoot.querySelector("#solve").click();
      if (lab.dataset.busy !== "0") await heard("hnn-settled");
    });
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
