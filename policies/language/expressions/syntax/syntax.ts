import type { ClrType } from '../clr-type';
import type { ConstantValue } from '../bound-tree/values';
import type { Span } from '../finding';

/*
 * The syntax of C# 7 as the binder wants it. `a?.b.c` is one node whose continuation stands on a `receiver` leaf, as the
 * language defines it. Parentheses are kept.
 */

export type TypeSyntax = { readonly span: Span } & (
  | { readonly kind: 'predefined'; readonly type: ClrType }
  | { readonly kind: 'named'; readonly parts: readonly NamePart[] }
  | { readonly kind: 'array'; readonly element: TypeSyntax }
  | { readonly kind: 'nullable'; readonly element: TypeSyntax }
  | { readonly kind: 'var' }
);

export interface NamePart {
  readonly name: string;
  readonly args: readonly TypeSyntax[];
  readonly span: Span;
}

export interface ArgumentSyntax {
  readonly span: Span;
  readonly name?: string;
  readonly mode: 'value' | 'out' | 'ref';
  readonly value: ExpressionSyntax;
}

export interface ParameterSyntax {
  readonly span: Span;
  readonly name: string;
  readonly type?: TypeSyntax;
  readonly mode: 'value' | 'out' | 'ref';
  readonly default?: ExpressionSyntax;
  /** The last one of a local function, which takes any number of arguments. */
  readonly params?: boolean;
  /** A variable of a query, which nothing assigns to. */
  readonly isRange?: boolean;
  /** Variables of a query that are members of the parameter's value. */
  readonly ranges?: readonly RangeVariable[];
}

/** A variable of a query that an anonymous object holds, and the properties that lead to it. */
export interface RangeVariable {
  readonly name: string;
  readonly path: readonly string[];
}

export type PatternSyntax = { readonly span: Span } & (
  | { readonly kind: 'constant'; readonly value: ExpressionSyntax }
  /** `is Foo`, `is Foo.Bar`: a type if there is one, else a constant. */
  | { readonly kind: 'name'; readonly type: TypeSyntax; readonly value: ExpressionSyntax }
  | { readonly kind: 'type'; readonly type: TypeSyntax }
  | { readonly kind: 'declaration'; readonly type: TypeSyntax; readonly name?: string }
);

export type InitialiserSyntax = { readonly span: Span } & (
  | { readonly kind: 'member'; readonly name: string; readonly value: InitialiserValue }
  | { readonly kind: 'index'; readonly arguments: readonly ArgumentSyntax[]; readonly value: InitialiserValue }
  | { readonly kind: 'element'; readonly values: readonly ExpressionSyntax[] }
);

export type InitialiserValue =
  | { readonly kind: 'value'; readonly value: ExpressionSyntax }
  | { readonly kind: 'nested'; readonly items: readonly InitialiserSyntax[] };

export type InterpolationPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'hole';
      readonly value: ExpressionSyntax;
      readonly alignment?: ExpressionSyntax;
      readonly format?: string;
    };

export interface LambdaSyntax {
  readonly kind: 'lambda';
  readonly span: Span;
  /** Absent for `delegate { }` without a parameter list. */
  readonly parameters?: readonly ParameterSyntax[];
  readonly body: ExpressionSyntax | BlockSyntax;
}

export type ArrayInitialiser = { readonly span: Span; readonly values: readonly ArrayElement[] };
export type ArrayElement = ExpressionSyntax | { readonly kind: 'nestedArray'; readonly items: ArrayInitialiser };

export type ExpressionSyntax =
  | LambdaSyntax
  | ({ readonly span: Span } & (
      | {
          readonly kind: 'literal';
          readonly type: ClrType;
          readonly value: ConstantValue;
          /** 2147483648 and 9223372036854775808 in any base: with a minus sign they are int and long. */
          readonly negatable?: 'int' | 'long';
        }
      | { readonly kind: 'interpolated'; readonly parts: readonly InterpolationPart[] }
      | { readonly kind: 'name'; readonly name: string; readonly args: readonly TypeSyntax[] }
      | { readonly kind: 'typeName'; readonly type: TypeSyntax }
      | {
          readonly kind: 'member';
          readonly target: ExpressionSyntax;
          readonly name: string;
          readonly nameSpan: Span;
          readonly args: readonly TypeSyntax[];
        }
      | { readonly kind: 'invoke'; readonly target: ExpressionSyntax; readonly arguments: readonly ArgumentSyntax[] }
      | { readonly kind: 'index'; readonly target: ExpressionSyntax; readonly arguments: readonly ArgumentSyntax[] }
      | {
          readonly kind: 'conditionalAccess';
          readonly target: ExpressionSyntax;
          readonly continuation: ExpressionSyntax;
        }
      | { readonly kind: 'receiver' }
      | { readonly kind: 'parenthesised'; readonly value: ExpressionSyntax }
      | { readonly kind: 'unary'; readonly operator: '+' | '-' | '~' | '!'; readonly operand: ExpressionSyntax }
      | {
          readonly kind: 'step';
          readonly operator: '++' | '--';
          readonly prefix: boolean;
          readonly operand: ExpressionSyntax;
        }
      | {
          readonly kind: 'binary';
          readonly operator: string;
          readonly left: ExpressionSyntax;
          readonly right: ExpressionSyntax;
        }
      | {
          readonly kind: 'assign';
          readonly operator: string;
          readonly left: ExpressionSyntax;
          readonly right: ExpressionSyntax;
        }
      | {
          readonly kind: 'conditional';
          readonly condition: ExpressionSyntax;
          readonly whenTrue: ExpressionSyntax;
          readonly whenFalse: ExpressionSyntax;
        }
      | { readonly kind: 'cast'; readonly type: TypeSyntax; readonly value: ExpressionSyntax }
      | { readonly kind: 'as'; readonly value: ExpressionSyntax; readonly type: TypeSyntax }
      | { readonly kind: 'is'; readonly value: ExpressionSyntax; readonly pattern: PatternSyntax }
      | {
          readonly kind: 'new';
          readonly type: TypeSyntax;
          readonly arguments: readonly ArgumentSyntax[];
          readonly initialiser?: readonly InitialiserSyntax[];
        }
      | {
          readonly kind: 'newArray';
          /** Absent in `new[] { }`. */
          readonly element?: TypeSyntax;
          readonly length?: ExpressionSyntax;
          readonly items?: ArrayInitialiser;
        }
      | {
          readonly kind: 'newAnonymous';
          readonly members: readonly { readonly name: string; readonly value: ExpressionSyntax }[];
        }
      | { readonly kind: 'default'; readonly type: TypeSyntax }
      | { readonly kind: 'typeof'; readonly type: TypeSyntax }
      | { readonly kind: 'sizeof'; readonly type: TypeSyntax }
      | { readonly kind: 'throw'; readonly value: ExpressionSyntax }
      | { readonly kind: 'checked'; readonly checked: boolean; readonly value: ExpressionSyntax }
      | { readonly kind: 'declaration'; readonly type: TypeSyntax; readonly name: string }
    ));

export interface DeclaratorSyntax {
  readonly span: Span;
  readonly name: string;
  readonly value?: ExpressionSyntax | { readonly kind: 'nestedArray'; readonly items: ArrayInitialiser };
  /** The value is `ref x`. */
  readonly isReference: boolean;
}

export interface DeclarationSyntax {
  readonly kind: 'declare';
  readonly span: Span;
  readonly constant: boolean;
  /** `ref T x = ref y` */
  readonly byReference: boolean;
  readonly type: TypeSyntax;
  readonly declarators: readonly DeclaratorSyntax[];
}

export interface BlockSyntax {
  readonly kind: 'block';
  readonly span: Span;
  readonly statements: readonly StatementSyntax[];
}

export interface CatchSyntax {
  readonly span: Span;
  readonly type?: TypeSyntax;
  readonly name?: string;
  readonly filter?: ExpressionSyntax;
  readonly block: BlockSyntax;
}

export interface SwitchLabelSyntax {
  readonly span: Span;
  /** Absent for `default`. */
  readonly pattern?: PatternSyntax;
  readonly when?: ExpressionSyntax;
}

export type StatementSyntax =
  | BlockSyntax
  | DeclarationSyntax
  | ({ readonly span: Span } & (
      | { readonly kind: 'empty' }
      | { readonly kind: 'expression'; readonly value: ExpressionSyntax }
      | {
          readonly kind: 'if';
          readonly condition: ExpressionSyntax;
          readonly then: StatementSyntax;
          readonly else?: StatementSyntax;
        }
      | { readonly kind: 'while'; readonly condition: ExpressionSyntax; readonly body: StatementSyntax }
      | { readonly kind: 'do'; readonly condition: ExpressionSyntax; readonly body: StatementSyntax }
      | {
          readonly kind: 'for';
          readonly declaration?: DeclarationSyntax;
          readonly initialisers: readonly ExpressionSyntax[];
          readonly condition?: ExpressionSyntax;
          readonly increments: readonly ExpressionSyntax[];
          readonly body: StatementSyntax;
        }
      | {
          readonly kind: 'forEach';
          readonly type: TypeSyntax;
          readonly name: string;
          readonly nameSpan: Span;
          readonly collection: ExpressionSyntax;
          readonly body: StatementSyntax;
        }
      | {
          readonly kind: 'switch';
          readonly value: ExpressionSyntax;
          readonly sections: readonly {
            readonly span: Span;
            readonly labels: readonly SwitchLabelSyntax[];
            readonly statements: readonly StatementSyntax[];
          }[];
        }
      | { readonly kind: 'return'; readonly value?: ExpressionSyntax }
      | { readonly kind: 'throw'; readonly value?: ExpressionSyntax }
      | {
          readonly kind: 'goto';
          /** A name, or the label of a switch section, absent for `goto default`. */
          readonly to: { readonly label: string } | { readonly section: ExpressionSyntax | undefined };
        }
      | {
          readonly kind: 'labelled';
          readonly name: string;
          readonly nameSpan: Span;
          readonly statement: StatementSyntax;
        }
      | { readonly kind: 'break' }
      | { readonly kind: 'continue' }
      | {
          readonly kind: 'try';
          readonly block: BlockSyntax;
          readonly catches: readonly CatchSyntax[];
          readonly finally?: BlockSyntax;
        }
      | {
          readonly kind: 'using';
          readonly resource: DeclarationSyntax | ExpressionSyntax;
          readonly body: StatementSyntax;
        }
      | {
          readonly kind: 'function';
          readonly name: string;
          readonly nameSpan: Span;
          readonly returnType: TypeSyntax;
          readonly parameters: readonly ParameterSyntax[];
          readonly body: ExpressionSyntax | BlockSyntax;
        }
      | { readonly kind: 'checkedBlock'; readonly checked: boolean; readonly block: BlockSyntax }
    ));
