import type { Clock } from '../seams';
import { endOfQuotaPeriod, type QuotaPeriod } from './quota-period';

/** The counter of one key: how many tokens it may still use. */
export interface TokenCounter {
  /** Negative once more were used than allowed, which nobody knows before the answer is there. */
  left(): number;
  /** Counts tokens; a negative number gives back what an estimate took too much. */
  use(tokens: number): void;
  /** Whole seconds, at least 1, until so many tokens are left. */
  secondsUntil(tokens: number): number;
}

/** `bucket`: tokens flow back steadily, what the v2 tiers do. `window`: each is counted for a minute, as the classic tiers do. */
type MinuteAlgorithm = 'bucket' | 'window';

const MINUTE_MILLISECONDS = 60_000;
/** Past this many counters of a kind those that have nothing left to remember are dropped. */
const SWEEP_SIZE = 10_000;

interface Use {
  readonly at: number;
  readonly tokens: number;
}

/** Counters of tokens by key, for a minute or for a period of a quota. One counter per key value, whoever uses it. */
export class TokenCounters {
  readonly #buckets = new Map<string, { level: number; at: number; fullAt: number }>();
  readonly #windows = new Map<string, readonly Use[]>();
  readonly #quotas = new Map<string, { used: number; end: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly algorithm: MinuteAlgorithm,
  ) {}

  /** The counter of a key that may use `limit` tokens in a minute. */
  perMinute(key: string, limit: number): TokenCounter {
    return this.algorithm === 'bucket' ? this.#bucket(key, limit) : this.#window(key, limit);
  }

  /** The counter of a key that may use `quota` tokens in a period, which begins with the hour, day, ... in UTC. */
  quota(key: string, quota: number, period: QuotaPeriod): TokenCounter {
    const now = (): number => this.clock.nowMilliseconds();
    const id = JSON.stringify([key, period]);
    const used = (): number => {
      const known = this.#quotas.get(id);
      return known === undefined || known.end <= now() ? 0 : known.used;
    };
    return {
      left: () => quota - used(),
      use: (tokens) => {
        this.#quotas.set(id, { used: Math.max(0, used() + tokens), end: endOfQuotaPeriod(period, now()) });
        sweep(this.#quotas, ({ end }) => end <= now());
      },
      secondsUntil: () => wholeSeconds(endOfQuotaPeriod(period, now()) - now()),
    };
  }

  #bucket(key: string, limit: number): TokenCounter {
    const now = (): number => this.clock.nowMilliseconds();
    const perMillisecond = limit / MINUTE_MILLISECONDS;
    const left = (): number => {
      const known = this.#buckets.get(key);
      return known === undefined ? limit : Math.min(limit, known.level + (now() - known.at) * perMillisecond);
    };
    return {
      left: () => Math.floor(left()),
      use: (tokens) => {
        const level = Math.min(limit, left() - tokens);
        this.#buckets.set(key, { level, at: now(), fullAt: now() + (limit - level) / perMillisecond });
        sweep(this.#buckets, ({ fullAt }) => fullAt <= now());
      },
      secondsUntil: (tokens) => wholeSeconds((Math.min(tokens, limit) - left()) / perMillisecond),
    };
  }

  #window(key: string, limit: number): TokenCounter {
    const now = (): number => this.clock.nowMilliseconds();
    const inWindow = (): readonly Use[] => (this.#windows.get(key) ?? []).filter(({ at }) => isInWindow(at, now()));
    const left = (): number => inWindow().reduce((rest, { tokens }) => rest - tokens, limit);
    return {
      left,
      use: (tokens) => {
        this.#windows.set(key, [...inWindow(), { at: now(), tokens }]);
        sweep(this.#windows, (uses) => !isInWindow(uses.at(-1)?.at ?? 0, now()));
      },
      secondsUntil: (tokens) => {
        const wanted = Math.min(tokens, limit);
        let rest = left();
        for (const use of inWindow()) {
          rest += use.tokens;
          if (rest >= wanted) return wholeSeconds(use.at + MINUTE_MILLISECONDS - now());
        }
        return wholeSeconds(MINUTE_MILLISECONDS);
      },
    };
  }
}

function isInWindow(at: number, now: number): boolean {
  return at > now - MINUTE_MILLISECONDS;
}

function wholeSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}

function sweep<Counter>(counters: Map<string, Counter>, isDone: (counter: Counter) => boolean): void {
  if (counters.size <= SWEEP_SIZE) return;
  for (const [key, counter] of counters) if (isDone(counter)) counters.delete(key);
}
