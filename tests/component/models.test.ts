// Model files: both networks are saved, and come back in another visit; what is no model is refused and changes nothing.
import { expect, test } from "vitest";
import { mount, type Page } from "./mount.js";

const small = "?v=1&hidden=8,8&trajectories=6&points=8&steps=60&seed=5";

const prints = (page: Page) => [page.text("#fingerprint-hnn"), page.text("#fingerprint-baseline")];

async function choose(page: Page, file: File) {
  const input = page.find<HTMLInputElement>("#load-file");
  const given = new DataTransfer();
  given.items.add(file);
  input.files = given.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  await page.settle();
}

async function savedModels() {
  const page = await mount(small);
  await page.train();
  const files: File[] = [];
  for (const who of ["hnn", "baseline"]) {
    const { name, blob } = await page.save(
      `#save-${who}`,
      new RegExp(`^${who}-pendulum-60\\.json$`),
    );
    files.push(new File([blob], name));
  }
  const shown = prints(page);
  page.dispose();
  return { files, shown };
}

test("dropped on a page with another system, models bring their settings along, and undo brings the other back", async () => {
  const { files, shown } = await savedModels();
  const page = await mount("?v=1&system=spring&hidden=8&trajectories=4&points=8&steps=40");
  await page.drop(...files);
  await page.until(
    () => prints(page).join() === shown.join(),
    () => page.text("#notice"),
  );
  expect(page.find<HTMLSelectElement>("#system").value).toBe("pendulum");
  expect(page.host.link).toMatch(/seed=5/);
  expect([page.state, page.step(), page.step("Baseline")]).toEqual(["finished", "60", "60"]);
  expect(page.text("#notice")).toMatch(/Loaded Hamiltonian network at step 60/);
  await page.press("#notice-file-hnn-action");
  expect(page.find<HTMLSelectElement>("#system").value).toBe("spring");
});

test("chosen one after the other, the first begins the other network, the second brings it back; both train on", async () => {
  const { files, shown } = await savedModels();
  const page = await mount("");
  const [hnn, baseline] = files as [File, File];
  await choose(page, hnn);
  await page.until(
    () => page.step() === "60",
    () => page.text("#notice"),
  );
  expect(page.step("Baseline")).toBe("0");
  await choose(page, baseline);
  await page.until(
    () => prints(page).join() === shown.join(),
    () => page.text("#notice"),
  );
  await page.train(); // as many steps more
  expect([page.step(), page.step("Baseline")]).toEqual(["120", "120"]);
});

test("broken model files are refused by name, and the trained model stays", async () => {
  const page = await mount(small);
  await page.train();
  const before = prints(page);
  const files = {
    "text.json": "hello",
    "cut.json": '{ "format": "hnn-lab/1", "model": "hnn", "wei',
    "version.json": '{ "format": "hnn-lab/9" }',
    "shape.json":
      '{ "format": "hnn-lab/1", "model": "hnn", "activation": "tanh", "hidden": [2], "outputBias": false, "weights": { "W1": [[1]], "b1": [0], "W2": [[1, 1]] } }',
  };
  for (const [name, content] of Object.entries(files)) {
    await choose(page, new File([content], name));
    await page.until(
      () => page.text("#notice").includes(name),
      () => `${name}: ${page.text("#notice")}`,
    );
    expect(prints(page), name).toEqual(before);
    expect(page.state).toBe("finished");
  }
});
