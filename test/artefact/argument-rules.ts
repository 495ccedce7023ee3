import type { Body } from './terraform-file';

/** What a provider checks of the value of one argument; the text says what it wants. */
export interface ValueRule {
  readonly wants: string;
  readonly accepts: (value: unknown) => boolean;
}

/**
 * What a provider checks of a type besides names, presence and kinds of arguments. An argument inside a block is written
 * `block.argument`.
 */
export interface TypeRules {
  /** Where the rules were looked up: a file of the provider's repository at or near the version in use. */
  readonly source: string;
  /** By argument. */
  readonly values?: Readonly<Record<string, ValueRule>>;
  /** At most one of each group. */
  readonly conflicts?: readonly (readonly string[])[];
  /** Exactly one of each group. */
  readonly exactlyOne?: readonly (readonly string[])[];
  /** At least one of each group. */
  readonly atLeastOne?: readonly (readonly string[])[];
  /** An argument, and what has to stand beside it. */
  readonly together?: Readonly<Record<string, readonly string[]>>;
  /** What only the provider's code says: the mistakes of a resource, as sentences. */
  readonly check?: (body: Body) => readonly string[];
}

/** One of some texts or numbers. */
export const oneOf = (...values: readonly (string | number)[]): ValueRule => ({
  wants: `one of ${values.join(', ')}`,
  accepts: (value) => values.includes(value as string),
});

/** A text of some form. */
export const matching = (pattern: RegExp, wants = `text that matches ${pattern.source}`): ValueRule => ({
  wants,
  accepts: (value) => typeof value === 'string' && pattern.test(value),
});

/** A whole number in a range. */
export const between = (least: number, most: number): ValueRule => ({
  wants: `a whole number from ${least} to ${most}`,
  accepts: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
});

/** A list of some length. */
export const items = (least: number, most = Number.POSITIVE_INFINITY): ValueRule => ({
  wants: `${least} to ${most} items`,
  accepts: (value) => Array.isArray(value) && value.length >= least && value.length <= most,
});

/** A text that is not empty. */
export const notEmpty: ValueRule = matching(/\S/, 'text that is not empty');

/** An address of the web. */
export const url: ValueRule = {
  wants: 'a URL',
  accepts: (value) => typeof value === 'string' && /^https?:\/\/[^/]+/.test(value) && URL.canParse(value),
};

/** The id of an Azure resource whose type ends in some words, without regard to references inside. */
export const azureId = (...types: readonly string[]): ValueRule => ({
  wants: `the Azure id of ${types.join(' or ')}`,
  accepts: (value) =>
    typeof value === 'string' && types.some((type) => new RegExp(`^/subscriptions/.+/${type}/[^/]+$`, 'i').test(value)),
});
