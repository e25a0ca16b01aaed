// Files that are dropped or chosen: what is refused is refused before it is read, in words, and changes nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Files } from "../../web/src/app/files.js";
import { holdsData, readModelFile } from "../../web/src/app/modelFiles.js";
import type { DashboardServices } from "../../web/src/app/services.js";
import { opened } from "./support/session.js";

/** A file that says how much of it was read. */
function fileOf(name: string, content: string, size = content.length) {
  const read: number[] = [];
  const part = (from = 0, to = size) => ({
    text: async () => {
      read.push(to - from);
      return content.slice(from, to);
    },
    arrayBuffer: async () => {
      read.push(to - from);
      return new TextEncoder().encode(content.slice(from, to)).buffer;
    },
  });
  return { file: { name, size, slice: part, ...part() } as unknown as File, read };
}

/** What the browser hands over where a folder was dropped. */
const folder = {
  name: "results",
  size: 4096,
  slice: () => ({ text: () => Promise.reject(new DOMException("A folder", "NotFoundError")) }),
} as unknown as File;

async function files() {
  const lab = await opened();
  const said: string[] = [];
  const notices = {
    say: ({ message }: { message: string }) => said.push(message),
    clear: () => {},
  };
  const { session, scheduler } = lab;
  const services = { session, scheduler, notices } as unknown as DashboardServices;
  return { lab, said, files: new Files(services) };
}

test("a large model file is refused by its size, and only its head is read", async () => {
  // It was read whole before any limit: a file of 3 GB stopped the tab.
  const size = 3 * 2 ** 30;
  for (const name of ["weights.safetensors", "weights.json"]) {
    const { file, read } = fileOf(name, '{"format": "hnn-lab/1"', size);
    assert.equal(await holdsData(file), false);
    await assert.rejects(readModelFile(file), /64/);
    assert.ok(Math.max(...read) <= 2 ** 16, `${name}: ${read}`);
  }
});

// Whatever was wrong, the message was that the format is missing.
test("what is wrong with a model file is said: empty, cut short, another format, another model", async () => {
  const cases: [string, RegExp][] = [
    [" \n", /^it is empty/],
    ["{", /not valid JSON \(/],
    ['{"weights": {}}', /“format”: “hnn-lab\/1” is missing/],
    ['{"format": "hnn-lab/1", "model": "transformer"}', /model “transformer” is not one of hnn, /],
  ];
  for (const [content, message] of cases)
    await assert.rejects(readModelFile(fileOf("model.json", content).file), { message });
});

test("a dropped folder is called a file that cannot be read, and no setting is called refused", async () => {
  // The error was thrown outside of what reports on files.
  const { lab, said, files: page } = await files();
  await lab.do({ type: "train" });
  const { networks } = lab;
  page.load([folder]);
  await lab.settle();
  assert.equal(said.length, 1);
  assert.match(said[0] ?? "", /results/);
  assert.equal(lab.notices.has("refused"), false);
  assert.deepEqual(lab.networks, networks);
  lab.end();
});

test("several files are read one after the other, and a bad one does not keep the next from being used", async () => {
  const { lab, said, files: page } = await files();
  await lab.do({ type: "train" });
  const content = await lab.engine!.save("baseline");
  await lab.do({ type: "reset", as: "reset" });
  page.load([fileOf("broken.json", "{").file, fileOf("plain.json", content).file]);
  await lab.settle();
  assert.equal(said.length, 1);
  assert.match(said[0] ?? "", /broken\.json/);
  assert.deepEqual([lab.step("hnn"), lab.step("baseline")], [0, 12]);
  lab.end();
});
