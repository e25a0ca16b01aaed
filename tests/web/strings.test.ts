// Every setting, system, model, integrator and choice of the catalogue has its words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue } from "../../web/src/catalogue/catalogue.js";
import {
  choiceLabel,
  choiceText,
  groupText,
  guestText,
  integratorText,
  modelText,
  overlayDescription,
  parameterText,
  settingText,
  symbolText,
  systemText,
  withLabels,
} from "../../web/src/catalogue/strings.js";
import { fieldHelp } from "../../web/src/catalogue/strings.later.js";
import { optionalModels, viewTable } from "../../web/src/state/experiment.js";

test("has strings for settings, their groups and choices", () => {
  for (const setting of catalogue.settings) {
    assert.ok(settingText[setting.key], `settingText in strings.ts lacks ${setting.key}`);
    assert.ok(fieldHelp[setting.key], `fieldHelp in strings.later.ts lacks ${setting.key}`);
    assert.ok(groupText[setting.scope], setting.scope);
    if (setting.key === "system" || setting.key === "model") continue;
    for (const choice of setting.choices)
      assert.ok(choiceText[setting.key]?.[choice], `choiceText lacks ${setting.key} ${choice}`);
  }
});

test("has strings for systems, parameters and view options", () => {
  for (const system of catalogue.systems) {
    assert.ok(systemText[system.id], `systemText in strings.ts lacks ${system.id}`);
    for (const { key } of system.parameters)
      assert.ok(parameterText[key], `parameterText in strings.ts lacks ${key} of ${system.id}`);
    for (const row of viewTable(catalogue, system)) {
      assert.ok(fieldHelp[row.key], row.key);
      if (row.key === "integrator" || row.key === "contestants" || row.key === "overlay") continue;
      for (const choice of row.choices)
        assert.ok(choiceText[row.key]?.[choice], `${row.key} ${choice}`);
    }
  }
});

test("has strings for models and integrators", () => {
  for (const { id } of catalogue.models)
    assert.ok(modelText[id], `modelText in strings.ts lacks ${id}`);
  for (const who of optionalModels(catalogue)) {
    assert.ok(guestText[who], `guestText in strings.ts lacks ${who}`);
    assert.ok(fieldHelp[who], `fieldHelp in strings.later.ts lacks ${who}`);
  }
  assert.equal(choiceLabel("contestants", "hnn,lnn"), "HNN, LNN");
  for (const id of catalogue.integrators) assert.ok(integratorText[id], id);
});

test("names backgrounds of the phase portrait after their networks", () => {
  assert.deepEqual(
    ["truth", "hnn", "baseline", "sampled-baselineError"].map((one) => choiceLabel("overlay", one)),
    ["Truth", "HNN", "Plain", "Solved plain error"],
  );
  assert.equal(overlayDescription("baseline"), "vector field, Plain network");
  assert.equal(overlayDescription("lnnError"), "error of the vector field, Lagrangian network");
});

test("writes coordinates in common notation", () => {
  assert.deepEqual(["q\u0307_x1", "θ\u0307_2", "x\u0307"].map(symbolText), [
    "x\u0307₁",
    "θ\u0307₂",
    "x\u0307",
  ]);
  assert.deepEqual(["q", "p", "q_x1", "p_y2", "p_θ"].map(symbolText), [
    "q",
    "p",
    "x₁",
    "py₂",
    "pθ",
  ]);
});

test("adds the control's label to settings in messages of the core, once", () => {
  assert.equal(
    withLabels("training stopped at step 7: a smaller learningRate than 10 usually helps."),
    "training stopped at step 7: a smaller “Learning rate” (learningRate) than 10 usually helps.",
  );
  assert.equal(
    withLabels("noise must be 0…1, got 7, after 20 steps"),
    "“Noise σ” (noise) must be 0…1, got 7, after 20 steps",
  );
  assert.match(
    withLabels("decoupledWeightDecay must be true or false"),
    /^“[^”]+” \(decoupledWeightDecay\) must/,
  );
  assert.equal(withLabels("the loss is not finite"), "the loss is not finite");
});
