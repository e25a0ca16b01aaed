import type { Settings } from "../../web/src/protocol/settings.js";

export function hash(...parts: unknown[]): string;
/** Settings as they are hashed; `defaults`: the published ones of the system; `first`: keys that always count. */
export function settingsKey(
  settings: Partial<Settings>,
  defaults?: Partial<Settings>,
  first?: readonly string[],
): Partial<Settings>;
