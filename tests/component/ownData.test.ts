// Data of the visitor's own: the dialog, its verdicts, files that are no data, and sets that the page saved itself.

import { clear, createStore } from "idb-keyval";
import { expect, test } from "vitest";
import { commands, userEvent } from "vitest/browser";
import { fileText } from "../../web/src/catalogue/strings.later.js";
import {
  applyMapping,
  createLab,
  dataSetOf,
  readTable,
  saveDataSet,
} from "../../web/src/lab/index.js";
import type { Settings } from "../../web/src/protocol/settings.js";
import { violations, widthOfDocument } from "./look.js";
import { mount, type Page } from "./mount.js";

const small = "?v=1&hidden=8,8&trajectories=6&points=8&steps=60";

/** A swing of small amplitude, with a gap: time, angle, angular velocity. */
function swing(header = "t;angle;speed") {
  const rows = Array.from({ length: 80 }, (_, i) => i * 0.2)
    .filter((t) => t < 5 || t > 5.5)
    .map((t) => [t, Math.cos(t), -Math.sin(t)].map((value) => value.toFixed(6)).join(";"));
  return [header, ...rows].join("\n");
}

const fileOf = (name: string, content: BlobPart) => new File([content], name);

/** Settles until the file has been read: a dialog, or what is said of it. */
async function read(page: Page, name: string) {
  const isRead = () =>
    page.root.querySelector<HTMLDialogElement>("#data-dialog")?.open ||
    (page.text('[data-kind="file"]').includes(`“${name}”`) &&
      !page.text('[data-kind="file"]').includes(fileText.readingData(name)));
  // The browser reads files in its own time.
  for (const end = performance.now() + 10_000; !isRead() && performance.now() < end; )
    await page.settle();
  if (!isRead()) throw new Error(`${name} was not read: ${page.text("#notice")}`);
}

async function choose(page: Page, name: string, content: BlobPart) {
  const input = page.find<HTMLInputElement>("#data-file");
  const given = new DataTransfer();
  given.items.add(fileOf(name, content));
  input.files = given.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  await read(page, name);
}

async function drop(page: Page, name: string, content: BlobPart) {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(fileOf(name, content));
  for (const type of ["dragover", "drop"])
    page
      .find("main")
      .dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  await read(page, name);
}

const isOpen = (page: Page) =>
  page.root.querySelector<HTMLDialogElement>("#data-dialog")?.open === true;
const systemShown = (page: Page) =>
  page.find<HTMLSelectElement>("#system").selectedOptions[0]?.textContent;

test("a table is chosen, its columns are changed, and both networks learn from it", async () => {
  const page = await mount(small);
  await choose(page, "swing.csv", swing("when;one;other"));
  expect(isOpen(page)).toBe(true);
  expect(page.text("#data-account")).toMatch(/77 rows of 3 columns/);
  const roles = page.all("[data-column]").map((select) => (select as HTMLSelectElement).value);
  expect(roles).toEqual(["t", "q1", "p1"]);
  expect(page.text("#data-verdict")).toMatch(/77 samples in 1 recording/);

  // A mapping that makes no data says why, and cannot be used.
  await page.fill('[data-column="3"]', "q1");
  expect(page.text("#data-verdict")).toMatch(/column 2.*column 3.*q1/);
  expect(page.find<HTMLButtonElement>("#data-use").disabled).toBe(true);
  await page.fill('[data-column="3"]', "p1");

  await page.press("#data-use");
  expect(isOpen(page)).toBe(false);
  expect(page.text("#own-data")).toMatch(/swing\.csv/);
  expect(page.text("#own-data")).toMatch(/60 .*14 .*0\.2.*1 gap.*3 samples were skipped/);
  expect(page.host.link).toMatch(/data=own/);
  const own = systemShown(page);
  await page.fill('[data-setting="steps"]', "60");
  await page.train();
  expect(page.host.face.dataset.stepHnn).toBe("60");
  expect(page.text("#energyMse-baseline")).toMatch(/\d/);
  for (const id of ["#phase-portrait", "#energy-chart", "#loss-chart", "#motion-hnn"])
    expect(await page.ink(id), id).toBeGreaterThan(300);

  // Another split: the shown motion begins where the held-out part now does.
  const start = () => page.find<HTMLInputElement>('[data-setting^="x0"]').value;
  const before = start();
  await page.fill('[data-setting="trainFraction"]', "0.5");
  expect(page.text("#own-data")).toMatch(/ 3\d /);
  expect(start()).not.toBe(before);

  // A jump within the page (to an anchor) keeps the data; "back" gives them up, and undo brings them again.
  page.host.goTo(page.host.link);
  await page.settle();
  expect(systemShown(page)).toBe(own);
  await page.press("#drop-data");
  expect(page.find<HTMLSelectElement>("#system").value).toBe("pendulum");
  await page.press("#notice-run-action");
  expect(systemShown(page)).toBe(own);
});

test("dropped, and taken by keyboard alone; Escape leaves everything as it was", async () => {
  const page = await mount(small);
  const fingerprint = page.text("#fingerprint-hnn");
  const before = systemShown(page);
  await drop(page, "swing.txt", swing(""));
  await userEvent.keyboard("{Escape}");
  await page.settle();
  expect(isOpen(page)).toBe(false);
  expect(page.text("#fingerprint-hnn")).toBe(fingerprint);
  expect(systemShown(page)).toBe(before);

  await drop(page, "swing.txt", swing(""));
  for (let i = 0; i < 20 && document.activeElement?.id !== "data-use"; i++) await userEvent.tab();
  expect(document.activeElement?.id).toBe("data-use");
  await userEvent.keyboard("{Enter}");
  await page.settle();
  expect(page.text("#own-data")).toMatch(/swing\.txt/);
});

/** Files that are no data, and what is said of them. */
const bad: Record<string, [string, RegExp]> = {
  "empty.csv": ["", /empty/],
  "header.csv": ["t,q,p\n", /row 1/],
  "one.csv": ["t,q,p\n0,1,2\n", /row 2/],
  "text.csv": ["t,q,p\n0,1,2\n1,abc,2\n2,1,2\n", /row 3, column 2 \("q"\).*"abc"/],
  "nan.csv": ["t,q,p\n0,1,2\n1,1,2\n2,1,NaN\n", /row 4, column 3 \("p"\).*"NaN"/],
  "time.csv": ["t,q,p\n0,1,2\n2,1,2\n1,1,2\n", /row 4, column 1 \("t"\).*2.*row 3/],
  "widths.csv": ["t,q,p\n0,1,2\n1,1\n", /row 3.*row 2/],
  "separator.csv": ["t|q|p\n0|1|2\n1|1|2\n", /column|time/],
  "short.csv": ["t,q,p\n0,1,0\n1,0,-1\n2,-1,0\n", /sample/],
};

test("files that are no data: a message with row and column, and nothing is lost", async () => {
  const page = await mount(small);
  await page.train();
  const fingerprint = page.text("#fingerprint-hnn");
  const before = systemShown(page);
  for (const [name, [content, expected]] of Object.entries(bad)) {
    await choose(page, name, content);
    if (isOpen(page)) {
      // A table, but no data: the verdict says so, before or after the core has looked.
      if (!page.find<HTMLButtonElement>("#data-use").disabled) await page.press("#data-use");
      expect(page.text("#data-verdict"), name).toMatch(expected);
      await page.press("#data-cancel");
    } else {
      expect(page.text('[data-kind="file"]'), name).toMatch(expected);
    }
    expect(page.text("#fingerprint-hnn"), name).toBe(fingerprint);
  }
  const long = "0.123456789,1.0,2.0\n".repeat(Math.ceil((51 * 2 ** 20) / 20));
  await choose(page, "long.csv", long);
  expect(page.text('[data-kind="file"]')).toMatch(/50 MB/);
  expect(page.text("#fingerprint-hnn")).toBe(fingerprint);
  expect(systemShown(page)).toBe(before);
});

test("another separator is another table; two coordinates are drawn without a judge", async () => {
  const page = await mount(small);
  const rows = Array.from({ length: 60 }, (_, i) => i * 0.1).map((t) =>
    [t, Math.cos(t), Math.sin(t), -Math.sin(t), Math.cos(t)].join(","),
  );
  await choose(page, "plane.txt", rows.join("\n"));
  await page.fill("#data-separator", ";");
  expect(page.find<HTMLButtonElement>("#data-use").disabled).toBe(true);
  await page.fill("#data-separator", ",");
  await page.fill("#data-judge", "");
  await page.press("#data-use");
  await page.fill('[data-setting="steps"]', "20");
  await page.train();
  expect(page.text("#coordinateMse-hnn")).toMatch(/\d/);
  expect(page.text("#energyMse-hnn")).toBe("–");
  for (const who of ["truth", "hnn", "baseline"])
    expect(await page.ink(`#motion-${who}`), who).toBeGreaterThan(100);
});

test("a link that was made with one's own data says what is missing", async () => {
  const page = await mount(`${small}&data=own`);
  expect(page.text("#notice")).toMatch(/data/);
  expect(page.find<HTMLSelectElement>("#system").value).toBe("pendulum");
});

for (const [width, colorScheme] of [
  [320, "light"],
  [1440, "dark"],
] as const)
  test(`the dialog fits at ${width} px, ${colorScheme}; axe finds nothing`, async () => {
    await commands.emulate({ colorScheme });
    const page = await mount(small, { width, height: 700 });
    await choose(page, "swing.csv", swing());
    const { left, right, top, bottom } = page.find("#data-dialog").getBoundingClientRect();
    expect(left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight).toBe(true);
    expect(await violations()).toEqual([]);
    await page.press("#data-use");
    expect(widthOfDocument()).toBeLessThanOrEqual(width);
    expect(await violations()).toEqual([]);
  });

test("data sets that the lab saves teach the same in every form, with the system's parameters; a broken one is refused", async () => {
  const lab = await createLab();
  const run = lab.session({
    ...{ hidden: [8], trajectories: 6, points: 12 },
    systemParameters: [0.5, 1, 4],
  });
  const set = dataSetOf(run.data(), run.settings as Settings);
  const page = await mount(small);
  const before = page.text("#fingerprint-hnn");
  const json = new TextDecoder().decode(saveDataSet(set, "json"));
  await drop(page, "broken.json", json.replace('"t": [0,', '"t": [null,'));
  expect(page.text('[data-kind="file"]')).toMatch(/"t"\[0\].*null/);
  expect(page.text("#fingerprint-hnn")).toBe(before);
  const prints: string[] = [];
  for (const form of ["safetensors", "json", "csv"] as const) {
    await drop(page, `set.${form}`, saveDataSet(set, form) as BlobPart);
    expect(page.text("#data-verdict"), form).toMatch(/72 samples in 6 recordings/);
    await page.press("#data-use");
    await page.fill('[data-setting="steps"]', "60");
    await page.train();
    expect(page.host.face.dataset.stepHnn).toBe("60");
    if (form !== "csv") expect(page.host.link, form).toMatch(/systemParameters=0\.5,1,4/);
    prints.push(page.text("#fingerprint-hnn"));
  }
  expect(new Set(prints).size).toBe(1);
});

test("both networks of a run on one's own data come back from their files, with the data", async () => {
  const lab = await createLab();
  const table = readTable(swing(), "swing.csv");
  const { measured } = applyMapping(table, table.proposed, { judged: true });
  const models = (["hnn", "baseline"] as const).map((model) => {
    const settings = { system: "pendulum", model, hidden: [8], trainFraction: 0.7, steps: 40 };
    const run = lab.session(settings, { measured });
    run.advance(40);
    return { model, file: fileOf(`${model}.json`, run.saveText()), print: run.fingerprint };
  });
  const page = await mount(small);
  const shown = () =>
    models.every(({ model, print }) => page.text(`#fingerprint-${model}`) === print);
  await page.drop(...models.map(({ file }) => file));
  await page.until(shown, () => page.text("#notice"));
  expect([page.state, page.step()]).toEqual(["finished", "40"]);
  expect(page.text("#own-data")).toMatch(/swing\.csv/);
  const own = systemShown(page);
  // Another system, and undo: the data are there again, with what was learned.
  await page.fill("#system", "spring");
  expect(page.step()).toBe("0");
  await page.press("#notice-run-action");
  expect(systemShown(page)).toBe(own);
  expect(shown()).toBe(true);
});

test("a reload brings one's own data back, with what was learned from them", async () => {
  await clear(createStore("hnn-lab", "work"));
  sessionStorage.clear();
  const slow = { keepsWork: true, stepTime: 400 };
  const first = await mount(small, slow);
  await choose(first, "swing.csv", swing());
  await first.press("#data-use");
  await first.fill('[data-setting="steps"]', "60");
  await first.train();
  const print = first.text("#fingerprint-hnn");
  const { link } = first.host;
  expect(link).toMatch(/data=own/);
  first.dispose();
  const page = await mount(link, slow);
  expect(page.text("#own-data")).toMatch(/swing\.csv/);
  expect(page.text("#fingerprint-hnn")).toBe(print);
  expect(page.step()).toBe("60");
});
