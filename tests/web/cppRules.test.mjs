// The linter's rules for cpp/ find violations, and accept what is allowed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { brokenCppRules, rooms } from "../../web/scripts/cppRules.mjs";

const inRoom = (room, text) => brokenCppRules([{ name: `cpp/${room}/a.cpp`, text }]);

test("reports the line of a core file that includes from a later layer", () => {
  assert.deepEqual(inRoom("nn", '#include "nn/mlp.h"\n#include "base/real.h"\n'), []);
  const [found, ...others] = inRoom("nn", '#include "base/real.h"\n#include "models/model.h"\n');
  assert.deepEqual(others, []);
  assert.match(
    found ?? "",
    /^cpp\/nn\/a\.cpp:2: includes from "models"; allowed: base, linalg, autodiff, nn$/,
  );
});

test("allows bindings to include only the facade, and requires a place for each new folder", () => {
  const binding = (text) => brokenCppRules([{ name: "wasm_build/a.cpp", text }]);
  assert.deepEqual(binding('#include "api/phase_space_run.h"'), []);
  assert.equal(binding('#include "train/trainer.h"').length, 1);
  assert.match(inRoom("graphics", "")[0] ?? "", /room "graphics" is not in the order/);
});

test("rejects what differs between machines: libm, hash order, random, reduction, long double, fma, clock", () => {
  for (const line of [
    "return std::exp(x);",
    "using std::tanh;",
    "y = ::sinf(x);",
    "y = __builtin_pow(x, 2);",
    "m = m.array().exp();",
    "std::unordered_map<int, int> names;",
    "#include <random>",
    "return std::reduce(a.begin(), a.end());",
    "long double sum = 0;",
    "return std::fma(a, b, c);",
    "#include <chrono>",
    "#include <Eigen/Dense>",
  ])
    assert.equal(inRoom("train", line).length, 1, line);
});

test("exact functions, the core's own functions and comments are allowed", () => {
  for (const line of [
    "return std::sqrt(std::abs(x)) + std::fmod(x, y) + std::floor(x);",
    "return elementary::exp(x) + hnn::sin(x);",
    "// std::exp differs between C libraries",
  ])
    assert.deepEqual(inRoom("train", line), [], line);
});

test("docs/architecture.md lists the folders of cpp/ in the checked order", () => {
  const text = readFileSync(new URL("../../docs/architecture.md", import.meta.url), "utf8");
  const block = text.slice(text.indexOf("\ncpp/ "), text.indexOf("\nwasm_build/"));
  assert.deepEqual(
    [...block.matchAll(/^ (\w+)\/ /gm)].map((match) => match[1]),
    rooms,
  );
});
