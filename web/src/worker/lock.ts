// The lock (Web Locks) by which a page notices that a worker was killed from outside.

/**
 * Holds a lock until this thread ends for any reason: the page detects its death by getting the lock. False
 * if locks are not available: without a secure context, or with an opaque origin (a sandboxed frame).
 */
export function holdLock(locks: LockManager | undefined, name: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (!locks) return resolve(false);
    locks
      .request(name, () => {
        resolve(true);
        return new Promise(() => {});
      })
      .catch(() => resolve(false));
  });
}
