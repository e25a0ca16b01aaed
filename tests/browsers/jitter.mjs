// A busy machine in small: with JITTER=<ms> in the environment, messages to and from workers, frames and timers come up to
// so much later, each in its order. A test that does not wait for a result then fails quickly.

/** Runs in the page, before its own scripts. */
export function delay(most) {
  const setTimer = window.setTimeout.bind(window);
  const some = () => (Math.random() < 0.5 ? 0 : Math.random() * most);
  /** Calls what it is given in the order in which it was given. */
  const queue = () => {
    const jobs = [];
    let due = 0;
    return (job) => {
      jobs.push(job);
      due = Math.max(due, performance.now() + some());
      setTimer(() => jobs.shift()(), due - performance.now()); // whichever timer comes first
    };
  };
  const Real = window.Worker;
  window.Worker = class extends Real {
    #out = queue();
    #in = queue();
    #over = false;
    postMessage(message, transfer = []) {
      const copy = structuredClone(message, { transfer }); // as it is now
      this.#out(() => {
        if (!this.#over) super.postMessage(copy);
      });
    }
    set onmessage(hear) {
      super.onmessage = (event) =>
        this.#in(() => {
          if (!this.#over) hear(event);
        });
    }
    terminate() {
      this.#over = true;
      super.terminate();
    }
  };
  const frame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (job) =>
    Math.random() < 0.1 ? frame(() => setTimer(() => frame(job), some() / 2)) : frame(job);
  window.setTimeout = (job, ms = 0, ...rest) =>
    setTimer(job, ms + (Math.random() < 0.2 ? some() / 2 : 0), ...rest);
  // And the page itself stops now and then.
  const stop = () => {
    for (const end = performance.now() + some() / 2; performance.now() < end; );
    setTimer(stop, 500 + 4 * some());
  };
  if (window.top === window) setTimer(stop, 500);
}

const most = Number(globalThis.process?.env?.JITTER ?? 0);

export const withJitter = async (page) => {
  if (most > 0) await page.evaluateOnNewDocument(delay, most);
};
