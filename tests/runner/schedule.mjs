// Starts stages when what they come after is done and the cores they use are free; prints each as it ends.

import { cores, failure, limitStage, tail } from "./execute.mjs";

function print(stage, result, seconds) {
  const { passed, failures, skipped = 0, step = false, note } = result;
  const mark = failures.length > 0 ? "FAILED" : "ok    ";
  const counts = step && passed === 0 ? "" : `${passed} passed, ${failures.length} failed`;
  const also = skipped > 0 ? ` (${skipped} skipped)` : "";
  console.log(
    `${mark} ${stage.name.padEnd(16)} ${`${seconds.toFixed(0)} s`.padStart(6)}  ${counts}${also}`,
  );
  if (note) console.log(`       ${note}`);
  for (const { name, reason } of failures) {
    console.log(`   --- ${name}`);
    console.log(tail(String(reason ?? ""), 60).replace(/^/gm, "       "));
  }
}

async function runStage(stage, results) {
  const broken = (stage.after ?? []).filter((name) => results.get(name)?.broken);
  if (broken.length > 0)
    return failure(stage.name, `not run, because ${broken.join(" and ")} failed`);
  if (stage.minutes) limitStage(stage.name, stage.minutes);
  try {
    const result = await stage.run(stage.name, stage.cores);
    const none = !result.step && result.passed === 0 && result.failures.length === 0;
    return none ? { ...result, ...failure(stage.name, "no test was found") } : result;
  } catch (error) {
    return failure(stage.name, error.stack);
  }
}

/** Starts whatever is ready and fits, in the order of the list; resolves to all results by name. */
export function runAll(list, available = cores) {
  const results = new Map();
  const waiting = [...list];
  let free = available;
  return new Promise((resolve) => {
    const next = () => {
      if (results.size === list.length) return resolve(results);
      for (const stage of [...waiting]) {
        const need = stage.cores;
        const ready = (stage.after ?? []).every((name) => results.has(name));
        if (!ready) continue;
        if (need > free) continue; // a later stage may fill the core; what needs both then comes last, and nothing idles
        waiting.splice(waiting.indexOf(stage), 1);
        free -= need;
        const start = Date.now();
        runStage(stage, results).then((result) => {
          results.set(stage.name, { ...result, broken: result.failures.length > 0 });
          print(stage, result, (Date.now() - start) / 1000);
          free += need;
          next();
        });
      }
    };
    next();
  });
}

/** The named stages ("release": all whose names begin with "release-") and all that they come after. */
export function chosen(list, given) {
  const names = given.flatMap((name) => {
    const parts = list.map((stage) => stage.name).filter((one) => one.startsWith(`${name}-`));
    return list.some((stage) => stage.name === name) || parts.length === 0 ? [name] : parts;
  });
  const unknown = names.filter((name) => !list.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    const known = list.map((stage) => stage.name).join(", ");
    throw new Error(`--only must name stages among ${known}; got ${unknown.join(", ")}`);
  }
  const wanted = new Set(names);
  for (const stage of [...list].reverse()) {
    if (wanted.has(stage.name)) for (const name of stage.after ?? []) wanted.add(name);
  }
  return list.filter((stage) => wanted.has(stage.name));
}
