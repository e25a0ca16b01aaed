// Sharing the experiment: the link, its QR code for an audience, and the embedding code. Loaded on demand.
import { encode } from "uqr";
import { button, make, setText } from "../base/dom.js";
import { text } from "../catalogue/strings.js";
import { shareText } from "../catalogue/strings.later.js";
import type { DataFormat } from "../lab/dataSet.js";
import type { Contestant } from "../protocol/snapshot.js";
import { type EmbedChoice, type EmbedKind, embedCode, type Pinned } from "../state/embedCode.js";
import { switchField } from "./fieldControl.js";
import { whoLabel } from "./figure.js";

export interface Shared {
  address: string;
  /** Address of the site's folder, ending with a slash. */
  folder: string;
  link: string;
  /** A link cannot contain the visitor's own data. */
  hasOwnData: boolean;
  /** The trained networks. */
  networks: readonly Contestant[];
}

export interface ShareEvents {
  /** A network as a file that PyTorch reads. */
  saveTensors(who: Contestant): void;
  /** The training data. */
  saveData(format: DataFormat): void;
  copy(value: string, done: string): void;
  save(name: string, picture: Blob): void;
  /** The site's present version with its hashes; rejects with the reason. */
  readVersion(folder: string): Promise<Pinned>;
}

const formats = [
  ["json", "JSON"],
  ["csv", "CSV"],
  ["safetensors", "safetensors"],
] as const;
const quiet = 4; // modules of white around a QR code, as the standard asks
const qrModule = 12; // pixels of the saved picture for each module
const sizes = { min: 160, max: 4000 };

export class ShareDialog {
  readonly element: HTMLDialogElement;
  private readonly link = make("input", { type: "text", id: "share-link", readonly: true });
  private readonly code = make("textarea", { id: "share-code", readonly: true, rows: 4 });
  private readonly qr = make("canvas", { id: "share-qr", role: "img" });
  private readonly own = make("p", { class: "problem" }, text.own.shared);
  private readonly choice: EmbedChoice = { kind: "element", width: 720, height: 480 };
  /** A message about an invalid size, or about pinning the version. */
  private readonly problem = make("p", { class: "problem", id: "share-problem", role: "status" });
  private readonly pin: ReturnType<typeof switchField>;
  private pinned: Pinned | null = null;
  private readonly networks = make("div", { class: "tools" });
  private shared: Shared = { address: "", folder: "", link: "", hasOwnData: false, networks: [] };

  constructor(private readonly events: ShareEvents) {
    const kind = make("select", { id: "share-kind" });
    for (const one of ["element", "frame"] as const)
      kind.append(make("option", { value: one }, shareText.kind[one]));
    kind.addEventListener("change", () => {
      this.choice.kind = kind.value as EmbedKind;
      this.pin.element.hidden = this.choice.kind === "frame"; // frames have no integrity
      this.showCode();
    });
    const size = (key: "width" | "height") => {
      const input = make("input", {
        ...{ type: "number", id: `share-${key}`, inputmode: "numeric" },
        ...{ min: sizes.min, max: sizes.max, step: 10, value: this.choice[key] },
      });
      input.addEventListener("change", () => {
        const reading = readSize(input.value, this.choice[key], shareText[key]);
        this.choice[key] = reading.value;
        input.value = String(reading.value);
        setText(this.problem, reading.problem);
        this.showCode();
      });
      return make(
        "div",
        { class: "pick" },
        make("label", { for: `share-${key}` }, shareText[key]),
        input,
      );
    };
    this.pin = switchField("share-pin", "share-pin", shareText.pin, shareText.pinHelp, (on) => {
      void this.pinVersion(on);
    });
    const copyLink = () => events.copy(this.shared.address, shareText.linkCopied);
    const copyCode = () => events.copy(this.code.value, shareText.codeCopied);
    const saveQr = () =>
      this.qr.toBlob((blob) => {
        if (blob) events.save("hnn-lab-qr.png", blob);
      });
    const saveAs = ([format, name]: (typeof formats)[number]) =>
      button(`share-data-${format}`, shareText.saveData(name), "none", "", () =>
        events.saveData(format),
      );
    this.element = make(
      "dialog",
      { class: "data-dialog share-dialog", "aria-labelledby": "share-title" },
      make("h2", { id: "share-title" }, shareText.title),
      this.own,
      make("label", { for: "share-link" }, shareText.link),
      make(
        "div",
        { class: "share-row" },
        this.link,
        button("share-copy", shareText.copyLink, "none", "", copyLink),
      ),
      make(
        "div",
        { class: "share-pair" },
        make(
          "div",
          {},
          make("h3", {}, shareText.embed),
          make(
            "div",
            { class: "tools" },
            make(
              "div",
              { class: "pick" },
              make("label", { for: "share-kind" }, shareText.as),
              kind,
            ),
            size("width"),
            size("height"),
          ),
          this.pin.element,
          this.problem,
          make("label", { class: "visually-hidden", for: "share-code" }, shareText.code),
          this.code,
          button("share-copy-code", shareText.copyCode, "none", "", copyCode),
        ),
        make(
          "div",
          {},
          make("h3", {}, shareText.qr),
          this.qr,
          button("share-save-qr", shareText.saveQr, "none", "", saveQr),
        ),
      ),
      make("h3", {}, shareText.tensors),
      make("p", { class: "small" }, shareText.tensorsHelp),
      this.networks,
      make("h3", {}, shareText.data),
      make("p", { class: "small" }, shareText.dataHelp),
      make("div", { class: "tools" }, ...formats.map(saveAs)),
      button("share-close", shareText.close, "none", "", () => this.element.close()),
    );
  }

  open(shared: Shared) {
    this.shared = shared;
    setText(this.problem, "");
    this.own.hidden = !shared.hasOwnData;
    this.link.value = shared.address;
    this.qr.setAttribute("aria-label", shareText.qrAlt(shared.address));
    this.networks.replaceChildren(
      ...shared.networks.map((who) =>
        button(`share-tensors-${who}`, shareText.saveTensors(whoLabel(who, true)), "none", "", () =>
          this.events.saveTensors(who),
        ),
      ),
      ...(shared.networks.length === 0 ? [make("p", {}, shareText.noNetworks)] : []),
    );
    this.showCode();
    drawQr(this.qr, shared.address);
    if (!this.element.open) this.element.showModal();
    this.link.select();
  }

  private async pinVersion(on: boolean) {
    setText(this.problem, "");
    this.pinned = null;
    if (on) {
      try {
        this.pinned = await this.events.readVersion(this.shared.folder);
      } catch (error) {
        this.pin.input.checked = false;
        setText(this.problem, shareText.pinFailed((error as Error).message));
      }
    }
    if (!this.pin.input.checked) this.pinned = null; // unchecked while it was loading
    this.showCode();
  }

  private showCode() {
    const { folder, link } = this.shared;
    const code = embedCode(folder, link, this.choice, this.pinned);
    setText(this.code, code);
    this.code.value = code;
  }
}

/** A typed width or height: the nearest allowed value, and a message about the change. */
export function readSize(
  typed: string,
  present: number,
  label: string,
): { value: number; problem: string } {
  const { min, max } = sizes;
  const wanted = Math.round(Number(typed));
  if (typed.trim() === "" || !Number.isFinite(wanted))
    return { value: present, problem: shareText.sizeKept(label, present) };
  const value = Math.min(max, Math.max(min, wanted));
  const problem = value === wanted ? "" : shareText.sizeChanged(label, wanted, value, min, max);
  return { value, problem };
}

/** Black on white in every theme, because cameras require it. */
export function drawQr(canvas: HTMLCanvasElement, content: string) {
  const { data, size } = encode(content, { ecc: "M", border: 0 });
  const side = size + 2 * quiet;
  canvas.width = side * qrModule;
  canvas.height = side * qrModule;
  const g = canvas.getContext("2d");
  if (!g) return;
  g.fillStyle = "#ffffff";
  g.fillRect(0, 0, canvas.width, canvas.height);
  g.fillStyle = "#000000";
  data.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (isDark) g.fillRect((x + quiet) * qrModule, (y + quiet) * qrModule, qrModule, qrModule);
    });
  });
}
