// The slide deck: every slide by arrow keys, formulas, live labs, keys that come back, scale, print.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, limit, withPage } from "./support.mjs";

const shows = (browser, id) =>
  browser.waitFor((wanted) => document.querySelector("section.present")?.id === wanted, [id]);

test("the deck: slides, formulas, a lab that trains, keys, scale and print", limit, () =>
  withPage("chromium", async ({ browser, url }) => {
    const { page } = browser;
    await browser.resize(1280, 720);
    await browser.goto(`${url}deck/`);
    await browser.waitFor(() => document.querySelector("section.present .words"));
    const ids = await browser.evaluate(() =>
      [...document.querySelectorAll(".slides > section")].map(({ id }) => id),
    );
    for (const topic of [
      "motivation",
      "hamilton",
      "loss",
      "code",
      "pendulum",
      "chaos",
      "ideas",
      "reversibility",
    ])
      assert.ok(ids.includes(topic), topic);

    // Through all of it by the arrow keys alone; nothing lies beyond its slide, every picture is there.
    for (const id of ids) {
      await shows(browser, id);
      await browser.waitFor(() => {
        const image = document
          .querySelector("section.present hnn-lab")
          ?.shadowRoot.querySelector("img");
        return !image || (image.complete && image.naturalWidth > 300);
      });
      let beyond;
      await eventually(
        async () => {
          beyond = await browser.evaluate(() => {
            const slide = document.querySelector("section.present");
            const { right, bottom } = slide.getBoundingClientRect();
            return [...slide.querySelectorAll("h1, h2, p, li, pre, hnn-lab, .katex-html")]
              .filter((part) => {
                const box = part.getBoundingClientRect();
                return box.right > right + 2 || box.bottom > Math.max(bottom, innerHeight) + 2;
              })
              .map((part) => part.outerHTML.slice(0, 80));
          });
          return beyond.length === 0;
        },
        () => `${id}: lies beyond the slide: ${beyond}`,
      );
      await page.keyboard.press("ArrowRight");
    }
    const formulas = await browser.evaluate(() => ({
      typeset: document.querySelectorAll(".formula .katex, .tex .katex").length,
      places: document.querySelectorAll(".formula, .tex").length,
      code: document.querySelector("#code pre").textContent,
    }));
    assert.ok(formulas.places > 8 && formulas.typeset === formulas.places);
    assert.match(formulas.code, /symplectic\(grad\(/);

    // A lab trains on its slide, rests on the next, goes on when its slide comes back.
    await browser.goto(`${url}deck/#/motivation`);
    await page.reload();
    await shows(browser, "motivation");
    await browser.evaluate(() => {
      const one = document.querySelector("#motivation hnn-lab");
      // Longer than all that follows takes.
      one.setAttribute("hidden-layers", "64,64");
      one.setAttribute("steps", "1000000");
      void one.train();
    });
    const training = (wanted) =>
      browser.waitFor(
        (is) =>
          (document.querySelector("#motivation hnn-lab").getState().state === "training") === is,
        [wanted],
      );
    const focusPause = () =>
      browser.waitFor(() => {
        const { shadowRoot } = document.querySelector("#motivation hnn-lab");
        shadowRoot.querySelector("#pause")?.focus(); // there while it trains
        return shadowRoot.activeElement?.id === "pause";
      });
    await training(true);
    await focusPause();
    // A key that the button has no use for turns the slide.
    await page.keyboard.press("ArrowRight");
    await shows(browser, "hamilton");
    await training(false);
    await page.keyboard.press("ArrowLeft");
    await shows(browser, "motivation");
    await training(true);

    // Escape leaves the lab before it means anything to the slides.
    await focusPause();
    await page.keyboard.press("Escape");
    assert.notEqual(await browser.evaluate(() => document.activeElement.localName), "hnn-lab");
    assert.equal(await browser.evaluate(() => document.querySelector(".reveal.overview")), null);

    // Sharp at reveal's own scales.
    for (const scale of [0.6, 1, 2]) {
      await browser.resize(Math.round(1280 * scale), Math.round(720 * scale));
      let seen;
      await eventually(
        async () => {
          seen = await browser.evaluate(() => {
            const root = document.querySelector("#motivation hnn-lab").shadowRoot;
            const canvas = root.querySelector("#energy-chart");
            const box = canvas.getBoundingClientRect();
            const slides = document.querySelector(".slides").getBoundingClientRect();
            return { sharp: canvas.width / box.width, scale: slides.width / 1280 };
          });
          return Math.abs(seen.scale - scale) < 0.1 * scale && seen.sharp > 0.97;
        },
        () => `at ${scale} reveal scales by ${seen.scale}, with ${seen.sharp} pixels for each`,
      );
    }
    assert.deepEqual(browser.errors, []);

    // As it is printed: every slide on a page of its own, every lab a picture.
    await browser.resize(1280, 720);
    await browser.goto(`${url}deck/?view=print`);
    await browser.waitFor(() => document.querySelectorAll(".pdf-page").length > 5);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const pages = Buffer.from(pdf)
      .toString("latin1")
      .match(/\/Type\s*\/Page\b/g).length;
    assert.equal(pages, ids.length);
    await browser.waitFor(() =>
      [...document.querySelectorAll("hnn-lab")].every(
        (one) => one.shadowRoot.querySelector("img")?.naturalWidth,
      ),
    );
  }),
);
