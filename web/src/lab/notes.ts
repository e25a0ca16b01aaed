// The notes of results: why and when motions ended early, in English. Only the package has them; the page words the
// same stops in its language, and its workers do without this table.
import type { SystemInfo } from "../catalogue/settings.js";
import { orbitStopWords, plainWriter, stopWords } from "../catalogue/stops.js";
import type { OrbitStop, Stop } from "../protocol/stop.js";

/** Of the ended motions among them, a line each; `size` is that of a state. */
export type Notes = (
  stops: readonly (Stop | OrbitStop | null)[],
  system: SystemInfo | null,
  size: number,
) => string;

export const englishNotes: Notes = (stops, system, size) => {
  const writer = plainWriter(system, size);
  return stops
    .flatMap((stop) => {
      if (!stop) return [];
      const write = "orbit" in stop ? orbitStopWords(stop, system, writer) : null;
      return [write ?? stopWords(stop, system, writer)];
    })
    .join("\n");
};
