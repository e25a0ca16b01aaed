// A deploy under an open tab: the parts that are loaded on demand have other names now. The page says that a new version is
// there and keeps the work, and an element says that it could not be loaded.
import assert from "node:assert/strict";
import { fingerprint, journey, shareBrowser, shows, train, until } from "./journey.mjs";

shareBrowser();

/** A site whose files are all renamed from `replace()` on. */
function replacedSite() {
  let isReplaced = false;
  return {
    replace: (is = true) => {
      isReplaced = is;
    },
    server: {
      intercept: (request, response) => {
        if (!isReplaced) return false;
        const { pathname } = new URL(request.url, "http://host");
        if (pathname === "/") {
          response.setHeader("Content-Type", "text/html");
          response.end('<script type="module" src="./assets/index-NEXTNEXT.js"></script>');
        } else if (pathname.startsWith("/assets/"))
          // Here the same names return with the new version; Chromium would answer for them from its cache.
          response.writeHead(404, { "Cache-Control": "no-store" }).end();
        else return false;
        return true;
      },
    },
  };
}

const site = replacedSite();
journey(
  "after a deploy the page offers the new version when a picture, a view or the share dialog is asked for, and keeps the work",
  async ({ page }) => {
    await train(page);
    const print = await fingerprint(page);
    for (const [ask, words] of [
      ["#phase-portrait-png", "#notice"],
      ["#tab-reversal", ".retry-note"],
      ["#share", "#notice"],
    ]) {
      site.replace();
      await page.locator(ask).click();
      await shows(page, words, "A new version of this page");
      const note = page.locator(words).filter({ hasText: "A new version of this page" });
      assert.match(await note.textContent(), /your work is kept/, ask);
      site.replace(false); // the files of the new version, as far as this test is concerned
      const loaded = page.waitForEvent("load");
      await note.getByRole("button", { name: "Reload" }).click();
      await loaded;
      await until(page, "finished");
      await page.locator("#tab-lab").click();
      assert.equal(await fingerprint(page), print, ask);
    }
  },
  { server: site.server },
);

const late = replacedSite();
journey(
  "an element whose files are gone says so in its place",
  async ({ page, url }) => {
    await page.goto(`${url}host.html`);
    await page.waitForFunction(() => customElements.get("hnn-lab"));
    late.replace();
    const starter = page.locator("hnn-lab .poster");
    await starter.evaluate((button) => button.click()); // no pointer, which would load it earlier
    const problem = page.locator("hnn-lab .poster-problem");
    await page.waitForFunction(() =>
      document.querySelector("hnn-lab").shadowRoot.querySelector(".poster-problem"),
    );
    assert.match(await problem.textContent(), /could not be loaded/);
    assert.equal(await starter.isVisible(), true);
  },
  {
    query: null,
    server: {
      intercept: (request, response) => {
        if (request.url !== "/host.html") return late.server.intercept(request, response);
        response.setHeader("Content-Type", "text/html");
        response.end(`<!doctype html><meta charset="utf-8"><title>Host</title>
<script type="module" src="/hnn-lab.js"></script>
<hnn-lab hidden-layers="8" steps="20"></hnn-lab>`);
        return true;
      },
    },
  },
);
