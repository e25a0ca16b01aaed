// What docs/adding-a-model.md and docs/adding-a-setting.md promise: the page knows each family of the catalogue, and a
// family or setting that it has never seen needs nothing but its rows.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ableOf } from "../../web/src/app/session/requests.js";
import { catalogue, defaultsFor } from "../../web/src/catalogue/catalogue.js";
import { checkSetting, completeSettings } from "../../web/src/catalogue/check.js";
import type { Catalogue, ModelInfo, Setting } from "../../web/src/catalogue/settings.js";
import { dashes, markerCentre } from "../../web/src/drawing/ink.js";
import type { NetworkSpec, Tensor } from "../../web/src/lab/core.js";
import { printModelFile, readModelFile, shapeOf } from "../../web/src/lab/modelFile.js";
import type { Settings } from "../../web/src/protocol/settings.js";
import { contestants, everyone, isIntegrator } from "../../web/src/protocol/snapshot.js";
import { defaultExperiment } from "../../web/src/state/experiment.js";
import { parseLink, printLink } from "../../web/src/state/url.js";
import { pageStyles, themeColour } from "./pageStyles.js";

// A family of the core was missing in the page's list, and all tests were green.
test("every family of the catalogue is a contestant with a colour, a line and a marker of its own", () => {
  assert.deepEqual(
    catalogue.models.map(({ id }) => id),
    [...contestants],
  );
  const css = pageStyles();
  for (const theme of ["light", "dark"] as const) {
    const colours = contestants.map((who) => themeColour(css, theme, who));
    assert.equal(new Set(colours).size, contestants.length, theme);
  }
  for (const who of contestants) {
    assert.match(css, new RegExp(`\\.${who} \\{\\s*--own: var\\(--${who}\\)`), who);
    assert.match(css, new RegExp(`\\.key\\.${who} \\{`), `legend line of ${who}`);
    assert.match(css, new RegExp(`\\.key\\.${who}\\.marker \\{`), `legend marker of ${who}`);
    if (who !== "hnn") assert.match(css, new RegExp(`\\.bar\\.${who} \\{`), `progress of ${who}`);
    assert.ok(Math.abs(markerCentre(who)) < 1, who);
  }
  const lines = contestants.map((who) => dashes[who].join());
  assert.equal(new Set(lines).size, contestants.length);
});

// The list of colours that pages may set was written by hand and lacked the newest families.
test("the guide for embedding lists the colour of every family", () => {
  const guide = readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8");
  for (const who of everyone) {
    const name = isIntegrator(who) ? "integrator" : who;
    assert.match(guide, new RegExp(`\\W--${name}\\W`), name);
  }
});

// A whole-field capability was declared for the family, whatever its field.
test("capabilities follow from the options of a family", () => {
  const able = (field: string) => ableOf(catalogue, "hnn", completeSettings(catalogue, { field }));
  assert.deepEqual(able("solenoidal"), { hasEnergy: true, hasDissipation: false });
  assert.deepEqual(able("conservative"), { hasEnergy: false, hasDissipation: false });
  assert.deepEqual(able("both"), { hasEnergy: true, hasDissipation: true });
  const other = completeSettings(catalogue, { field: "conservative" });
  assert.deepEqual(ableOf(catalogue, "dissipative-hnn", other), {
    hasEnergy: true,
    hasDissipation: true,
  });
});

/** The catalogue with a setting and a family of which the page has no code. */
function extended(): Catalogue {
  const toy: Setting = {
    ...catalogue.settings.find(({ key }) => key === "kineticPrior")!,
    key: "toy" as keyof Settings,
    max: 5,
  };
  const hnn = catalogue.models.find(({ id }) => id === "hnn")!;
  const separable: ModelInfo = {
    ...hnn,
    id: "separable-hnn",
    options: ["toy" as keyof Settings],
    otherwise: [],
    networks: [
      { suffix: "q", inputs: 1, hasAngles: true },
      { suffix: "p", inputs: 1, hasAngles: false },
    ],
  };
  const withToy = (settings: Settings): Settings => ({ ...settings, ...{ toy: 2 } });
  return {
    ...catalogue,
    settings: [
      ...catalogue.settings.map((row) =>
        row.key === "model" ? { ...row, choices: [...row.choices, separable.id] } : row,
      ),
      toy,
    ],
    models: [...catalogue.models, separable],
    defaults: catalogue.defaults.map(withToy),
    published: catalogue.published.map(withToy),
    families: catalogue.families.map(withToy),
  };
}

const toyOf = (settings: object) => (settings as { toy?: number }).toy;

test("a new setting is checked, completed and in links from its row alone", () => {
  const more = extended();
  const row = more.settings.at(-1)!;
  assert.equal(checkSetting(row, 5), null);
  assert.equal(checkSetting(row, 6), "toy must be 0…5, got 6");
  assert.equal(toyOf(completeSettings(more, { system: "pendulum" })), 2);
  assert.throws(() => completeSettings(more, { toy: -1 } as object), /toy must be 0…5, got -1/);

  const experiment = defaultExperiment(more, "pendulum");
  Object.assign(experiment.settings, { toy: 4 });
  const link = printLink(more, experiment);
  assert.match(link, /toy=4/);
  const { experiment: again } = parseLink(more, link);
  assert.equal(toyOf(again.settings), 4);
  assert.equal(toyOf(parseLink(more, link.replace("toy=4", "toy=40")).experiment.settings), 5);
});

function separableRun(degreesOfFreedom: number, angles: number[]) {
  const tensor = (name: string, rows: number, columns: number): Tensor => ({
    ...{ name, rows, columns },
    values: Float64Array.from({ length: rows * columns }, (_, i) => i / 8),
  });
  const networks = [
    { suffix: "q", inputs: degreesOfFreedom + angles.length },
    { suffix: "p", inputs: degreesOfFreedom },
  ];
  const network = {
    ...{ model: "separable-hnn", field: "solenoidal", activation: "tanh", outputBias: false },
    ...{ angles: angles.length > 0 ? "cos-sin" : "plain", stateSize: 2 * degreesOfFreedom },
    ...{ hidden: Int32Array.of(3), inverseMass: new Float64Array(0) },
    ...{ angleCoordinates: Int32Array.from(angles), toy: 1.5 },
    ...{ stateShift: new Float64Array(0), stateScale: new Float64Array(0), timeScale: 1 },
    ...{ kineticPrior: 0, massRegularisation: 0 },
  } as NetworkSpec;
  const weights = networks.flatMap(({ suffix, inputs }) => [
    tensor(`W1${suffix}`, 3, inputs),
    tensor(`b1${suffix}`, 3, 1),
    tensor(`W2${suffix}`, 1, 3),
  ]);
  return { network, weights };
}

// Files were read by two layouts ("W1…" and "W…d"), so a new family's could not be loaded.
test("a new family's network is saved and read by its row of the catalogue", () => {
  const more = extended();
  for (const [degreesOfFreedom, angles] of [
    [1, []],
    [2, [0]],
    [3, [0, 2]],
  ] as const) {
    const run = separableRun(degreesOfFreedom, [...angles]);
    const saved = { ...run, settings: null, measured: null, optimizer: null };
    const file = JSON.parse(printModelFile({ ...saved, fingerprint: "0".repeat(16) }));
    assert.equal(file.toy, 1.5);
    assert.ok(!("kineticPrior" in file));
    const read = readModelFile(more, file);
    assert.deepEqual(read.network, run.network);
    assert.deepEqual(read.weights, run.weights);
    assert.equal(toyOf(shapeOf(more, read.network, null)), 1.5);

    const { W2p: _, ...lacking } = file.weights;
    assert.throws(() => readModelFile(more, { ...file, weights: lacking }), /W2p is missing/);
    const { W1q: __, ...headless } = file.weights;
    assert.throws(() => readModelFile(more, { ...file, weights: headless }), /W1q is missing/);
    assert.throws(() => readModelFile(more, { ...file, toy: 9 }), /toy must be 0…5, got 9/);
    const swapped = { ...file.weights, W1p: [[1, 2, 3, 4, 5, 6, 7]] };
    assert.throws(() => readModelFile(more, { ...file, weights: swapped }), /W1p must be 3 × /);
  }
});

test("settings of today are those of the table", () => {
  assert.deepEqual(
    Object.keys(defaultsFor("pendulum")),
    catalogue.settings.map(({ key }) => key),
  );
});
