// Work that version 1 of the page's storage has left behind: one entry for all tabs and all copies of the site, with
// networks as model files and without curves. It is put into a slot like the work of a closed tab, which is how it is found
// from then on. Loaded only where there is such an entry.

import { catalogue } from "../../catalogue/catalogue.js";
import { flatMoments, readModelFile } from "../../lab/modelFile.js";
import type { Measured } from "../../protocol/measured.js";
import { contestants } from "../../protocol/snapshot.js";
import type { SavedNetwork, Work } from "./work.js";

interface OldWork {
  version: 1;
  link: string;
  measured: Measured | null;
  /** Model files. */
  files: Record<string, string>;
  total: number;
  pins?: unknown;
}

/** The work of an old entry; null where it cannot be read. */
export function workOfOld(given: unknown): Work | null {
  const old = given as Partial<OldWork> | undefined;
  const isWhole =
    old?.version === 1 &&
    typeof old.link === "string" &&
    typeof old.total === "number" &&
    typeof old.files === "object" &&
    old.files !== null;
  if (!isWhole) return null;
  const { link, total, files, measured = null, pins = [] } = old as OldWork;
  const networks: Work["networks"] = {};
  for (const who of contestants) {
    const network = files[who] === undefined ? null : networkOf(files[who]);
    if (network) networks[who] = network;
  }
  if (Object.keys(networks).length === 0) return null;
  // An empty link meant the published settings then.
  return { link: link === "" ? "?v=1" : link, measured, total, pins, networks };
}

/** Null where a file is damaged, or has learned nothing. */
function networkOf(file: string): SavedNetwork | null {
  try {
    const { weights, optimizer, fingerprint } = readModelFile(catalogue, file);
    if (!optimizer || optimizer.step === 0) return null;
    const { step } = optimizer;
    const none = new Float64Array(0);
    return {
      weights,
      optimizer: {
        step,
        firstMoment: flatMoments(optimizer.firstMoment, weights),
        secondMoment: flatMoments(optimizer.secondMoment, weights),
      },
      fingerprint: fingerprint ?? "",
      curve: { step: none, train: none, test: none, seconds: none },
    };
  } catch {
    return null;
  }
}
