// The slide deck: every slide by arrow keys, formulas, live labs, keys that come back, scale, print.
import assert from "node:assert/strict";
import { journey, shareBrowser, shows as shown } from "./journey.mjs";

shareBrowser();

const deck = { query: null, context: { viewport: { width: 1280, height: 720 } } };

const shows = (page, id) => shown(page, `section.present#${id}`);

const idsOf = (page) =>
  page.evaluate(() => [...document.querySelectorAll(".slides > section")].map(({ id }) => id));

journey(
  "through the deck by arrow keys: nothing lies beyond its slide, every picture and formula is there",
  async ({ page, url }) => {
    await page.goto(`${url}deck/`);
    await shown(page, "section.present .words");
    const ids = await idsOf(page);
    for (const topic of [
      ...["motivation", "hamilton", "loss", "code"],
      ...["pendulum", "chaos", "ideas", "reversibility"],
    ])
      assert.ok(ids.includes(topic), topic);
    for (const id of ids) {
      await shows(page, id);
      // Slides move in; where they come to rest nothing lies beyond them.
      await page.waitForFunction(() => {
        const image = document
          .querySelector("section.present hnn-lab")
          ?.shadowRoot.querySelector("img");
        if (image && !(image.complete && image.naturalWidth > 300)) return false;
        const slide = document.querySelector("section.present");
        const { right, bottom } = slide.getBoundingClientRect();
        const parts = [...slide.querySelectorAll("h1, h2, p, li, pre, hnn-lab, .katex-html")];
        return parts.every((part) => {
          const box = part.getBoundingClientRect();
          return box.right <= right + 2 && box.bottom <= Math.max(bottom, innerHeight) + 2;
        });
      });
      await page.keyboard.press("ArrowRight");
    }
    const formulas = await page.evaluate(() => ({
      typeset: document.querySelectorAll(".formula .katex, .tex .katex").length,
      places: document.querySelectorAll(".formula, .tex").length,
      code: document.querySelector("#code pre").textContent,
    }));
    assert.ok(formulas.places > 8 && formulas.typeset === formulas.places);
    assert.match(formulas.code, /symplectic\(grad\(/);
  },
  deck,
);

journey(
  "a lab trains on its slide, rests on the next, gives keys back, and is sharp at reveal's own scales",
  async ({ page, url }) => {
    await page.goto(`${url}deck/#/motivation`);
    await shows(page, "motivation");
    await page.waitForFunction(() => customElements.get("hnn-lab") !== undefined);
    await page.evaluate(() => {
      const lab = document.querySelector("#motivation hnn-lab");
      lab.setAttribute("hidden-layers", "16,16");
      lab.setAttribute("steps", "1000000"); // longer than all that follows takes
      void lab.train();
    });
    const training = (wanted) =>
      page.waitForFunction(
        (is) =>
          (document.querySelector("#motivation hnn-lab").getState().state === "training") === is,
        wanted,
      );
    const pause = page.locator("#motivation hnn-lab #pause");
    await training(true);
    await pause.focus();
    // A key that the button has no use for turns the slide.
    await page.keyboard.press("ArrowRight");
    await shows(page, "hamilton");
    await training(false);
    await page.keyboard.press("ArrowLeft");
    await shows(page, "motivation");
    await training(true);

    // Escape leaves the lab before it means anything to the slides.
    await pause.focus();
    await page.keyboard.press("Escape");
    assert.notEqual(await page.evaluate(() => document.activeElement.localName), "hnn-lab");
    assert.equal(await page.evaluate(() => document.querySelector(".reveal.overview")), null);

    for (const scale of [0.6, 1, 2]) {
      await page.setViewportSize({ width: 1280 * scale, height: 720 * scale });
      await page.waitForFunction((wanted) => {
        const { shadowRoot } = document.querySelector("#motivation hnn-lab");
        const canvas = shadowRoot.querySelector("#energy-chart");
        const shown = document.querySelector(".slides").getBoundingClientRect().width / 1280;
        const sharpness = canvas.width / canvas.getBoundingClientRect().width;
        return Math.abs(shown - wanted) < 0.1 * wanted && sharpness > 0.97;
      }, scale);
    }
  },
  deck,
);

journey(
  "as it is printed, every slide has a page of its own and every lab is a picture",
  async ({ page, url }) => {
    await page.goto(`${url}deck/`);
    await shown(page, "section.present .words");
    const ids = await idsOf(page);
    await page.goto(`${url}deck/?view=print`);
    await page.waitForFunction(() => document.querySelectorAll(".pdf-page").length > 5);
    await page.waitForFunction(() =>
      [...document.querySelectorAll("hnn-lab")].every(
        (one) => one.shadowRoot?.querySelector("img")?.naturalWidth,
      ),
    );
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
    assert.equal(pages, ids.length);
  },
  deck,
);
