// Links: for any address the page gets an experiment inside all ranges, and reports what could not be used.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import { sharedFields } from "../../web/src/state/attributes.js";
import { systemIn, viewTable } from "../../web/src/state/experiment.js";
import { parseLink, printLink } from "../../web/src/state/url.js";
import { hammer, mutated, nasty } from "./support.js";
import { isInRange, parameterRows } from "./tables.js";

const keys = sharedFields(catalogue, "pendulum").map(({ key }) => key);
const numbers = fc.oneof(fc.double(), fc.integer(), fc.nat(3000)).map(String);
const value = fc.oneof(
  nasty,
  numbers,
  fc.array(numbers, { maxLength: 8 }).map((list) => list.join(",")),
  fc.constantFrom(
    ...catalogue.systems.map(({ id }) => id),
    "hnn",
    "lab",
    "chaos",
    "dark",
    "rk4",
    "true",
  ),
  fc.string({ maxLength: 20 }),
);
const pair = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...keys, "v", "data") },
      { weight: 1, arbitrary: nasty },
    ),
    value,
  )
  .map(([key, given]) => `${key}=${encodeSafely(given)}`);
const link = fc.array(pair, { maxLength: 8 }).map((pairs) => `?v=1&${pairs.join("&")}`);

/** Lone surrogates cannot be encoded; a browser replaces them. */
function encodeSafely(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/g, "�"));
}

test("reads any link as a valid experiment that prints and reads back identically", () => {
  hammer(
    fc.oneof(
      { weight: 5, arbitrary: link },
      { weight: 4, arbitrary: mutated(link) },
      { weight: 1, arbitrary: fc.string() },
    ),
    (given) => {
      const { experiment, notices } = parseLink(catalogue, given);
      for (const notice of notices) assert.ok(notice.length > 5 && notice.length < 600, notice);
      const { settings, view } = experiment;
      for (const row of catalogue.settings)
        if (row.key !== "systemParameters" && row.key !== "model")
          assert.ok(
            isInRange(row, settings[row.key]),
            `${row.key} = ${settings[row.key]} from ${given}`,
          );
      parameterRows(catalogue, settings.system).forEach((row, i) => {
        assert.ok(isInRange(row, settings.systemParameters[i]), `${row.key} from ${given}`);
      });
      for (const row of viewTable(catalogue, systemIn(catalogue, experiment)))
        assert.ok(isInRange(row, view[row.key as keyof typeof view]), `${row.key} from ${given}`);
      const printed = printLink(catalogue, experiment);
      const again = parseLink(catalogue, printed);
      assert.deepEqual(again.experiment, experiment);
      assert.deepEqual(again.notices, []);
    },
  );
});
