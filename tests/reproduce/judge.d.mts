export interface Study {
  sali: number[];
  alive: number[];
}
export interface Run {
  model: string;
  seed?: number;
  steps?: number;
  fingerprint?: string;
  [figure: string]: unknown;
}
export interface Verdict {
  text: string;
  found: string;
  met: boolean;
}
export type Summary = Record<string, Record<string, { mean: number; stderr: number | null }>>;

export function summarise(values: number[]): { mean: number; stderr: number | null };
export function summaryOf(runs: Run[], models: string[], figures: string[]): Summary;
export function verdictsOf(task: object, runs: Run[], summary: Summary): Verdict[];
export function chaotic(study: Study, threshold: number): (boolean | null)[];
export function agreement(a: (boolean | null)[], b: (boolean | null)[]): number;
export function orbitErrors(section: { energyError: number[]; alive: number[] }): number[];
