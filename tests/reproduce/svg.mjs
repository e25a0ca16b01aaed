// Pictures as SVG text: panels with axes, curves, arrows, dots. Coordinates are rounded to a tenth of a pixel and
// points closer than that are dropped, so that files stay small. Every drawing has an opaque paper of its own,
// so that it reads the same on light and dark pages.

/** Okabe–Ito hues, as on the page; each motion has a dash of its own too, since colour alone must not carry meaning. */
export const ink = {
  paper: "#ffffff",
  text: "#16191d",
  soft: "#5b636e",
  hairline: "#dcdfe4",
  arrow: "#9aa3ae",
  data: "#7c8795",
  truth: "#16191d",
  hnn: "#0072b2",
  baseline: "#c24e00",
  "dissipative-hnn": "#00795a",
  lnn: "#0072b2",
  "baseline-steps": "#7c8795",
};

export const dashes = {
  truth: "",
  hnn: "6 2.5",
  baseline: "2 2",
  "dissipative-hnn": "9 2.5 2 2.5",
};

/** Distinct on white, for up to ten orbits: Okabe–Ito without yellow, then darker and lighter relatives. */
export const orbitColours = [
  ...["#0072b2", "#c24e00", "#009e73", "#cc79a7", "#56b4e9"],
  ...["#e69f00", "#16191d", "#7b3fa0", "#8a6d3b", "#6b8e23"],
];

/** Time as a colour, 0 … 1: dark blue over magenta to orange; all of it stands out from the paper. */
export function timeColour(fraction) {
  const stops = [
    [20, 20, 120],
    [140, 20, 150],
    [220, 60, 100],
    [240, 150, 40],
  ];
  const at = Math.min(Math.max(fraction, 0), 1) * (stops.length - 1);
  const i = Math.min(Math.floor(at), stops.length - 2);
  const mixed = stops[i].map((low, k) => Math.round(low + (stops[i + 1][k] - low) * (at - i)));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const far = 1e4; // px; what lies farther outside is clipped anyway
/** A coordinate as text: a tenth of a pixel. */
const at = (value) => {
  const rounded = Math.round(Math.min(Math.max(value, -far), far) * 10) / 10;
  return String(Object.is(rounded, -0) ? 0 : rounded);
};

const escapeText = (text) => String(text).replace(/[&<"]/g, (sign) => `&#${sign.codePointAt(0)};`);

const attributes = (given) =>
  Object.entries(given)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => ` ${name}="${escapeText(value)}"`)
    .join("");

/** Round numbers inside [min, max], about `count` of them. */
export function ticks(min, max, count = 4) {
  const raw = (max - min) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((factor) => power * factor >= raw * 0.999);
  const found = [];
  for (let i = Math.ceil(min / step - 1e-9); i * step <= max + step * 1e-9; i++) {
    found.push(Number((i * step).toPrecision(12)));
  }
  return found;
}

/** A number on an axis: short. */
export function tickText(value) {
  const size = Math.abs(value);
  if (value !== 0 && (size >= 1e4 || size < 1e-2)) {
    const [digits, exponent] = value.toExponential().split("e");
    const shown = digits === "1" ? "" : `${digits}·`;
    return `${shown}10${superscript(Number(exponent))}`.replace("-", "−");
  }
  return String(value).replace("-", "−");
}

function superscript(integer) {
  return String(integer).replace(/./g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]));
}

/** Smallest and largest finite entries of several lists, with a margin (a fraction of their distance). */
export function rangeOf(lists, margin = 0.05) {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const list of lists) {
    for (const value of list) {
      if (!Number.isFinite(value)) continue;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  if (min > max) return [0, 1];
  const extra = max > min ? margin * (max - min) : Math.abs(min) * 0.1 || 1;
  return [min - extra, max + extra];
}

export class Drawing {
  #parts = [];
  #clips = 0;

  constructor({ width, height, title, description = "" }) {
    Object.assign(this, { width, height, title, description });
  }

  add(markup) {
    this.#parts.push(markup);
  }

  text(x, y, words, { size = 11, anchor = "start", colour = ink.text, weight, rotate } = {}) {
    this.add(
      `<text${attributes({
        x: at(x),
        y: at(y),
        "font-size": size,
        "text-anchor": anchor === "start" ? undefined : anchor,
        fill: colour === ink.text ? undefined : colour,
        "font-weight": weight,
        transform: rotate === undefined ? undefined : `rotate(${rotate} ${at(x)} ${at(y)})`,
      })}>${escapeText(words)}</text>`,
    );
  }

  line(x1, y1, x2, y2, { colour = ink.soft, width = 1, dash = "" } = {}) {
    this.add(
      `<path${attributes({
        d: `M${at(x1)} ${at(y1)}L${at(x2)} ${at(y2)}`,
        stroke: colour,
        "stroke-width": width,
        "stroke-dasharray": dash,
      })}/>`,
    );
  }

  /** One entry per line of a legend: { label, colour, dash }, side by side from the left. */
  legend(x, y, entries) {
    let left = x;
    for (const { label, colour, dash } of entries) {
      this.line(left, y - 4, left + 24, y - 4, { colour, width: 2, dash });
      this.text(left + 30, y, label);
      left += 46 + 6.2 * label.length;
    }
  }

  /** The scale of `timeColour`, from `from` to `to`. */
  timeScale(x, y, width, from, to) {
    const steps = 40;
    for (let i = 0; i < steps; i++) {
      const colour = timeColour(i / (steps - 1));
      const left = x + (width * i) / steps;
      this.line(left, y - 4, left + width / steps + 0.3, y - 4, { colour, width: 6 });
    }
    this.text(x - 6, y, from, { anchor: "end" });
    this.text(x + width + 6, y, to);
  }

  /**
   * A frame with axes: { x, y, width, height } of the plot itself, in pixels; labels stand outside. `log` and `logX`
   * make the vertical and the horizontal axis logarithmic.
   */
  panel(given) {
    this.#clips += 1;
    return new Panel(this, { ...given, clip: `c${this.#clips}` });
  }

  toString() {
    const { width, height } = this;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
        `role="img" font-family="system-ui, -apple-system, 'Segoe UI', Arial, sans-serif" fill="${ink.text}">`,
      `<title>${escapeText(this.title)}</title>`,
      ...(this.description ? [`<desc>${escapeText(this.description)}</desc>`] : []),
      `<rect width="${width}" height="${height}" rx="6" fill="${ink.paper}"/>`,
      ...this.#parts,
      "</svg>\n",
    ].join("\n");
  }
}

/** Where a value lies in a range, 0 … 1 from end to end. */
function fractionOf(value, range, log) {
  const scale = log ? (number) => Math.log10(Math.max(number, 1e-300)) : (number) => number;
  const [min, max] = range.map(scale);
  return (scale(value) - min) / (max - min);
}

class Panel {
  constructor(drawing, given) {
    const { xLabel, yLabel, title, equal = false, xTicks = 4, yTicks = 4 } = given;
    Object.assign(this, given, { drawing });
    if (equal) this.#makeEqual();
    const { x, y, width, height, clip } = this;
    drawing.add(
      `<clipPath id="${clip}"><rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}"/></clipPath>`,
    );
    for (const value of this.#ticks(this.xRange, this.logX, xTicks)) {
      const px = this.px(value);
      drawing.line(px, y, px, y + height, { colour: ink.hairline });
      drawing.text(px, y + height + 13, tickText(value), {
        size: 10,
        anchor: "middle",
        colour: ink.soft,
      });
    }
    for (const value of this.#ticks(this.yRange, this.log, yTicks)) {
      const py = this.py(value);
      drawing.line(x, py, x + width, py, { colour: ink.hairline });
      drawing.text(x - 5, py + 3.5, tickText(value), { size: 10, anchor: "end", colour: ink.soft });
    }
    drawing.add(
      `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" fill="none" stroke="${ink.soft}"/>`,
    );
    if (title) drawing.text(x + width / 2, y - 7, title, { anchor: "middle", weight: 600 });
    if (xLabel) drawing.text(x + width / 2, y + height + 27, xLabel, { anchor: "middle" });
    if (yLabel) drawing.text(x - 38, y + height / 2, yLabel, { anchor: "middle", rotate: -90 });
  }

  /** Widens one range so that a unit is as long on both axes. */
  #makeEqual() {
    const { width, height } = this;
    const unit = Math.max(
      (this.xRange[1] - this.xRange[0]) / width,
      (this.yRange[1] - this.yRange[0]) / height,
    );
    const widen = ([min, max], pixels) => {
      const middle = (min + max) / 2;
      return [middle - (unit * pixels) / 2, middle + (unit * pixels) / 2];
    };
    this.xRange = widen(this.xRange, width);
    this.yRange = widen(this.yRange, height);
  }

  #ticks([min, max], log, count) {
    if (!log) return ticks(min, max, count);
    const low = Math.ceil(Math.log10(min));
    const high = Math.floor(Math.log10(max));
    const every = Math.max(1, Math.ceil((high - low + 1) / 5));
    const found = [];
    for (let power = low; power <= high; power += every) found.push(Number(`1e${power}`));
    return found;
  }

  px(value) {
    return this.x + this.width * fractionOf(value, this.xRange, this.logX);
  }

  py(value) {
    return this.y + this.height * (1 - fractionOf(value, this.yRange, this.log));
  }

  /** Path data through the points [first, last]; those nearer than half a pixel to their predecessor are left out. */
  #path(xs, ys, first = 0, last = xs.length - 1) {
    let path = "";
    let [oldX, oldY] = [Number.NaN, Number.NaN];
    for (let i = first; i <= last; i++) {
      const x = this.px(xs[i]);
      const y = this.py(ys[i]);
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      const near = Math.abs(x - oldX) + Math.abs(y - oldY) < 0.7;
      if (near && i < last) continue;
      path += `${path ? "L" : "M"}${at(x)} ${at(y)}`;
      [oldX, oldY] = [x, y];
    }
    return path;
  }

  #group(content, attributesOf) {
    if (!content) return;
    this.drawing.add(`<g clip-path="url(#${this.clip})"${attributes(attributesOf)}>${content}</g>`);
  }

  curve(xs, ys, { colour, width = 1.4, dash = "" }) {
    const d = this.#path(xs, ys);
    this.#group(d && `<path d="${d}"/>`, {
      fill: "none",
      stroke: colour,
      "stroke-width": width,
      "stroke-dasharray": dash,
      "stroke-linejoin": "round",
    });
  }

  /** A curve whose colour tells the time, in `pieces` pieces. */
  timeCurve(xs, ys, { width = 1.8, pieces = 48 } = {}) {
    let content = "";
    for (let i = 0; i < pieces; i++) {
      const first = Math.floor((i * (xs.length - 1)) / pieces);
      const last = Math.floor(((i + 1) * (xs.length - 1)) / pieces);
      const d = this.#path(xs, ys, first, last);
      if (d) content += `<path d="${d}" stroke="${timeColour(i / (pieces - 1))}"/>`;
    }
    this.#group(content, { fill: "none", "stroke-width": width, "stroke-linecap": "round" });
  }

  /** Arrows of a field at points; the longest is `longest` pixels. */
  arrows(xs, ys, dxs, dys, { colour = ink.arrow, longest = 15, width = 0.8 } = {}) {
    let top = 0;
    for (let i = 0; i < xs.length; i++) top = Math.max(top, Math.hypot(dxs[i], dys[i]));
    const scale = top > 0 ? longest / top : 0;
    let d = "";
    for (let i = 0; i < xs.length; i++) {
      const [x, y] = [this.px(xs[i]), this.py(ys[i])];
      const [u, v] = [dxs[i] * scale, -dys[i] * scale];
      const length = Math.hypot(u, v);
      if (!(length > 0.5)) continue;
      const head = Math.min(4, length * 0.5) / length;
      const side = (sign) => [
        x + u - head * (u - sign * 0.5 * v),
        y + v - head * (v + sign * 0.5 * u),
      ];
      const [left, right] = [side(1), side(-1)];
      d +=
        `M${at(x)} ${at(y)}L${at(x + u)} ${at(y + v)}` +
        `M${at(left[0])} ${at(left[1])}L${at(x + u)} ${at(y + v)}L${at(right[0])} ${at(right[1])}`;
    }
    this.#group(d && `<path d="${d}"/>`, { fill: "none", stroke: colour, "stroke-width": width });
  }

  /** Dots of one colour, as one path of zero-length strokes with round caps. */
  dots(xs, ys, { colour, size = 1.6 }) {
    let d = "";
    for (let i = 0; i < xs.length; i++) {
      const [x, y] = [this.px(xs[i]), this.py(ys[i])];
      if (Number.isFinite(x) && Number.isFinite(y)) d += `M${at(x)} ${at(y)}h0`;
    }
    this.#group(d && `<path d="${d}"/>`, {
      stroke: colour,
      "stroke-width": size,
      "stroke-linecap": "round",
    });
  }

  /** Marks a start. */
  ring(x, y, colour = ink.text) {
    this.#group(`<circle cx="${at(this.px(x))}" cy="${at(this.py(y))}" r="3.2"/>`, {
      fill: ink.paper,
      stroke: colour,
      "stroke-width": 1.5,
    });
  }

  /** A shaded stretch of the horizontal axis. */
  band(from, to, colour) {
    const left = this.px(from);
    this.#group(
      `<rect x="${at(left)}" y="${at(this.y)}" width="${at(this.px(to) - left)}" height="${at(this.height)}"/>`,
      { fill: colour },
    );
  }

  note(words, { dx = 6, dy = 14, colour = ink.soft } = {}) {
    this.drawing.text(this.x + dx, this.y + dy, words, { size: 10, colour });
  }
}
