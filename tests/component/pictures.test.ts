// Every view looks as it is known to look: a picture of each with trained networks and nothing in motion, 1440 px wide, light, and
// most of them dark, for a projector and on a phone, too, compared field by field with pictures.json. The same settings give the
// same bits, so that what the networks draw is known, too. After an intended change:
//
//   UPDATE_PICTURES=1 npx vitest run --config tests/component/vitest.config.mjs tests/component/pictures.test.ts
//
// and look at build/pictures.
import { expect, test } from "vitest";
import { commands } from "vitest/browser";
import { mount, type Page } from "./mount.js";
import pictures from "./pictures.json" with { type: "json" };

const known: Record<string, string[]> = pictures;
const isUpdate = import.meta.env.VITE_UPDATE_PICTURES === "1";
/** Share of fields that may differ: a line that lies on the border of two fields falls to one or the other. */
const tolerance = 0.02;
const side = 20; // CSS pixels of a field

const net = "hidden=8,8&trajectories=10&points=10&steps=60";
const all = "contestants=hnn,baseline,second-order";
const views = {
  lab: net,
  "lab with energy injected": `${net}&injection=true&${all}`,
  "lab with friction": `${net}&system=damped-pendulum`,
  "lab without momenta": `${net}&system=spherical-pendulum&coordinates=velocities`,
  "orbits of two bodies": `${net}&system=two-body&view=orbits&${all}`,
  "orbits of three bodies": `${net}&system=three-body&view=orbits`,
  chaos: `${net}&system=henon-heiles&view=chaos&integrator=rk4`,
  reversibility: `${net}&view=reversal`,
  "data of one's own": net,
};

/** What some views are seen in after their light form; the others share their parts with these. */
const forms = {
  dark: { theme: "dark", width: 1440 },
  projector: { theme: "projector", width: 1440 },
  phone: { theme: "light", width: 360 },
};
const inAllForms = ["lab", "orbits of two bodies", "chaos", "reversibility"];

/** A damped swing: time, angle, angular velocity. */
const swing = Array.from({ length: 120 }, (_, i) => i / 6)
  .map((t) => [t, Math.cos(t) / (1 + t / 20), -Math.sin(t) / (1 + t / 20)])
  .map((row) => row.map((value) => value.toFixed(5)).join(" "))
  .join("\n");

async function bringData(page: Page) {
  await page.drop(new File([swing], "swing.txt"));
  await page.until(
    () => page.root.querySelector<HTMLDialogElement>("#data-dialog")?.open,
    () => page.text("#notice"),
  );
  await page.press("#data-use");
  page.openDetails();
  page.write('[data-setting="hidden"]', "8, 8");
  await page.fill('[data-setting="steps"]', "60");
}

const shownView = (page: Page) => page.find(".view:not([hidden])");

/** The window as high as the open view, so that all of it is in sight and painted. */
async function showWhole(page: Page, width: number) {
  await page.resize(width, 900);
  for (let i = 0; i < 3; i++) {
    const { scrollHeight } = shownView(page);
    const around = page.find(".page-head").offsetHeight + page.find(".dock").offsetHeight;
    const height = scrollHeight + around + 400;
    if (height === innerHeight) return;
    await page.resize(width, height);
  }
}

/** Shares of inked pixels in fields of 20 × 20 CSS pixels, as digits 0 … 9: what is where, without the last bit of a letter's edge. */
async function fieldsOf(png: string): Promise<string[]> {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const g = new OffscreenCanvas(image.width, image.height).getContext("2d");
  if (!g) throw new Error("no context");
  g.drawImage(image, 0, 0);
  const { data } = g.getImageData(0, 0, image.width, image.height);
  const paper = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(Number);
  const columns = Math.floor(image.width / side);
  const ink = Array.from({ length: Math.floor(image.height / side) }, () =>
    new Array<number>(columns).fill(0),
  );
  const [red, green, blue] = paper as [number, number, number];
  for (let y = 0; y < ink.length * side; y++) {
    const row = ink[Math.floor(y / side)] as number[];
    for (let x = 0, i = 4 * y * image.width; x < columns * side; x++, i += 4) {
      // What differs from the paper by more than a hairline does is ink.
      const isInk =
        Math.abs((data[i] as number) - red) > 65 ||
        Math.abs((data[i + 1] as number) - green) > 65 ||
        Math.abs((data[i + 2] as number) - blue) > 65;
      if (isInk) (row[Math.floor(x / side)] as number)++;
    }
  }
  return ink.map((row) =>
    row.map((count) => Math.min(9, Math.ceil((count / side ** 2) * 9))).join(""),
  );
}

/** Share of fields whose ink differs by more than a ninth of it. */
function difference(a: string[], b: string[]) {
  if (a.length !== b.length || a[0]?.length !== b[0]?.length) return 1;
  const [first, second] = [a, b].map((rows) => [...rows.join("")].map(Number)) as [
    number[],
    number[],
  ];
  return (
    first.filter((value, i) => Math.abs(value - (second[i] as number)) > 1).length / first.length
  );
}

/** Row by row, what is shown and what is known, where they differ. */
const rowsThatDiffer = (shown: string[], wanted: string[]) =>
  Array.from({ length: Math.max(shown.length, wanted.length) }, (_, i) => i)
    .filter((i) => shown[i] !== wanted[i])
    .map((i) => `${i} of ${shown.length}: ${shown[i]}, known of ${wanted.length}: ${wanted[i]}`)
    .join("\n");

/** The open view looks as it is known to look. */
async function compare(name: string) {
  const png = await commands.picture(".view:not([hidden])");
  const shown = await fieldsOf(png);
  if (isUpdate) {
    known[name] = shown;
    await commands.writeFile(`build/pictures/${name.replaceAll(/\W+/g, "-")}.png`, png, "base64");
    await commands.writeFile(
      "tests/component/pictures.json",
      `${JSON.stringify(known, null, 2)}\n`,
    );
    return;
  }
  const wanted = known[name];
  if (!wanted) throw new Error(`no picture of “${name}” is known: see the head of this file`);
  const off = difference(shown, wanted);
  expect(
    off,
    `${name}: ${off} of the fields differ:\n${rowsThatDiffer(shown, wanted)}`,
  ).toBeLessThanOrEqual(tolerance);
  // The comparison can tell one view from another.
  const other = known[name.startsWith("lab") ? "chaos" : "lab"] ?? [];
  expect(difference(shown, other)).toBeGreaterThan(tolerance);
}

for (const [name, query] of Object.entries(views))
  test(`${name} looks as it is known to look`, async () => {
    const page = await mount(`?v=1&${query}`, { width: 1440 });
    if (name === "data of one's own") await bringData(page);
    await page.train();
    expect(page.state).toBe("finished");
    await showWhole(page, 1440);
    await compare(name);
    if (!inAllForms.includes(name)) return;
    for (const [form, { theme, width }] of Object.entries(forms)) {
      await page.fill("#theme", theme);
      await showWhole(page, width);
      await compare(`${name}, ${form}`);
    }
  });
