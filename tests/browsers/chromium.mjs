// Where Chromium is, and how it is started: stock, from Debian's packages or as CHROMIUM says.

import { existsSync } from "node:fs";
import path from "node:path";

/** The first of the candidates that exists; a bare name is looked up in PATH. */
export function program(what, candidates) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  for (const candidate of candidates.filter(Boolean)) {
    if (candidate.includes(path.sep) && existsSync(candidate)) return candidate;
    const found = folders.map((folder) => path.join(folder, candidate)).find(existsSync);
    if (found) return found;
  }
  throw new Error(`${what} was not found: tests/setup installs it, or says what is missing`);
}

export const chromiumPath = () =>
  program("Chromium", [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome"]);

export const chromiumSwitches = [
  "--no-sandbox", // Chromium refuses to run as root with its sandbox
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Pages of its address bar, which nothing here shows: three quarters of what a window costs.
  "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
];
