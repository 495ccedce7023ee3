/** The periods a quota of tokens can be for. */
export const QUOTA_PERIODS = ['Hourly', 'Daily', 'Weekly', 'Monthly', 'Yearly'] as const;

/** One of the {@link QUOTA_PERIODS}. */
export type QuotaPeriod = (typeof QUOTA_PERIODS)[number];

/** When the period around `now` ends, in milliseconds since the epoch. All begin at the full unit in UTC, weeks on Monday. */
export function endOfQuotaPeriod(period: QuotaPeriod, now: number): number {
  const date = new Date(now);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (period) {
    case 'Hourly':
      return Date.UTC(year, month, day, date.getUTCHours() + 1);
    case 'Daily':
      return Date.UTC(year, month, day + 1);
    case 'Weekly':
      return Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7) + 7);
    case 'Monthly':
      return Date.UTC(year, month + 1);
    case 'Yearly':
      return Date.UTC(year + 1, 0);
  }
}
