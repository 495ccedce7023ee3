/** A section of a policy document. */
export type Section = 'inbound' | 'backend' | 'outbound' | 'on-error';

/** Where a policy document can stand, from broad to narrow. */
export type Scope = 'global' | 'workspace' | 'product' | 'api' | 'operation';

/** A kind of gateway, as the usage notes of the policy pages name them. */
export type Gateway = 'classic' | 'v2' | 'consumption' | 'self-hosted' | 'workspace';

/** What the reference page of a policy says about one attribute. */
export interface AttributeFact {
  readonly required?: true;
  /** The page says that policy expressions are not allowed. */
  readonly literalOnly?: true;
  /** The only literal values; a named value or an expression is not checked against them. */
  readonly values?: readonly string[];
  /** A literal value is a whole number within these bounds. */
  readonly integer?: { readonly min?: number; readonly max?: number };
  /** An expression in it has to be of this .NET type. */
  readonly expressionType?: 'System.Boolean';
  /** What holds when the attribute is absent. */
  readonly default?: string;
}

/** A child an element may have. */
export interface ChildFact {
  readonly name: string;
  readonly min: number;
  /** Absent: any number. */
  readonly max?: number;
  /** `min` does not hold while this attribute of the parent has this literal value. */
  readonly unless?: { readonly attribute: string; readonly value: string };
  /** Facts of the child, or `policy` when the child is a policy of its own and its facts stand there. */
  readonly element: ElementFact | 'policy';
}

/** What may stand between the tags of an element. */
export type Content =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text' }
  | { readonly kind: 'any' }
  | { readonly kind: 'children'; readonly children: readonly ChildFact[]; readonly ordered: boolean }
  | { readonly kind: 'policies'; readonly only?: readonly string[]; readonly except?: readonly string[] };

/** Facts about an element, whether a policy or a child of one. */
export interface ElementFact {
  readonly attributes: Readonly<Record<string, AttributeFact>>;
  readonly content: Content;
  /** Of each group, exactly one attribute stands on the element. */
  readonly exactlyOneOf?: readonly (readonly string[])[];
  readonly atMostOneOf?: readonly (readonly string[])[];
  readonly atLeastOneOf?: readonly (readonly string[])[];
}

/** Facts about a policy, from its page on learn.microsoft.com. */
export interface PolicyFact extends ElementFact {
  readonly name: string;
  readonly sections: readonly Section[];
  readonly scopes: readonly Scope[];
  readonly gateways: readonly Gateway[];
  /** How often it may stand: once in each section, or once in the whole document. Absent: any number. */
  readonly once?: 'section' | 'document';
  readonly page: string;
}

/** The sections of a document in the order they must stand in. */
export const SECTIONS: readonly Section[] = ['inbound', 'backend', 'outbound', 'on-error'];

export const SCOPES: readonly Scope[] = ['global', 'workspace', 'product', 'api', 'operation'];

export const GATEWAYS: readonly Gateway[] = ['classic', 'v2', 'consumption', 'self-hosted', 'workspace'];
