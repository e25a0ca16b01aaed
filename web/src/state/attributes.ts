// The attributes of `<hnn-lab>`: the rows of the settings table and of the view's options, in the spelling of HTML,
// and those that only an element has. All code that reads or lists attributes uses this table.
import type { Catalogue } from "../catalogue/settings.js";
import { pageSettings, systemOf, viewTable } from "./experiment.js";
import type { Field } from "./fields.js";
import { plainQuery, presetKey } from "./url.js";

/** In HTML `hidden` hides the element, and `part` names it for the styles of the page around a shadow root. */
const renamed: ReadonlyMap<string, string> = new Map([
  ["hidden", "hidden-layers"],
  ["part", "field-part"],
]);

/** `rolloutDuration` → `rollout-duration` */
export function attributeOf(key: string): string {
  return renamed.get(key) ?? key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `rollout-duration` → `rolloutDuration` */
export function propertyOf(attribute: string): string {
  return attribute.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Attributes of the element only: which parts are shown, and when it starts. */
export const ownAttributes = ["only", "hide", "autoplay", "poster"] as const;

/** Every setting that link, element and controls share; ranges that depend on the system are those of `systemId`. */
export function sharedFields(catalogue: Catalogue, systemId: string): Field[] {
  const settings = pageSettings(catalogue).filter(({ key }) => key !== "model");
  return [...settings, ...viewTable(catalogue, systemOf(catalogue, systemId))];
}

/** Attribute → key. */
export function attributeTable(catalogue: Catalogue): Map<string, string> {
  const [first] = catalogue.systems;
  const fields = sharedFields(catalogue, first?.id ?? "");
  return new Map(
    [...fields.map(({ key }) => key), presetKey].map((key) => [attributeOf(key), key]),
  );
}

/** The query equivalent to the attributes of an element, to be read like any link. */
export function linkOfAttributes(
  table: ReadonlyMap<string, string>,
  attributes: Iterable<{ name: string; value: string }>,
): string {
  const query = new URLSearchParams();
  for (const { name, value } of attributes) {
    const key = table.get(name);
    if (key) query.set(key, value);
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Display options that do not depend on the experiment. */
const lookKeys = ["theme", "language"];

/** The link, with theme and language of the previous one if it has none. */
export function inLookOf(link: string, before: string): string {
  const named = new URLSearchParams(plainQuery(link));
  const missing = [...new URLSearchParams(before)]
    .filter(([key]) => lookKeys.includes(key) && !named.has(key))
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const parts = [link.replace(/^\?/, ""), ...missing].filter((part) => part !== "");
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

/**
 * The link with one entry replaced, or left out if `value` is null. A new system starts with its own defaults and
 * keeps the display options.
 */
export function changedLink(link: string, key: string, value: string | null): string {
  const query = new URLSearchParams(key === "system" ? inLookOf("", link) : link);
  if (value === null) query.delete(key);
  else query.set(key, value);
  return `?${query}`;
}
