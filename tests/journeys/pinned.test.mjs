// A page that pins a version of the element by the code that the page offers: it trains, and a changed file is not run.
import assert from "node:assert/strict";
import { serve } from "../../web/scripts/serve.mjs";
import { journey, settled, shareBrowser, small } from "./journey.mjs";

shareBrowser();

/** The embedding code of the share dialog with "Pin this version". */
async function pinnedCode(page) {
  await page.locator("#share").click();
  await page.locator("#share-pin").check();
  const code = page.locator("#share-code");
  await page.waitForFunction(() => /importmap/.test(document.querySelector("#share-code").value));
  return code.inputValue();
}

/** A page of another origin with this code. `change` alters one of the files on the way. */
async function embedding(page, code, site, change = null) {
  const host = await serve({
    headers: { "Content-Security-Policy": undefined },
    intercept: (request, response) => {
      if (request.url !== "/host.html") return false;
      response.setHeader("Content-Type", "text/html");
      response.end(`<!doctype html><meta charset="utf-8"><title>Host</title>${code}`);
      return true;
    },
  });
  await page.route(`${site}assets/**`, async (route) => {
    const response = await route.fetch();
    const body = change?.(route.request().url(), await response.text());
    const headers = { ...response.headers(), "access-control-allow-origin": "*" };
    await route.fulfill({ response, headers, ...(body && { body }) });
  });
  await page.goto(`${host.url}host.html`);
  return host;
}

journey(
  "the embedding code of a pinned version trains on a page of another origin",
  async ({ page, url }) => {
    const code = await pinnedCode(page);
    const host = await embedding(page, code, url);
    try {
      await page.locator("hnn-lab .poster").click();
      await page.waitForFunction(
        () => document.querySelector("hnn-lab").getState().state === "finished",
      );
    } finally {
      await host.close();
    }
  },
);

journey(
  "a pinned element does not run a file that has been changed, and says that it could not be loaded",
  async ({ page, url }) => {
    const code = await pinnedCode(page);
    const host = await embedding(page, code, url, (address, text) =>
      /\/dashboard-/.test(address) ? `${text}\nglobalThis.changed = true;` : null,
    );
    try {
      const complaint = page.evaluate(
        () =>
          new Promise((resolve) => {
            document.addEventListener("hnn-error", ({ detail }) => resolve(detail.message));
          }),
      );
      await page.locator("hnn-lab .poster").click();
      assert.match(await complaint, /could not be loaded|cannot be loaded/);
      assert.equal(await page.evaluate(() => globalThis.changed), undefined);
    } finally {
      await host.close();
    }
  },
);

journey(
  "the share dialog says why a version cannot be pinned, and offers the code without",
  async ({ page }) => {
    await page.locator("#share").click();
    await page.locator("#share-pin").click();
    await page.waitForFunction(() =>
      /404/.test(document.querySelector("#share-problem").textContent),
    );
    assert.equal(await page.locator("#share-pin").isChecked(), false);
    assert.match(await page.locator("#share-code").inputValue(), /hnn-lab\.js"/);
    await page.locator("#share-width").fill("9");
    await page.locator("#share-width").blur();
    assert.match(await page.locator("#share-problem").textContent(), /160 to 4000.*got 9/);
    assert.match(await page.locator("#share-code").inputValue(), /width: 160px/);
    await settled(page);
  },
  {
    query: small,
    server: {
      intercept: (request, response) => {
        if (!request.url.startsWith("/integrity.json")) return false;
        response.writeHead(404).end();
        return true;
      },
    },
  },
);
