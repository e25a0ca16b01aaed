// The parts of the dashboard that a host page may hide or show alone: `only="phase-portrait training"`. One table
// of names, from which the style rules are generated. Pure.

interface Part {
  /** Selectors of its elements. */
  selector: string;
  /** Belongs to a view, and is hidden when others are shown alone; other parts stay visible with what is shown. */
  own: boolean;
}

const figure = (name: string): Part => ({ selector: `.figure-${name}`, own: true });

const frame = (selector: string): Part => ({ selector, own: true });
const along = (selector: string): Part => ({ selector, own: false });

/** The column of the lab or the orbits view that contains the figure. */
const leftColumn = ["motion", "phase-portrait", "field-parts", "orbits"];
const rightColumn = [
  ...["energy-chart", "loss-chart", "error-chart", "numbers", "pins"],
  ...["orbit-energy-kinetic", "orbit-energy-potential", "orbit-energy-total"],
];

const parts: Record<string, Part> = {
  title: frame(".title-row"),
  tabs: frame(".tabs"),
  tools: frame(".more-tools"),
  lead: frame(".lead"),
  motion: figure("motion"),
  "phase-portrait": figure("phase-portrait"),
  "field-parts": figure("field-parts"),
  "energy-chart": figure("energy-chart"),
  "loss-chart": figure("loss-chart"),
  "error-chart": figure("error-chart"),
  numbers: frame(".numbers"),
  pins: figure("pins"),
  orbits: figure("orbits"),
  "orbit-energy-kinetic": figure("orbit-energy-kinetic"),
  "orbit-energy-potential": figure("orbit-energy-potential"),
  "orbit-energy-total": figure("orbit-energy-total"),
  "chaos-controls": frame(".figure.study-controls"),
  sections: frame("[class*='figure-section-']"),
  "chaos-orbits": figure("chaos-orbits"),
  "chaos-exponent": figure("chaos-exponent"),
  "chaos-sali": figure("chaos-sali"),
  "chaos-table": figure("chaos-table"),
  "chaos-path": figure("chaos-path"),
  "chaos-energy": figure("chaos-energy"),
  "reversal-controls": figure("reversal-controls"),
  "reversal-loops": figure("reversal-loops"),
  "reversal-gap": figure("reversal-gap"),
  "reversal-volumeError": figure("reversal-volumeError"),
  "reversal-symplecticError": figure("reversal-symplecticError"),
  "reversal-numbers": figure("reversal-numbers"),
  "reversal-meaning": figure("reversal-meaning"),
  intro: frame(".study-view > p"),
  settings: frame(".settings"),
  training: frame(".training-bar"),
  player: along(".player"),
  friction: along(".friction"),
  legend: along(".legend"),
  "data-table": along(".data-table"),
  notices: along(".notices"),
};

export const partNames: readonly string[] = Object.keys(parts);
/** What an element shows by default: plots and training, without the page's header and settings. */
export const hiddenByDefault = ["title", "tools", "settings"];

export interface Parts {
  /** Parts shown alone; null: everything except the hidden parts. */
  only: string[] | null;
  hide: string[];
}

/** Names in a list, separated by spaces or commas; `unknown` ones are not parts. */
export function readPartList(text: string): { known: string[]; unknown: string[] } {
  const names = [...new Set(text.split(/[\s,]+/).filter((name) => name !== ""))];
  return {
    known: names.filter((name) => Object.hasOwn(parts, name)),
    unknown: names.filter((name) => !Object.hasOwn(parts, name)),
  };
}

/** The names of the hidden parts. */
export function hiddenParts({ only, hide }: Parts): string[] {
  if (!only) return hide;
  const alone = partNames.filter((name) => parts[name]?.own && !only.includes(name));
  return [...new Set([...alone, ...hide])];
}

/** A style sheet that hides them, and containers that are empty without them. */
export function partRules(given: Parts): string {
  const hidden = hiddenParts(given);
  const isEmpty = (names: string[]) => names.every((name) => hidden.includes(name));
  const selectors = hidden.map((name) => (parts[name] as Part).selector);
  if (isEmpty(leftColumn)) selectors.push(".pictures");
  if (isEmpty(rightColumn)) selectors.push(".charts");
  if (isEmpty(["title", "tabs", "tools"])) selectors.push(".page-head");
  else if (isEmpty(["tabs", "tools"])) selectors.push(".tab-row");
  if (hidden.includes("settings")) selectors.push(".skip"); // it leads there
  if (hidden.includes("player")) selectors.push(".figure-player");
  const rules = selectors.length > 0 ? `${selectors.join(",")}{display:none!important}` : "";
  const oneColumn =
    isEmpty(leftColumn) || isEmpty(rightColumn)
      ? ".view-lab,.view-orbits{grid-template-columns:minmax(0,1fr)!important}"
      : "";
  return rules + oneColumn;
}

/** Excludes plots, and rows of several parts, which keep their own shape. */
const around = [
  "title",
  "tabs",
  "tools",
  "lead",
  "settings",
  "training",
  "intro",
  "numbers",
  "pins",
];
const rows = ["motion", "field-parts", "orbits", "sections", "reversal-loops", "chaos-path"];

/** The only figure shown, which then fills the element; null if there are several or none. */
export function singlePart({ only }: Parts): string | null {
  const shown = (only ?? []).filter((name) => parts[name]?.own && !around.includes(name));
  const [first] = shown;
  return first !== undefined && shown.length === 1 && !rows.includes(first) ? first : null;
}
