import { createSessionIds } from '../../../../emulator/azure/functions/session-ids';
import { createTestEnvironment } from '../stand-in-environment';

describe('createSessionIds', () => {
  const ids = createSessionIds(createTestEnvironment().randomness);

  it('opens what it issued, each id its own', () => {
    const [first, second] = [ids.issue(), ids.issue()];
    expect(ids.open(first)).toMatch(/^[0-9a-f]{32}$/);
    expect(ids.open(first)).not.toBe(ids.open(second));
  });

  it.each(['', 'AAAA', 'x'.repeat(200), '|'])('does not open %j', (id) => {
    expect(ids.open(id)).toBeUndefined();
  });

  it('does not open a changed id or one of another app', () => {
    const id = ids.issue();
    const changed = `${id.slice(0, -2)}${id.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(ids.open(changed)).toBeUndefined();
    const environment = createTestEnvironment();
    // The test's randomness counts, so that another app's key differs only after something else was drawn.
    environment.randomness.bytes(4);
    expect(createSessionIds(environment.randomness).open(id)).toBeUndefined();
  });
});
