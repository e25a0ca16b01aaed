// The settings, systems, models and integrators of the core: wasm_build/dist/catalogue.json, written by
// wasm_build/catalogue.mjs. Does not require WebAssembly, so the page can draw its controls immediately.
import type { Settings } from "../protocol/settings.js";
import { copySettings } from "./check.js";
import json from "./data.js";
import { type Catalogue, presetSettings, type Setting, type SystemInfo } from "./settings.js";

export {
  checkSetting,
  clampSetting,
  completeSettings,
  type SettingValue,
} from "./check.js";

// TypeScript reads "type": "integer" in a JSON file as any string.
export const catalogue = json as unknown as Catalogue;

export function systemInfo(id: string): SystemInfo {
  const found = catalogue.systems.find((system) => system.id === id);
  if (!found) throw new RangeError(`there is no system "${id}"`);
  return found;
}

/** The quick settings of a system. */
export function defaultsFor(system: string): Settings {
  return copySettings(presetSettings(catalogue, systemInfo(system).id, "quick")!);
}

/** The published experiment of a system. */
export function publishedFor(system: string): Settings {
  return copySettings(presetSettings(catalogue, systemInfo(system).id, "published")!);
}

export function settingRow(key: keyof Settings): Setting {
  const found = catalogue.settings.find((row) => row.key === key);
  if (!found) throw new RangeError(`there is no setting "${key}"`);
  return found;
}
