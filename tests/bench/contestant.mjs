// A contestant as the bench sees it: a process that is started, asked for blocks and ended (contestants/talk.mjs).

import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { pinned } from "./machine.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const patience = 180_000; // ms; the slowest first call compiles for half a minute

const script = (name, { spec }) => [
  process.execPath,
  ...["--import", "tsx", path.join(root, "tests/bench/contestants", name), JSON.stringify(spec)],
];

const program = (name, { args = [] }) => [path.join(root, "build/release/bin", name), ...args];

/** How a contestant's program is called, by its `via`. */
const commands = {
  node: (contestant) => script("node.mjs", contestant),
  chromium: (contestant) => script("chromium.mjs", contestant),
  native: (contestant) => program("training_step", contestant),
  openblas: (contestant) => program("openblas_product", contestant),
  torch: ({ spec }) => [
    "/usr/bin/python3",
    path.join(root, "tests/bench/contestants/torch_step.py"),
    JSON.stringify(spec),
  ],
};

/** Libraries must not take their kernels from the caller's environment. */
function environment(given = {}) {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(OPENBLAS|ATEN|OMP|MKL)_/.test(name),
  );
  return { ...Object.fromEntries(own), ...given };
}

export class Contestant {
  #child;
  #answers;
  #complaints = "";

  /** Resolves when the program is ready; rejects with what it says otherwise. */
  static async start(description) {
    const contestant = new Contestant();
    const { via, threads = 1, env } = description;
    const [command, ...args] = pinned(threads, commands[via](description));
    const child = spawn(command, args, { cwd: root, env: environment(env) });
    contestant.#child = child;
    child.on("error", (error) => {
      contestant.#complaints += error.message;
    });
    child.stdin.on("error", () => {}); // it has ended; the missing answer says so
    child.stderr.setEncoding("utf8").on("data", (text) => {
      contestant.#complaints = (contestant.#complaints + text).slice(-2000);
    });
    contestant.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    try {
      contestant.error = (await contestant.#answer()).error;
      return contestant;
    } catch (error) {
      contestant.end();
      throw error;
    }
  }

  async #answer() {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error("it does not answer")), patience);
    });
    const { value, done } = await Promise.race([this.#answers.next(), late]).finally(() =>
      clearTimeout(timer),
    );
    if (done) throw new Error(this.#complaints.trim().split("\n").at(-1) || "it ended");
    const answer = JSON.parse(value);
    if (answer.failed !== undefined) throw new Error(answer.failed);
    return answer;
  }

  ask(line) {
    this.#child.stdin.write(`${line}\n`);
    return this.#answer();
  }

  /** Ends it; resolves when it is gone. */
  end() {
    const child = this.#child;
    return new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
        return resolve();
      }
      const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
      child.once("exit", () => {
        clearTimeout(timer);
        resolve();
      });
      child.stdin.end();
    });
  }
}
