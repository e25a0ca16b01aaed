// The element's tables: attributes, parts, styles and messages of frames.
import assert from "node:assert/strict";
import { test } from "node:test";
import { scoped } from "../../web/scripts/scoped.mjs";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import {
  allowedOrigins,
  readMessage,
  requestTypes,
  targetsOf,
} from "../../web/src/embed/messages.js";
import {
  attributeOf,
  attributeTable,
  changedLink,
  linkOfAttributes,
  propertyOf,
} from "../../web/src/state/attributes.js";
import {
  hiddenParts,
  partNames,
  partRules,
  readPartList,
  singlePart,
} from "../../web/src/state/parts.js";
import { parseLink, printLink } from "../../web/src/state/url.js";
import { pageStyles } from "./pageStyles.js";

const table = attributeTable(catalogue);

test("has an attribute for every setting of a link that means nothing else in HTML", () => {
  const keys = [...table.values()];
  for (const { key } of catalogue.settings) if (key !== "model") assert.ok(keys.includes(key), key);
  for (const key of ["x0", "rolloutDuration", "view", "theme", "overlay"])
    assert.ok(keys.includes(key), key);
  assert.equal(new Set(table.keys()).size, keys.length);
  for (const name of [
    "hidden",
    "id",
    "class",
    "style",
    "title",
    "lang",
    "dir",
    "slot",
    "part",
    "tabindex",
    "role",
  ])
    assert.ok(!table.has(name), name);
  for (const [attribute, key] of table) {
    assert.match(attribute, /^[a-z0-9-]+$/);
    assert.equal(attributeOf(key), attribute);
    assert.equal(attributeOf(propertyOf(attribute)), attribute);
  }
});

test("reads attributes like the link of the same values, including ranges", () => {
  const link = linkOfAttributes(table, [
    { name: "system", value: "spring" },
    { name: "hidden-layers", value: "32, 16" },
    { name: "noise", value: "999" },
    { name: "class", value: "wide" },
  ]);
  const { experiment, notices } = parseLink(catalogue, link);
  assert.equal(experiment.settings.system, "spring");
  assert.deepEqual(experiment.settings.hidden, [32, 16]);
  const noise = catalogue.settings.find(({ key }) => key === "noise");
  assert.equal(experiment.settings.noise, noise?.max);
  assert.equal(notices.length, 1);
  assert.match(notices[0] as string, /999/);
});

test("keeps other attributes when one changes; another system starts with its own defaults", () => {
  const link = printLink(catalogue, parseLink(catalogue, "?noise=0.2&steps=300").experiment);
  const changed = parseLink(catalogue, changedLink(link, "steps", "400")).experiment.settings;
  assert.equal(changed.noise, 0.2);
  assert.equal(changed.steps, 400);
  const back = parseLink(catalogue, changedLink(link, "noise", null)).experiment.settings;
  assert.equal(back.noise, parseLink(catalogue, "").experiment.settings.noise);
  const other = parseLink(catalogue, changedLink(link, "system", "spring")).experiment.settings;
  assert.equal(other.system, "spring");
  assert.notEqual(other.steps, 300);
});

test("shows only named parts, and reports unknown names", () => {
  const { known, unknown } = readPartList("phase-portrait, training  nonsense __proto__");
  assert.deepEqual(known, ["phase-portrait", "training"]);
  assert.deepEqual(unknown, ["nonsense", "__proto__"]);
  const hidden = hiddenParts({ only: known, hide: ["legend"] });
  assert.ok(hidden.includes("energy-chart") && hidden.includes("settings"));
  assert.ok(hidden.includes("legend") && !hidden.includes("player"));
  for (const name of known) assert.ok(!hidden.includes(name));
  const rules = partRules({ only: known, hide: [] });
  assert.match(rules, /\.charts/);
  assert.ok(!/\.pictures[,{]/.test(rules));
  assert.ok(!rules.includes(".figure-phase-portrait"));
  assert.equal(singlePart({ only: known, hide: [] }), "phase-portrait");
  assert.equal(singlePart({ only: ["motion"], hide: [] }), null);
  assert.equal(partRules({ only: null, hide: [] }), "");
  for (const name of partNames) assert.match(name, /^[a-zA-Z-]+$/);
});

test("rewrites the page's styles for a shadow root without root, body and window width", () => {
  for (const minify of [false, true]) {
    const css = scoped(pageStyles({ minify }));
    const foreign = [
      /:root/,
      /#app/,
      /(^|[{}\s,])body\s*\{/m,
      /@media ?\((max|min)-width/,
      /@import/,
    ];
    for (const gone of foreign) assert.doesNotMatch(css, gone);
    assert.match(css, /:host\(\[data-theme="?dark"?\]\)/);
    assert.match(css, /@container \(min-width:46rem\)/);
  }
});

test("reads requests, ignores foreign messages and answers invalid ones", () => {
  for (const type of requestTypes) {
    const reading = readMessage({ type: `hnn-lab:${type}`, id: 7, link: "?v=1" });
    assert.equal(reading.kind, "request", type);
  }
  for (const foreign of [null, 3, "x", [], {}, { type: 3 }, { type: "webpackOk" }, () => 0])
    assert.equal(readMessage(foreign).kind, "foreign");
  assert.deepEqual(readMessage("slide:stop"), { kind: "slide", start: false });
  const unknown = readMessage({ type: "hnn-lab:dance", id: "a" });
  assert.ok(unknown.kind === "refused" && unknown.id === "a" && /set-state/.test(unknown.message));
  for (const link of [undefined, null, 5, "x".repeat(9000)]) {
    const bad = readMessage({ type: "hnn-lab:set-state", link });
    assert.ok(bad.kind === "refused" && /link/.test(bad.message));
  }
});

test("accepts messages only from the frame's and its page's origin, or from the named ones", () => {
  const own = "https://a.example";
  const page = "https://b.example";
  const none = { own, referrer: "", ancestors: [], named: [] };
  assert.deepEqual(allowedOrigins({ ...none, referrer: `${page}/talk` }), [own, page]);
  assert.deepEqual(allowedOrigins(none), [own]);
  const named = [`https://c.example`, "no"];
  assert.deepEqual(allowedOrigins({ ...none, referrer: page, ancestors: [page], named }), [
    "https://c.example",
  ]);
});

// A page with `Referrer-Policy: no-referrer` sends no referrer: the frame neither heard it nor told it anything, and went
// on training on slides that had been left. Pages from a disk have no origin at all.
test("accepts messages from a page without referrer, and from a page on a disk if named", () => {
  const own = "https://a.example";
  const page = "https://b.example";
  const none = { own, referrer: "", ancestors: [], named: [] };
  assert.deepEqual(allowedOrigins({ ...none, ancestors: [page, "https://top.example"] }), [
    own,
    page,
  ]);
  assert.deepEqual(allowedOrigins({ ...none, ancestors: ["null"] }), [own]);
  for (const named of [["null"], ["file:///home/me/talk.html"], ["file://", "null"]])
    assert.deepEqual(
      allowedOrigins({ ...none, ancestors: ["file://"], named }),
      ["null"],
      `${named}`,
    );
});

// `postMessage` takes no "null" for a target: naming a page from a disk ended every message with a SyntaxError.
test("sends messages only to the parent, and to one without an origin if named", () => {
  const allowed = ["https://a.example", "https://b.example", "null"];
  assert.deepEqual(targetsOf(allowed, "https://b.example"), ["https://b.example"]);
  assert.deepEqual(targetsOf(allowed, "https://stranger.example"), []);
  assert.deepEqual(targetsOf(allowed, "null"), ["*"]);
  assert.deepEqual(targetsOf(allowed, "file://"), ["*"]);
  assert.deepEqual(targetsOf(allowed.slice(0, 2), "null"), []);
  assert.deepEqual(targetsOf(allowed.slice(0, 2), null), allowed.slice(0, 2));
});
