// Old links keep working: each entry of links.json has been in use, or represents a mistyped one, and keeps its
// meaning. Add entries when settings are added; never change one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { defaultExperiment } from "../../web/src/state/experiment.js";
import { parseLink, printLink } from "../../web/src/state/url.js";

interface Entry {
  link: string;
  expect: Record<string, unknown>;
  /** A word of each notice, in their order. */
  notices: string[];
}

const corpus = JSON.parse(
  readFileSync(new URL("./links.json", import.meta.url), "utf8"),
) as Entry[];

/** What a link leaves out: links of version 1 are of the time before there were quick settings. */
const meantBy = (link: string) =>
  /[?&]v=1(&|$)/.test(link) || link.includes("preset=published") ? "published" : "quick";

test("there is a corpus", () => assert.ok(corpus.length >= 25));

for (const { link, expect, notices } of corpus)
  test(`${link || "no link"} leads where it always led`, () => {
    const read = parseLink(catalogue, link);
    const { settings, view } = read.experiment;
    const standard = defaultExperiment(catalogue, settings.system, undefined, meantBy(link));
    assert.deepEqual(
      { ...settings, ...view },
      {
        ...standard.settings,
        ...standard.view,
        ...expect,
        ...(expect.contestants ? {} : { contestants: view.contestants }),
      },
    );
    assert.equal(read.notices.length, notices.length, read.notices.join("\n"));
    for (const [i, word] of notices.entries())
      assert.ok(read.notices[i]?.includes(word), read.notices[i]);
    // The printed link needs no further correction.
    assert.deepEqual(parseLink(catalogue, printLink(catalogue, read.experiment)).notices, []);
  });
