// An engine whose time is the test's. It is the local engine (no worker), and the lab answers what it is asked, so that no
// recorded answer can be out of date; but training and studies advance only while the test's scheduler lets time pass, by
// so many steps per slice whatever the machine does. The same test sees the same snapshots everywhere.

import type { Scheduler } from "../../web/src/base/scheduler.js";
import type { Engine } from "../../web/src/engine/engine.js";
import type { EngineClient } from "../../web/src/engine/engineClient.js";
import { createLocalEngine } from "../../web/src/engine/localEngine.js";
import { createLab } from "../../web/src/lab/index.js";
import type { Lab } from "../../web/src/lab/lab.js";
import type { PhaseSpaceRun } from "../../web/src/lab/phaseSpaceRun.js";
import { compileWasm } from "../../web/src/lab/wasm.js";

export interface Script {
  /** Steps of training that are done between two looks at the messages. */
  stepsPerSlice: number;
  /** ms of the scheduler's time that so many steps take; a slice with fewer takes its share of it. */
  sliceLength: number;
  /** ms that a step takes by the engine's own count of training time. */
  stepTime: number;
  /** Orbits are followed for so long at most, whatever the view asks for. */
  longestStudy: number;
  /** Replaces what the engine does: failures, answers that never come. */
  override: (engine: EngineClient) => Partial<Engine>;
}

const module = compileWasm();

/** A lab whose runs take a fixed number of steps per slice, not as many as fit into some milliseconds. */
async function steadyLab(stepsPerSlice: number, trained: (steps: number) => void): Promise<Lab> {
  const lab = await createLab({ wasmModule: await module });
  const steady = (run: PhaseSpaceRun) => {
    const { advance } = run;
    return Object.assign(run, {
      stepsWithin: (_milliseconds: number, limit: number) =>
        Math.max(1, Math.min(limit, stepsPerSlice)),
      advance: (steps: number, measure: boolean) => {
        trained(steps);
        return advance.call(run, steps, measure);
      },
    });
  };
  const { session, load, restore } = lab;
  lab.session = (...given) => steady(session.apply(lab, given));
  lab.load = (...given) => steady(load.apply(lab, given));
  lab.restore = (...given) => steady(restore.apply(lab, given));
  return lab;
}

export function scriptedEngine(
  scheduler: Scheduler,
  {
    stepsPerSlice = 20,
    sliceLength = 20,
    stepTime = 0,
    longestStudy = 50,
    override,
  }: Partial<Script> = {},
): EngineClient {
  let worked = 0;
  let taken = sliceLength;
  const trained = (steps: number) => {
    worked += steps * stepTime;
    taken = (sliceLength * steps) / stepsPerSlice;
  };
  const engine = createLocalEngine({}, () => scheduler.waitFor(steadyLab(stepsPerSlice, trained)), {
    now: () => scheduler.now() + worked,
    yieldToEventLoop: () => {
      const ms = taken;
      taken = sliceLength; // of what is not training
      return new Promise((resolve) => scheduler.after(ms, resolve));
    },
  });
  const { study } = engine;
  engine.study = (source, settings, asked, options) => {
    const { duration } = asked;
    const shorter = { ...asked, duration: Math.min(duration, longestStudy) };
    return study.call(engine, source, settings, shorter, options as never);
  };
  return override ? Object.assign(engine, override(engine)) : engine;
}
