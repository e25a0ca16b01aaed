// What the page prints can be read back, in every language of the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { catalogue, defaultsFor } from "../../web/src/catalogue/catalogue.js";
import { text } from "../../web/src/catalogue/strings.js";
import {
  type Field,
  printLocalField,
  readField,
  readLocalField,
} from "../../web/src/state/fields.js";
import { formatCount, formatNumber } from "../../web/src/state/format.js";
import {
  parseLocalNumber,
  printLocalList,
  printLocalNumber,
  splitLocalList,
} from "../../web/src/state/localNumber.js";

const locales = ["en", "de"];
const row = (key: string) => catalogue.settings.find((one) => one.key === key) as Field;
const numberOf = (given: string, locale: string) => {
  const reading = parseLocalNumber(given, locale);
  return reading.type === "number" ? reading.value : reading.type;
};

/** Runs `act` as a page of that language. */
function inLanguage(locale: string, act: () => void) {
  const { locale: before } = text;
  Object.assign(text, { locale });
  try {
    act();
  } finally {
    Object.assign(text, { locale: before });
  }
}

test("a printed number reads back as the same number, with all its digits", () => {
  for (const locale of locales)
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        assert.equal(numberOf(printLocalNumber(value, locale), locale), value + 0);
      }),
    );
});

test("a rounded number reads back as the number that its digits say", () => {
  for (const locale of locales)
    inLanguage(locale, () =>
      fc.assert(
        fc.property(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.integer({ min: 1, max: 6 }),
          (value, digits) => {
            const shown = formatNumber(value, digits);
            assert.equal(numberOf(shown, locale), Number(value.toPrecision(digits)) + 0, shown);
          },
        ),
      ),
    );
});

test("a printed count reads back as the same count, with the spaces between its thousands", () => {
  for (const locale of locales)
    inLanguage(locale, () =>
      fc.assert(
        fc.property(fc.maxSafeInteger(), (count) => {
          assert.equal(numberOf(formatCount(count), locale), count + 0);
        }),
      ),
    );
});

test("a printed list reads back as the same list", () => {
  const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
  for (const locale of locales)
    fc.assert(
      fc.property(values, (list) => {
        const read = splitLocalList(printLocalList(list, locale), locale);
        assert.deepEqual(
          read.map((one) => numberOf(one, locale)),
          list.map((value) => value + 0),
        );
      }),
    );
});

test("reads decimal signs, minus signs and powers of ten as they are printed and typed", () => {
  for (const [given, value] of [
    ["0,25", 0.25],
    ["−1,5E−03", -0.0015],
    ["1,5·10⁻³", 0.0015],
    ["1,5 × 10⁻³", 0.0015],
    ["1,5*10^-3", 0.0015],
    ["10⁻⁵", 1e-5],
    ["-10³", -1000],
    ["12\u202f000", 12000],
    ["12 000,5", 12000.5],
    ["0.25", 0.25], // typed with the other decimal sign: nothing else it can mean
    ["0.125", 0.125],
    ["+,5", 0.5],
    ["-0", 0],
  ] as const)
    assert.equal(numberOf(given, "de"), value, given);
  for (const [given, value] of [
    ["0.25", 0.25],
    ["0,25", 0.25],
    ["1.000", 1],
    ["−2.6 × 10⁻⁵", -2.6e-5],
  ] as const)
    assert.equal(numberOf(given, "en"), value, given);
});

test("rejects separated thousands, which the other language reads differently", () => {
  for (const [given, locale, digits] of [
    ["1.000", "de", "1000"],
    ["1.000,5", "de", "1000,5"],
    ["1.234.567", "de", "1234567"],
    ["1,000", "en", "1000"],
    ["-1,000.5", "en", "-1000.5"],
    ["1'000", "en", "1000"],
  ] as const)
    assert.deepEqual(parseLocalNumber(given, locale), { type: "grouped", digits }, given);
  inLanguage("de", () => {
    const reading = readLocalField(row("steps"), "2.000");
    assert.equal(reading.type, "unreadable");
    assert.match((reading as { message: string }).message, /2000/);
  });
});

test("rejects text that is not a number", () => {
  const bad = [
    "",
    " ",
    "–",
    "∞",
    "abc",
    "1,2,3",
    "1.2.3",
    "1e",
    "--1",
    "10^",
    "2 10⁻³",
    "1e3·10²",
    "1 00",
  ];
  for (const locale of locales)
    for (const given of bad) assert.equal(numberOf(given, locale), "unreadable", given);
});

// "0,25" into the German noise field left 0 in force: the comma was refused, and the first digit had been taken.
test("German fields read what they print, and lists at semicolons or a comma with a space", () => {
  inLanguage("de", () => {
    assert.deepEqual(readLocalField(row("noise"), "0,25"), { type: "value", value: 0.25 });
    assert.equal(printLocalField(0.25), "0,25");
    assert.equal(printLocalField([64, 32]), "64; 32");
    for (const given of ["64; 32", "64;32", "64, 32", "64·32"])
      assert.deepEqual(readLocalField(row("hidden"), given), { type: "value", value: [64, 32] });
    for (const given of ["64 32", "64,32", "64; abc"])
      assert.notEqual(readLocalField(row("hidden"), given).type, "value", given);
  });
  assert.deepEqual(readLocalField(row("hidden"), "64,32"), { type: "value", value: [64, 32] });
});

test("every number setting reads back its own default in both languages; links keep the point", () => {
  for (const locale of locales)
    inLanguage(locale, () => {
      for (const setting of catalogue.settings) {
        const value = defaultsFor("pendulum")[setting.key];
        if (setting.type === "choice" || setting.type === "boolean") continue;
        const reading = readLocalField(setting, printLocalField(value));
        assert.deepEqual(reading, { type: "value", value }, setting.key);
      }
      assert.deepEqual(readField(row("noise"), "0.25"), { type: "value", value: 0.25 });
      assert.equal(readField(row("noise"), "0,25").type, "unreadable");
    });
});

test("a message gives the range in the notation of the page", () => {
  const field = row("learningRate");
  inLanguage("de", () => {
    const reading = readLocalField(field, "1e9");
    assert.equal(reading.type, "clamped");
    const { message } = reading as { message: string };
    assert.ok(message.includes(printLocalNumber(field.max, "de")), message);
    assert.doesNotMatch(message, /\d\.\d/);
  });
});
