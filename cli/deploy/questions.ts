import { SETTINGS, type Settings } from '../../settings';
import type { Machine } from './machine';
import type { Subscription } from './requirements';

/** A value a deployment needs that nobody has given. */
export interface Question {
  /** Environment variable that gives it. */
  readonly variable: string;
  readonly description: string;
  /** What a value has to be, as the end of "... must be". */
  readonly rule: string;
  readonly example: string;
  /** Taken when the answer is empty; without one it has to be answered. */
  readonly suggestion?: string;
  /** Says whether a value will do. */
  readonly accepts: (value: string) => boolean;
}

/** Settings that somebody should have thought about before anything is created, in the order they are asked. */
const THOUGHT_ABOUT = ['publisherEmail', 'location', 'namePrefix'] as const satisfies readonly (keyof Settings)[];

const SUBSCRIPTION = 'ARM_SUBSCRIPTION_ID';

/** Lists what the environment does not say. @param subscription the current one of the Azure CLI */
export function openQuestions(env: Machine['env'], subscription: Subscription | undefined): readonly Question[] {
  const settings = THOUGHT_ABOUT.map((name): Question => {
    const { variable, description, rule, example, default: suggestion, schema } = SETTINGS[name];
    const accepts = (value: string): boolean => schema.safeParse(value).success;
    // The default address belongs to nobody, so it is no suggestion.
    return {
      ...{ variable, description, rule, example, accepts },
      ...(name === 'publisherEmail' ? {} : { suggestion }),
    };
  });
  const where: Question = {
    variable: SUBSCRIPTION,
    description:
      subscription === undefined
        ? 'Subscription that everything is created in.'
        : `Subscription that everything is created in. The Azure CLI is in "${subscription.name}".`,
    rule: 'the id of a subscription, a GUID',
    example: '00000000-0000-0000-0000-000000000000',
    accepts: (value) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
    ...(subscription === undefined ? {} : { suggestion: subscription.id }),
  };
  return [where, ...settings].filter(({ variable }) => (env[variable]?.trim() ?? '') === '');
}

/** Asks the open questions one after the other, each until its answer will do. @returns the answers by variable */
export async function answers(
  questions: readonly Question[],
  machine: Machine,
): Promise<Readonly<Record<string, string>>> {
  const given: Record<string, string> = {};
  for (const question of questions) given[question.variable] = await answer(question, machine);
  return given;
}

async function answer(
  { variable, description, rule, suggestion, accepts }: Question,
  machine: Machine,
): Promise<string> {
  machine.say(`\n${description}`);
  for (;;) {
    const value =
      (await machine.ask(`${variable}${suggestion === undefined ? '' : ` [${suggestion}]`}: `)) || suggestion;
    if (value !== undefined && accepts(value)) return value;
    machine.say(`It must be ${rule}.`);
  }
}
