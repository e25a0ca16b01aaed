// The visitor's own data: sets the start of the displayed trajectories so that they show the held-out part of the recording.

import { type Experiment, reduce } from "../../state/experiment.js";
import { shownSteps } from "../../state/measured.js";
import type { Core } from "./core.js";
import { rolloutRequest, unable } from "./requests.js";

const wholeRecording = 1e300; // longer than any

/** Shows truth and networks from the first held-out sample on, to the end of its recording or for a limited time. */
export async function startWhereHeldOut(core: Core): Promise<void> {
  const { settings, measured } = core.experiment;
  const { engine } = core;
  if (!engine || !measured) return;
  const { data } = await engine.truth(settings, null, null, measured);
  const size = measured.symbols.length;
  const first = data.test.indexOf(1) * size;
  const x0 = [...data.x.subarray(first, first + size)];
  const all = { ...rolloutRequest(core.experiment, unable), x0, duration: wholeRecording };
  const { rollout, report } = await engine.truth(settings, all, null, measured);
  if (!rollout || !report || core.experiment.measured !== measured) return; // other data were chosen in the meantime
  // Few digits, for the field; slightly longer than the recording, so that its last sample is shown.
  const whole = rollout.t[rollout.t.length - 1] as number;
  const end = Math.min(whole, shownSteps * report.timeStep) * (1 + 1e-4);
  const rounded = (value: number) => Number(value.toPrecision(5));
  const look = (now: Experiment, key: "x0" | "rolloutDuration", value: number | number[]) =>
    reduce(core.parts.catalogue, now, { type: "change-view", key, value });
  const start = Array.from(rollout.x.subarray(0, size), rounded);
  core.experiment = look(look(core.experiment, "x0", start), "rolloutDuration", rounded(end));
  const { inForce } = core.networks;
  const { x0: shownFrom, rolloutDuration } = core.experiment.view;
  core.networks.inForce = {
    ...inForce,
    view: { ...inForce.view, x0: shownFrom, rolloutDuration },
  };
}
