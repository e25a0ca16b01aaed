// What Lighthouse says of the built site: performance, accessibility, best practices, SEO, on a telephone and at a desk.
//
//   npm run lighthouse      prints the scores and writes docs/lighthouse.json; an idle machine gives the performance

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSite } from "../../web/scripts/build.mjs";
import { look } from "./look.mjs";

const least = 95;
const runs = Number(process.env.LIGHTHOUSE_RUNS ?? 3); // the median counts: performance is a measurement
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

await buildSite();
const found = {};
await look({ runs }, (form, name, lhr) => {
  const key = `${name}, ${form}`;
  if (!found[key])
    for (const audit of Object.values(lhr.audits))
      if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode === "binary")
        console.log(`${key}: ${audit.id} (${audit.title})`);
  found[key] ??= {};
  for (const { id, score } of Object.values(lhr.categories))
    found[key][id] = [...(found[key][id] ?? []), Math.round(100 * score)];
});
const scores = {};
for (const [key, lists] of Object.entries(found)) {
  scores[key] = Object.fromEntries(Object.entries(lists).map(([id, list]) => [id, median(list)]));
  console.log(`${key}: ${JSON.stringify(scores[key])}`);
}
const worst = Math.min(...Object.values(scores).flatMap((one) => Object.values(one)));
const file = fileURLToPath(new URL("../../docs/lighthouse.json", import.meta.url));
writeFileSync(file, `${JSON.stringify(scores, null, 2)}\n`);
if (worst < least) {
  console.log(`The lowest score is ${worst}; at least ${least} is wanted.`);
  process.exitCode = 1;
}
