// A race: all contestants are started and warmed up, then asked in turn, round after round, so that the drift of a
// machine's clock meets all of them alike. Before each block its cores must have been seen idle.

import { Contestant } from "./contestant.mjs";
import { seenIdle } from "./machine.mjs";
import { goldenTolerance } from "./problem.mjs";
import { spread } from "./statistics.mjs";

/** Lengths in seconds, `patience` for idle cores; `processes` for what is timed from the first call on. */
export const usualPace = { warmUp: 1.5, block: 0.7, rounds: 5, processes: 5, patience: 20 };
export const quickPace = { warmUp: 0.2, block: 0.1, rounds: 2, processes: 1, patience: 0 };

const entryOf = (description, error) => ({
  ...description.shown,
  ...(error !== null && { goldenError: error, wrong: !(error < goldenTolerance) }),
});

async function enter(description, { warmUp }, say) {
  try {
    const contestant = await Contestant.start(description);
    try {
      await contestant.ask(`warm-up ${warmUp}`);
      return { description, contestant, times: [], busy: 0, memory: null };
    } catch (error) {
      await contestant.end();
      throw error;
    }
  } catch (error) {
    say(`  ${description.name}: ${error.message}`);
    return { description, failed: error.message };
  }
}

async function block(entrant, { block: seconds, patience }) {
  const idle = await seenIdle(entrant.description.threads ?? 1, patience);
  try {
    const { ms, memory } = await entrant.contestant.ask(`block ${seconds}`);
    entrant.times.push(ms);
    entrant.memory = memory ?? null;
    if (!idle) entrant.busy++;
  } catch (error) {
    entrant.failed = error.message;
  }
}

function resultOf({ description, contestant, times, busy, memory, failed }) {
  const entry = entryOf(description, contestant?.error ?? null);
  if (failed !== undefined) return { ...entry, failed };
  return {
    ...entry,
    ms: spread(times, 5),
    ...(busy > 0 && { busyBlocks: busy }),
    ...(memory !== null && { memory }),
  };
}

/** The results of { name, contestants }, one a contestant; one that cannot run is a result that says why. */
export async function race({ name, contestants }, pace, say) {
  say(`${name} …`);
  const entrants = [];
  try {
    for (const description of contestants) entrants.push(await enter(description, pace, say));
    for (let round = 0; round < pace.rounds; round++) {
      for (const entrant of entrants) {
        if (entrant.failed === undefined) await block(entrant, pace);
      }
    }
  } finally {
    await Promise.all(entrants.map(({ contestant }) => contestant?.end()));
  }
  return entrants.map((entrant) => ({ race: name, ...resultOf(entrant) }));
}

/** Milliseconds of the first calls, in several fresh processes one after the other: medians, call by call. */
async function freshTimes(description, calls, { processes, patience }) {
  const runs = [];
  for (let i = 0; i < processes; i++) {
    await seenIdle(1, patience);
    const contestant = await Contestant.start(description);
    try {
      runs.push((await contestant.ask(`each ${calls}`)).times);
    } finally {
      await contestant.end();
    }
  }
  return runs[0].map((_, i) => spread(runs.map((run) => run[i])).median);
}

/** The results of { name, contestants, calls }, with `times` of the first calls. */
export async function firstCalls({ name, contestants, calls }, pace, say) {
  say(`${name} …`);
  const results = [];
  for (const description of contestants) {
    try {
      const times = await freshTimes(description, calls, pace);
      results.push({ race: name, ...description.shown, times });
    } catch (error) {
      say(`  ${description.name}: ${error.message}`);
      results.push({ race: name, ...description.shown, failed: error.message });
    }
  }
  return results;
}
