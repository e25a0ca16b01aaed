// Sharing on the page: link, code, QR code, pictures and numbers of figures.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { encode } from "uqr";
import {
  downloads,
  limit,
  press,
  ready,
  savedFile,
  settledFingerprint,
  trained,
  violations,
  withPage,
} from "./support.mjs";

test("share: the dialog, and what figures give away", limit, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "hnn-share-"));
  return withPage(
    "chromium",
    async ({ browser, url }) => {
      const { page } = browser;
      await ready(browser);
      await browser.type('[data-setting="noise"]', "0.15");
      await browser.evaluate(() => document.querySelector("#share").focus());
      await press(browser, "#share");
      await browser.waitFor(() => document.querySelector(".share-dialog")?.open);
      const link = await browser.evaluate(() => document.querySelector("#share-link").value);
      assert.ok(link.startsWith(url) && /noise=0\.15/.test(link), link);
      assert.deepEqual(await violations(browser), []);

      // The QR code is that of the link, module by module, with its quiet zone.
      const { data, size } = encode(link, { ecc: "M", border: 0 });
      const seen = await browser.evaluate((count) => {
        const canvas = document.querySelector("#share-qr");
        const side = count + 8;
        const one = canvas.width / side;
        const { data: pixels } = canvas
          .getContext("2d")
          .getImageData(0, 0, canvas.width, canvas.height);
        return Array.from({ length: side }, (_, y) =>
          Array.from({ length: side }, (_, x) => {
            const at =
              4 * (Math.floor((y + 0.5) * one) * canvas.width + Math.floor((x + 0.5) * one));
            return pixels[at] < 128;
          }),
        );
      }, size);
      seen.forEach((row, y) => {
        row.forEach((isDark, x) => {
          assert.equal(isDark, data[y - 4]?.[x - 4] ?? false, `module ${x}, ${y}`);
        });
      });

      // The code follows the choice; the frame's address opens the same experiment.
      await browser.evaluate(() => {
        const kind = document.querySelector("#share-kind");
        kind.value = "frame";
        kind.dispatchEvent(new Event("change"));
        const width = document.querySelector("#share-width");
        width.value = "9";
        width.dispatchEvent(new Event("change"));
      });
      const code = await browser.evaluate(() => document.querySelector("#share-code").value);
      assert.match(code, /^<iframe src="http.*embed\.html\?v=2&amp;.*noise=0\.15/);
      assert.match(code, /width="160"/);
      await page.keyboard.press("Escape");
      await browser.waitFor(() => !document.querySelector(".share-dialog").open);
      assert.equal(await browser.evaluate(() => document.activeElement.id), "share");

      // Figures: numbers in full, pictures with ink in them.
      await downloads(browser, folder);
      await press(browser, "#train");
      await trained(browser, 40);
      await browser.waitFor(() => document.documentElement.dataset.state === "finished");
      await press(browser, "#loss-chart-csv");
      const lines = readFileSync(await savedFile(folder, /loss-chart\.csv$/), "utf8").split("\n");
      assert.match(lines[1], /noise=0\.15/);
      assert.ok(lines.some((line) => /^# hnn [0-9a-f]{16}$/.test(line)));
      const head = lines.findIndex((line) => !line.startsWith("#"));
      assert.equal(lines[head].match(/","|,(?=")/g).length, 5, lines[head]);
      const last = lines.at(-2).split(",").map(Number);
      assert.ok(last.every(Number.isFinite) && last[0] <= 40 && lines.length - head > 20);
      await press(browser, "#energy-chart-csv");
      const energies = readFileSync(await savedFile(folder, /energy-chart\.csv$/), "utf8");
      assert.ok(energies.split("\n").length > 100, "all of the trajectory, not the table's rows");
      await press(browser, "#phase-portrait-png");
      const picture = readFileSync(await savedFile(folder, /phase-portrait\.png$/));
      assert.equal(picture.subarray(1, 4).toString(), "PNG");
      const width = picture.readUInt32BE(16);
      const canvas = await browser.evaluate(() => document.querySelector("#phase-portrait").width);
      assert.ok(width > canvas && picture.length > 20_000, `${width} ${picture.length}`);

      // The network as tensors: saved from the dialog, dropped again, and the same.
      const print = await settledFingerprint(browser);
      await press(browser, "#share");
      await browser.waitFor(() => document.querySelector("#share-tensors-hnn"));
      await press(browser, "#share-tensors-hnn");
      const saved = await savedFile(folder, /^hnn-pendulum-40\.safetensors$/);
      await press(browser, "#share-close");
      await press(browser, "#reset");
      await browser.waitFor(() => document.documentElement.dataset.stepHnn === "0");
      const bytes = [...readFileSync(saved)];
      await browser.evaluate((content) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(content)], "mine.safetensors"));
        for (const type of ["dragover", "drop"])
          document
            .querySelector("main")
            .dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }, bytes);
      await browser.waitFor(
        (was) => document.querySelector("#fingerprint-hnn").textContent === was,
        [print],
      );
      assert.deepEqual(browser.errors, []);
    },
    { query: "?v=1&hidden=16,16&steps=40" },
  ).finally(() => rmSync(folder, { recursive: true, force: true }));
});
