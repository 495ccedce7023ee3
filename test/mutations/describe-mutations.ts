import { ALL_ATTACKS } from '../attacks/all-attacks';
import type { Attack, Target } from '../attacks/attack';
import { synthesiseAttackStack, type AttackStack } from '../attacks/attack-stack';
import { actNormally, bootTarget, perform } from '../attacks/target';
import { findConditions } from './find-conditions';
import { mutateStack, type Mutation } from './mutate-stack';
import { REDUNDANT } from './redundant';

/**
 * Declares a test for each of these mutations: the gateway boots without the check, still serves a login and a call, and
 * every attack on the check succeeds. Tests are declared before the stack is there, so names come from the attacks.
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
    it.each(claimed.filter((name) => !redundant.includes(name)))('%s: without it, attacks succeed', async (name) => {
      const mutation = find(stack, name);
      const { inVain } = await attackWithout(mutation, name);
      expect({ inVain }).toEqual({ inVain: [] });
      for (const condition of findConditions(stack.json, mutation)) {
        const { successful } = await attackWithout(condition, name);
        expect({ without: condition.name, successful }).toEqual({
          without: condition.name,
          successful: expect.arrayContaining([expect.any(String)]) as unknown,
        });
      }
    });

    if (redundant.length > 0) {
      it.each(redundant)('%s: without it, another check stands', async (name) => {
        const { successful } = await attackWithout(find(stack, name), name);
        expect({ successful }).toEqual({ successful: [] });
      });
    }

    it('are all claimed by an attack', () => {
      const missing = stack.mutations
        .map(({ name }) => name)
        .filter((name) => isMeant(name) && !claimed.includes(name));
      expect(missing).toEqual([]);
    });
  });

  /** Boots the gateway without a check, or a part of it, and tries the attacks on that check. */
  async function attackWithout(mutation: Mutation, check: string): Promise<Outcome> {
    const target = await bootTarget(stack.write(mutateStack(stack.json, mutation)));
    try {
      await actNormally(target);
      return await tryAttacks(
        target,
        ALL_ATTACKS.filter(({ removes }) => removes.includes(check)),
      );
    } finally {
      await target.close();
    }
  }
}

/** Names of attacks by how they ended. */
interface Outcome {
  readonly successful: string[];
  readonly inVain: string[];
}

async function tryAttacks(target: Target, attacks: readonly Attack[]): Promise<Outcome> {
  const outcome: Outcome = { successful: [], inVain: [] };
  for (const attack of attacks) {
    const succeeds = await perform(attack, target).then(
      () => false,
      () => true,
    );
    (succeeds ? outcome.successful : outcome.inVain).push(attack.name);
  }
  return outcome;
}

function find(stack: AttackStack, name: string): Mutation {
  const mutation = stack.mutations.find((candidate) => candidate.name === name);
  if (mutation === undefined) {
    throw new Error(`The stack has no ${name}.`);
  }
  return mutation;
}
