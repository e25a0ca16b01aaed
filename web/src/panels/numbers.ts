// Measurements as numbers: losses, energy, coordinates, field, and the fingerprint of every network.

import { button, make, scrollBox, setText } from "../base/dom.js";
import { text } from "../catalogue/strings.js";
import { type Contestant, contestants, type Metrics, type Solution } from "../protocol/snapshot.js";
import { formatCount, formatNumber, formatPercent } from "../state/format.js";
import { whoLabel } from "./figure.js";

export interface NumbersData {
  testLoss: number;
  /** Of the shown trajectory. */
  drift: number;
  metrics: Metrics | null;
  measuring: boolean;
  fingerprint: string;
  /** States at which the mass matrix had to be regularised. */
  guarded: number;
  /** s of training. */
  seconds: number;
  /** Of a solved network. */
  solution: Solution | null;
}

const rows = [
  "testLoss",
  "driftHere",
  "energyMse",
  "energyDrift",
  "coordinateMse",
  "fieldError",
  "seconds",
  "rank",
  "cutoff",
] as const;
type Row = (typeof rows)[number];
/** Rows of solved networks only. */
const ofSolution: readonly Row[] = ["rank", "cutoff"];
/** Measured when training pauses. */
const ofMetrics: readonly Row[] = ["energyMse", "energyDrift", "coordinateMse", "fieldError"];

function cellText(row: Row, data: NumbersData): string {
  const { metrics, solution } = data;
  switch (row) {
    case "testLoss":
      return formatNumber(data.testLoss);
    case "driftHere":
      return formatPercent(data.drift);
    case "energyMse":
      if (!metrics) return data.measuring ? text.measuring : text.none;
      return Number.isFinite(metrics.energyMse) ? formatNumber(metrics.energyMse, 2) : text.none;
    case "energyDrift":
      return metrics ? formatPercent(metrics.energyDrift) : text.none;
    case "coordinateMse":
      return metrics ? formatNumber(metrics.coordinateMse, 2) : text.none;
    case "fieldError":
      return metrics ? formatPercent(metrics.fieldError) : text.none;
    case "seconds":
      return formatNumber(data.seconds, 2);
    case "rank":
      return solution ? formatCount(solution.rank) : text.none;
    case "cutoff":
      return solution ? formatNumber(solution.cutoff, 2) : text.none;
    default:
      return row satisfies never;
  }
}

export class NumbersPanel {
  readonly element: HTMLElement;
  private readonly cells = new Map<string, HTMLElement>();
  private readonly heads = new Map<Row, HTMLElement>();
  private readonly help = make("p", { class: "small" }, text.numbersHelp);
  /** Of networks with a nearly singular mass matrix. */
  private readonly guards = make("p", { class: "small guards", id: "guarded", role: "status" });
  private readonly guarded = new Map<Contestant, number>();
  private readonly prints = new Map<
    Contestant,
    { code: HTMLElement; copy: HTMLButtonElement; whole: string }
  >();

  constructor(copy: (value: string) => void) {
    const head = make("tr", {}, make("th", { scope: "col" }, text.quantity));
    for (const who of contestants)
      head.append(make("th", { scope: "col", class: who, "data-for": who }, whoLabel(who, true)));
    const body = make("tbody");
    for (const row of rows) {
      const isSolved = ofSolution.includes(row);
      const name = make("th", { scope: "row" }, text[row]);
      this.heads.set(row, name);
      const line = make("tr", { "data-for": isSolved && "solved" }, name);
      for (const who of contestants) {
        const cell = make("td", { id: `${row}-${who}`, "data-for": who }, text.none);
        this.cells.set(`${row}-${who}`, cell);
        line.append(cell);
      }
      body.append(line);
    }
    const prints = make("dl", { class: "fingerprints" });
    for (const who of contestants) {
      const code = make("code", { id: `fingerprint-${who}` }, text.none);
      const entry = { code, copy: null as unknown as HTMLButtonElement, whole: "" };
      entry.copy = button(
        `copy-fingerprint-${who}`,
        text.copy,
        "none",
        text.copyFingerprint(whoLabel(who)),
        () => copy(entry.whole),
      );
      entry.copy.setAttribute("aria-label", text.copyFingerprint(whoLabel(who)));
      this.prints.set(who, entry);
      prints.append(
        make("dt", { "data-for": who }, whoLabel(who, true)),
        make("dd", { "data-for": who }, code, entry.copy),
      );
    }
    this.element = make(
      "section",
      { class: "numbers", "aria-labelledby": "numbers-title" },
      make("h2", { id: "numbers-title" }, text.numbers),
      scrollBox(
        "numbers-box",
        `${text.dataTable}: ${text.numbers}`,
        make("table", {}, make("thead", {}, head), body),
      ),
      this.guards,
      this.help,
      make("h3", {}, text.fingerprint),
      prints,
      make("p", { class: "small" }, text.fingerprintHelp),
    );
  }

  /** The reference of the numbers: the system's truth, or a recording. */
  tell(isRecorded: boolean) {
    const names = isRecorded ? { ...text, ...text.own.numbers } : text;
    for (const [row, head] of this.heads) setText(head, names[row]);
    setText(this.help, names.numbersHelp);
  }

  /** After the numbers of all networks: remarks on the included ones. */
  warn(taking: readonly Contestant[]) {
    const words = taking.flatMap((who) => {
      const states = this.guarded.get(who) ?? 0;
      return states > 0 ? [text.guarded(whoLabel(who), formatCount(states))] : [];
    });
    setText(this.guards, words.join(" "));
    this.guards.hidden = words.length === 0;
  }

  show(who: Contestant, data: NumbersData) {
    for (const row of rows) {
      const cell = this.cells.get(`${row}-${who}`) as HTMLElement;
      setText(cell, cellText(row, data));
      cell.classList.toggle("stale", ofMetrics.includes(row) && data.measuring);
    }
    this.guarded.set(who, data.guarded);
    const print = this.prints.get(who);
    if (!print) return;
    print.whole = data.fingerprint;
    print.copy.disabled = print.whole === "";
    setText(print.code, print.whole || text.none);
  }
}
