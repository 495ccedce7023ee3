import { LIFETIME_SECONDS, RECORD_SECONDS, STORE } from '../../../policies/contract/store';

describe('RECORD_SECONDS', () => {
  it('keeps grants longer than any token from their last write', () => {
    const { accessToken, refreshIdle, refreshGrace } = LIFETIME_SECONDS;
    expect(RECORD_SECONDS.grant).toBeGreaterThan(refreshIdle);
    // A token of the grace time comes without a write.
    expect(RECORD_SECONDS.grant).toBeGreaterThan(accessToken + refreshGrace);
  });

  it('keeps registrations longer than the refresh tokens of their logins', () => {
    expect(RECORD_SECONDS.client).toBeGreaterThan(LIFETIME_SECONDS.refreshIdle);
  });

  it('keeps logins and codes longer than they may last, so that the policies decide', () => {
    expect(RECORD_SECONDS.transaction).toBeGreaterThan(LIFETIME_SECONDS.transaction);
    expect(RECORD_SECONDS.code).toBeGreaterThan(LIFETIME_SECONDS.code);
  });
});

describe('LIFETIME_SECONDS', () => {
  it('keeps the limits of the specifications', () => {
    const day = 24 * 3600;
    expect(LIFETIME_SECONDS).toEqual({
      transaction: 600,
      code: 60,
      accessToken: 3600,
      refreshIdle: 14 * day,
      refreshAbsolute: 90 * day,
      refreshGrace: 60,
      cachedGrant: 60,
    });
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
