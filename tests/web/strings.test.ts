// Every setting, system, model, integrator and choice of the catalogue has its words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
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

test("settings, their groups and their choices have words", () => {
  for (const setting of catalogue.settings) {
    assert.ok(settingText[setting.key]?.label, `label of ${setting.key}`);
    assert.ok(settingText[setting.key]?.help, `help for ${setting.key}`);
    assert.ok(groupText[setting.scope], setting.scope);
    if (setting.key === "system" || setting.key === "model") continue;
    for (const choice of setting.choices)
      assert.ok(choiceText[setting.key]?.[choice], `${setting.key} ${choice}`);
  }
});

test("systems, their parameters and the options of their view have words", () => {
  for (const system of catalogue.systems) {
    assert.ok(systemText[system.id], system.id);
    for (const { key } of system.parameters) assert.ok(parameterText[key], key);
    for (const row of viewTable(catalogue, system)) {
      assert.ok(viewText[row.key]?.help, row.key);
      if (row.key === "integrator") continue;
      for (const choice of row.choices)
        assert.ok(choiceText[row.key]?.[choice], `${row.key} ${choice}`);
    }
  }
});

test("models and integrators have words", () => {
  for (const { id } of catalogue.models) assert.ok(modelText[id], id);
  for (const id of catalogue.integrators) assert.ok(integratorText[id], id);
});
