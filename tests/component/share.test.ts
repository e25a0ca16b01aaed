// What leaves the page: link, QR code and embedding code; networks as tensors; every plot's picture and numbers; the page on paper.
import { encode } from "uqr";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { createLab, dataSetOf, readDataSet, readTable } from "../../web/src/lab/index.js";
import type { Settings } from "../../web/src/protocol/settings.js";
import { pixelsOf, violations } from "./look.js";
import { mount, type Page } from "./mount.js";

const small = "?v=1&hidden=8,8&trajectories=6&points=8&steps=40";

const fieldValue = (page: Page, selector: string) => page.find<HTMLInputElement>(selector).value;

async function openShare(page: Page) {
  page.find("#share").focus();
  await page.press("#share");
  await page.until(
    () => page.root.querySelector<HTMLDialogElement>(".share-dialog")?.open,
    () => "the dialog does not open",
  );
}

/** Width of a PNG, out of its header. */
async function widthOfPng(blob: Blob) {
  const bytes = new DataView(await blob.arrayBuffer());
  expect(bytes.getUint32(0)).toBe(0x89504e47); // ‰PNG
  return bytes.getUint32(16);
}

test("the dialog: link, QR code and code that follows the choice", async () => {
  const page = await mount(small);
  page.openDetails();
  await page.fill('[data-setting="noise"]', "0.15");
  await openShare(page);
  const link = fieldValue(page, "#share-link");
  expect(link).toMatch(/^https:\/\/lab\.example\/\?.*noise=0\.15/);
  expect(await violations()).toEqual([]);

  // The QR code is that of the link, module by module, with its quiet zone.
  const { data, size } = encode(link, { ecc: "M", border: 0 });
  const canvas = page.find<HTMLCanvasElement>("#share-qr");
  const one = canvas.width / (size + 8);
  const pixels = pixelsOf(canvas);
  const isDark = (x: number, y: number) => {
    const [column, row] = [x, y].map((place) => Math.floor((place + 0.5) * one)) as [
      number,
      number,
    ];
    return (pixels[4 * (row * canvas.width + column)] as number) < 128;
  };
  const wrong: string[] = [];
  for (let y = 0; y < size + 8; y++)
    for (let x = 0; x < size + 8; x++)
      if (isDark(x, y) !== (data[y - 4]?.[x - 4] ?? false)) wrong.push(`${x}, ${y}`);
  expect(wrong).toEqual([]);

  await page.fill("#share-kind", "frame");
  await page.fill("#share-width", "9");
  const code = fieldValue(page, "#share-code");
  expect(code).toMatch(/^<iframe src="http.*embed\.html\?v=2&amp;.*noise=0\.15/);
  expect(code).toMatch(/width="160"/);
  await userEvent.keyboard("{Escape}");
  expect(page.find<HTMLDialogElement>(".share-dialog").open).toBe(false);
  expect(document.activeElement?.id).toBe("share");
});

test("a network that is saved as tensors and dropped again is the same", async () => {
  const page = await mount(small);
  await page.train();
  const print = page.text("#fingerprint-hnn");
  await openShare(page);
  const { name, blob } = await page.save("#share-tensors-hnn", /^hnn-pendulum-40\.safetensors$/);
  await page.press("#share-close");
  await page.press("#reset");
  expect(page.step()).toBe("0");
  await page.drop(new File([blob], name));
  await page.until(
    () => page.text("#fingerprint-hnn") === print,
    () => page.text("#notice"),
  );
});

test("what the networks learn from is saved in every form, with the same content", async () => {
  const page = await mount(small);
  await openShare(page);
  const bytes: Uint8Array[] = [];
  for (const form of ["json", "safetensors", "csv"]) {
    const { blob } = await page.save(`#share-data-${form}`, new RegExp(`^data-pendulum.${form}$`));
    bytes.push(new Uint8Array(await blob.arrayBuffer()));
  }
  const [json, tensors, csv] = bytes as [Uint8Array, Uint8Array, Uint8Array];
  const set = readDataSet(json);
  expect(readDataSet(tensors)).toEqual(set);
  const run = (await createLab()).session(set.settings as Partial<Settings>);
  expect(dataSetOf(run.data(), run.settings as Settings)).toEqual(set);
  const table = readTable(new TextDecoder().decode(csv), "data.csv");
  expect(table.lines).toHaveLength(48); // 6 trajectories of 8 samples
});

test("numbers of a chart say where they come from, and are all of the series, not the table's rows", async () => {
  const page = await mount(`${small}&noise=0.15`);
  await page.train();
  const read = async (name: string) => {
    const { blob } = await page.save(`#${name}-csv`, new RegExp(`-${name}\\.csv$`));
    return (await blob.text()).split("\n");
  };
  const lines = await read("loss-chart");
  expect(lines[1]).toMatch(/noise=0\.15/);
  expect(lines.some((line) => /^# hnn [0-9a-f]{16}$/.test(line))).toBe(true);
  const head = lines.findIndex((line) => !line.startsWith("#"));
  expect(lines[head]?.match(/","|,(?=")/g)).toHaveLength(5);
  const last = (lines.at(-2) ?? "").split(",").map(Number);
  expect(last.every(Number.isFinite) && (last[0] as number) <= 40).toBe(true);
  expect(lines.length - head).toBeGreaterThan(20);
  expect((await read("energy-chart")).length).toBeGreaterThan(100);
});

const plots = {
  lab: ["motion", "phase-portrait", "energy-chart", "loss-chart"],
  orbits: ["orbits", "orbit-energy-total"],
  chaos: ["section-truth", "chaos-path", "chaos-exponent"],
  reversal: ["loop-truth", "loop-hnn", "reversal-gap"],
};

/** Device pixels and CSS pixels of the pictures of a plot that are shown. */
const canvasesOf = (page: Page, name: string) =>
  [...(page.find(`#${name}-png`).closest(".figure")?.querySelectorAll("canvas") ?? [])]
    .filter((canvas) => canvas.getClientRects().length > 0)
    .map(({ width, clientWidth }) => ({ width, clientWidth }));

for (const [view, names] of Object.entries(plots))
  test(`every plot of ${view} is taken as a fine picture and as numbers, and stays as it was`, async () => {
    const page = await mount(
      `?v=1&system=henon-heiles&hidden=8,8&steps=40&trajectories=6&points=10&rolloutDuration=20&view=${view}`,
      { width: 1200 },
    );
    await page.train();
    for (const name of names) {
      page.find(`#${name}-png`).scrollIntoView({ block: "center" });
      await page.painted();
      const before = canvasesOf(page, name);
      expect(before.length, name).toBeGreaterThan(0);
      const { blob } = await page.save(`#${name}-png`, new RegExp(`-${name}\\.png$`));
      const width = before.reduce((sum, { clientWidth }) => sum + clientWidth, 0);
      expect(await widthOfPng(blob), name).toBeGreaterThan(2 * width);
      expect(blob.size, `${name} is drawn`).toBeGreaterThan(8000);
      expect(canvasesOf(page, name), `${name} is left as it was`).toEqual(before);

      const { blob: table } = await page.save(`#${name}-csv`, new RegExp(`-${name}\\.csv$`));
      const lines = (await table.text())
        .split("\n")
        .filter((line) => line && !line.startsWith("#"));
      expect(lines.length, name).toBeGreaterThan(18);
      for (const line of lines.slice(1))
        for (const cell of line.split(",")) expect(Number(cell), `${name}: ${line}`).not.toBeNaN();
    }
  });

/** Device pixels per CSS pixel, and how many pixels of the energy chart are black, and how many white: the truth is one of both. */
function inkOnPaper(page: Page) {
  const ratios = ["#phase-portrait", "#energy-chart"].map((id) => {
    const canvas = page.find<HTMLCanvasElement>(id);
    return canvas.width / canvas.clientWidth;
  });
  const data = pixelsOf(page.find<HTMLCanvasElement>("#energy-chart"));
  let [black, white] = [0, 0];
  for (let i = 0; i < data.length; i += 4) {
    const [r, g, b, alpha] = data.slice(i, i + 4) as unknown as [number, number, number, number];
    if (alpha <= 200) continue;
    if (Math.max(r, g, b) < 40) black++;
    if (Math.min(r, g, b) > 225) white++;
  }
  return { ratios, black, white, theme: page.host.face.dataset.theme };
}

test("paper is light and fine; afterwards the screen is as it was", async () => {
  const page = await mount(`${small}&theme=dark`);
  await page.train();
  await page.ink("#phase-portrait");
  await page.ink("#energy-chart");
  const before = inkOnPaper(page);
  expect(before.white).toBeGreaterThan(before.black);
  window.dispatchEvent(new Event("beforeprint"));
  const onPaper = inkOnPaper(page);
  expect(onPaper.theme).toBe("light");
  for (const ratio of onPaper.ratios) expect(ratio).toBeGreaterThan(2.9);
  expect(onPaper.black).toBeGreaterThan(onPaper.white);
  window.dispatchEvent(new Event("afterprint"));
  expect(inkOnPaper(page)).toEqual(before);
});
