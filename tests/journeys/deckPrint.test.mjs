// The slide deck as it is printed.
import assert from "node:assert/strict";
import { journey, shareBrowser, shows } from "./journey.mjs";

shareBrowser();

// reveal.js writes two style sheets then, which the policy of the site forbade: the console showed four errors.
journey(
  "the deck prints one slide a page without breaking its policy",
  async ({ page, url }) => {
    const complaints = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    await page.goto(`${url}deck/?view=print`);
    await shows(page, "html.reveal-print .pdf-page");
    const size = await page.evaluate(() =>
      [...document.styleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .filter((rule) => rule instanceof CSSPageRule)
        .map((rule) => rule.style.getPropertyValue("size")),
    );
    assert.ok(size.includes("1318px 741px"), size.join());
    assert.equal(
      await page.locator(".pdf-page").count(),
      await page.locator("main.slides section[id]").count(),
    );
    assert.deepEqual(complaints, []);
  },
  { query: null },
);
