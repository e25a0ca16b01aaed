import type { Progress, Run, TrainOptions } from "../../web/src/lab/index.js";

/** Small, so that hundreds of steps take almost no time. */
export const small = {
  system: "pendulum",
  hidden: [8, 8],
  trajectories: 4,
  points: 10,
  steps: 50,
} as const;

/** Trains and gives the last progress. */
export async function train(run: Run, options: TrainOptions = {}): Promise<Progress | undefined> {
  let last: Progress | undefined;
  for await (const progress of run.train(options)) last = progress;
  return last;
}

export function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error("it was accepted");
}
