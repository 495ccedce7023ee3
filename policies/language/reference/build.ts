import {
  GATEWAYS,
  SCOPES,
  SECTIONS,
  type AttributeFact,
  type ChildFact,
  type Content,
  type ElementFact,
  type Gateway,
  type PolicyFact,
  type Scope,
  type Section,
} from './facts';

/** A table of policies before names and pages are filled in; what is not given is the widest. */
export interface PolicyRow extends Partial<ElementFact> {
  /** Letters of the sections: I inbound, B backend, O outbound, E on-error. */
  readonly in?: string;
  readonly scopes?: readonly Scope[];
  readonly gateways?: readonly Gateway[];
  readonly once?: PolicyFact['once'];
  /** Base name of the page when it is not the policy's own. */
  readonly page?: string;
}

const LETTERS: Readonly<Record<string, Section>> = { I: 'inbound', B: 'backend', O: 'outbound', E: 'on-error' };

const PAGES = 'https://learn.microsoft.com/azure/api-management/';

/** Turns a table of rows into facts. A policy of its own page is at `<name>-policy`. */
export function policies(rows: Readonly<Record<string, PolicyRow>>): readonly PolicyFact[] {
  return Object.entries(rows).map(([name, { in: letters, page, scopes, gateways, once, ...rest }]) => ({
    name,
    ...element(rest),
    sections: letters === undefined ? SECTIONS : SECTIONS.filter((section) => sections(letters).includes(section)),
    scopes: scopes ?? SCOPES,
    gateways: gateways ?? GATEWAYS,
    ...(once && { once }),
    page: `${PAGES}${page ?? `${name}-policy`}`,
  }));
}

/** Facts of an element; without content it is empty, without attributes it has none. */
export function element(facts: Partial<ElementFact> = {}): ElementFact {
  return { ...facts, attributes: facts.attributes ?? {}, content: facts.content ?? { kind: 'empty' } };
}

/** An element with text, such as `<value>`. */
export function text(attributes: ElementFact['attributes'] = {}): ElementFact {
  return { attributes, content: { kind: 'text' } };
}

/** Children that must stand in the order of the list. */
export function inOrder(...children: readonly ChildFact[]): Content {
  return { kind: 'children', children, ordered: true };
}

/** Children in any order. */
export function anyOrder(...children: readonly ChildFact[]): Content {
  return { kind: 'children', children, ordered: false };
}

/** A child that stands at most once. */
export function zeroOrOne(name: string, facts: ChildFact['element'] = 'policy'): ChildFact {
  return { name, min: 0, max: 1, element: facts };
}

/** A child that stands exactly once. */
export function one(name: string, facts: ChildFact['element'] = 'policy'): ChildFact {
  return { name, min: 1, max: 1, element: facts };
}

/** A child that may repeat. */
export function many(name: string, facts: ChildFact['element'] = 'policy', min = 0): ChildFact {
  return { name, min, element: facts };
}

/** An attribute that takes text or an expression. */
export const ANY: AttributeFact = {};

export const REQUIRED: AttributeFact = { required: true };

export const LITERAL: AttributeFact = { literalOnly: true };

export const LITERAL_REQUIRED: AttributeFact = { required: true, literalOnly: true };

/** `true` or `false`, or an expression. */
export function flag(value?: 'true' | 'false'): AttributeFact {
  return { values: ['true', 'false'], ...(value && { default: value }) };
}

/** `true` or `false` and no expression. */
export function literalFlag(value?: 'true' | 'false'): AttributeFact {
  return { ...flag(value), literalOnly: true };
}

/** A condition: an expression of type bool, or `true` or `false`. */
export const CONDITION: AttributeFact = { ...flag(), expressionType: 'System.Boolean' };

/** A whole number or an expression. */
export function integer(min?: number, max?: number): AttributeFact {
  return { integer: { ...(min !== undefined && { min }), ...(max !== undefined && { max }) } };
}

export const CACHING_TYPE: AttributeFact = {
  literalOnly: true,
  values: ['prefer-external', 'internal', 'external'],
  default: 'prefer-external',
};

export const CLASSIC_V2_SELF_HOSTED_WORKSPACE: readonly Gateway[] = ['classic', 'v2', 'self-hosted', 'workspace'];

export const NO_WORKSPACE_GATEWAY: readonly Gateway[] = ['classic', 'v2', 'consumption', 'self-hosted'];

export const NO_WORKSPACE_SCOPE: readonly Scope[] = ['global', 'product', 'api', 'operation'];

function sections(letters: string): readonly (Section | undefined)[] {
  return [...letters].map((letter) => LETTERS[letter]);
}
