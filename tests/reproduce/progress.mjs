// Progress on standard error: a line for each event, and how long it will still take.

const lineEvery = 5000; // ms between two lines about the same job

const minutes = (seconds) =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

/** Products of matrices in a training step, about, in those of a layer's value. */
const productsOf = { baseline: 3, hnn: 6, "dissipative-hnn": 12, lnn: 20 };

/** Work of a job in arbitrary units: products per training step, and roll-outs and studies in comparison. */
function workOf({ model, settings, plan }) {
  const batch =
    settings.batchSize || settings.trajectories * settings.points * settings.trainFraction;
  const products = productsOf[settings.model] ?? 3;
  const training = model === "truth" ? 0 : settings.steps * batch * products;
  const cost = model === "truth" ? 0.1 : products / 6;
  // A section of ten orbits takes as long as about 1000 HNN steps of 512 samples, exponents ten times as long.
  const studies = (plan.section ? 3e6 : 0) + (plan.chaos ? 3e7 : 0);
  return training + cost * studies;
}

export class Progress {
  #jobs;
  #done = 0; // work of jobs that were done now
  #left;
  #running = new Map(); // job → fraction of it
  #lastLine = new Map();
  #began = performance.now();
  #finished = 0;

  constructor(jobs, write = (line) => process.stderr.write(`${line}\n`)) {
    this.#jobs = jobs;
    this.#left = jobs.reduce((sum, job) => sum + workOf(job), 0);
    this.write = write;
  }

  #name({ task, model, seed }) {
    const count = `[${this.#finished + this.#running.size}/${this.#jobs.length}]`;
    return `${count} ${task} ${model}${seed === null ? "" : ` seed ${seed}`}`;
  }

  /** Time left by the work done so far; empty while nothing is known. */
  #timeLeft() {
    let begun = this.#done;
    let left = this.#left;
    for (const [job, fraction] of this.#running) {
      begun += fraction * workOf(job);
      left -= fraction * workOf(job);
    }
    const seconds = (performance.now() - this.#began) / 1000;
    return begun > 0 && seconds > 1
      ? `; all of it in about ${minutes((left * seconds) / begun)}`
      : "";
  }

  kept(job) {
    this.#left -= workOf(job);
    this.#finished += 1;
    this.write(`${this.#name(job)}: done before`);
  }

  begin(job) {
    this.#running.set(job, 0);
  }

  heard(job, message) {
    const training = message.phase === "training";
    const fraction = training ? message.step / message.totalSteps : (message.progress ?? 0);
    // Studies come after the training; which share they have matters little for an estimate.
    if (training) this.#running.set(job, fraction * (job.plan.chaos ? 0.5 : 1));
    const now = performance.now();
    const isLast = training && message.step === message.totalSteps;
    const waits = now - (this.#lastLine.get(job) ?? 0) < lineEvery;
    if (waits && !isLast && !message.stopped) return;
    this.#lastLine.set(job, now);
    const what = training
      ? `step ${message.step}/${message.totalSteps}, test loss ${message.testLoss.toPrecision(3)}, ` +
        `${message.stepsPerSecond.toFixed(0)} steps/s`
      : `${message.phase} ${message.progress === undefined ? "" : `${Math.round(100 * fraction)} %`}`;
    this.write(`${this.#name(job)}: ${what}${this.#timeLeft()}`);
    if (message.stopped) this.write(message.stopped);
  }

  end(job) {
    this.#running.delete(job);
    this.#done += workOf(job);
    this.#left -= workOf(job);
    this.#finished += 1;
  }
}
