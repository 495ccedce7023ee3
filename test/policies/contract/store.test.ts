import { LIFETIME_SECONDS, RECORD_SECONDS, STORE } from '../../../policies/contract/store';

describe('RECORD_SECONDS', () => {
  it('keeps codes and grants longer than any token from them', () => {
    expect(RECORD_SECONDS.code).toBeGreaterThan(LIFETIME_SECONDS.code + LIFETIME_SECONDS.accessToken);
    expect(RECORD_SECONDS.grant).toBeGreaterThan(LIFETIME_SECONDS.accessToken);
  });

  it('keeps logins longer than they may last, so that the policies decide', () => {
    expect(RECORD_SECONDS.transaction).toBeGreaterThan(LIFETIME_SECONDS.transaction);
  });
});

describe('LIFETIME_SECONDS', () => {
  it('keeps the limits of the specifications', () => {
    expect(LIFETIME_SECONDS).toEqual({ transaction: 600, code: 60, accessToken: 3600, cachedGrant: 60 });
  });
});

describe('STORE', () => {
  it('partitions every container by id and lets items expire', () => {
    for (const container of Object.values(STORE.containers)) {
      expect(container.partitionKeyPath).toBe('/id');
      expect(container.defaultTtlSeconds).toBeGreaterThan(0);
    }
    expect(Object.keys(STORE.containers)).toEqual(['clients', 'transactions', 'codes', 'grants']);
  });
});
