// What visitors do besides training: take models away and bring them back, share the link, use the keyboard, look
// with less motion or with colours of their own.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import {
  downloads,
  dropFiles,
  fits,
  limit,
  painted,
  passes,
  press,
  ready,
  savedFiles,
  says,
  settledFingerprint,
  summary,
  textOf,
  trained,
  withPage,
} from "./support.mjs";

const small = "?v=1&hidden=8,8&trajectories=6&points=8&steps=60";

const paused = (browser) =>
  browser.waitFor(() => ["paused", "finished"].includes(document.documentElement.dataset.state));

/** The fingerprints of both networks, which rest. */
const fingerprints = async (browser) => [
  await settledFingerprint(browser, "hnn"),
  await settledFingerprint(browser, "baseline"),
];

const showing = (browser, prints) =>
  browser.waitFor(
    ([hnn, baseline]) =>
      document.querySelector("#fingerprint-hnn").textContent === hnn &&
      document.querySelector("#fingerprint-baseline").textContent === baseline,
    [prints],
  );

/** Drops files on the page, as from a file manager. */
const drop = (browser, files) =>
  dropFiles(
    browser,
    files.map((file) => ({ name: path.basename(file), content: readFileSync(file, "utf8") })),
  );

test(
  "both models are saved, and come back in another visit, dropped or chosen",
  limit,
  async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "hnn-saved-"));
    try {
      const prints = await withPage(
        "chromium",
        async ({ browser }) => {
          await downloads(browser, folder);
          await ready(browser);
          await press(browser, "#train");
          await trained(browser, 60);
          await browser.waitFor(() => document.documentElement.dataset.state === "finished");
          const shown = await fingerprints(browser);
          await press(browser, "#save-hnn");
          await savedFiles(folder, /json$/, 1);
          await press(browser, "#save-baseline");
          await savedFiles(folder, /json$/, 2);
          return shown;
        },
        { query: `${small}&seed=5` },
      );
      const files = await savedFiles(folder, /json$/, 2);
      assert.deepEqual(
        files.map((file) => path.basename(file)),
        ["baseline-pendulum-60.json", "hnn-pendulum-60.json"],
      );

      // Dropped on a page with another system: its settings come along, and the run is finished as it was.
      await withPage(
        "chromium",
        async ({ browser }) => {
          await ready(browser);
          await drop(browser, files);
          await showing(browser, prints);
          assert.equal(
            await browser.evaluate(() => document.querySelector("#system").value),
            "pendulum",
          );
          await browser.waitFor(() => /seed=5/.test(location.search));
          await browser.waitFor(() => document.documentElement.dataset.state === "finished");
          assert.deepEqual(await summary(browser), { state: "finished", hnn: 60, baseline: 60 });
          await says(browser, "#notice", /Loaded Hamiltonian network at step 60/);

          // Undo brings the spring back.
          await press(browser, "#notice-file-baseline-action");
          await browser.waitFor(() => document.querySelector("#system").value === "spring");
        },
        { query: "?v=1&system=spring&hidden=8&trajectories=4" },
      );

      // Chosen one after the other: the first begins the other network anew, the second brings it back, too.
      await withPage("chromium", async ({ browser }) => {
        await ready(browser);
        const input = await browser.page.$("#load-file");
        await input.uploadFile(files[1]);
        await browser.waitFor(() => {
          const { stepHnn, stepBaseline } = document.documentElement.dataset;
          return stepHnn === "60" && stepBaseline === "0";
        });
        await input.uploadFile(files[0]);
        await showing(browser, prints);
        await press(browser, "#train"); // train on
        await trained(browser, 100);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test("the link after many changes opens the same run; undo brings the old one back", limit, () =>
  withPage(
    "chromium",
    async ({ browser, url }) => {
      await ready(browser);
      await press(browser, "#train");
      await trained(browser, 60);
      await browser.waitFor(() => document.documentElement.dataset.state === "finished");
      const first = await fingerprints(browser);

      await browser.type('[data-setting="noise"]', "0.25");
      await browser.type('[data-setting="seed"]', "77");
      await browser.type('[data-setting="x0.1"]', "0.5");
      await browser.type('[data-setting="rolloutDuration"]', "12");
      await browser.evaluate(() => {
        for (const [name, value] of [
          ["activation", "softplus"],
          ["integrator", "leapfrog"],
          ["theme", "dark"],
        ]) {
          const select = document.querySelector(`[data-setting="${name}"]`);
          select.value = value;
          select.dispatchEvent(new Event("change", { bubbles: true }));
        }
      });
      // However many new runs the page has begun meanwhile: it names all that differs from what was trained.
      for (const label of ["Noise σ", "Seed", "Activation"])
        await browser.waitFor(
          (name) => document.querySelector("#notice").textContent.includes(name),
          [label],
        );
      await says(browser, "#notice", /Press Train/);
      await browser.waitFor(() => document.documentElement.dataset.stepHnn === "0");
      await browser.waitFor(() => /integrator=leapfrog.*theme=dark/.test(location.search));
      const link = await browser.evaluate(() => location.href);
      await press(browser, "#train");
      await trained(browser, 60);
      await browser.waitFor(() => document.documentElement.dataset.state === "finished");
      const second = await fingerprints(browser);
      assert.notDeepEqual(second, first);

      // The link resumes what was trained with its settings.
      await browser.goto(`${url}?v=1&system=spring&hidden=8`);
      await ready(browser);
      await browser.goto(link);
      await browser.waitFor(() => document.documentElement.dataset.state === "finished");
      assert.deepEqual(await fingerprints(browser), second);
      await press(browser, "#reset");
      await ready(browser);
      const values = await browser.evaluate(() =>
        ["noise", "seed", "x0.1", "rolloutDuration", "activation", "integrator", "theme"].map(
          (name) => document.querySelector(`[data-setting="${name}"]`).value,
        ),
      );
      assert.deepEqual(values, ["0.25", "77", "0.5", "12", "softplus", "leapfrog", "dark"]);
      await press(browser, "#train");
      await trained(browser, 60);
      await browser.waitFor(() => document.documentElement.dataset.state === "finished");
      assert.deepEqual(await fingerprints(browser), second);

      // The browser's own Back leaves for the page before, and Forward returns to the link.
      await browser.page.goBack();
      await browser.page.goForward();
      // The browser may have kept the page as it was, with its trained networks.
      await browser.waitFor(() => /idle|finished/.test(document.documentElement.dataset.state));
      assert.equal(await browser.evaluate(() => location.href), link);

      // Another system in the middle of training, and back.
      await browser.type('[data-setting="steps"]', "1000000");
      await press(browser, "#train");
      await trained(browser, 20);
      await browser.page.select("#system", "spring");
      await browser.waitFor(() => document.querySelector("#notice-run-action"));
      await browser.waitFor(() => document.documentElement.dataset.state === "idle");
      await press(browser, "#notice-run-action");
      await browser.waitFor(() => document.querySelector("#system").value === "pendulum");
      await browser.waitFor(() => {
        const { state, stepHnn } = document.documentElement.dataset;
        return state === "paused" && Number(stepHnn) >= 20;
      });
      assert.deepEqual(browser.errors, []);
    },
    { query: small },
  ),
);

test(
  "several changes in a row are undone by one undo; the old values bring the networks back",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        const stepIs = (step) =>
          browser.waitFor((wanted) => document.documentElement.dataset.stepHnn === wanted, [step]);
        const says = (words) =>
          browser.waitFor(
            (wanted) => document.querySelector("#notice").textContent.includes(wanted),
            [words],
          );
        await ready(browser);
        await press(browser, "#train");
        await browser.waitFor(() => document.documentElement.dataset.state === "finished");
        const first = await fingerprints(browser);

        await browser.type('[data-setting="noise"]', "0.25");
        await stepIs("0");
        await says("changed: Noise σ.");
        await browser.type('[data-setting="seed"]', "77");
        await says("Seed");
        await press(browser, "#notice-run-action");
        await stepIs("60");
        assert.deepEqual(await fingerprints(browser), first);
        const values = await browser.evaluate(() =>
          ["noise", "seed"].map((name) => document.querySelector(`[data-setting="${name}"]`).value),
        );
        assert.notDeepEqual(values, ["0.25", "77"]);

        await browser.type('[data-setting="noise"]', "0.25");
        await stepIs("0");
        await browser.type('[data-setting="noise"]', values[0]);
        await stepIs("60");
        assert.deepEqual(await fingerprints(browser), first);
        await says("trained with these settings");
        assert.deepEqual(browser.errors, []);
      },
      { query: small },
    ),
);

test(
  "after divergence the message names the control, and reset or a smaller rate helps",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        await ready(browser);
        await press(browser, "#train");
        await browser.waitFor(() => document.documentElement.dataset.state === "stopped");
        await says(browser, "#notice", /“Learning rate” \(learningRate\)/);
        await press(browser, "#reset");
        await browser.waitFor(() => document.documentElement.dataset.state === "idle");
        await says(browser, "#notice", /^((?!learningRate).)*$/s); // the old warning is gone
        await browser.waitFor(() => !document.querySelector("#train").disabled);

        await press(browser, "#train");
        await browser.waitFor(() => document.documentElement.dataset.state === "stopped");
        await browser.type('[data-setting="learningRate"]', "0.001");
        await browser.waitFor(() => document.documentElement.dataset.state === "idle");
        await browser.type('[data-setting="steps"]', "50");
        await press(browser, "#train");
        await trained(browser, 50);
        await paused(browser);
        await says(browser, "#notice", /^((?!stopped).)*$/s);
      },
      { query: "?v=1&hidden=32,32&learningRate=100&activation=relu&steps=3000&trajectories=6" },
    ),
);

test("with the keyboard alone: settings, training, the phase portrait", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      const { keyboard } = browser.page;
      const focused = () => browser.evaluate(() => document.activeElement?.id ?? "");
      await ready(browser);

      // Every control is reached, in both directions, and none holds the focus.
      const reached = new Set();
      for (let i = 0; i < 200; i++) {
        await keyboard.press("Tab");
        const id = await focused();
        if (id === "train") break;
        reached.add(id);
      }
      for (const id of ["system", "play", "time", "phase-portrait", "overlay-truth", "published"])
        assert.ok(reached.has(id), `${id} among ${[...reached]}`);
      assert.equal(await focused(), "train");
      await keyboard.press("Enter");
      await trained(browser, 60);
      await browser.waitFor(() => document.documentElement.dataset.state === "finished");

      await browser.page.focus("#phase-portrait");
      const start = () =>
        browser.evaluate(() =>
          [0, 1].map((i) => Number(document.querySelector(`[data-setting="x0.${i}"]`).value)),
        );
      const [q, p] = await start();
      await keyboard.press("ArrowLeft");
      await keyboard.press("ArrowUp");
      const [q1, p1] = await start();
      assert.ok(q1 < q && p1 > p, `${[q, p]} → ${[q1, p1]}`);
      await keyboard.down("Shift");
      await keyboard.press("ArrowRight");
      await keyboard.up("Shift");
      assert.ok((await start())[0] > q);
      await keyboard.press("Enter");
      assert.match(
        await browser.evaluate(() => document.querySelector("#play").getAttribute("aria-label")),
        /Pause/,
      );
      assert.equal(await focused(), "phase-portrait");
      await browser.waitFor(() => /x0=/.test(location.search));

      // A single step beyond the end moves the end.
      await browser.page.focus("#step");
      await keyboard.press("Enter");
      await trained(browser, 61);
      await browser.waitFor(() => document.documentElement.dataset.state === "finished");
      await says(browser, "#progress-text", /61 of 61/);
    },
    { query: small },
  ),
);

test(
  "with less motion nothing moves by itself, and the time and captions are still told",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser, url }) => {
        await browser.page.emulateMediaFeatures([
          { name: "prefers-reduced-motion", value: "reduce" },
        ]);
        await browser.goto(url + small);
        await ready(browser);
        await browser.waitFor(() =>
          /t = 0\.0 of/.test(document.querySelector("#time-text").textContent),
        );
        await press(browser, "#train");
        await trained(browser, 60);
        await passes(browser, 500);
        assert.match(await textOf(browser, "#time-text"), /t = 0\.0 of/);
        assert.equal(await browser.evaluate(() => document.querySelector("#time").value), "0");
        await says(browser, "#motion-energy-hnn", /energy/);
        await press(browser, "#play");
        await browser.waitFor(() => Number(document.querySelector("#time").value) > 0);
      },
      { query: small, motion: true },
    ),
);

test(
  "forced colours reach the pictures, in either theme, and the chosen segment is seen",
  limit,
  () =>
    withPage(
      "chromium",
      async ({ browser }) => {
        const cdp = await browser.page.createCDPSession();
        for (const scheme of ["dark", "light"]) {
          await cdp.send("Emulation.setEmulatedMedia", {
            features: [
              { name: "forced-colors", value: "active" },
              { name: "prefers-color-scheme", value: scheme },
            ],
          });
          await ready(browser);
          const colors = await browser.evaluate(() => {
            const [chosen, other] = ["total", "kinetic"].map((kind) =>
              getComputedStyle(document.querySelector(`#energyKind-${kind} + span`)),
            );
            return {
              ink: getComputedStyle(document.documentElement).getPropertyValue("--hnn").trim(),
              chosen: chosen.backgroundColor,
              other: other.backgroundColor,
            };
          });
          assert.equal(colors.ink, "LinkText", scheme);
          assert.notEqual(colors.chosen, colors.other, scheme);
          await painted(browser, "#phase-portrait", 3000);
        }
      },
      { query: small },
    ),
);

test("two bodies: every label is readable, and the smallest window holds the page", limit, () =>
  withPage(
    "chromium",
    async ({ browser }) => {
      await ready(browser);
      const words = await browser.evaluate(() => document.body.textContent);
      assert.ok(!/[qp]_[xy]\d/.test(words), "no symbol with an underscore");
      assert.match(words, /x₁ start/);
      for (const [width, height] of [
        [320, 256],
        [480, 320],
        [740, 360],
      ]) {
        await browser.resize(width, height);
        await fits(browser, `${width} × ${height}`);
      }
    },
    { query: "?v=1&system=two-body&hidden=8&trajectories=10&points=10&steps=50" },
  ),
);
