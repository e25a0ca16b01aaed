// Icons as paths in a box of 16 × 16, so that they look the same on every device.
import { html, type TemplateResult } from "lit-html";

const paths = {
  play: "M4 2.5v11l9.5-5.5z",
  pause: "M3.5 2.5h3.2v11H3.5zM9.3 2.5h3.2v11H9.3z",
  step: "M2.5 2.5v11l7.5-5.5zM11 2.5h2.5v11H11z",
  reset: "M8 2.2a5.8 5.8 0 1 1-5.6 4.3l1.9.5A3.8 3.8 0 1 0 8 4.2v2.3L3.8 3.3 8 .2z",
  dice: "M3 1.5h10A1.5 1.5 0 0 1 14.5 3v10a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 13V3A1.5 1.5 0 0 1 3 1.5zM5 3.7a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zM8 6.7a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zM11 9.7a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6z",
  cancel: "M3.4 2 8 6.6 12.6 2 14 3.4 9.4 8l4.6 4.6-1.4 1.4L8 9.4 3.4 14 2 12.6 6.6 8 2 3.4z",
  solve: "M9.4.8 2.8 9.2h4.1L5.9 15.2l7.3-9H8.9z",
  undo: "M6.2 2.2 1.8 6l4.4 3.8V7.3h3.6a2.6 2.6 0 0 1 0 5.2H5v2h4.8a4.6 4.6 0 0 0 0-9.2H6.2z",
  redo: "M9.8 2.2 14.2 6 9.8 9.8V7.3H6.2a2.6 2.6 0 0 0 0 5.2H11v2H6.2a4.6 4.6 0 0 1 0-9.2h3.6z",
  none: "",
} as const;

export type Icon = keyof typeof paths;

export function icon(name: Icon): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", paths[name]);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}

export function iconTemplate(name: Icon): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${paths[name]} fill-rule="evenodd"></path></svg>`;
}
