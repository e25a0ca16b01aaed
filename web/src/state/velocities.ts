// A system told by velocities instead of momenta: its states are (q, q̇). Pure.
import { inCoordinates, type SystemInfo } from "../catalogue/settings.js";

/** One object for each system, so that views see whether anything changed. */
const made = new WeakMap<SystemInfo, SystemInfo>();

/** `system` as the setting `coordinates` has it described; the same object for the same question. */
export function systemInCoordinates(system: SystemInfo, coordinates: string): SystemInfo {
  if (coordinates !== "velocities") return system;
  const known = made.get(system) ?? inCoordinates(system, coordinates);
  made.set(system, known);
  return known;
}
