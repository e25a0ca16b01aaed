// The experiment as a link: `?v=2&system=spring&noise=0.2`. Typed by the tables of settings and view
// options, versioned, and holding only what differs from the system's quick settings, or from its published ones if the
// link says preset=published. Links of version 1 are from before there were quick settings: they differ from the
// published ones. A link without a version has the present version. What cannot be used
// is clamped or dropped, and reported.
import { type Catalogue, type Preset, presets } from "../catalogue/settings.js";
import { settingLabel, systemText, text, viewNameText } from "../catalogue/strings.js";
import {
  defaultExperiment,
  describedSystem,
  type Experiment,
  firstSystem,
  hasView,
  nearestPreset,
  nearestView,
  pageSettings,
  systemOf,
  type ViewName,
  type ViewOptions,
  viewNames,
  viewTable,
} from "./experiment.js";
import {
  type Field,
  type FieldValue,
  printField,
  printLocalField,
  readField,
  sameValue,
} from "./fields.js";

export const urlVersion = 2;
/** What links of each readable version leave out. */
const omitted: Record<string, Preset> = { 1: "published", [urlVersion]: "quick" };
/** Names what a link leaves out. */
export const presetKey = "preset";
/** Longer links are cut; links printed by this page are much shorter. */
export const urlLimit = 4000;
/** Says that the data are measured, not simulated. */
const ownData = { key: "data", value: "own" };
/** Start and time span are meaningless without the measured data. */
const ofOwnData = ["x0", "rolloutDuration", "stepSize", "injectionStart", "injectionDuration"];
/** Tracking keys that mailers, social networks and search engines append to links; they are ignored. */
const trackingKeys =
  /^(utm_\w*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|srsltid|msclkid|yclid|ttclid|twclid|li_fat_id|igshid|igsh|mc_cid|mc_eid|mkt_tok|oly_anon_id|oly_enc_id|vero_id|_ga|_gl|_hsenc|_hsmi|__hstc|__hssc|__hsfp|__s|__tn__|__cft__.*|ref_src|ref_url)$/i;
const shownNotices = 6;
const shownCharacters = 40;

export interface ParsedLink {
  experiment: Experiment;
  /** Made with measured data, which no link can carry. */
  hadData?: true;
  /** What was ignored or changed, as messages. */
  notices: string[];
}

type Section = "settings" | "view";

/** The page trains all models, so a link cannot choose one. */
function fieldsOf(
  catalogue: Catalogue,
  systemId: string,
  coordinates: string,
): Map<string, { section: Section; field: Field }> {
  const system = describedSystem(catalogue, systemId, coordinates);
  const fields = new Map<string, { section: Section; field: Field }>();
  for (const field of pageSettings(catalogue)) {
    if (field.key !== "model" && field.key !== "system")
      fields.set(field.key, { section: "settings", field });
  }
  for (const field of viewTable(catalogue, system))
    fields.set(field.key, { section: "view", field });
  return fields;
}

function shorten(given: string): string {
  const visible = given.replace(/[\p{Cc}\p{Cf}]/gu, "�");
  return visible.length > shownCharacters ? `${visible.slice(0, shownCharacters)}…` : visible;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part.replace(/\+/g, " "));
  } catch {
    return null;
  }
}

interface Pair {
  key: string;
  value: string;
}

/**
 * The query without additions by others: keys added for tracking, and `&amp;` for `&` from a link that was copied
 * from HTML source.
 */
export function plainQuery(search: string): string {
  const parts = search
    .replace(/^\?/, "")
    .replace(/&(amp;)+/gi, "&")
    .split("&");
  const isTracking = (part: string) =>
    trackingKeys.test(decode(part.split("=", 1)[0] as string) ?? "");
  return parts.filter((part) => part !== "" && !isTracking(part)).join("&");
}

function readPairs(search: string, say: (notice: string) => void): Pair[] {
  let query = plainQuery(search);
  if (query.length > urlLimit) {
    query = query.slice(0, urlLimit);
    // The last pair may be cut in the middle, and half a number would be wrong.
    query = query.slice(0, Math.max(0, query.lastIndexOf("&")));
    say(text.link.tooLong(urlLimit));
  }
  const pairs: Pair[] = [];
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const part of query.split("&")) {
    if (part === "") continue; // an empty query
    const split = part.indexOf("=");
    const key = decode(split < 0 ? part : part.slice(0, split));
    const value = decode(split < 0 ? "" : part.slice(split + 1));
    if (key === null || value === null) say(text.link.malformed(shorten(part)));
    else if (seen.has(key)) repeated.add(key);
    else {
      seen.add(key);
      pairs.push({ key, value });
    }
  }
  for (const key of repeated) say(text.link.duplicate(shorten(key)));
  return pairs;
}

export function parseLink(catalogue: Catalogue, search: string): ParsedLink {
  const notices: string[] = [];
  const say = (notice: string) => {
    notices.push(notice);
  };
  const pairs = readPairs(search, say);

  const version = pairs.find((pair) => pair.key === "v")?.value;
  if (version !== undefined && !Object.hasOwn(omitted, version))
    say(text.link.version(shorten(version)));

  let system = firstSystem(catalogue);
  const wanted = pairs.find((pair) => pair.key === "system")?.value;
  if (wanted !== undefined) {
    if (catalogue.systems.some((known) => known.id === wanted)) system = wanted;
    else say(text.link.invalid(settingLabel("system"), shorten(wanted), system));
  }

  let preset: Preset = (version !== undefined && omitted[version]) || "quick";
  const named = pairs.find(({ key }) => key === presetKey)?.value;
  if (named !== undefined) {
    const found = presets.find((known) => known === named);
    if (found) preset = found;
    else say(text.link.invalid(text.preset.label, shorten(named), preset));
  }

  // What defines the meaning of a state is read before what depends on it.
  const told = pairs.find((pair) => pair.key === "coordinates")?.value;
  const row = catalogue.settings.find(({ key }) => key === "coordinates");
  const experiment = defaultExperiment(
    catalogue,
    system,
    told !== undefined && row?.choices.includes(told) ? told : undefined,
    preset,
  );
  const fields = fieldsOf(catalogue, system, experiment.settings.coordinates);
  /** Whether a value is invalid only in the link's coordinates. */
  const wouldBe = (key: string, value: string) => {
    const field = fieldsOf(catalogue, system, "canonical").get(key)?.field;
    return field !== undefined && readField(field, value).type !== "unreadable";
  };
  for (const { key, value } of pairs) {
    if (["v", "system", presetKey, ownData.key].includes(key)) continue;
    const known = fields.get(key);
    if (!known) {
      say(text.link.unknown(shorten(key)));
      continue;
    }
    const target = experiment[known.section] as unknown as Record<string, FieldValue>;
    if (key === "systemParameters") {
      readParameters(catalogue, experiment, value, say);
      continue;
    }
    const reading = readField(known.field, value);
    const label = settingLabel(key);
    const isView = key === "view" && viewNames.some((name) => name === value);
    if (reading.type === "unreadable" && isView && !wouldBe(key, value))
      experiment.view.view = otherView(catalogue, system, value as ViewName, say);
    else if (reading.type === "unreadable") {
      const used = printLocalField(target[key] as FieldValue);
      const { invalid, needsMomenta } = text.link;
      say((wouldBe(key, value) ? needsMomenta : invalid)(label, shorten(value), used));
    } else {
      target[key] = reading.value;
      if (reading.type === "clamped")
        say(text.link.clamped(label, shorten(value), printLocalField(reading.value)));
    }
  }
  const hadData = pairs.some(({ key, value }) => key === ownData.key && value === ownData.value);
  if (hadData) say(text.own.link);
  return { experiment, ...(hadData && { hadData }), notices: limited(notices) };
}

/** The nearest view that the system has, in the place of one that it has not; both are said, and who has that one. */
function otherView(
  catalogue: Catalogue,
  system: string,
  wanted: ViewName,
  say: (notice: string) => void,
): ViewName {
  const here = describedSystem(catalogue, system);
  const used = nearestView(here, wanted);
  const named = (id: string) => systemText[id]?.label ?? id;
  const able = catalogue.systems.filter((other) => hasView(other, wanted));
  const systems = able.map(({ id }) => named(id)).join(", ");
  say(text.link.noView(wanted, named(system), viewNameText[used].label, systems));
  return used;
}

/** Each parameter has its own range, in the system's table. */
function readParameters(
  catalogue: Catalogue,
  experiment: Experiment,
  given: string,
  say: (notice: string) => void,
) {
  const { parameters } = systemOf(catalogue, experiment.settings.system);
  const label = settingLabel("systemParameters");
  const parts = given.split(",");
  const values = experiment.settings.systemParameters.map((standard, i) => {
    const { min = 0, max = 0 } = parameters[i] ?? {};
    const row: Field = {
      key: label,
      type: "number",
      min,
      max,
      minLength: 0,
      maxLength: 0,
      choices: [],
      logarithmic: false,
    };
    const reading = readField(row, parts[i] ?? "");
    if (reading.type === "unreadable") {
      say(
        text.link.invalid(
          parameters[i]?.symbol ?? label,
          shorten(parts[i] ?? ""),
          printLocalField(standard),
        ),
      );
      return standard;
    }
    if (reading.type === "clamped") {
      say(
        text.link.clamped(
          parameters[i]?.symbol ?? label,
          shorten(parts[i] ?? ""),
          printLocalField(reading.value),
        ),
      );
    }
    return reading.value as number;
  });
  if (parts.length > values.length)
    say(text.link.invalid(label, shorten(given), printLocalField(values)));
  experiment.settings.systemParameters = values;
}

function limited(notices: string[]): string[] {
  if (notices.length <= shownNotices) return notices;
  return [...notices.slice(0, shownNotices), text.linkMore(notices.length - shownNotices)];
}

/** The query that `parseLink` reads back as the same experiment; "" for the defaults of the first system. */
export function printLink(catalogue: Catalogue, experiment: Experiment): string {
  const { system, coordinates } = experiment.settings;
  const preset = nearestPreset(catalogue, experiment.settings);
  const standard = defaultExperiment(catalogue, system, coordinates, preset);
  standard.settings.coordinates = systemOf(catalogue, system).experiment.coordinates;
  const parts: string[] = [];
  if (system !== firstSystem(catalogue)) parts.push(`system=${encodeURIComponent(system)}`);
  if (preset !== "quick") parts.push(`${presetKey}=${preset}`);
  if (experiment.measured) parts.push(`${ownData.key}=${ownData.value}`);
  for (const [key, { section }] of fieldsOf(catalogue, system, coordinates)) {
    const value = (experiment[section] as unknown as Record<string, FieldValue>)[key];
    const normal = (standard[section] as unknown as Record<keyof ViewOptions, FieldValue>)[
      key as keyof ViewOptions
    ];
    if (experiment.measured && ofOwnData.includes(key)) continue;
    if (value !== undefined && !sameValue(value, normal)) {
      parts.push(`${key}=${encodeURIComponent(printField(value)).replace(/%2C/g, ",")}`);
    }
  }
  return parts.length === 0 ? "" : `?v=${urlVersion}&${parts.join("&")}`;
}
