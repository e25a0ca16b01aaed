import type { Settings } from "../../web/src/catalogue/settings.js";

export interface Task {
  id: string;
  title: string;
  settings: Partial<Settings>;
  measured?: boolean;
}
export const tasks: Task[];
export const models: string[];
export const figures: string[];
export function isOffered(task: Task): boolean;
export function settingsOf(task: Task, model: string, seed: number, steps?: number): Settings;
