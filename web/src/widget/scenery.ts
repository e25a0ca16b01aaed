// The still picture behind a poster's button: the pendulum's contours of constant energy, drawn once from the formula.
const space = "http://www.w3.org/2000/svg";
const width = 320;
const height = 180;
const energies = [0.3, 1, 2, 3.2, 4.6, 5.9];
const columns = 64;
const perEnergy = 3; // of the published pendulum: H = 3 (1 − cos q) + p²

export function scenery(): SVGSVGElement {
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("class", "scene");
  svg.setAttribute("aria-hidden", "true");
  for (const energy of energies) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", contour(energy));
    path.setAttribute("fill", "none");
    path.setAttribute("stroke", "var(--hairline)");
    path.setAttribute("stroke-width", "1.5");
    svg.append(path);
  }
  return svg;
}

function contour(energy: number): string {
  const most = Math.acos(1 - energy / perEnergy);
  const at = (i: number, sign: number) => {
    const q = most * Math.sin((Math.PI / 2) * (2 * (i / columns) - 1));
    const p = sign * Math.sqrt(Math.max(0, energy - perEnergy * (1 - Math.cos(q))));
    return `${(width / 2 + q * 45).toFixed(1)} ${(height / 2 - p * 30).toFixed(1)}`;
  };
  const steps = Array.from({ length: columns + 1 }, (_, i) => i);
  const points = [...steps.map((i) => at(i, 1)), ...steps.reverse().map((i) => at(i, -1))];
  return `M${points.join("L")}Z`;
}
