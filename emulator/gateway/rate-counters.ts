import type { Clock } from '../seams';

/** The answer to one counted call. */
export interface RateDecision {
  readonly allowed: boolean;
  readonly remainingCalls: number;
  /** Whole seconds until a call is allowed again; 0 when this one was. */
  readonly retryAfterSeconds: number;
}

/** Counters by key. One counter per key value, whoever uses it. */
export interface RateCounters {
  /** Counts `increment` calls; with 0 it only asks. */
  count(key: string, calls: number, periodSeconds: number, increment: number): RateDecision;
}

/** Past this many counters those that have nothing left to remember are dropped. */
const SWEEP_SIZE = 10_000;

/** A token bucket that holds `calls` tokens and refills within the period: what the v2 tiers do. */
export function createTokenBuckets(clock: Clock): RateCounters {
  const buckets = new Map<string, { tokens: number; at: number; fullAt: number }>();
  return {
    count: (key, calls, periodSeconds, increment) => {
      const now = clock.nowMilliseconds();
      const perMillisecond = calls / (periodSeconds * 1000);
      const known = buckets.get(key);
      const tokens = known === undefined ? calls : Math.min(calls, known.tokens + (now - known.at) * perMillisecond);
      const allowed = tokens >= Math.max(increment, 1);
      const left = allowed ? tokens - increment : tokens;
      buckets.set(key, { tokens: left, at: now, fullAt: now + (calls - left) / perMillisecond });
      if (buckets.size > SWEEP_SIZE)
        for (const [name, bucket] of buckets) if (bucket.fullAt <= now) buckets.delete(name);
      const wait = (Math.max(increment, 1) - tokens) / perMillisecond / 1000;
      return {
        allowed,
        remainingCalls: Math.max(0, Math.floor(left)),
        retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil(wait)),
      };
    },
  };
}

/** A window that slides with the clock and remembers each call in it: what the classic tiers do. */
export function createSlidingWindows(clock: Clock): RateCounters {
  const windows = new Map<string, { calls: number[]; periodMilliseconds: number }>();
  return {
    count: (key, calls, periodSeconds, increment) => {
      const now = clock.nowMilliseconds();
      const start = now - periodSeconds * 1000;
      const inWindow = (windows.get(key)?.calls ?? []).filter((at) => at > start);
      const allowed = inWindow.length + Math.max(increment, 1) <= calls;
      if (allowed) for (let index = 0; index < increment; index += 1) inWindow.push(now);
      windows.set(key, { calls: inWindow, periodMilliseconds: periodSeconds * 1000 });
      if (windows.size > SWEEP_SIZE) {
        for (const [name, window] of windows) {
          if ((window.calls.at(-1) ?? 0) <= now - window.periodMilliseconds) windows.delete(name);
        }
      }
      const oldest = inWindow[0] ?? now;
      const wait = (oldest + periodSeconds * 1000 - now) / 1000;
      return {
        allowed,
        remainingCalls: Math.max(0, calls - inWindow.length),
        retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil(wait)),
      };
    },
  };
}
