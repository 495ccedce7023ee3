const PARENT_POLL_MILLISECONDS = 250;

/**
 * Resolves when the process is asked to stop: SIGINT, SIGTERM, SIGHUP, or the death of the process that started it.
 * The last one is for `npm start`: a signal sent to npm alone ends npm and its shell, and reaches us in no other way.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
    const parent = process.ppid;
    const poll = setInterval(() => {
      if (process.ppid !== parent) {
        clearInterval(poll);
        resolve();
      }
    }, PARENT_POLL_MILLISECONDS);
    poll.unref();
  });
}
