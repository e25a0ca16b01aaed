import type { Settings } from "../../web/src/catalogue/settings.js";

/** One of the networks that a task compares. */
export interface Variant {
  id: string;
  title: string;
  short?: string;
  settings: Partial<Settings>;
}
export interface Task {
  id: string;
  title: string;
  settings: Partial<Settings>;
  measured?: boolean;
  variants?: Variant[];
  discrepancy?: Discrepancy;
}
/** Roll-outs from rest whose energies are compared with that of their start. */
export interface Discrepancy {
  starts: number;
  most: number;
  seed: number;
  duration: number;
  points: number;
  stepSize: number;
  scale: number;
}
/** How many seeds the report needs. */
export const seedCount: number;
export const tasks: Task[];
export function variantsOf(task: object): Variant[];
export function modelsOf(task: object): string[];
export const figures: string[];
export function isOffered(task: Task): boolean;
export function settingsOf(task: Task, model: string, seed: number, steps?: number): Settings;
