// Every setting, system, model, integrator and choice of the catalogue has its words.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { Catalogue } from "../../web/src/catalogue/settings.js";
import {
  choiceText,
  groupText,
  integratorText,
  modelText,
  parameterText,
  settingText,
  systemText,
  viewText,
} from "../../web/src/catalogue/strings.js";
import { viewTable } from "../../web/src/state/experiment.js";
import { catalogue as double } from "./doubles/catalogue.js";

const built = new URL("../../wasm_build/dist/catalogue.json", import.meta.url);
const real = existsSync(built) ? (JSON.parse(readFileSync(built, "utf8")) as Catalogue) : null;

for (const [name, catalogue] of [
  ["the stand-in", double],
  ["the built catalogue", real],
] as const) {
  test(`words for ${name}`, { skip: catalogue === null ? "wasm_build/dist/catalogue.json is not built" : false }, () => {
    const { settings, systems, models, integrators } = catalogue as Catalogue;
    for (const setting of settings) {
      assert.ok(settingText[setting.key]?.label, `label of ${setting.key}`);
      assert.ok(settingText[setting.key]?.help, `help for ${setting.key}`);
      assert.ok(groupText[setting.scope], setting.scope);
      if (setting.key === "system" || setting.key === "model") continue;
      for (const choice of setting.choices) assert.ok(choiceText[setting.key]?.[choice], `${setting.key} ${choice}`);
    }
    for (const system of systems) {
      assert.ok(systemText[system.id], system.id);
      for (const { key } of system.parameters) assert.ok(parameterText[key], key);
      for (const row of viewTable(catalogue as Catalogue, system)) {
        assert.ok(viewText[row.key]?.help, row.key);
        if (row.key === "integrator") continue;
        for (const choice of row.choices) assert.ok(choiceText[row.key]?.[choice], `${row.key} ${choice}`);
      }
    }
    for (const { id } of models) assert.ok(modelText[id], id);
    for (const id of integrators) assert.ok(integratorText[id], id);
  });
}

test("the stand-in is the core's table", { skip: real === null ? "wasm_build/dist/catalogue.json is not built" : false }, () => {
  assert.deepEqual(double.settings, real?.settings);
  assert.deepEqual(
    double.systems.map(({ id, coordinates, parameters, view }) => ({ id, coordinates, parameters, view })),
    real?.systems.map(({ id, coordinates, parameters, view }) => ({ id, coordinates, parameters, view })),
  );
});
