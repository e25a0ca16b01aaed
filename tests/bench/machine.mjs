// The machine: what it is, whether it is idle, and which of its cores a contestant may use.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

const output = (command, ...args) => {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8", cwd: root });
  return status === 0 ? stdout.trim() : "";
};

// ---- cores -----------------------------------------------------------------------------------------

const cores = os.cpus().length;
const pins = process.platform === "linux" && output("taskset", "--version") !== "";

/** The last cores: the first answers most interrupts. */
export const coresFor = (threads) =>
  Array.from({ length: Math.min(threads, cores) }, (_, i) => cores - 1 - i);

/** A command line pinned to as many cores, where the machine can do that. */
export const pinned = (threads, command) =>
  pins ? ["taskset", "-c", coresFor(threads).join(","), ...command] : command;

/** How much of the time between two looks at os.cpus() these cores did nothing, 0 … 1. */
export function idleFraction(before, after, which) {
  const sum = (times) => Object.values(times).reduce((total, time) => total + time, 0);
  let [idle, all] = [0, 0];
  for (const i of which) {
    idle += after[i].times.idle - before[i].times.idle;
    all += sum(after[i].times) - sum(before[i].times);
  }
  return all > 0 ? idle / all : 1;
}

const lookFor = 200; // ms; the counters move in steps of 10
const idleEnough = 0.9;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the cores are idle, at most `patience` seconds; resolves to whether they are. */
export async function seenIdle(threads, patience) {
  const end = performance.now() + 1000 * patience;
  for (;;) {
    const before = os.cpus();
    await pause(lookFor);
    if (idleFraction(before, os.cpus(), coresFor(threads)) >= idleEnough) return true;
    if (performance.now() > end) return false;
  }
}

// ---- what it is ------------------------------------------------------------------------------------

/** "AMD EPYC, 2 cores, 24 GB, Linux 6.1". */
export function describeMachine() {
  const pretty = existsSync("/etc/os-release")
    ? /^PRETTY_NAME="(.*)"$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1]
    : undefined;
  return {
    processor: os.cpus()[0]?.model.trim() ?? "unknown",
    cores,
    memoryGigabytes: Math.round(os.totalmem() / 1e9),
    system: pretty ?? `${os.type()} ${os.release()}`,
    pinned: pins,
  };
}

const peerVersion = (name) => {
  const file = path.join(root, "tests/bench/peers/node_modules", name, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).version : undefined;
};

/** Versions of all that took part; what is not installed is left out. */
export function versions() {
  const openblas = output("dpkg-query", "-W", "-f", "$" + "{Version}", "libopenblas0-pthread");
  const torch = output("/usr/bin/python3", "-c", "import torch; print(torch.__version__)");
  const found = {
    "hnn-lab": JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).version,
    Node: process.versions.node,
    V8: process.versions.v8,
    Chromium: output("chromium", "--version").match(/[\d.]+/)?.[0],
    "g++": output("g++", "-dumpfullversion"),
    "TensorFlow.js": peerVersion("@tensorflow/tfjs"),
    "jax-js": peerVersion("@jax-js/jax"),
    PyTorch: torch,
    OpenBLAS: openblas,
  };
  return Object.fromEntries(Object.entries(found).filter(([, version]) => version));
}

/** The state of the sources: "1234abcd", with a + where files differ from it. */
export function commit() {
  const changed = output("git", "status", "--porcelain", "--untracked-files=no") !== "";
  return output("git", "rev-parse", "--short", "HEAD") + (changed ? "+" : "");
}
