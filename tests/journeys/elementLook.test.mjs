// An element goes by its own width and its own shadow root, whatever the page around it.
import assert from "node:assert/strict";
import { journey, shareBrowser } from "./journey.mjs";

shareBrowser();

const around = `<!doctype html><meta charset="utf-8"><title>Host</title>
<script type="module" src="/hnn-lab.js"></script>
<style>hnn-lab { width: 360px; height: 700px }</style>
<h2 id="settings" tabindex="-1">Settings of the page around it</h2>
<hnn-lab hide="lead" hidden-layers="8" steps="20"></hnn-lab>`;

const server = {
  headers: { "Content-Security-Policy": undefined },
  intercept: (request, response) => {
    if (request.url !== "/host.html") return false;
    response.setHeader("Content-Type", "text/html");
    response.end(around);
    return true;
  },
};

async function openElement(page, url) {
  await page.goto(`${url}host.html`);
  await page.locator("hnn-lab .poster").click();
  await page.waitForFunction(() => document.querySelector("hnn-lab").dataset.busy === "0");
}

// The tools folded by the window's width: in a narrow element of a wide window they stood open and pushed the pictures down.
journey(
  "an element folds its tools by its own width, not by the window's",
  async ({ page, url }) => {
    await openElement(page, url);
    const tools = page.locator("hnn-lab .more-tools");
    const isOpen = (wanted) =>
      page.waitForFunction(
        (open) =>
          document.querySelector("hnn-lab").shadowRoot.querySelector(".more-tools").open === open,
        wanted,
      );
    await isOpen(false);
    assert.equal(await tools.locator("summary").first().isVisible(), true);
    assert.equal(await page.locator("hnn-lab #lessons").isVisible(), false);
    await page.evaluate(() => {
      document.querySelector("hnn-lab").style.width = "60rem";
    });
    await isOpen(true);
    assert.equal(await page.locator("hnn-lab #lessons").isVisible(), true);
    await page.setViewportSize({ width: 500, height: 700 }); // the element stays wide
    assert.equal(await tools.getAttribute("open"), "");
  },
  { query: null, server },
);

// `#settings` changed the address of the page around the element and scrolled that page to its own element of this name.
journey(
  "the skip link leads to the settings of its own element and leaves the page's address",
  async ({ page, url }) => {
    await openElement(page, url);
    const skip = page.locator("hnn-lab .skip");
    await skip.focus();
    await page.keyboard.press("Enter");
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      return [activeElement.localName, activeElement.shadowRoot?.activeElement?.id];
    });
    assert.deepEqual(focused, ["hnn-lab", "settings"]);
    assert.equal(await page.evaluate(() => location.hash), "");
    await page.evaluate(() => document.querySelector("hnn-lab").setAttribute("hide", "settings"));
    assert.equal(await skip.isVisible(), false, "it leads nowhere");
  },
  { query: null, server },
);
