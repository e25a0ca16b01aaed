// A deploy under an open tab: the parts that are loaded on demand have other names now. The page says that a new version is
// there and keeps the work, and an element says that it could not be loaded.
import assert from "node:assert/strict";
import { fingerprint, journey, shareBrowser, train, until } from "./journey.mjs";

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
        } else if (pathname.startsWith("/assets/")) response.writeHead(404).end();
        else return false;
        return true;
      },
    },
  };
}

for (const [what, press, words] of [
  ["a picture is asked for", (page) => page.locator("#phase-portrait-png").click(), "#notice"],
  ["a view is opened", (page) => page.locator("#tab-reversal").click(), ".retry-note"],
  ["the share dialog is opened", (page) => page.locator("#share").click(), "#notice"],
]) {
  const site = replacedSite();
  journey(
    `after a deploy the page offers the new version when ${what}, and keeps the work`,
    async ({ page }) => {
      await train(page);
      const print = await fingerprint(page);
      site.replace();
      await press(page);
      const note = page.locator(words).filter({ hasText: "A new version of this page" });
      await note.waitFor();
      assert.match(await note.textContent(), /your work is kept/);
      site.replace(false); // the files of the new version, as far as this test is concerned
      await note.getByRole("button", { name: "Reload" }).click();
      await until(page, "finished");
      await page.locator("#tab-lab").click();
      assert.equal(await fingerprint(page), print);
    },
    { server: site.server },
  );
}

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
    await problem.waitFor();
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
