// The pictures of docs/performance.md: the peers' steps as bars, and how our step grows.

import { Drawing, dashes, ink, rangeOf } from "../reproduce/svg.mjs";

const folder = "images/performance";
const peerText = {
  "hnn-lab": "HNN Lab",
  tfjs: "TensorFlow.js",
  "jax-js": "jax-js",
  torch: "PyTorch",
};

// ---- bars ------------------------------------------------------------------------------------------------

const bar = { left: 392, height: 15, gap: 7, top: 42, longest: 330 }; // px

function drawBar(drawing, row, { label, ms, wrong, own }, scale) {
  const y = bar.top + row * (bar.height + bar.gap);
  const colour = own ? ink.hnn : ink.data;
  const width = Math.max(1, ms * scale);
  drawing.text(bar.left - 8, y + 12, label, { anchor: "end" });
  const hollow = wrong
    ? `fill="${ink.paper}" stroke="${colour}" stroke-dasharray="3 2"`
    : `fill="${colour}"`;
  drawing.add(
    `<rect x="${bar.left}" y="${y}" width="${width.toFixed(1)}" height="${bar.height}" ${hollow}/>`,
  );
  drawing.text(bar.left + width + 6, y + 12, Number(ms.toPrecision(3)), { colour: ink.soft });
}

function bars(results, place, title) {
  const isHere = (result) =>
    result.race === "step, N = 1125" &&
    result.work === "step" &&
    result.ms &&
    (result.place === place || (place === "node" && result.place === "native"));
  const rows = results
    .filter(isHere)
    .map(({ peer, place: where, form, threads, ms, wrong }) => ({
      label:
        peer === "hnn-lab"
          ? `HNN Lab${where === "native" ? ", native" : ""}`
          : `${peerText[peer]}: ${form}${threads > 1 ? `, ${threads} threads` : ""}`,
      ms: ms.median,
      wrong,
      own: peer === "hnn-lab",
    }))
    .sort((a, b) => a.ms - b.ms);
  const longest = Math.max(...rows.map(({ ms }) => ms), 1e-9);
  const height = bar.top + rows.length * (bar.height + bar.gap) + 12;
  const drawing = new Drawing({ width: 790, height, title });
  drawing.text(16, 22, title, { size: 13, weight: 600 });
  rows.forEach((row, i) => {
    drawBar(drawing, i, row, bar.longest / longest);
  });
  return drawing;
}

// ---- scaling ---------------------------------------------------------------------------------------------

const styles = {
  native: { colour: ink.truth, dash: dashes.truth },
  node: { colour: ink.hnn, dash: dashes.hnn },
};

const axes = [
  { what: "samples", label: "samples N", of: ({ n }) => n, log: true },
  { what: "width", label: "width of both hidden layers", of: ({ hidden }) => hidden[0], log: true },
  { what: "depth", label: "hidden layers of 200", of: ({ hidden }) => hidden.length },
  { what: "dimension", label: "dimension of the state", of: ({ inputs }) => inputs },
];

/** On a logarithmic axis a range as wide as the points', and a little more. */
const logRange = (values) => [Math.min(...values) / 1.3, Math.max(...values) * 1.3];

function drawScaling(drawing, results, { what, label, of, log = false }, place) {
  const own = results.filter(({ race, ms }) => race === `scaling: ${what}` && ms);
  if (own.length === 0) return;
  const range = log ? logRange : (values) => rangeOf([[0, ...values]]);
  const panel = drawing.panel({
    ...{ ...place, width: 290, height: 190, log, logX: log },
    xRange: range(own.map(of)),
    yRange: range(own.map(({ ms }) => ms.median)),
    xLabel: label,
    yLabel: "ms per step",
  });
  for (const [where, style] of Object.entries(styles)) {
    const points = own.filter((result) => result.place === where);
    const [xs, ys] = [points.map(of), points.map(({ ms }) => ms.median)];
    panel.curve(xs, ys, style);
    panel.dots(xs, ys, { ...style, size: 5 });
  }
}

function scaling(results, title) {
  const drawing = new Drawing({ width: 790, height: 570, title });
  drawing.legend(66, 24, [
    { label: "native", ...styles.native },
    { label: "Node", ...styles.node },
  ]);
  axes.forEach((axis, i) => {
    const place = { x: 66 + 385 * (i % 2), y: 48 + 265 * Math.floor(i / 2) };
    drawScaling(drawing, results, axis, place);
  });
  return drawing;
}

/** [{ file, title, svg }], of which the page shows those named in its template. */
export function pictures(results) {
  const drawings = {
    "peers-node": bars(results, "node", "One training step under Node and natively, N = 1125, ms"),
    "peers-chromium": bars(results, "chromium", "One training step in Chromium, N = 1125, ms"),
    scaling: scaling(results, "How the time of a training step grows"),
  };
  return Object.entries(drawings).map(([name, drawing]) => ({
    file: `${folder}/${name}.svg`,
    title: drawing.title,
    svg: drawing.toString(),
  }));
}
