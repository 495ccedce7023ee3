import type { TypeRules, ValueRule } from './argument-rules';
import type { ArgumentSchema, TypeSchema } from './provider-schema';
import { META_ARGUMENTS, type Body } from './terraform-file';

/**
 * What a provider would say of the arguments of a resource. Values that only a deployment knows are left to it.
 * @returns a sentence for each mistake; none when the provider would take the resource
 */
export function argumentMistakes(body: Body, schema: TypeSchema, rules: TypeRules): readonly string[] {
  const own = Object.fromEntries(Object.entries(body).filter(([name]) => !META_ARGUMENTS.has(name)));
  return [
    ...shapeMistakes(own, schema.arguments, '', false),
    ...Object.entries(rules.values ?? {}).flatMap(([path, rule]) => valueMistakes(own, path, rule)),
    ...groupMistakes(own, rules),
    ...(rules.check?.(own) ?? []),
  ];
}

function shapeMistakes(
  body: Body,
  members: ReadonlyMap<string, ArgumentSchema>,
  prefix: string,
  every: boolean,
): readonly string[] {
  const unknown = Object.keys(body).filter((name) => !members.has(name));
  const missing = [...members].filter(([name, { required }]) => (required || every) && isAbsent(body[name], every));
  return [
    ...unknown.map((name) => `"${prefix}${name}" is no argument.`),
    ...missing.map(([name]) => `"${prefix}${name}" is missing.`),
    ...Object.entries(body).flatMap(([name, value]) => {
      const member = members.get(name);
      return member === undefined || value === undefined || value === null
        ? []
        : kindMistakes(value, member, `${prefix}${name}`);
    }),
  ];
}

/** Where an object has to say everything, null says it too. */
function isAbsent(value: unknown, nullCounts: boolean): boolean {
  if (value === undefined || (value === null && !nullCounts)) return true;
  return Array.isArray(value) && value.length === 0 && !nullCounts;
}

function kindMistakes(value: unknown, member: ArgumentSchema, path: string): readonly string[] {
  const { kind, members, isAttribute } = member;
  if (kind === 'any' || isReference(value)) return [];
  if (kind !== 'object' && kind !== 'objects') {
    return KINDS[kind](value) ? [] : [`"${path}" is ${JSON.stringify(value)}, which is no ${kind}.`];
  }
  const objects = Array.isArray(value) ? (value as unknown[]) : [value];
  if (kind === 'object' && objects.length > 1) return [`"${path}" stands more than once.`];
  return objects.flatMap((object, index) => {
    const place = objects.length > 1 ? `${path}[${index}].` : `${path}.`;
    return typeof object === 'object' && object !== null && !Array.isArray(object)
      ? shapeMistakes(object as Body, members, place, isAttribute)
      : [`"${path}" is ${JSON.stringify(object)}, which is no object.`];
  });
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number' || isReference(value);

const KINDS: Readonly<
  Record<Exclude<ArgumentSchema['kind'], 'any' | 'object' | 'objects'>, (value: unknown) => boolean>
> = {
  text: isText,
  number: isNumber,
  boolean: (value) => typeof value === 'boolean',
  texts: (value) => Array.isArray(value) && value.every(isText),
  numbers: (value) => Array.isArray(value) && value.every(isNumber),
  map: (value) => typeof value === 'object' && value !== null && Object.values(value).every(isText),
};

function valueMistakes(body: Body, path: string, rule: ValueRule): readonly string[] {
  return valuesAt(body, path)
    .filter((value) => !isReference(value) && !rule.accepts(value))
    .map((value) => `"${path}" is ${JSON.stringify(value)}, and has to be ${rule.wants}.`);
}

function groupMistakes(body: Body, rules: TypeRules): readonly string[] {
  const present = (names: readonly string[]): readonly string[] =>
    names.filter((name) => valuesAt(body, name).length > 0);
  const groups = (
    list: readonly (readonly string[])[] | undefined,
    isWrong: (count: number) => boolean,
    says: string,
  ): string[] =>
    (list ?? []).filter((group) => isWrong(present(group).length)).map((group) => `${says} of ${group.join(', ')}.`);
  return [
    ...groups(rules.conflicts, (count) => count > 1, 'There may be at most one'),
    ...groups(rules.exactlyOne, (count) => count !== 1, 'There has to be exactly one'),
    ...groups(rules.atLeastOne, (count) => count === 0, 'There has to be at least one'),
    ...Object.entries(rules.together ?? {}).flatMap(([name, others]) =>
      present([name]).length === 0
        ? []
        : others
            .filter((other) => present([other]).length === 0)
            .map((other) => `"${name}" needs "${other}" beside it.`),
    ),
  ];
}

/** The values at `block.argument`, one for each block. */
function valuesAt(value: unknown, path: string): readonly unknown[] {
  const [name = '', ...rest] = path.split('.');
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => valuesAt(item, path));
  const found = (value as Body)[name];
  if (found === undefined || found === null) return [];
  return rest.length === 0 ? [found] : valuesAt(found, rest.join('.'));
}

/** Whether a value holds a Terraform reference, so that only a deployment knows it. */
function isReference(value: unknown): boolean {
  return typeof value === 'string' && /(?<!\$)\$\{/.test(value);
}
