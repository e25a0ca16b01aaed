// Friction and velocities: the networks that are made for them train beside the others by visible controls, friction is
// changed afterwards, fields are taken apart, and what needs momenta says so.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  eventually,
  fits,
  limit,
  painted,
  press,
  ready,
  says,
  violations,
  withPage,
} from "./support.mjs";

const small = "hidden=16,16&steps=60&trajectories=10&points=30";

const finished = (browser) =>
  browser.waitFor(() => document.documentElement.dataset.state === "finished", [], {
    interval: 200,
  });

async function train(browser) {
  await press(browser, "#train");
  await finished(browser);
}

/** A slider as a visitor moves it. */
const slide = (browser, selector, value) =>
  browser.evaluate(
    (where, to) => {
      const input = document.querySelector(where);
      input.value = to;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    },
    selector,
    String(value),
  );

const choose = (browser, selector, value) =>
  browser.evaluate(
    (where, to) => {
      const select = document.querySelector(where);
      select.value = to;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
    selector,
    value,
  );

/** From its words: the highest energy of a network in the chart. */
async function energies(browser, who) {
  const words = await browser.evaluate(() =>
    document.querySelector("#energy-chart").getAttribute("aria-label"),
  );
  const [, from, low, high] =
    words.match(
      new RegExp(`${who}: starts at ([\\d.]+), stays between ([\\d.−]+) and ([\\d.]+)`),
    ) ?? [];
  return [from, low, high].map((given) => Number(given?.replace("−", "-")));
}

for (const name of ["chromium"]) {
  test(
    `${name}: friction is learned apart, changed afterwards, and both parts are seen`,
    limit,
    () =>
      withPage(
        name,
        async ({ browser }) => {
          await ready(browser);
          assert.ok(
            await browser.evaluate(() => document.querySelector("#dissipative-hnn").checked),
          );
          await browser.waitFor(() => document.querySelector("#friction") !== null);
          await train(browser);
          const { stepDissipativeHnn } = await browser.evaluate(() => ({
            ...document.documentElement.dataset,
          }));
          assert.equal(stepDissipativeHnn, "60");
          await browser.waitFor(() =>
            /Truth: starts at/.test(
              document.querySelector("#energy-chart").getAttribute("aria-label"),
            ),
          );
          const [start, low] = await energies(browser, "Truth");
          assert.ok(low < 0.9 * start, `the true energy falls from ${start} to ${low}`);
          for (const who of ["truth", "dissipative-hnn"])
            for (const part of ["conservative", "dissipative"])
              await painted(browser, `#field-${who}-${part}`);

          // Without friction the truth keeps its energy, and the link says why.
          await slide(browser, "#friction", 0);
          await browser.waitFor(() => /friction=0/.test(location.search));
          await browser.waitFor(() =>
            /× 0 \(none\)/.test(document.querySelector("#friction-text").textContent),
          );
          await eventually(
            async () => {
              const [first, lowest] = await energies(browser, "Truth");
              return lowest > 0.99 * first;
            },
            () => "the true energy falls where there is no friction",
          );

          // A part of the field in the portrait, of those that have parts.
          await press(browser, "#overlay-dissipative-hnn");
          await browser.waitFor(() => !document.querySelector("#part-conservative").disabled);
          await press(browser, "#part-conservative");
          await browser.waitFor(() => /part=conservative/.test(location.search));
          await press(browser, "#overlay-hnn");
          await browser.waitFor(() => document.querySelector("#part-conservative").disabled);

          // Sent away and called back.
          await press(browser, "#dissipative-hnn");
          await browser.waitFor(
            () => document.querySelector("#motion-dissipative-hnn").closest("[hidden]") !== null,
          );
          await browser.waitFor(() => /contestants=hnn,baseline(&|$)/.test(location.search));
          if (name === "chromium") assert.deepEqual(await violations(browser), []);
          assert.deepEqual(browser.errors, []);
        },
        { query: `?v=1&system=damped-pendulum&${small}&rolloutDuration=40` },
      ),
  );

  test(`${name}: a Lagrangian network trains where states have velocities`, limit, () =>
    withPage(
      name,
      async ({ browser }) => {
        await ready(browser);
        assert.ok(await browser.evaluate(() => document.querySelector("#lnn").disabled));
        await says(browser, "#lnn-problem", /velocities/);
        await choose(browser, "[data-setting=coordinates]", "velocities");
        await browser.waitFor(
          () =>
            document.documentElement.dataset.stepLnn === "0" &&
            document.documentElement.dataset.state === "idle",
        );
        assert.ok(await browser.evaluate(() => document.querySelector("#lnn").checked));
        await train(browser);
        await browser.waitFor(() => /\d/.test(document.querySelector("#testLoss-lnn").textContent));
        await browser.waitFor(() =>
          /\d/.test(document.querySelector("#energyDrift-lnn").textContent),
        );
        await painted(browser, "#motion-lnn", 100);
        await browser.waitFor(() =>
          /θ\u0307₁ =/.test(document.querySelector("#motion-lnn").getAttribute("aria-label")),
        );
        // What needs momenta brings them along, and says so.
        await press(browser, "#tab-reversal");
        await browser.waitFor(() =>
          /requires them/.test(document.querySelector(".notices").textContent),
        );
        await browser.waitFor(
          () => document.querySelector("#view-reversal:not([hidden]) h2") !== null,
        );
        await browser.waitFor(() => !/coordinates/.test(location.search));
        assert.deepEqual(browser.errors, []);
      },
      { query: `?v=1&system=double-pendulum&${small}` },
    ),
  );
}

test(
  "a fast particle by its velocities, a spring on a grid, and the drawings of all new systems",
  limit,
  () =>
    withPage("chromium", async ({ browser, url }) => {
      for (const [system, who] of [
        ["relativistic-particle", "lnn"],
        ["damped-spring", "dissipative-hnn"],
        ["spherical-pendulum", "baseline"],
        ["cart-pole", "baseline"],
      ]) {
        await browser.goto(
          `${url}?v=1&system=${system}&hidden=16,16&steps=30&trajectories=10&points=20`,
        );
        await ready(browser);
        await train(browser);
        await browser.waitFor(
          (id) => document.querySelector(id).closest("figure").querySelector(".veil").hidden,
          [`#motion-${who}`],
        );
        for (const one of ["truth", who]) await painted(browser, `#motion-${one}`, 100);
        assert.deepEqual(await violations(browser), [], system);
      }
      // Of a grid there are no trajectories to be counted.
      await browser.goto(`${url}?v=1&system=damped-spring&hidden=16,16&steps=30`);
      await ready(browser);
      const isHidden = (key) =>
        browser.evaluate(
          (name) => document.querySelector(`[data-setting=${name}]`).closest(".field").hidden,
          key,
        );
      assert.deepEqual(
        [await isHidden("trajectories"), await isHidden("points"), await isHidden("kineticPrior")],
        [true, false, true],
      );
      assert.deepEqual(browser.errors, []);
    }),
);

for (const language of ["en", "de"])
  test(`${language}: on a narrow phone friction and both parts have room`, limit, () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await browser.resize(320, 700);
        await ready(browser);
        await browser.waitFor(() => document.querySelector("#friction") !== null);
        await train(browser);
        await fits(browser, "320 px");
        const { height } = await browser.evaluate(() => {
          const { height } = document.querySelector("#friction").getBoundingClientRect();
          return { height };
        });
        assert.ok(height >= 24, `${height} px`);
        assert.deepEqual(await violations(browser), []);
      },
      { query: `?v=1&system=damped-pendulum&${small}&language=${language}` },
    ),
  );
