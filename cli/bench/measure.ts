/** Processor time this process has used so far, in microseconds: other programs on the machine do not count. */
export function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** The middle one of the numbers. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The number that the given share of the numbers, from 0 to 1, does not exceed; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const SHORTEST_SAMPLE = 50_000;

/** Microseconds of processor time that one call takes: medians of `runs` samples, each long enough to be measured. */
export function costOf(work: () => void, runs: number): number {
  let count = 1;
  for (;;) {
    const started = cpuMicroseconds();
    for (let index = 0; index < count; index++) work();
    if (cpuMicroseconds() - started >= SHORTEST_SAMPLE) break;
    count *= 2;
  }
  return median(
    Array.from({ length: runs }, () => {
      const started = cpuMicroseconds();
      for (let index = 0; index < count; index++) work();
      return (cpuMicroseconds() - started) / count;
    }),
  );
}

/** A duration with a unit that fits it. */
export function showMicroseconds(value: number): string {
  if (value >= 10_000) return `${(value / 1000).toFixed(0)} ms`;
  if (value >= 1000) return `${(value / 1000).toFixed(1)} ms`;
  return value >= 10 ? `${value.toFixed(0)} us` : `${value.toFixed(2)} us`;
}

/** An amount of memory. */
export function showBytes(value: number): string {
  return `${(value / 1024 / 1024).toFixed(1)} MB`;
}

/** Lines of a table: the first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('   '),
    )
    .join('\n');
}
