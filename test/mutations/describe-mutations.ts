import { ALL_ATTACKS } from '../attacks/all-attacks';
import type { Attack, Target } from '../attacks/attack';
import { synthesiseAttackStack, type AttackStack } from '../attacks/attack-stack';
import { actNormally, bootTarget, perform } from '../attacks/target';
import { mutateStack, type Mutation } from './mutate-stack';
import { REDUNDANT } from './redundant';

/**
 * Declares a test for each of these mutations: the gateway boots without the check, still serves a login and a call, and
 * one of the attacks on the check succeeds. Tests are declared before the stack is there, so names come from the attacks.
 * @param isMeant tells by a mutation's name whether it belongs to this group
 */
export function describeMutations(group: string, isMeant: (mutation: string) => boolean): void {
  const claimed = [...new Set(ALL_ATTACKS.flatMap(({ removes }) => removes))].filter(isMeant);
  const redundant = claimed.filter((name) => REDUNDANT.some(({ mutation }) => mutation === name));
  let stack: AttackStack;

  beforeAll(async () => {
    stack = await synthesiseAttackStack();
  });

  afterAll(() => stack?.remove());

  describe(`the checks of ${group}`, () => {
    it.each(claimed.filter((name) => !redundant.includes(name)))('%s: without it, an attack succeeds', async (name) => {
      expect(await attackWithout(name)).toEqual([expect.any(String)]);
    });

    if (redundant.length > 0) {
      it.each(redundant)('%s: without it, another check stands', async (name) => {
        expect(await attackWithout(name)).toEqual([]);
      });
    }

    it('are all claimed by an attack', () => {
      const missing = stack.mutations
        .map(({ name }) => name)
        .filter((name) => isMeant(name) && !claimed.includes(name));
      expect(missing).toEqual([]);
    });
  });

  /** Boots the gateway without a check and returns the first attack that succeeds, if one does. */
  async function attackWithout(name: string): Promise<string[]> {
    const target = await bootTarget(stack.write(mutateStack(stack.json, find(stack, name))));
    try {
      await actNormally(target);
      return await firstBreach(
        target,
        ALL_ATTACKS.filter(({ removes }) => removes.includes(name)),
      );
    } finally {
      await target.close();
    }
  }
}

async function firstBreach(target: Target, attacks: readonly Attack[]): Promise<string[]> {
  for (const attack of attacks) {
    try {
      await perform(attack, target);
    } catch {
      return [attack.name];
    }
  }
  return [];
}

function find(stack: AttackStack, name: string): Mutation {
  const mutation = stack.mutations.find((candidate) => candidate.name === name);
  if (mutation === undefined) {
    throw new Error(`The stack has no ${name}.`);
  }
  return mutation;
}
