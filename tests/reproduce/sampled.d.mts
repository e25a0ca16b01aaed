import type { Settings } from "../../web/src/catalogue/settings.js";

export interface Box {
  id: string;
  title: string;
  formula: string;
  limits: [number, number][];
  settings: Partial<Settings>;
  judged: boolean;
}
export interface BoxWithTruth extends Box {
  truth: { energy(x: number[]): number; field(x: number[]): number[] };
}
export interface Part {
  id: string;
  kind: "box" | "noisy" | "warm start";
  box?: string;
  task?: string;
  width?: number;
  samples?: number;
  rules?: string[];
  looks?: number[];
  starts?: { name: string; cutoff?: number; learningRate: number }[];
  seeds?: number;
}
export interface Bound {
  type: string;
  part: string;
  rule?: string;
  most?: number;
}

export const rules: string[];
export const parts: Part[];
export const bounds: Bound[];
export function boxOf(id: string): BoxWithTruth;
export function solveSettings(part: Part, seed: number, given?: Partial<Settings>): Settings;
/** What a report repeats from the table: boxes with published errors, parts with settings, bounds, caveats. */
export function describeSampled(): { id: string; parts: Part[]; bounds: Bound[]; boxes: Box[] };
