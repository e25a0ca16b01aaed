// A table or data set before it is used as data: its size, the meaning of each column (can be changed), how
// derivatives are estimated, the split, and the system for energies. Errors are shown immediately, with
// row and column; nothing changes on the page until the visitor confirms.

import { button, make, setAttribute, setText } from "../base/dom.js";
import type { Catalogue, Setting, SystemInfo } from "../catalogue/settings.js";
import { choiceLabel, text, withLabels } from "../catalogue/strings.js";
import { dataText } from "../catalogue/strings.later.js";
import { type DataSet, tableOf } from "../lab/dataSet.js";
import {
  type AppliedTable,
  applyMapping,
  type Role,
  readTable,
  type Separator,
  type Table,
} from "../lab/table.js";
import type { Settings } from "../protocol/settings.js";
import { formatCount, formatNumber, formatPercent } from "../state/format.js";
import { judgesOf } from "../state/measured.js";
import { type Control, createControl } from "./fieldControl.js";

/** What the visitor confirms. */
export interface OwnData {
  applied: AppliedTable;
  /** The system for energies; null: none. */
  judge: string | null;
  derivative: string;
  trainFraction: number;
  /** The parameters of that system, if the data come from a run of it. */
  systemParameters?: number[];
}

export interface DataDialogEvents {
  /** Resolves to the error, or to null: then the dialog closes. */
  take(data: OwnData): Promise<string | null>;
}

/** The initial state of the dialog. */
export interface DataDialogState {
  present: string;
  derivative: string;
  trainFraction: number;
}

const separators: Separator[] = [",", ";", "\t", " "];
const shownRows = 5;

export class DataDialog {
  readonly element: HTMLDialogElement;
  private readonly title = make("h2", { id: "data-title" });
  private readonly account = make("p", { id: "data-account" });
  private readonly columns = make("div", { class: "table-box data-columns" });
  private readonly separator = make("select", { id: "data-separator" });
  private readonly judge = make("select", { id: "data-judge" });
  private readonly rules = make("div", { class: "fields" });
  private readonly verdict = make("p", { id: "data-verdict", role: "status" });
  private readonly use: HTMLButtonElement;
  private source: { content: string | DataSet; name: string } = { content: "", name: "" };
  private table: Table | null = null;
  private mapping: Role[] = [];
  private applied: AppliedTable | null = null;
  private state: DataDialogState = { present: "", derivative: "", trainFraction: 0 };
  /** Whether the visitor has chosen a system for energies, or none. */
  private hasJudge = false;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly events: DataDialogEvents,
  ) {
    this.use = button("data-use", dataText.use, "none", "", () => void this.take());
    this.use.classList.add("primary");
    const cancel = button("data-cancel", dataText.cancel, "none", "", () => this.element.close());
    for (const mark of separators)
      this.separator.append(make("option", { value: mark }, dataText.separators[mark]));
    this.separator.addEventListener("change", () => this.readAgain());
    this.judge.addEventListener("change", () => {
      this.hasJudge = true;
      this.check();
    });
    const pick = (id: string, label: string, select: HTMLElement) =>
      make("div", { class: "field" }, make("label", { for: id }, label), select);
    this.element = make(
      "dialog",
      { id: "data-dialog", class: "data-dialog", "aria-labelledby": "data-title" },
      this.title,
      this.account,
      make("p", { class: "small" }, dataText.rolesHelp),
      this.columns,
      make(
        "div",
        { class: "fields data-choices" },
        pick("data-separator", dataText.separator, this.separator),
        pick("data-judge", dataText.judge, this.judge),
      ),
      this.rules,
      this.verdict,
      make("div", { class: "tools" }, this.use, cancel),
    );
  }

  /** Shows a data set, or reads a table and shows it; throws, with row and column, if the text is not a table. */
  open(content: string | DataSet, name: string, state: DataDialogState) {
    const isTable = typeof content === "string";
    this.table = isTable ? readTable(content, name) : { ...tableOf(content), name };
    this.source = { content, name };
    this.state = isTable ? { ...state } : { ...state, present: content.system ?? "" };
    (this.separator.parentElement as HTMLElement).hidden = !isTable;
    this.mapping = [...this.table.proposed];
    this.hasJudge = false;
    this.separator.value = this.table.separator;
    setText(this.title, dataText.title(name));
    this.showRules();
    this.showColumns();
    this.check();
    this.reopen();
  }

  /** Shows the last table again, in its last state. */
  reopen() {
    if (!this.element.open) this.element.showModal();
  }

  get hasTable(): boolean {
    return this.table !== null;
  }

  private readAgain() {
    const { content, name } = this.source;
    if (typeof content !== "string") return;
    try {
      const separator = this.separator.value as Separator;
      this.table = readTable(content, name, { separator });
      this.mapping = [...this.table.proposed];
      this.showColumns();
      this.check();
    } catch (error) {
      this.applied = null;
      this.columns.replaceChildren();
      setText(this.account, "");
      this.complain((error as Error).message);
    }
  }

  // ---- columns -------------------------------------------------------------------------------------------

  private showColumns() {
    const { table } = this;
    if (!table) return;
    const { columns, lines, separator } = table;
    const { content } = this.source;
    setText(
      this.account,
      typeof content === "string"
        ? dataText.read(
            formatCount(lines.length),
            String(columns.length),
            dataText.separators[separator].toLowerCase(),
          )
        : this.accountOf(content),
    );
    const roles = rolesFor(columns.length);
    const head = columns.map((name, j) => {
      const select = make("select", {
        "data-column": j + 1,
        "aria-label": dataText.roleOf(name),
      });
      for (const role of roles) select.append(make("option", { value: role }, dataText.role(role)));
      select.value = this.mapping[j] as string;
      select.addEventListener("change", () => {
        this.mapping[j] = select.value as Role;
        this.check();
      });
      return make("th", { scope: "col" }, make("span", { class: "column-name" }, name), select);
    });
    this.columns.replaceChildren(
      make(
        "table",
        {},
        make("thead", {}, make("tr", {}, make("th", { scope: "col" }, dataText.row), ...head)),
        make("tbody", {}, ...this.firstRows(table)),
      ),
    );
  }

  private accountOf({ t, trajectory, system }: DataSet): string {
    const isKnown = this.catalogue.systems.some(({ id }) => id === system);
    return dataText.readSet(
      formatCount(t.length),
      formatCount(new Set(trajectory).size),
      isKnown ? choiceLabel("system", system as string) : (system ?? ""),
    );
  }

  private firstRows({ cells, lines, columns }: Table): HTMLElement[] {
    const width = columns.length;
    return [...lines.subarray(0, shownRows)].map((line, i) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, String(line)),
        ...columns.map((_, j) => {
          const value = cells[i * width + j] as number;
          return make("td", {}, Number.isNaN(value) ? text.none : formatNumber(value, 5));
        }),
      ),
    );
  }

  // ---- rules and judge -----------------------------------------------------------------------------------

  private showRules() {
    const controls = (["derivative", "trainFraction"] as const).map((key) => this.rule(key));
    this.rules.replaceChildren(...controls.map(({ element }) => element));
  }

  private rule(key: "derivative" | "trainFraction"): Control {
    const row = this.catalogue.settings.find((setting) => setting.key === key) as Setting;
    const control = createControl(row, (value) => {
      Object.assign(this.state, { [key]: value as Settings[typeof key] });
      this.check();
    });
    control.show(this.state[key]);
    return control;
  }

  private showJudges(components: number) {
    const able = judgesOf(this.catalogue.systems, components);
    const before = this.judge.value;
    const ids = ["", ...able.map(({ id }: SystemInfo) => id)];
    this.judge.replaceChildren(
      ...ids.map((id) =>
        make("option", { value: id }, id === "" ? dataText.noJudge : choiceLabel("system", id)),
      ),
    );
    const wanted = this.hasJudge ? before : this.state.present;
    this.judge.value = ids.includes(wanted) ? wanted : "";
  }

  // ---- the verdict ---------------------------------------------------------------------------------------

  private check() {
    const { table } = this;
    if (!table) return;
    try {
      this.applied = applyMapping(table, this.mapping);
    } catch (error) {
      this.applied = null;
      this.complain((error as Error).message);
      return;
    }
    const { measured, samples, recordings, used, unused } = this.applied;
    this.showJudges(measured.symbols.length);
    this.say(
      dataText.verdict({
        samples: formatCount(samples),
        recordings,
        used: used.join(", "),
        unused: unused.join(", "),
        isGiven: measured.dxdt.length > 0,
        derivative: choiceLabel("derivative", this.state.derivative),
        share: formatPercent(this.state.trainFraction),
      }),
      false,
    );
  }

  private complain(reason: string) {
    this.say(dataText.problem(withLabels(reason)), true);
  }

  private say(message: string, isProblem: boolean) {
    this.verdict.classList.toggle("problem", isProblem);
    setText(this.verdict, message);
    setAttribute(this.use, "disabled", isProblem);
  }

  private async take() {
    if (!this.applied) return;
    const judge = this.judge.value || null;
    const measured = { ...this.applied.measured, judged: judge !== null };
    const { derivative, trainFraction } = this.state;
    const { content } = this.source;
    const parameters =
      typeof content !== "string" && content.system === judge && content.settings?.systemParameters;
    setAttribute(this.use, "disabled", true);
    const applied = { ...this.applied, measured };
    const problem = await this.events.take({
      ...{ applied, judge, derivative, trainFraction },
      ...(parameters && { systemParameters: parameters }),
    });
    setAttribute(this.use, "disabled", false);
    if (problem === null) this.element.close();
    else this.complain(problem);
  }
}

/** All roles for this many columns. */
function rolesFor(columns: number): Role[] {
  const most = Math.max(1, Math.floor(columns / 2));
  const numbers = Array.from({ length: most }, (_, k) => k + 1);
  const states = (["q", "p", "dq", "dp"] as const).flatMap((kind) =>
    numbers.map((k) => `${kind}${k}` as Role),
  );
  return ["ignored", "recording", "t", ...states];
}
