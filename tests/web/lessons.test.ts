// The guided tour's table: valid experiments, strings for every answer, and answers that follow from the facts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { lessonText } from "../../web/src/catalogue/strings.later.js";
import { hasView, systemIn } from "../../web/src/state/experiment.js";
import { type Facts, largest, noFacts } from "../../web/src/state/facts.js";
import { lessons } from "../../web/src/state/lessons.js";
import { parseLink } from "../../web/src/state/url.js";

test("begins every lesson with exactly the experiment of its link", () => {
  assert.ok(lessons.length >= 7);
  for (const { id, link } of lessons) {
    const { experiment, notices } = parseLink(catalogue, link);
    assert.deepEqual(notices, [], id);
    assert.ok(hasView(systemIn(catalogue, experiment), experiment.view.view), id);
    assert.ok(experiment.settings.steps <= 1000, `${id} trains for too long`);
  }
});

test("has no correct answer before measurements, and a string for every answer", () => {
  const some = (a: number, b: number, c = 1): Facts => ({
    drift: { hnn: a, baseline: b, "dissipative-hnn": c / 2 },
    testLoss: { hnn: b, baseline: c, lnn: a },
    friction: 0,
    change: { kinetic: a, potential: b, total: c },
    gap: { hnn: a, baseline: b, truth: c },
    agreeing: { hnn: 10 * Math.min(1, a) },
    orbits: 10,
  });
  for (const { id, right } of lessons) {
    assert.equal(right(noFacts), null, id);
    const seen = new Set<string>();
    for (const facts of [some(0.01, 1), some(1, 0.01), some(0.5, 0.5), some(0.5, 0.2, 0.01)]) {
      const answer = right(facts);
      assert.ok(answer !== null, id);
      assert.ok(lessonText[id].answers[answer], `${id}: ${answer}`);
      assert.ok(lessonText[id].replies[answer], `${id}: ${answer}`);
      seen.add(answer);
    }
    assert.ok(seen.size > 1, `${id} says ${[...seen]} whatever is measured`);
  }
});

test("uses paths without friction for the question about friction", () => {
  const friction = lessons.find(({ id }) => id === "friction");
  const drift = { hnn: 0.1, baseline: 0.7, "dissipative-hnn": 0.05 };
  assert.equal(friction?.right({ ...noFacts, drift, friction: 1 }), null);
  assert.equal(friction?.right({ ...noFacts, drift, friction: 0 }), "baseline");
});

test("finds the largest only when all values are known", () => {
  assert.equal(largest({ hnn: 1 }, ["hnn", "baseline"]), null);
  assert.equal(largest({ hnn: 1, baseline: Number.NaN }, ["hnn", "baseline"]), null);
  assert.equal(largest({ hnn: 1, baseline: 2 }, ["hnn", "baseline"]), "baseline");
});
