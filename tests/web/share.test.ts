// What is given away: CSV that reads back bit for bit, and lines that embed exactly the experiment.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { csvOf } from "../../web/src/lab/csv.js";
import { readSize } from "../../web/src/panels/shareDialog.js";
import { attributeTable, linkOfAttributes } from "../../web/src/state/attributes.js";
import { embedCode, readPinned } from "../../web/src/state/embedCode.js";
import { parseLink, printLink } from "../../web/src/state/url.js";

test("reads every double back from CSV unchanged", () => {
  const numbers = fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const text = csvOf([
        { name: "a, with a comma", values: Float64Array.from(a) },
        { name: 'and a "quote"', values: b },
      ]);
      const [head, ...lines] = text.trimEnd().split("\n");
      assert.equal(head, '"a, with a comma","and a ""quote"""');
      assert.equal(lines.length, Math.max(a.length, b.length));
      const back = lines.map((line) => line.split(","));
      const column = (i: number) =>
        back.flatMap((cells) => (cells[i] === "" ? [] : [Number(cells[i])]));
      assert.deepEqual(column(0), a);
      assert.deepEqual(column(1), b);
    }),
    { seed: 5, numRuns: 300 },
  );
  assert.match(csvOf([], ["one\nline"]), /^# one line\n/);
});

test("generates the same experiment as an element and as a frame", () => {
  const link =
    "?v=1&system=spring&hidden=32,16&noise=0.2&x0=0.5,-0.5&rolloutDuration=12&overlay=baseline";
  const wanted = printLink(catalogue, parseLink(catalogue, link).experiment);
  const folder = "https://a.example/lab/";
  const element = embedCode(folder, wanted, { kind: "element", width: 700, height: 400 });
  assert.match(element, /src="https:\/\/a\.example\/lab\/hnn-lab\.js"/);
  const attributes = [...element.matchAll(/ ([a-z0-9-]+)="([^"]*)"/g)].map(([, name, value]) => ({
    name: name as string,
    value: value as string,
  }));
  const table = attributeTable(catalogue);
  const read = parseLink(catalogue, linkOfAttributes(table, attributes));
  assert.deepEqual(read.notices, []);
  assert.equal(printLink(catalogue, read.experiment), wanted);
  const frame = embedCode(folder, wanted, { kind: "frame", width: 700, height: 400 });
  const source = (frame.match(/src="([^"]*)"/)?.[1] ?? "").replaceAll("&amp;", "&");
  const again = parseLink(catalogue, new URL(source).search);
  assert.deepEqual(again.notices, []);
  assert.equal(printLink(catalogue, again.experiment), wanted);
});

// The attribute `data="own"` meant nothing to the element, and no page around it has the visitor's data.
test("omits own data from the element's code, and keeps the frame's notice", () => {
  const size = { width: 700, height: 400 };
  const link = "?v=1&data=own&noise=0.2&part=dissipative";
  const element = embedCode("https://a.example/", link, { kind: "element", ...size });
  assert.doesNotMatch(element, / data=/);
  assert.match(element, / noise="0.2" field-part="dissipative"/);
  assert.match(embedCode("https://a.example/", link, { kind: "frame", ...size }), /data=own/);
});

// A width of 9 became 160 without a word.
test("changes an invalid size to the nearest valid one, and reports it", () => {
  assert.deepEqual(readSize("640", 720, "Width"), { value: 640, problem: "" });
  const small = readSize("9", 720, "Width");
  assert.equal(small.value, 160);
  assert.match(small.problem, /Width.*160.*4000.*got 9.*160/);
  assert.equal(readSize("1e9", 720, "Width").value, 4000);
  for (const nothing of ["", " ", "wide", "Infinity"]) {
    const kept = readSize(nothing, 720, "Width");
    assert.equal(kept.value, 720, nothing);
    assert.match(kept.problem, /Width.*720/);
  }
});

test("pins a version only by a list of SHA-384 hashes with its entry", () => {
  const hash = `sha384-${"A".repeat(64)}`;
  const list = { entry: "assets/a.js", files: { "assets/a.js": hash, "assets/b.js": hash } };
  assert.deepEqual(readPinned(list), list);
  for (const other of [
    null,
    "<!doctype html>",
    {},
    { ...list, entry: "assets/c.js" },
    { ...list, files: { "assets/a.js": "" } },
    { ...list, files: { ...list.files, "assets/b.js": 'x" onload="1' } },
  ])
    assert.equal(readPinned(other), null, JSON.stringify(other));
});
