/** What `emit-metric` sent: one sum and count per metric and set of dimensions. */
export interface MetricTotal {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly count: number;
  readonly sum: number;
}

/** Distinct combinations kept; later ones are dropped, as a metrics store limits series. */
const MAX_SERIES = 1000;

/** Counts custom metrics in memory; the trace console shows them. */
export class Metrics {
  readonly #totals = new Map<string, MetricTotal>();

  add(name: string, value: number, dimensions: Readonly<Record<string, string>>): void {
    const key = JSON.stringify([name, dimensions]);
    const known = this.#totals.get(key);
    if (known === undefined && this.#totals.size >= MAX_SERIES) return;
    this.#totals.set(key, { name, dimensions, count: (known?.count ?? 0) + 1, sum: (known?.sum ?? 0) + value });
  }

  totals(): readonly MetricTotal[] {
    return [...this.#totals.values()];
  }
}
