import { ALL_ATTACKS, ATTACKS } from './all-attacks';
import { synthesiseAttackStack, type AttackStack } from './attack-stack';
import { REDUNDANT } from '../mutations/redundant';
import { actNormally, bootTarget, perform, type RunningTarget } from './target';

let stack: AttackStack;
let target: RunningTarget;

beforeAll(async () => {
  stack = await synthesiseAttackStack();
  target = await bootTarget(stack.write(stack.json));
});

afterAll(async () => {
  await target?.close();
  stack?.remove();
});

describe.each(Object.entries(ATTACKS))('an attacker of %s', (_area, attacks) => {
  it.each(attacks.map((attack) => ({ ...attack })))('$name: in vain', async (attack) => {
    await perform(attack, target);
  });
});

describe('attacks', () => {
  it('leave the gateway as it was for everybody else', async () => {
    target.entra.reset();
    target.store.reset();
    target.backend.reset();
    await actNormally(target);
  });

  it('cover every check of the deployed policies', () => {
    const covered = new Set(ALL_ATTACKS.flatMap(({ removes }) => removes));
    expect(stack.mutations.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([]);
  });

  it('name only checks there are', () => {
    const known = new Set(stack.mutations.map(({ name }) => name));
    expect(ALL_ATTACKS.flatMap(({ removes }) => removes).filter((name) => !known.has(name))).toEqual([]);
  });

  it('miss only what another check repeats, itself not missed', () => {
    const known = new Set(stack.mutations.map(({ name }) => name));
    const missed = REDUNDANT.map(({ mutation }) => mutation);
    for (const { mutation, otherLayer } of REDUNDANT) {
      expect([known.has(mutation), known.has(otherLayer), missed.includes(otherLayer)]).toEqual([true, true, false]);
    }
  });
});
