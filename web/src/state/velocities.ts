// A system in velocities instead of momenta: its states are (q, q̇). Pure.
import { inCoordinates, type SystemInfo } from "../catalogue/settings.js";

/** One object for each system, so that views can detect changes by identity. */
const made = new WeakMap<SystemInfo, SystemInfo>();

/** `system` in the coordinates of the setting `coordinates`; equal arguments give the same object. */
export function systemInCoordinates(system: SystemInfo, coordinates: string): SystemInfo {
  if (coordinates !== "velocities") return system;
  const known = made.get(system) ?? inCoordinates(system, coordinates);
  made.set(system, known);
  return known;
}
