// Giving way: lets the event loop handle whatever waits (messages, timers, an abort, drawing).

interface Host {
  setImmediate?: (callback: () => void) => void;
}

/** Resolves after the tasks that wait already. No timer: those are clamped to 4 ms in browsers. */
export function giveWay(): Promise<void> {
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
