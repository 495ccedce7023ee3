import { endOfQuotaPeriod, QUOTA_PERIODS } from '../../../emulator/gateway/quota-period';
import { TokenCounters } from '../../../emulator/gateway/token-counters';
import { TestClock } from './test-gateway';

describe('TokenCounters', () => {
  it('lets tokens of a bucket flow back steadily, and says when so many are left', () => {
    const clock = new TestClock();
    const counter = new TokenCounters(clock, 'bucket').perMinute('key', 600);
    counter.use(900);
    expect([counter.left(), counter.secondsUntil(0), counter.secondsUntil(100)]).toEqual([-300, 30, 40]);
    clock.advance(29);
    expect(counter.left()).toBe(-10);
    clock.advance(1);
    expect(counter.left()).toBe(0);
    clock.advance(3600);
    expect(counter.left()).toBe(600);
  });

  it('counts each use of a window for a minute', () => {
    const clock = new TestClock();
    const counter = new TokenCounters(clock, 'window').perMinute('key', 100);
    counter.use(70);
    clock.advance(20);
    counter.use(70);
    expect([counter.left(), counter.secondsUntil(0), counter.secondsUntil(90)]).toEqual([-40, 40, 60]);
    clock.advance(40);
    expect(counter.left()).toBe(30);
    clock.advance(20);
    expect(counter.left()).toBe(100);
  });

  it.each(['bucket', 'window'] as const)('gives back what an estimate took too much, in a %s', (algorithm) => {
    const counter = new TokenCounters(new TestClock(), algorithm).perMinute('key', 100);
    counter.use(80);
    counter.use(-50);
    expect(counter.left()).toBe(70);
    counter.use(-500);
    expect(counter.left()).toBeGreaterThanOrEqual(100);
  });

  it('waits for a full bucket at most, however much is asked for', () => {
    const counter = new TokenCounters(new TestClock(), 'bucket').perMinute('key', 60);
    counter.use(30);
    expect(counter.secondsUntil(1_000_000)).toBe(30);
  });

  it('keeps keys apart, and the counters of a key for a minute and for each period', () => {
    const counters = new TokenCounters(new TestClock(), 'bucket');
    counters.perMinute('a', 100).use(10);
    counters.quota('a', 100, 'Daily').use(20);
    expect([
      counters.perMinute('a', 100).left(),
      counters.perMinute('b', 100).left(),
      counters.quota('a', 100, 'Daily').left(),
      counters.quota('a', 100, 'Monthly').left(),
    ]).toEqual([90, 100, 80, 100]);
  });

  it('begins a quota anew with its period', () => {
    const clock = new TestClock();
    clock.now = Date.UTC(2026, 0, 1, 23, 59, 30);
    const counter = new TokenCounters(clock, 'bucket').quota('key', 100, 'Daily');
    counter.use(150);
    expect([counter.left(), counter.secondsUntil(0)]).toEqual([-50, 30]);
    clock.advance(29);
    expect(counter.left()).toBe(-50);
    clock.advance(1);
    expect(counter.left()).toBe(100);
  });
});

describe('endOfQuotaPeriod', () => {
  // A Wednesday.
  const now = Date.UTC(2026, 11, 30, 5, 6, 7);
  it.each([
    ['Hourly', '2026-12-30T06:00:00.000Z'],
    ['Daily', '2026-12-31T00:00:00.000Z'],
    ['Weekly', '2027-01-04T00:00:00.000Z'],
    ['Monthly', '2027-01-01T00:00:00.000Z'],
    ['Yearly', '2027-01-01T00:00:00.000Z'],
  ] as const)('%s: the full unit in UTC', (period, end) => {
    expect(new Date(endOfQuotaPeriod(period, now)).toISOString()).toBe(end);
  });

  it.each([Date.UTC(2026, 0, 4, 23, 59), Date.UTC(2026, 0, 5)])('begins weeks on Monday', (time) => {
    const end = new Date(endOfQuotaPeriod('Weekly', time));
    expect([end.getUTCDay(), end.getTime() > time, end.getTime() - time <= 7 * 86_400_000]).toEqual([1, true, true]);
  });

  it('lies ahead at the very start of each period', () => {
    for (const period of QUOTA_PERIODS) {
      const end = endOfQuotaPeriod(period, now);
      expect(endOfQuotaPeriod(period, end)).toBeGreaterThan(end);
    }
  });
});
