// How a contestant is timed, the same under Node and in a page: `run(calls)` does that much work and resolves
// when it is done. A peer that works asynchronously is waited for once a block, not once a call.

const fewestCalls = 3; // in a warm-up; the first call compiles

/** Milliseconds that this process has computed, which other work of a machine does not lengthen much; only under Node. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The clock that the environment of a contestant names (`processorClock` in races.mjs). */
const clock =
  globalThis.process?.env?.HNN_BENCH_CLOCK === "processor"
    ? processorTime
    : () => performance.now();

export class Timer {
  #run;
  #callTime = 0; // ms, by the last warm-up or block

  constructor(run) {
    this.#run = run;
  }

  async #time(calls) {
    const start = clock();
    await this.#run(calls);
    return clock() - start;
  }

  /** Works for so long, at least some calls: V8 optimises a function only after it has run for a while. */
  async warmUp(seconds) {
    const end = clock() + 1000 * seconds;
    for (let calls = 0; calls < fewestCalls || clock() < end; calls++) {
      this.#callTime = await this.#time(1);
    }
    return { calls: 1, ms: this.#callTime };
  }

  /** About so long in one piece: { calls, ms } with the milliseconds of a call. */
  async block(seconds) {
    const calls = Math.max(1, Math.round((1000 * seconds) / this.#callTime));
    const ms = (await this.#time(calls)) / calls;
    this.#callTime = ms;
    return { calls, ms };
  }

  /** The milliseconds of each of the next calls. */
  async each(calls) {
    const times = [];
    for (let i = 0; i < calls; i++) times.push(await this.#time(1));
    return { calls, times };
  }

  /** Does a command, "warm-up 1.5", "block 1" or "each 20". */
  async obey(line) {
    const [command, number] = line.trim().split(" ");
    switch (command) {
      case "warm-up":
        return this.warmUp(Number(number));
      case "block":
        return this.block(Number(number));
      case "each":
        return this.each(Number(number));
      default:
        throw new Error(`a command must be warm-up, block or each, got ${JSON.stringify(line)}`);
    }
  }
}
