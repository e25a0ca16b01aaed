// The views behind the tabs, by mouse and by keyboard; the third network; energy injected along the way.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  eventually,
  fits,
  inkOf,
  limit,
  openView,
  painted,
  pause,
  press,
  ready,
  says,
  settledFingerprint,
  textOf,
  trained,
  violations,
  withPage,
} from "./support.mjs";

const small = "?v=1&hidden=8,8&trajectories=6&points=8&steps=60";
const all = "contestants=hnn,baseline,second-order";

/** The id of the panel that is shown; there is exactly one. */
const viewShown = (browser) =>
  browser.evaluate(() => {
    const panels = [...document.querySelectorAll('[role="tabpanel"]')].filter(
      (panel) => !panel.hidden,
    );
    const selected = document.querySelectorAll('[role="tab"][aria-selected="true"]');
    if (panels.length !== 1 || selected.length !== 1) return `${panels.length} panels`;
    if (selected[0].getAttribute("aria-controls") !== panels[0].id) return "another's panel";
    return panels[0].id;
  });

const finished = (browser) =>
  browser.waitFor(() => document.documentElement.dataset.state === "finished");

test("every tab opens by mouse, brings a fitting system along, and undo leads back", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await ready(browser);
      assert.equal(await viewShown(browser), "view-lab");
      const tabs = await browser.evaluate(() =>
        [...document.querySelectorAll('[role="tab"]')].map((tab) => tab.id),
      );
      assert.deepEqual(tabs, ["tab-lab", "tab-orbits", "tab-chaos", "tab-reversal"]);

      // The pendulum can be run backwards, but has no section: Hénon and Heiles come along.
      await browser.click("#tab-reversal");
      assert.equal(await viewShown(browser), "view-reversal");
      await browser.waitFor(() => /view=reversal/.test(location.search));
      assert.equal(
        await browser.evaluate(() => document.querySelector("#system").value),
        "pendulum",
      );
      await browser.click("#tab-chaos");
      assert.equal(await viewShown(browser), "view-chaos");
      await browser.waitFor(() => document.querySelector("#notice-run-action"));
      await says(browser, "#notice", /Switched to Hénon–Heiles because .*Chaos/);
      await browser.waitFor(() => /system=henon-heiles.*view=chaos/.test(location.search));
      await press(browser, "#notice-run-action");
      await browser.waitFor(() => document.querySelector("#system").value === "pendulum");
      assert.notEqual(await viewShown(browser), "view-chaos");

      await browser.click("#tab-lab");
      assert.equal(await viewShown(browser), "view-lab");
      await painted(browser, "#phase-portrait", 3000);
      assert.deepEqual(browser.errors, []);
    },
    { query: small },
  ),
);

test("with the keyboard: arrows move between the tabs, Enter opens", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      const { keyboard } = browser.page;
      const focused = () => browser.evaluate(() => document.activeElement?.id ?? "");
      await ready(browser);
      await browser.page.focus("#tab-lab");
      await keyboard.press("ArrowRight");
      assert.equal(await focused(), "tab-orbits");
      assert.equal(await viewShown(browser), "view-lab"); // moving opens nothing
      await keyboard.press("Enter");
      assert.equal(await viewShown(browser), "view-orbits");
      assert.equal(await focused(), "tab-orbits");
      await keyboard.press("ArrowLeft");
      await keyboard.press("ArrowLeft");
      assert.equal(await focused(), "tab-reversal"); // around the end
      await keyboard.press("Home");
      await keyboard.press("Space");
      assert.equal(await viewShown(browser), "view-lab");
      // One stop for the whole list.
      await keyboard.press("Tab");
      assert.ok(!(await focused()).startsWith("tab-"), await focused());
    },
    { query: `${small}&system=two-body` },
  ),
);

test("the orbits view draws every picture and chart, and hidden views do nothing", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await ready(browser);
      assert.equal(await viewShown(browser), "view-orbits");
      assert.equal(await browser.evaluate(() => document.querySelector("#phase-portrait")), null);
      await press(browser, "#train");
      await trained(browser, 60);
      await finished(browser);
      await browser.waitFor(() =>
        /energy/.test(document.querySelector("#orbit-energy-hnn").textContent),
      );
      await press(browser, "#play");
      await browser.waitFor(
        () => document.querySelector("#conserved-angularMomentum td")?.textContent !== "–",
      );
      for (const who of ["truth", "hnn", "baseline", "second-order"])
        await painted(browser, `#orbit-${who}`);
      for (const kind of ["kinetic", "potential", "total"])
        await painted(browser, `#orbit-energy-${kind}`, 500);

      // Two bodies keep angular momentum and momentum; both are told of everyone.
      let rows;
      await eventually(
        async () => {
          rows = await browser.evaluate(() =>
            [...document.querySelectorAll(".conserved tbody tr")]
              .filter((row) => !row.hidden)
              .map((row) =>
                [...row.querySelectorAll("td:not([hidden])")].map((cell) => cell.textContent),
              ),
          );
          return rows.every((cells) => cells.every((cell) => /\d/.test(cell)));
        },
        () => `numbers are missing: ${JSON.stringify(rows)}`,
      );
      assert.equal(rows.length, 4);

      // In the lab now, the orbits' canvases stand still while its own move.
      await browser.click("#tab-lab");
      await press(browser, "#play");
      await painted(browser, "#motion-hnn", 300);
      const pictures = () =>
        browser.evaluate(() =>
          ["#orbit-hnn", "#motion-hnn"].map((id) => document.querySelector(id).toDataURL()),
        );
      const [orbit, motion] = await pictures();
      await eventually(
        async () => (await pictures())[1] !== motion,
        () => "the picture in sight stands still",
      );
      await pause(1000);
      const [orbitLater] = await pictures();
      assert.ok(orbit === orbitLater, "a hidden picture was painted");
      await painted(browser, "#energy-chart", 500);
      await says(browser, "#testLoss-second-order", /\d/);
      assert.deepEqual(browser.errors, []);
    },
    { query: `${small}&system=two-body&view=orbits&${all}`, motion: true },
  ),
);

test(
  "orbits by keyboard: the player stops, its time is moved, and a chart's numbers open",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        const { keyboard } = browser.page;
        const time = () => textOf(browser, "#time-text");
        await ready(browser);
        await browser.page.emulateMediaFeatures([
          { name: "prefers-reduced-motion", value: "reduce" }, // stops what moves
        ]);
        await browser.page.focus("#time");
        await keyboard.press("Home");
        await browser.waitFor(() => /t = 0/.test(document.querySelector("#time-text").textContent));
        const picture = () =>
          browser.evaluate(() => document.querySelector("#orbit-truth").toDataURL());
        const first = await picture();
        for (let i = 0; i < 10; i++) await keyboard.press("ArrowRight");
        await browser.waitFor(
          () => !/t = 0 /.test(document.querySelector("#time-text").textContent),
        );
        assert.match(await time(), /t = \d/);
        await browser.waitFor(
          (before) => document.querySelector("#orbit-truth").toDataURL() !== before,
          [first],
        );
        await browser.page.focus("#view-orbits .data-table summary");
        await keyboard.press("Enter");
        await browser.waitFor(() => document.querySelector("#view-orbits .data-table tbody td"));
        await browser.page.focus("#play");
        await keyboard.press("Space");
        const before = await time();
        await browser.waitFor(
          (old) => document.querySelector("#time-text").textContent !== old,
          [before],
        );
        assert.deepEqual(browser.errors, []);
      },
      { query: `${small}&system=two-body&view=orbits`, motion: true },
    ),
);

test("the second-order network joins, trains, is drawn and saved, and leaves", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      const shown = (selector) =>
        browser.evaluate(
          (where) => document.querySelector(where)?.checkVisibility() ?? false,
          selector,
        );
      await ready(browser);
      await press(browser, "#train");
      await trained(browser, 60);
      await finished(browser);
      assert.equal(await shown("#motion-second-order"), false);
      assert.equal(await shown("#save-second-order"), false);

      await press(browser, "#second-order");
      await browser.waitFor(() => /contestants=hnn,baseline,second-order/.test(location.search));
      await browser.waitFor(() => document.documentElement.dataset.state === "paused");
      await says(browser, "#progress-text", /2nd order 0 of 60/);
      await press(browser, "#train"); // resume: only the newcomer has something left to do
      await browser.waitFor(() => document.documentElement.dataset.stepSecondOrder === "60");
      await finished(browser);
      for (const selector of [
        "#motion-second-order",
        "#save-second-order",
        "#overlay-second-order",
      ])
        assert.equal(await shown(selector), true, selector);
      await says(browser, "#fingerprint-second-order", /^[0-9a-f]{16}$/);
      await painted(browser, "#motion-second-order", 300);
      const before = await inkOf(browser, "#phase-portrait");
      await press(browser, "#overlay-second-order");
      await eventually(
        async () => (await inkOf(browser, "#phase-portrait")) !== before,
        () => "the portrait stays as it was",
      );

      // Back to step 0, and undo brings all three back.
      const print = await settledFingerprint(browser, "second-order");
      await press(browser, "#reset");
      await browser.waitFor(() => document.documentElement.dataset.stepSecondOrder === "0");
      await press(browser, "#notice-run-action");
      await browser.waitFor(
        (wanted) => document.querySelector("#fingerprint-second-order").textContent === wanted,
        [print],
      );

      await press(browser, "#second-order");
      await browser.waitFor(
        () => !document.querySelector("#motion-second-order").checkVisibility(),
      );
      await finished(browser);
      assert.deepEqual(browser.errors, []);
    },
    { query: small },
  ),
);

test(
  "where masses depend on positions the second-order network is not offered, and why",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await ready(browser);
        const state = await browser.evaluate(() => {
          const input = document.querySelector("#second-order");
          return { disabled: input.disabled, checked: input.checked };
        });
        assert.deepEqual(state, { disabled: true, checked: false });
        await says(browser, "#second-order-problem", /masses depend/);
        await painted(browser, "#motion-truth", 300);
      },
      { query: `${small}&system=double-pendulum` },
    ),
);

test(
  "injected energy raises the energy of truth and HNN, and the plain network goes on without",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        /** First and last row of the energy chart's table, by column. */
        const energies = () =>
          browser.evaluate(() => {
            const table = document.querySelector(".figure-energy-chart table");
            const rows = [...(table?.querySelectorAll("tbody tr") ?? [])].map((row) =>
              [...row.querySelectorAll("td")].map((cell) =>
                Number(cell.textContent.replace("−", "-")),
              ),
            );
            return { first: rows[0] ?? [], last: rows[rows.length - 1] ?? [] };
          });
        await ready(browser);
        await browser.evaluate(() =>
          document.querySelector(".figure-energy-chart .data-table summary").click(),
        );
        await browser.waitFor(() => document.querySelector(".figure-energy-chart tbody td"));
        const calm = await energies();
        assert.ok(Math.abs(calm.last[0] - calm.first[0]) < 0.01, JSON.stringify(calm));
        assert.equal(
          await browser.evaluate(() => document.querySelector("#energy-chart ~ .band").hidden),
          true,
        );

        await press(browser, '[data-setting="injection"]');
        await browser.type('[data-setting="injectionRate"]', "0.05");
        await browser.waitFor(() => /injection=true/.test(location.search));
        const raised = async (column, by) =>
          browser.waitFor(
            ([at, least]) => {
              const rows = [...document.querySelectorAll(".figure-energy-chart tbody tr")];
              const value = (row) =>
                Number(row.querySelectorAll("td")[at].textContent.replace("−", "-"));
              return value(rows[rows.length - 1]) - value(rows[0]) > least;
            },
            [[column, by]],
          );
        await raised(0, 0.2);
        await browser.waitFor(() => !document.querySelector("#energy-chart ~ .band").hidden);

        await press(browser, "#train");
        await trained(browser, 60);
        await finished(browser);
        await browser.waitFor(() => {
          const hasNote = (who) =>
            !document
              .querySelector(`#motion-${who}`)
              .closest("figure")
              .querySelector(".motion-note").hidden;
          return hasNote("baseline") && !hasNote("truth") && !hasNote("hnn");
        });
        assert.deepEqual(browser.errors, []);
      },
      { query: small },
    ),
);

for (const [width, theme] of [
  [320, "light"],
  [360, "dark"],
  [820, "light"],
]) {
  test(
    `no view sticks out at ${width} px, ${theme}, with five networks; axe finds nothing`,
    limit,
    () =>
      withPage(
        "chromium",
        async ({ browser }) => {
          await browser.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
          await browser.resize(width, 800);
          await ready(browser);
          for (const view of ["lab", "orbits", "chaos", "reversal"]) {
            await openView(browser, view);
            await fits(browser, view);
            assert.deepEqual(await violations(browser), [], view);
          }
        },
        { query: `${small}&system=henon-heiles&${all},sampled-hnn,sampled-baseline` },
      ),
  );
}
