const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Closes something after the test, the last first. */
export function closeAfterwards(close: () => Promise<void>): void {
  cleanups.push(close);
}
