// Export of a figure: its plot with title and legend as PNG, its series as CSV. Loaded on demand.

import { whileSharp } from "../charts/sharpen.js";
import { dashes, readInk } from "../drawing/ink.js";
import { csvOf } from "../lab/csv.js";
import type { TakeRequest } from "../panels/figure.js";
import { everyone, type Who } from "../protocol/snapshot.js";
import { download } from "./device.js";

const margin = 16; // CSS pixels around the picture
const titleHeight = 26;
const legendHeight = 22;
const keyWidth = 28;
const labelHeight = 20;
/** Minimum of device pixels per CSS pixel in a saved image, which will be shown larger than here. */
const leastRatio = 2;

export interface Origin {
  /** The address of the experiment. */
  address: string;
  /** Of the networks' weights. */
  fingerprints: Record<string, string>;
  /** The element with the colours. */
  face: HTMLElement;
  /** Base name of the files. */
  name: string;
}

export async function takeAway(request: TakeRequest, origin: Origin): Promise<void> {
  const name = `${origin.name}-${request.id}`;
  switch (request.kind) {
    case "csv": {
      const prints = Object.entries(origin.fingerprints).map(([who, print]) => `${who} ${print}`);
      const comments = [request.title, origin.address, ...prints];
      download(`${name}.csv`, csvOf(request.columns(), comments), "text/csv");
      return;
    }
    case "png":
      download(`${name}.png`, await pictureOf(request, origin.face), "image/png");
      return;
    default:
      request.kind satisfies never;
  }
}

/** The canvases on a background, with the title and legend above them, sharp on any device. */
async function pictureOf(request: TakeRequest, face: HTMLElement): Promise<Blob> {
  const canvases = request.pictures.map(({ canvas }) => canvas);
  const paper = whileSharp(canvases, leastRatio, () => paperOf(request, face));
  return new Promise((resolve, reject) =>
    paper.toBlob(
      (blob) =>
        blob ? resolve(blob) : reject(new Error("the browser could not create the image")),
      "image/png",
    ),
  );
}

function paperOf({ pictures, title, legend }: TakeRequest, face: HTMLElement): HTMLCanvasElement {
  const ink = readInk(face);
  const ratio = Math.max(
    leastRatio,
    ...pictures.map(({ canvas }) => canvas.width / Math.max(1, canvas.clientWidth)),
  );
  const widths = pictures.map(({ canvas }) => canvas.clientWidth + margin);
  const width = Math.max(
    240,
    widths.reduce((sum, one) => sum + one, margin),
  );
  const height = Math.max(...pictures.map(({ canvas }) => canvas.clientHeight));
  const labels = pictures.some(({ label }) => label) ? labelHeight : 0;
  const head = margin + titleHeight + (legend.length > 0 ? legendHeight : 0);
  const paper = document.createElement("canvas");
  paper.width = Math.round(width * ratio);
  paper.height = Math.round((head + labels + height + margin) * ratio);
  const g = paper.getContext("2d");
  if (!g) throw new Error("the browser provides no canvas context");
  g.scale(ratio, ratio);
  g.fillStyle = ink.paper;
  g.fillRect(0, 0, width, paper.height);
  g.fillStyle = ink.text;
  g.textBaseline = "middle";
  g.font = `600 16px ${ink.font}`;
  g.fillText(title, margin, margin + titleHeight / 2, width - 2 * margin);
  g.font = `13px ${ink.font}`;
  let x = margin;
  const y = margin + titleHeight + legendHeight / 2;
  for (const { who, label } of legend) {
    const known = everyone.find((one) => one === who);
    g.strokeStyle = known ? ink[known] : ink.data;
    g.lineWidth = 2.5;
    g.setLineDash(known ? dashes[known as Who] : []);
    g.beginPath();
    g.moveTo(x, y);
    g.lineTo(x + keyWidth, y);
    g.stroke();
    g.fillText(label, x + keyWidth + 6, y);
    x += keyWidth + 6 + g.measureText(label).width + 16;
  }
  let left = margin;
  pictures.forEach(({ canvas, label }, i) => {
    g.fillText(label, left, head + labels / 2, canvas.clientWidth);
    g.drawImage(canvas, left, head + labels, canvas.clientWidth, canvas.clientHeight);
    left += widths[i] as number;
  });
  return paper;
}
