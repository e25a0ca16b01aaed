// The rules of cpp/ that no compiler checks (docs/architecture.md): the order of its rooms, and nothing whose result depends
// on the machine, the compiler or the standard library. Run by `npm run lint`.

/** A file includes only from its own room and from rooms before it. The facade (`api`) is what bindings may include. */
export const rooms = [
  "base",
  "linalg",
  "autodiff",
  "nn",
  "physics",
  "integrate",
  "data",
  "models",
  "train",
  "evaluate",
  "api",
];

// sqrt, floor, fabs, fmod and the like are exact or correctly rounded everywhere (IEEE 754), so they are allowed.
/** Files outside the rooms that may include more than the facade. */
const others = new Map([["wasm_build/first_module.cpp", ["api", "models", "train"]]]); // it defines what it leaves out

const libm =
  "sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|hypot|erf|erfc|tgamma|lgamma";
const forbidden = [
  {
    pattern: new RegExp(
      `(?:\\bstd|(?<![\\w>]))::(?:${libm})[fl]?\\b|\\b__builtin_(?:${libm})[fl]?\\(`,
    ),
    reason: "differs between C libraries in the last bit; base/elementary.h has its own",
  },
  {
    pattern: new RegExp(`\\.array\\(\\)\\.(?:${libm})\\(`),
    reason: "Eigen calls the C library; autodiff/vector_math.h has its own",
  },
  {
    pattern: /\bunordered_(?:multi)?(?:map|set)\b/,
    reason: "its order depends on the standard library; use std::map, std::set or a sorted vector",
  },
  {
    pattern: /#include <random>|\bstd::random_device\b|(?<![\w:.>])s?rand\(/,
    reason: "its distributions depend on the standard library; base/random.h has its own",
  },
  {
    pattern: /\bstd::(?:transform_)?reduce\b|#include <(?:execution|thread|atomic)>/,
    reason: "leaves the order of a sum open",
  },
  { pattern: /\blong double\b/, reason: "has another width on every platform" },
  {
    pattern: /\bstd::fma[fl]?\b|\b__builtin_fma[fl]?\(/,
    reason: "WebAssembly SIMD has no fused multiply-add",
  },
  {
    pattern: /#include <chrono>|\btime\(nullptr\)/,
    reason: "a result must not depend on the clock",
  },
  { pattern: /-ffast-math|\bfast-math\b/, reason: "lets the compiler reorder sums" },
];

/** The line with strings left in and comments taken out; block comments are rare enough to be judged as code. */
const code = (line) => line.replace(/(?<!:)\/\/.*$/, "");

/** `files`: [{ name: "cpp/nn/mlp.cpp", text }]. Returns what breaks a rule, a line each. */
export function brokenCppRules(files) {
  const found = [];
  for (const { name, text } of files) {
    const room = /^cpp\/(\w+)\//.exec(name)?.[1];
    if (room && !rooms.includes(room))
      found.push(`${name}: room "${room}" is not in the order of web/scripts/cppRules.mjs`);
    text.split("\n").forEach((line, i) => {
      const where = `${name}:${i + 1}`;
      const included = /#include "(\w+)\/[^"]+"/.exec(line)?.[1];
      if (included !== undefined) {
        const allowed = room
          ? rooms.slice(0, rooms.indexOf(room) + 1)
          : (others.get(name) ?? ["api"]);
        if (!allowed.includes(included))
          found.push(`${where}: includes from "${included}"; allowed: ${allowed.join(", ")}`);
      }
      if (/#include <Eigen\//.test(line) && name !== "cpp/linalg/eigen.h")
        found.push(
          `${where}: include "linalg/eigen.h" instead, which is configured for equal bits`,
        );
      for (const { pattern, reason } of forbidden) {
        const match = pattern.exec(code(line));
        if (match) found.push(`${where}: ${match[0].trim()} ${reason}`);
      }
    });
  }
  return found;
}
