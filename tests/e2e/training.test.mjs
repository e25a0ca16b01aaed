// A visitor trains both networks on the pendulum through the visible controls of the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fits,
  holdOpens,
  inkOf,
  letOpen,
  limit,
  opensAreHeld,
  painted,
  passes,
  press,
  ready,
  says,
  settledFingerprint,
  summary,
  trained,
  violations,
  withPage,
} from "./support.mjs";

test(
  "2000 steps in Chromium: progress, charts, pause, cancel and undo, every control answers",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser, url }) => {
        await ready(browser);
        assert.deepEqual(await violations(browser), [], "before training");
        const emptyLoss = await inkOf(browser, "#loss-chart");

        await browser.click("#train");
        await trained(browser, 20);
        const early = await summary(browser);
        assert.equal(early.state, "training");
        await trained(browser, early.hnn + 20);
        await says(browser, "#progress-rate", /steps\/s/);

        // Every control answers while both workers train.
        const answer = await browser.evaluate(() => {
          for (const control of document.querySelectorAll("details:not([open]) > summary"))
            control.click();
          // What has no effect at present is out of sight: the time of an injection, rules for measured data.
          const settings = [...document.querySelectorAll("[data-setting]")].filter((control) =>
            control.checkVisibility(),
          );
          const inputs = settings.map((control) =>
            control.matches("div") ? control.querySelector("input, button") : control,
          );
          // What cannot be had of this system says why: the Lagrangian network, without velocities.
          const off = inputs.filter((input) => input.disabled);
          const unexplained = off.filter((input) => {
            const why = document.getElementById(input.getAttribute("aria-describedby"));
            return !why?.checkVisibility() || why.textContent.length < 10;
          });
          const answering = inputs.filter((input) => {
            input.focus();
            return document.activeElement === input;
          });
          return {
            settings: settings.length - off.length,
            off: off.map((input) => input.id),
            unexplained: unexplained.map((input) => input.id),
            answering: answering.length,
          };
        });
        assert.ok(answer.settings >= 20, `${answer.settings} controls`);
        assert.equal(answer.answering, answer.settings, "controls that take the focus");
        assert.ok(answer.off.length <= 1, `cannot be used: ${answer.off}`);
        assert.deepEqual(answer.unexplained, []);
        await press(browser, "#play");

        // Pause holds both where they are; train goes on.
        await browser.click("#pause");
        await browser.waitFor(() => document.documentElement.dataset.state === "paused");
        const paused = await summary(browser);
        await passes(browser, 700);
        assert.deepEqual(await summary(browser), paused);
        const fingerprint = await settledFingerprint(browser);
        assert.match(fingerprint, /[0-9a-f]{8}/);

        // Cancel goes back to the untrained networks; undo brings the trained ones back, bit for bit.
        await browser.click("#cancel");
        await browser.waitFor(() => document.documentElement.dataset.stepHnn === "0");
        await browser.waitFor(
          (trainedOne) => document.querySelector("#fingerprint-hnn").textContent !== trainedOne,
          [fingerprint],
        );
        await press(browser, "#notice-run-action");
        await trained(browser, Math.min(paused.hnn, paused.baseline));
        await browser.waitFor(
          (wanted) => document.querySelector("#fingerprint-hnn").textContent === wanted,
          [fingerprint],
        );

        await browser.click("#train");
        await trained(browser, 2000);
        await browser.waitFor(() => document.documentElement.dataset.state === "finished");
        assert.deepEqual(await summary(browser), { state: "finished", hnn: 2000, baseline: 2000 });
        await painted(browser, "#loss-chart", emptyLoss + 500);
        await painted(browser, "#energy-chart", 1000);
        await painted(browser, "#phase-portrait", 5000);

        // The page's message in numbers: the HNN's energy error is far below the plain network's.
        await browser.waitFor(() =>
          /\d/.test(document.querySelector("#fingerprint-hnn").textContent),
        );
        assert.deepEqual(await violations(browser), [], "after training");
        assert.ok(
          browser.errors.every((error) => !error.includes("Content Security Policy")),
          browser.errors.join("\n"),
        );
        assert.equal(
          new URL(await browser.evaluate(() => location.href)).origin,
          new URL(url).origin,
        );
      },
      { motion: true },
    ),
);

test("what is changed while the networks are being opened counts", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      /** All that take part do so many steps. */
      const trainsTo = async (steps, ...guests) => {
        await press(browser, "#train");
        await browser.waitFor(() => document.documentElement.dataset.state === "finished");
        const dataset = await browser.evaluate(() => ({ ...document.documentElement.dataset }));
        for (const who of ["stepHnn", "stepBaseline", ...guests])
          assert.equal(dataset[who], String(steps), who);
      };
      await ready(browser);
      await holdOpens(browser);
      await browser.type('[data-setting="hidden"]', "16, 16");
      await opensAreHeld(browser);
      await browser.type('[data-setting="steps"]', "30");
      await letOpen(browser);
      await trainsTo(30);
      await press(browser, "#reset");
      await browser.waitFor(() => document.documentElement.dataset.state === "idle");
      await trainsTo(30);
      // Who joins just when settings are changed and changed back trains with the others.
      await press(browser, "#reset");
      await browser.waitFor(() => document.documentElement.dataset.state === "idle");
      await browser.evaluate(() => {
        const hidden = document.querySelector('[data-setting="hidden"]');
        const write = (value) => {
          hidden.value = value;
          hidden.dispatchEvent(new Event("change"));
        };
        write("12, 12");
        document.querySelector("#second-order").click();
        write("16, 16");
      });
      await trainsTo(30, "stepSecondOrder");
    },
    { query: "?v=1&hidden=8,8&trajectories=5&points=10&steps=60" },
  ),
);

for (const name of ["firefox", "webkitgtk"]) {
  test(`the same page loads and trains 200 steps in ${name}`, limit, () =>
    withPage(name, async ({ browser }) => {
      await ready(browser);
      await press(browser, "#train");
      await trained(browser, 200);
      await press(browser, "#pause");
      await browser.waitFor(() => document.documentElement.dataset.state === "paused");
      await painted(browser, "#loss-chart", 300);
      await painted(browser, "#phase-portrait", 3000);
    }),
  );
}

for (const width of [360, 1920]) {
  for (const theme of ["light", "dark"]) {
    test(`nothing sticks out at ${width} px, ${theme}; axe finds nothing`, limit, () =>
      withPage("chromium", async ({ browser }) => {
        await browser.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
        await browser.resize(width, 800);
        await ready(browser);
        await fits(browser, `${width} px`);
        assert.deepEqual(await violations(browser), []);
      }),
    );
  }
}
