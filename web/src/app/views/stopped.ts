// Why and when motions ended early, in the language of the page. The lab loads it when a motion has ended.
import type { SystemInfo } from "../../catalogue/settings.js";
import { orbitStopWords, type StopWriter, stopWords } from "../../catalogue/stops.js";
import type { OrbitStop, Stop } from "../../protocol/stop.js";
import { formatNumber } from "../../state/format.js";
import { symbolsOf } from "./words.js";

const stopWriter = (system: SystemInfo): StopWriter => ({
  names: symbolsOf(system),
  digits: (value) => formatNumber(value, 4),
});

export function stoppedWords(stop: Stop, system: SystemInfo): string {
  return stopWords(stop, system, stopWriter(system));
}

export function orbitStoppedWords(stop: OrbitStop, system: SystemInfo): string {
  return orbitStopWords(stop, system, stopWriter(system));
}
