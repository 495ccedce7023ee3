import { createMemoryAdapterFactory } from '../../../../emulator/azure/entra/memory-adapter';

describe('createMemoryAdapterFactory', () => {
  it('keeps models apart and finds sessions by uid', async () => {
    const adapterOf = createMemoryAdapterFactory();
    await adapterOf('Session').upsert('a', { uid: 'u' });
    expect(await adapterOf('Session').find('a')).toEqual({ uid: 'u' });
    expect(await adapterOf('Session').findByUid('u')).toEqual({ uid: 'u' });
    expect(await adapterOf('Grant').find('a')).toBeUndefined();
    expect(await adapterOf('Grant').findByUid('u')).toBeUndefined();
    await adapterOf('Session').destroy('a');
    expect(await adapterOf('Session').find('a')).toBeUndefined();
  });

  it('revokes everything of a grant and nothing else', async () => {
    const adapterOf = createMemoryAdapterFactory();
    await adapterOf('AuthorizationCode').upsert('code', { grantId: 'g' });
    await adapterOf('RefreshToken').upsert('mine', { grantId: 'g' });
    await adapterOf('RefreshToken').upsert('other', { grantId: 'h' });
    await adapterOf('AuthorizationCode').revokeByGrantId('g');
    expect(await adapterOf('AuthorizationCode').find('code')).toBeUndefined();
    expect(await adapterOf('RefreshToken').find('mine')).toBeUndefined();
    expect(await adapterOf('RefreshToken').find('other')).toBeDefined();
  });

  it('drops the record that was written longest ago when it is full', async () => {
    const adapter = createMemoryAdapterFactory()('Interaction');
    for (let index = 0; index < 10_000; index += 1) {
      await adapter.upsert(String(index), {});
    }
    await adapter.upsert('0', {});
    await adapter.upsert('last', {});
    expect(await adapter.find('0')).toBeDefined();
    expect(await adapter.find('1')).toBeUndefined();
    expect(await adapter.find('last')).toBeDefined();
  });

  it('keeps the records of two gateways apart', async () => {
    await createMemoryAdapterFactory()('Session').upsert('a', {});
    expect(await createMemoryAdapterFactory()('Session').find('a')).toBeUndefined();
  });
});
