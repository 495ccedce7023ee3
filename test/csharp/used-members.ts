import type { BoundExpression } from '../../policies/language/expressions/bound-tree/expression';

/** What stands in a bound expression: ids of members, and kinds of nodes, each as often as it stands there. */
export interface Uses {
  readonly members: readonly string[];
  readonly kinds: readonly string[];
}

const MEMBER_KEYS = ['member', 'method', 'constructor'];

/** Reads the members and the kinds of nodes off a bound expression; nothing where there is none. */
export function usesOf(bound: BoundExpression | undefined): Uses {
  const members: string[] = [];
  const kinds: string[] = [];
  JSON.stringify(bound ?? null, (key, value: unknown) => {
    if (typeof value === 'string' && MEMBER_KEYS.includes(key)) members.push(value);
    if (typeof value === 'string' && key === 'kind') kinds.push(value);
    return typeof value === 'bigint' ? String(value) : value;
  });
  return { members, kinds };
}
