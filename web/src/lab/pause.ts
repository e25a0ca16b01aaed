// Yields to the event loop, which then handles waiting messages, timers, aborts and drawing.

interface Host {
  setImmediate?: (callback: () => void) => void;
}

/** Resolves after the tasks that are already waiting. Not a timer, because browsers clamp timers to 4 ms. */
export function yieldToEventLoop(): Promise<void> {
  const { setImmediate } = globalThis as Host;
  if (setImmediate) return new Promise((resolve) => setImmediate(() => resolve()));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Now, in milliseconds, for measuring spans only. */
export const clock = (): number => performance.now();
