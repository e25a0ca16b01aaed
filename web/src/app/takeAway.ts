// What a visitor takes from a figure: its picture with title and legend as PNG, its series as CSV. Loaded when asked for.
import { dashes, everyone, readInk, type Who } from "../canvas/ink.js";
import type { TakeRequest } from "../panels/figure.js";
import { csvOf } from "../state/csv.js";
import { download } from "./device.js";

const margin = 16; // CSS pixels around the picture
const titleHeight = 26;
const legendHeight = 22;
const keyWidth = 28;

export interface Origin {
  /** The address that leads to the experiment. */
  address: string;
  /** Of the networks' weights. */
  fingerprints: Record<string, string>;
  /** Carries the colours. */
  face: HTMLElement;
  /** Of the files, without an ending. */
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

/** The canvas on paper, with what the page says above it. */
async function pictureOf({ canvas, title, legend }: TakeRequest, face: HTMLElement): Promise<Blob> {
  const ink = readInk(face);
  const ratio = canvas.width / Math.max(1, canvas.clientWidth);
  const width = canvas.clientWidth + 2 * margin;
  const head = margin + titleHeight + (legend.length > 0 ? legendHeight : 0);
  const paper = document.createElement("canvas");
  paper.width = Math.round(width * ratio);
  paper.height = Math.round((head + canvas.clientHeight + margin) * ratio);
  const g = paper.getContext("2d");
  if (!g) throw new Error("the browser gives no canvas to draw on");
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
  g.drawImage(canvas, margin, head, canvas.clientWidth, canvas.clientHeight);
  return new Promise((resolve, reject) =>
    paper.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the browser made no picture of it"))),
      "image/png",
    ),
  );
}
