// A visitor's ways through the lab: train and undo, the views, chaos, solve, friction, own data, model files, reload, lessons,
// a worker that dies.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  fingerprint,
  journey,
  opened,
  settled,
  shareBrowser,
  shows,
  small,
  stepIs,
  stepOf,
  train,
  until,
} from "./journey.mjs";

shareBrowser();

/** More than is done while a test looks: it ends by a button. */
const endless = small.replace("steps=60", "steps=1000000");

journey(
  "train, pause, resume, reset and undo",
  async ({ page }) => {
    await page.locator("#train").click();
    await until(page, "training");
    await page.waitForFunction(() => Number(document.documentElement.dataset.stepHnn) > 0);
    await page.locator("#pause").click();
    await until(page, "paused");
    const paused = await stepOf(page);
    assert.ok(paused > 0);
    await page.locator("#train").click();
    await page.waitForFunction(
      (before) => Number(document.documentElement.dataset.stepHnn) > before,
      paused,
    );
    await page.locator("#pause").click();
    await until(page, "paused");
    const print = await fingerprint(page);
    await page.locator("#reset").click();
    await stepIs(page, 0);
    await page.locator("#notice-run-action").click();
    await shows(page, "#fingerprint-hnn", print);
  },
  { query: endless },
);

const views = ["orbits", "chaos", "reversal"];

journey(
  "open each view by its tab, and again by Back and Forward",
  async ({ page }) => {
    for (const view of views) {
      await page.locator(`#tab-${view}`).click();
      await opened(page, view);
      await page.waitForURL(new RegExp(`view=${view}`));
    }
    for (const [go, view] of [
      ["goBack", "chaos"],
      ["goBack", "orbits"],
      ["goForward", "chaos"],
    ]) {
      await page[go]();
      await page.waitForURL(new RegExp(`view=${view}`));
      await opened(page, view);
    }
    await page.locator("#tab-lab").click();
    await shows(page, "#view-lab:not([hidden]) #phase-portrait");
  },
  { query: `${small}` },
);

for (const [view, system] of [
  ["orbits", "two-body"],
  ["chaos", "henon-heiles"],
  ["reversal", "pendulum"],
])
  journey(`open ${view} from a link`, async ({ page }) => opened(page, view), {
    query: `${small}&system=${system}&view=${view}`,
  });

journey(
  "compute chaos, stop a long study, and what was found stays",
  async ({ page }) => {
    await shows(page, "#chaos-status", /^Done/);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("details")) one.open = true;
    });
    await page.locator('[data-setting="chaosDuration"]').fill("10000");
    await page.locator('[data-setting="chaosDuration"]').blur();
    await shows(page, "#chaos-status", /^Computing/);
    await shows(page, "#section-caption-truth", /\d/); // a study stopped earlier has found nothing
    await page.locator("#chaos-stop").click();
    await shows(page, "#chaos-status", /^Stopped/);
    await settled(page);
    const caption = () => page.locator("#section-caption-truth").textContent();
    const found = await caption();
    assert.match(found, /\d/);
    // Something else that takes its time has passed through the page's queue: nothing was added.
    await page.locator("#tab-lab").click();
    await page.locator("#tab-chaos").click();
    await shows(page, "#chaos-status", /./);
  },
  { query: `${small}&system=henon-heiles&view=chaos` },
);

const wholeModule = /\/hnn_lab-[\w-]+\.wasm$/;
let wholeAsked = 0;
let isWholeThere = false;
journey(
  "solve the pendulum by one click, which loads the whole module; without it the networks stay",
  async ({ page }) => {
    await train(page);
    assert.equal(wholeAsked, 0);
    await page.locator("#solve").click();
    await shows(page, ".notice", /could not be loaded.*hnn_lab.*503/);
    await settled(page);
    assert.equal(await stepOf(page), 60);
    assert.match(await page.locator("#testLoss-hnn").textContent(), /\d/);

    isWholeThere = true;
    wholeAsked = 0;
    await page.locator("#solve").click();
    await shows(page, "#fingerprint-sampled-hnn", /^[0-9a-f]{16}$/);
    await page.waitForURL(/sampled-hnn/);
    await shows(page, "#testLoss-sampled-hnn", /\d/);
    assert.equal(wholeAsked, 1, "the networks share what was compiled");

    // A reload without it: nothing is lost, and the link's other networks are there.
    await settled(page);
    const solved = await page.locator("#fingerprint-sampled-hnn").textContent();
    await page.route(wholeModule, (route) => route.abort());
    await page.reload();
    await shows(page, ".notice button", "Restore it");
    assert.match(page.url(), /hidden=16,16|hidden=16%2C16/);
    await page.unroute(wholeModule);
    await page.locator(".notice button", { hasText: "Restore it" }).click();
    await shows(page, "#fingerprint-sampled-hnn", solved);
    await until(page, "finished");
    assert.equal(await stepOf(page), 60);
  },
  {
    query: `${small}&solvedWidth=60`,
    server: {
      intercept: (request, response) => {
        if (!wholeModule.test(request.url)) return false;
        wholeAsked += 1;
        if (isWholeThere) return false;
        response.writeHead(503, { "Cache-Control": "no-store" }).end();
        return true;
      },
    },
  },
);

journey(
  "take the friction away after training",
  async ({ page }) => {
    await train(page);
    assert.equal(await stepOf(page, "DissipativeHnn"), 60);
    await page.locator("#friction").fill("0");
    await page.waitForURL(/friction=0/);
    await settled(page);
    await page.waitForFunction(() => {
      const words = document.querySelector("#energy-chart").getAttribute("aria-label");
      const [, start, low] = /: starts at ([\d.]+), stays between ([\d.]+)/.exec(words) ?? [];
      return start !== undefined && Number(low) > 0.99 * Number(start);
    });
  },
  { query: `${small}&system=damped-pendulum` },
);

/** A swing of small amplitude: time, angle, angular velocity. */
const swing = [
  "t,angle,speed",
  ...Array.from({ length: 80 }, (_, i) =>
    [0.2 * i, Math.cos(0.2 * i), -Math.sin(0.2 * i)].map((value) => value.toFixed(6)).join(","),
  ),
].join("\n");

journey("choose a table of one's own, map its columns, and train on it", async ({ page }) => {
  const chooser = page.waitForEvent("filechooser");
  await page.locator("#choose-data").press("Enter");
  await (await chooser).setFiles({
    name: "swing.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(swing),
  });
  await shows(page, "#data-dialog[open]");
  await page.locator('[data-column="3"]').selectOption("q1");
  await shows(page, "#data-use:disabled");
  await page.locator('[data-column="3"]').selectOption("p1");
  await page.locator("#data-use:enabled").click();
  await shows(page, "#own-data", "swing.csv");
  await page.waitForURL(/data=own/);
  await page.locator('[data-setting="steps"]').fill("60");
  await page.locator('[data-setting="steps"]').blur();
  await train(page);
  assert.equal(await stepOf(page), 60);
  await shows(page, "#energyMse-hnn", /\d/);
});

journey("save a model, reload, and load it again", async ({ page }) => {
  await train(page);
  const print = await fingerprint(page);
  const download = page.waitForEvent("download");
  await page
    .locator("#files summary, summary#files")
    .first()
    .click({ trial: false })
    .catch(() => {});
  await page.locator("#save-hnn").evaluate((button) => button.click());
  const file = await (await download).path();
  assert.match(readFileSync(file, "utf8"), new RegExp(print));
  await page.locator("#reset").click();
  await stepIs(page, 0);
  await page.locator("#load-file").setInputFiles({
    name: "model.json",
    mimeType: "application/json",
    buffer: readFileSync(file),
  });
  await shows(page, "#fingerprint-hnn", print);
  assert.equal(await stepOf(page), 60);
});

/** What a visitor would miss, if it were not there after a reload. */
const work = async (page) => {
  const look = await page.evaluate(() => ({
    loss: document.querySelector("#loss-chart").getAttribute("aria-label"),
    start: document.querySelector('[data-setting="x0.0"]').value,
    kind: document.querySelector("[name=energyKind]:checked").value,
    pins: [...document.querySelectorAll(".pinned input[type=text]")].map(({ value }) => value),
    energy: document.querySelector("#motion-energy-hnn").textContent,
    step: document.documentElement.dataset.stepHnn,
  }));
  return { ...look, prints: [await fingerprint(page), await fingerprint(page, "baseline")] };
};

/** Trains, pins, looks at it in another way and moves the start. */
async function worked(page) {
  await train(page);
  await page.locator("#pin").click();
  await page.locator("#energyKind-kinetic").check();
  await page.locator("#phase-portrait").press("ArrowLeft");
  await settled(page);
  const before = await work(page);
  assert.equal(before.pins.length, 1);
  assert.equal(before.kind, "kinetic");
  return before;
}

journey(
  "a reload brings the work back, also in another theme and another view",
  async ({ page }) => {
    const before = await worked(page);
    for (const [theme, view] of [
      ["light", "lab"],
      ["dark", "reversal"],
    ]) {
      await page.locator("#theme").selectOption(theme);
      await page.locator(`#tab-${view}`).click();
      await opened(page, view);
      await settled(page);
      await page.reload();
      await until(page, "finished");
      await opened(page, view);
      await page.locator("#tab-lab").click();
      await settled(page);
      assert.deepEqual(await work(page), before);
      assert.equal(await page.locator("html").getAttribute("data-theme"), theme);
    }
  },
);

journey(
  "where the script that restores work does not arrive, nothing is overwritten, and Try again restores it",
  async ({ page }) => {
    const before = await worked(page);
    const script = /\/returning-[^/]*\.js$/;
    await page.route(script, (route) => route.abort());
    await page.reload();
    const again = page.locator(".notice button", { hasText: "Try again" });
    await shows(page, ".notice button", "Try again");
    await until(page, "idle");
    await train(page); // is not saved in the place of the work
    await page.locator("#reset").click();
    await until(page, "idle");
    await page.unroute(script);
    await again.click();
    await until(page, "finished");
    assert.deepEqual(await work(page), before);
  },
);

journey("another language brings the work back, in its words", async ({ page }) => {
  const before = await worked(page);
  const german = page.waitForEvent("load");
  await page.locator("#language").selectOption("de");
  await german;
  await until(page, "finished");
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  const { loss, energy, ...same } = await work(page);
  assert.match(loss + energy, /\d,\d/);
  const { start } = before;
  assert.deepEqual(
    { ...same, loss, energy },
    { ...before, loss, energy, start: start.replace(".", ",") },
  );
});

journey("the page is printed with its pictures", async ({ page }) => {
  await train(page);
  const pdf = await page.pdf({ format: "A4", printBackground: true });
  assert.ok(pdf.length > 50_000, `${pdf.length} bytes`);
});

journey(
  "a lesson is answered from what was measured, and its end brings the own network back",
  async ({ page }) => {
    await train(page);
    const own = await fingerprint(page);
    await page.locator("#lessons").click();
    await shows(page, "#lesson-title");
    await page.waitForURL(/lesson=1/);
    await page.locator("#lesson-begin").click();
    await stepIs(page, 0);
    await page.locator(".question input").first().click();
    await shows(page, "#lesson-reply");
    await page.locator("#lesson").focus();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.querySelector("#lesson"));
    await shows(page, "#fingerprint-hnn", own);
  },
);

journey(
  "a worker that is killed while it trains is replaced, and trains on from its last model",
  async ({ page }) => {
    await page.locator("#train").click();
    await page.waitForFunction(() => Number(document.documentElement.dataset.stepHnn) > 50);
    await page.locator("#pause").click();
    await until(page, "paused");
    const before = await stepOf(page);
    await page.locator("#train").click();
    await page.waitForFunction(
      (step) => Number(document.documentElement.dataset.stepHnn) > step,
      before,
    );
    const victims = page.workers();
    assert.ok(victims.length >= 2);
    // From a task of its own, because an idle worker ends with a task.
    for (const victim of victims)
      void victim.evaluate(() => void setTimeout(() => self.close())).catch(() => {});
    // It is said of each network, with the step that was restored.
    for (const who of ["hnn", "baseline"]) {
      const said = `Worker "${who}" stopped unexpectedly`;
      await shows(page, ".notice", said);
      const notice = page.locator(".notice").filter({ hasText: said });
      const words = await notice.first().textContent();
      const [, restored] = /step (\d+) was restored; training continues/.exec(words) ?? [];
      assert.ok(Number(restored) > 0, words);
    }
    await until(page, "training");
    await page.waitForFunction(
      (step) => Number(document.documentElement.dataset.stepHnn) > step + 20,
      before,
    );
  },
  { query: endless },
);
