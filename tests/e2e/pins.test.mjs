// Pinned runs in Chromium, with real training: they stay in every picture while everything else changes, wait aside
// while another system is shown, and can be named, hidden, given up and taken back.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fits,
  limit,
  press,
  ready,
  says,
  settledFingerprint,
  trained,
  violations,
  withPage,
} from "./support.mjs";

const steps = 40;
const query =
  "?v=1&system=henon-heiles&hidden=16,16&trajectories=10&points=20&steps=40&rolloutDuration=20";

const finished = (browser) =>
  browser.waitFor(() => document.documentElement.dataset.state === "finished");

async function train(browser) {
  await press(browser, "#train");
  await trained(browser, steps);
  await finished(browser);
}

async function newRun(browser) {
  await press(browser, "#new-seed");
  await browser.waitFor(
    () =>
      document.documentElement.dataset.state === "idle" &&
      document.documentElement.dataset.stepHnn === "0",
  );
  await train(browser);
}

/** Pins the present run; then there are so many. */
async function pin(browser, count) {
  await browser.waitFor(() => !document.querySelector("#pin").disabled);
  await press(browser, "#pin");
  await browser.waitFor(
    (wanted) => document.querySelectorAll(".pinned").length === wanted,
    [count],
  );
}

/** Studies of the open view are complete. */
const studied = (browser, view) =>
  browser.waitFor(
    (name) => /^Done/.test(document.querySelector(`#${name}-status`)?.textContent ?? ""),
    [view],
    { interval: 200 },
  );

const set = (browser, selector, value) =>
  browser.evaluate(
    (where, next) => {
      const field = document.querySelector(where);
      field.value = next;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    },
    selector,
    value,
  );

/** The legends of these figures name the pin. */
const waitForLegends = (browser, ids, name) =>
  browser.waitFor(
    (wanted, given) =>
      wanted.every((id) =>
        [
          ...(document.getElementById(id)?.closest(".figure").querySelectorAll(".pin-name") ?? []),
        ].some(({ textContent }) => textContent === given),
      ),
    [ids, name],
  );

test("a pinned run is in every picture, beside the next one", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await ready(browser);
      assert.equal(await browser.evaluate(() => document.querySelector("#pin").disabled), true);
      await train(browser);
      await press(browser, "#tab-chaos");
      await browser.waitFor(() => document.querySelector("[data-setting=chaosDuration]"));
      await set(browser, "[data-setting=chaosDuration]", "60");
      await studied(browser, "chaos");
      // What was found before pinning is kept, and what is found later of the same networks.
      await press(browser, "#tab-lab");
      await pin(browser, 1);
      const first = await browser.evaluate(() => document.querySelector("#pin-0-name").value);
      assert.match(first, /^published settings, /i); // a link of version 1: what differs from the paper
      await press(browser, "#tab-reversal");
      await studied(browser, "reversal");

      await press(browser, "#tab-lab");
      const fingerprint = await settledFingerprint(browser);
      await newRun(browser);
      await browser.waitFor(
        (was) => document.querySelector("#fingerprint-hnn").textContent !== was,
        [fingerprint],
      );
      await waitForLegends(browser, ["phase-portrait", "energy-chart", "loss-chart"], first);
      await browser.waitFor(
        (print) => {
          const words = document.querySelector(".pin-table").textContent;
          return words.includes(print) && /now [+−]\d/.test(words);
        },
        [fingerprint.slice(0, 8)],
      );
      // Tables behind the pictures have a column for it, and words for those who do not see them.
      await browser.evaluate(() => {
        document.querySelector(".figure-energy-chart details").open = true;
      });
      await browser.waitFor(() =>
        /HNN × .*plain × /s.test(
          document.querySelector(".figure-energy-chart thead")?.textContent ?? "",
        ),
      );
      await browser.waitFor(() =>
        / × /.test(document.querySelector("#loss-chart").getAttribute("aria-label")),
      );
      assert.deepEqual(await violations(browser), []);

      await press(browser, "#tab-orbits");
      await waitForLegends(browser, ["orbit-energy-kinetic"], first);
      await press(browser, "#tab-reversal");
      await studied(browser, "reversal");
      await waitForLegends(
        browser,
        ["loop-hnn", "reversal-gap", "reversal-symplecticError"],
        first,
      );
      await says(browser, "#reversal-table thead", /HNN × /);
      await press(browser, "#tab-chaos");
      await studied(browser, "chaos");
      await waitForLegends(
        browser,
        ["section-hnn", "section-baseline", "chaos-exponent", "chaos-sali", "chaos-energy"],
        first,
      );
      await says(browser, "#chaos-table thead", /HNN × /);
      assert.deepEqual(await violations(browser), []);
      // Another question was never asked of it.
      await press(browser, "#chaos-controls-title ~ .presets button:not([aria-pressed=true])");
      await browser.waitFor(() => !/×/.test(document.querySelector("#chaos-table").textContent));

      // With another system it waits, says so, and comes back with its own.
      await press(browser, "#tab-lab");
      await set(browser, "#system", "pendulum");
      await browser.waitFor(() => !document.querySelector(".pinned"));
      await says(browser, ".figure-pins", /other systems: 1/);
      await browser.waitFor(() => !document.querySelector(".view:not([hidden]) .pin-legend"));
      await set(browser, "#system", "henon-heiles");
      await waitForLegends(browser, ["energy-chart"], first);

      // Named, hidden, given up, taken back.
      await set(browser, "#pin-0-name", "  few orbits ");
      await waitForLegends(browser, ["energy-chart", "phase-portrait"], "few orbits");
      await press(browser, "#pin-0-shown");
      await browser.waitFor(() => !document.querySelector(".view:not([hidden]) .pin-legend"));
      await press(browser, "#pin-0-shown");
      await waitForLegends(browser, ["energy-chart"], "few orbits");
      await press(browser, "#pin-0-away");
      await browser.waitFor(
        () =>
          !document.querySelector(".pinned") &&
          !document.querySelector(".view:not([hidden]) .pin-legend"),
      );
      await press(browser, "#notice-pins-action");
      await waitForLegends(browser, ["energy-chart", "loss-chart"], "few orbits");
      assert.deepEqual(browser.errors, []);
    },
    { query },
  ),
);

test(
  "three runs are pinned, each with a marker of its own; the oldest leaves, and may come back",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await ready(browser);
        await train(browser);
        // By the keyboard alone; the focus stays where it was.
        await browser.evaluate(() => document.querySelector("#pin").focus());
        for (const count of [1, 2, 3]) {
          await browser.page.keyboard.press("Enter");
          await browser.waitFor(
            (wanted) => document.querySelectorAll(".pinned").length === wanted,
            [count],
          );
        }
        const names = () =>
          browser.evaluate(() =>
            [...document.querySelectorAll(".pinned input[type=text]")].map(({ value }) => value),
          );
        const all = await names();
        assert.equal(new Set(all).size, 3);
        await browser.page.keyboard.press("Enter");
        await browser.waitFor(
          (oldest) =>
            ![...document.querySelectorAll(".pinned input[type=text]")].some(
              ({ value }) => value === oldest,
            ),
          [all[0]],
        );
        assert.equal(await browser.evaluate(() => document.activeElement.id), "pin");
        await press(browser, "#notice-pins-action");
        await browser.waitFor(
          (oldest) =>
            document.querySelector(".pinned input[type=text]").value === oldest &&
            document.querySelectorAll(".pinned").length === 3,
          [all[0]],
        );
        assert.deepEqual(await names(), all);

        // Whoever is hidden leaves the markers of the others as they are.
        const markers = () =>
          browser.evaluate(() =>
            [...document.querySelectorAll(".figure-energy-chart .pin-legend li")].map(
              ({ textContent }) => textContent,
            ),
          );
        await browser.waitFor(
          () => document.querySelectorAll(".figure-energy-chart .pin-legend li").length === 3,
        );
        const before = await markers();
        await press(browser, "#pin-0-shown");
        await browser.waitFor(
          () => document.querySelectorAll(".figure-energy-chart .pin-legend li").length === 2,
        );
        assert.deepEqual(await markers(), before.slice(1));

        for (const width of [1280, 320]) {
          await browser.resize(width, 800);
          await fits(browser, `${width} px`);
          assert.deepEqual(await violations(browser), []);
        }
        // They outlast a reload: the page is drawn anew in another language.
        const drawnAnew = new Promise((resolve) => browser.page.once("load", resolve));
        await browser.evaluate(() => {
          const select = document.querySelector("#language");
          select.value = "de";
          select.dispatchEvent(new Event("change"));
        });
        await drawnAnew;
        await browser.waitFor(
          (wanted) => {
            const now = [...document.querySelectorAll(".pinned input[type=text]")];
            return (
              document.documentElement.lang === "de" &&
              JSON.stringify(now.map(({ value }) => value)) === JSON.stringify(wanted)
            );
          },
          [all],
        );
        assert.deepEqual(browser.errors, []);
      },
      { query: "?v=1&hidden=16,16&trajectories=10&steps=40" },
    ),
);
