// Component tests: the real dashboard, panels, charts and canvases in one page of one Chromium (Debian's), with an engine
// without workers and a scheduler that the tests run by hand (mount.ts). docs/testing.md says how to write one.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import { wasmHashes } from "../../web/scripts/plugins.mjs";
import { chromiumPath, chromiumSwitches } from "../browsers/chromium.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Of the whole page: colours, motion, paper, as Playwright names them. */
async function emulate({ page }, media) {
  await page.emulateMedia(media);
}

/** The window around the tests' frame holds it, so that vitest does not scale the frame down. */
async function holdFrame({ page }, width, height) {
  await page.setViewportSize({ width, height });
}

/** What is seen of an element, as PNG in base64. */
async function picture({ iframe }, selector) {
  const png = await iframe.locator(selector).screenshot({ animations: "allow" });
  return png.toString("base64");
}

/** A real pointer: what lies over an element takes the click, as it does of a person's. */
async function pointer({ page, iframe }, selector, { x = 0.5, y = 0.5, act = "move" } = {}) {
  const target = iframe.locator(selector);
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
  if (act === "click") {
    await page.mouse.down();
    await page.mouse.up();
  }
}

/** German stays until its page is reloaded, and files share one page. */
class GermanLast extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files);
    const isGerman = ({ moduleId }) => /german\.test/.test(moduleId);
    return [...sorted.filter((file) => !isGerman(file)), ...sorted.filter(isGerman)];
  }
}

export default defineConfig({
  root,
  define: wasmHashes(),
  cacheDir: path.join(root, "build/vite"),
  server: { fs: { allow: [root] } },
  optimizeDeps: {
    include: ["axe-core", "uqr", "chart.js", "idb-keyval"],
  },
  test: {
    setupFiles: ["tests/component/setup.mjs"],
    env: {
      VITE_JITTER: process.env.JITTER ?? "",
      VITE_UPDATE_PICTURES: process.env.UPDATE_PICTURES ?? "",
    },
    fileParallelism: false,
    // Files share one page, which loads its modules and compiles the core once.
    isolate: false,
    sequence: { sequencer: GermanLast },
    include: ["tests/component/**/*.test.ts"],
    attachmentsDir: path.join(root, "build/reports/component"),
    testTimeout: 30_000,
    hookTimeout: 30_000,
    browser: {
      enabled: true,
      headless: true,
      connectTimeout: 300_000, // a busy machine needs its time to open the page
      provider: playwright({
        launchOptions: { executablePath: chromiumPath(), args: chromiumSwitches },
      }),
      instances: [{ browser: "chromium" }],
      viewport: { width: 1280, height: 900 },
      ui: false,
      screenshotFailures: true,
      screenshotDirectory: path.join(root, "build/reports/component"),
      commands: { emulate, holdFrame, picture, pointer },
    },
  },
});
