// Settings that change after and during training: what is said of them, what undo and the old values bring back, and that the
// link leads to the same run.
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { mount, type Page } from "./mount.js";

const small = "?v=1&hidden=8,8&trajectories=6&points=8&steps=60";

const prints = (page: Page) => [page.text("#fingerprint-hnn"), page.text("#fingerprint-baseline")];
const values = (page: Page, keys: string[]) =>
  keys.map((key) => page.find<HTMLInputElement>(`[data-setting="${key}"]`).value);

test("the link after many changes opens the same experiment, which trains to the same bits", async () => {
  const page = await mount(small);
  await page.train();
  const first = prints(page);
  page.openDetails();
  const wanted = {
    ...{ noise: "0.25", seed: "77", "x0.1": "0.5", rolloutDuration: "12" },
    ...{ activation: "softplus", integrator: "leapfrog", theme: "dark" },
  };
  for (const [key, value] of Object.entries(wanted))
    await page.fill(`[data-setting="${key}"]`, value);
  // However many new runs have begun in between: it names all that differs from what was trained.
  for (const label of ["Noise σ", "Seed", "Activation", "Press Train"])
    expect(page.text("#notice")).toContain(label);
  expect(page.step()).toBe("0");
  expect(page.host.link).toMatch(/integrator=leapfrog.*theme=dark/);
  await page.train();
  const second = prints(page);
  expect(second).not.toEqual(first);
  const { link } = page.host;
  page.dispose();

  const other = await mount(link);
  expect(values(other, Object.keys(wanted))).toEqual(Object.values(wanted));
  await other.train();
  expect(prints(other)).toEqual(second);
});

test("another system in the middle of training, and back by undo", async () => {
  const page = await mount(small.replace("steps=60", "steps=100000"));
  page.find("#train").click();
  await page.pass(100);
  await page.fill("#system", "spring");
  expect(page.state).toBe("idle");
  await page.press("#notice-run-action");
  expect(page.find<HTMLSelectElement>("#system").value).toBe("pendulum");
  expect(page.state).toBe("paused");
  expect(Number(page.step())).toBeGreaterThanOrEqual(20);
});

test("several changes in a row are undone by one undo; the old values bring the networks back", async () => {
  const page = await mount(small);
  await page.train();
  const first = prints(page);
  const [noise = "", seed] = values(page, ["noise", "seed"]);
  page.openDetails();
  await page.fill('[data-setting="noise"]', "0.25");
  expect(page.step()).toBe("0");
  expect(page.text("#notice")).toContain("changed: Noise σ.");
  await page.fill('[data-setting="seed"]', "77");
  expect(page.text("#notice")).toContain("Seed");
  await page.press("#notice-run-action");
  expect(page.step()).toBe("60");
  expect(prints(page)).toEqual(first);
  expect(values(page, ["noise", "seed"])).toEqual([noise, seed]);

  await page.fill('[data-setting="noise"]', "0.25");
  expect(page.step()).toBe("0");
  const field = page.find<HTMLInputElement>('[data-setting="noise"]');
  field.value = noise;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await page.pass(1000); // the notice goes after some seconds
  expect(page.text("#notice")).toContain("trained with these settings");
  await page.settle();
  expect(page.step()).toBe("60");
  expect(prints(page)).toEqual(first);
});

test("after divergence the message names the control, and reset or a smaller rate helps", async () => {
  const page = await mount(
    "?v=1&hidden=32,32&learningRate=100&activation=relu&steps=3000&trajectories=6",
  );
  await page.train();
  expect(page.state).toBe("stopped");
  expect(page.text("#notice")).toMatch(/“Learning rate” \(learningRate\)/);
  await page.press("#reset");
  expect(page.state).toBe("idle");
  expect(page.text("#notice")).not.toMatch(/learningRate/); // the old warning is gone

  await page.train();
  expect(page.state).toBe("stopped");
  page.openDetails();
  await page.fill('[data-setting="learningRate"]', "0.001");
  expect(page.state).toBe("idle");
  await page.fill('[data-setting="steps"]', "50");
  await page.train();
  expect(page.step()).toBe("50");
  expect(page.state).toBe("finished");
  expect(page.text("#notice")).not.toMatch(/stopped/);
});

test("a single step beyond the end moves the end", async () => {
  const page = await mount(small);
  await page.train();
  page.find("#step").focus();
  await userEvent.keyboard("{Enter}");
  await page.settle();
  expect(page.step()).toBe("61");
  expect(page.state).toBe("finished");
  expect(page.text("#progress-text")).toMatch(/61 of 61/);
});

test("a link with unknown and absurd values is mended, and says so", async () => {
  const page = await mount(
    "?v=1&learningRate=1e99&noise=NaN&bogus=1&hidden=1e9,foo&steps=-5&system=lorenz%E0%A4%A",
  );
  const said = page.text("#notice");
  for (const culprit of [/learning/i, /noise|σ/i, /unknown|bogus/i]) expect(said).toMatch(culprit);
  expect(page.state).toBe("idle");
});

test("a value out of range is refused beside its field, with the range, and the old one stays in force", async () => {
  const page = await mount(small);
  page.openDetails();
  for (const [key, bad] of [
    ["noise", "7"],
    ["learningRate", "-1"],
    ["steps", "abc"],
    ["hidden", "8,,x"],
    ["seed", "1.5"],
  ] as const) {
    await page.fill(`[data-setting="${key}"]`, bad);
    const field = page.find(`[data-setting="${key}"]`);
    expect(field.getAttribute("aria-invalid"), key).toBe("true");
    const ids = `${field.getAttribute("aria-errormessage") ?? ""} ${field.getAttribute("aria-describedby") ?? ""}`;
    const said = ids
      .split(/\s+/)
      .map((id) => (id && document.getElementById(id)?.textContent) || "");
    expect(said.join(" "), key).toMatch(/\d/);
  }
  expect(page.host.link).not.toMatch(/noise=7/);
  await page.train();
  expect(page.step()).toBe("60");
});
