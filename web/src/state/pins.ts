// Pinned runs: what a run has come to, kept to compare the next one with. Plain data; pure.
import type { Catalogue, Settings } from "../catalogue/settings.js";
import { choiceLabel, pinText, settingLabel } from "../catalogue/strings.js";
import type { Contestant, LossCurve, Rollout } from "../protocol/snapshot.js";
import { defaultExperiment } from "./experiment.js";
import { printField, sameValue } from "./fields.js";

export const mostPins = 3;
const longestName = 60;

export interface PinnedNumbers {
  step: number;
  testLoss: number;
  /** Largest |H − H₀| / |H₀| along the path that was shown. */
  drift: number;
  fingerprint: string;
}

export interface PinnedRun {
  id: number;
  name: string;
  /** Runs of other systems have other axes: they wait until their system is shown again. */
  system: string;
  paths: Partial<Record<Contestant, Rollout>>;
  curves: Partial<Record<Contestant, LossCurve>>;
  numbers: Partial<Record<Contestant, PinnedNumbers>>;
  shown: boolean;
}

/** What is special about the settings, beside the system's own experiment. */
export function nameOfRun(catalogue: Catalogue, settings: Settings): string {
  const standard = defaultExperiment(catalogue, settings.system).settings;
  const special = catalogue.settings
    .filter(({ key }) => key !== "model" && !sameValue(settings[key], standard[key]))
    .map(({ key }) => {
      const value = settings[key];
      const shown = typeof value === "string" ? choiceLabel(key, value) : printField(value);
      return `${settingLabel(key)} ${shown}`;
    });
  return shortened(special.join(", ") || pinText.published);
}

export function shortened(name: string): string {
  const plain = name.replace(/\s+/g, " ").trim();
  return plain.length > longestName ? `${plain.slice(0, longestName - 1)}…` : plain;
}

/** With one more; the oldest leaves where there are too many. */
export function pinned(pins: readonly PinnedRun[], run: Omit<PinnedRun, "id">): PinnedRun[] {
  const id = 1 + Math.max(0, ...pins.map((pin) => pin.id));
  return [...pins, { ...run, id }].slice(-mostPins);
}

export function changedPin(
  pins: readonly PinnedRun[],
  id: number,
  change: Partial<Pick<PinnedRun, "name" | "shown">>,
): PinnedRun[] {
  return pins.map((pin) =>
    pin.id === id
      ? { ...pin, ...change, name: shortened(change.name ?? pin.name) || pin.name }
      : pin,
  );
}

/** Those that lie in the pictures of a system. */
export function pinsFor(pins: readonly PinnedRun[], system: string): PinnedRun[] {
  return pins.filter((pin) => pin.shown && pin.system === system);
}
