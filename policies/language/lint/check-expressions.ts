import { fullTypeName, type ClrType } from '../expressions/clr-type';
import type { ExpressionFinding, ExpressionRule } from '../expressions/finding';
import type { AttributeFact, ElementFact } from '../reference/facts';
import { findPolicy } from '../reference/policies';
import { isExpression } from '../xml/expression-text';
import { indexLines } from '../xml/line-index';
import type { Position, XmlElement } from '../xml/node';
import type { Findings } from './finding';
import type { RuleId } from './rules';

/** What the rules need to know about an expression. */
export interface Bound {
  /** Static .NET type; absent when the expression does not bind. */
  readonly bound?: { readonly type: ClrType } | undefined;
  readonly findings: readonly ExpressionFinding[];
  /** What compiles and is most likely a mistake. */
  readonly warnings: readonly ExpressionFinding[];
}

/** Looks at the C# of one expression, its `@(` or `@{` included. */
export type Binder = (source: string) => Bound;

const RULE_OF: Readonly<Record<ExpressionRule, RuleId>> = {
  'csharp-syntax': 'AMG070',
  'csharp-version': 'AMG071',
  'csharp-forbidden': 'AMG072',
  'csharp-unsupported': 'AMG073',
  'csharp-compile': 'AMG074',
  'expression-type': 'AMG075',
  'expression-member': 'AMG076',
  'named-value-place': 'AMG077',
  'expression-size': 'AMG078',
  'reference-comparison': 'AMG085',
};

/** Checks the C# of every expression in a document, and that conditions are of type bool. */
export function checkExpressions(root: XmlElement, text: string, bind: Binder, findings: Findings): void {
  const lines = indexLines(text);
  const check = (element: XmlElement, value: string, position: Position | undefined, fact?: AttributeFact): void => {
    if (!isExpression(value)) return;
    const { bound, findings: found, warnings } = bind(value);
    const start = position?.offset ?? 0;
    for (const { rule, message, code, offset, alternative } of [...found, ...warnings])
      findings.add(
        RULE_OF[rule],
        { element: element.name, position: lines.at(start + offset) },
        `${code === undefined ? '' : `${code}: `}${sentence(message)}`,
        alternative === undefined ? 'correct the C# at this place.' : sentence(`write ${alternative}`),
      );
    const type = bound && fullTypeName(bound.type);
    if (fact?.expressionType && type !== undefined && type !== fact.expressionType)
      findings.add(
        'AMG079',
        { element: element.name, position },
        `The condition of <${element.name}> is of type ${type}.`,
        'write an expression of type bool.',
      );
  };
  visit(root, undefined, (element, facts) => {
    for (const { name, value, position } of element.attributes)
      check(
        element,
        value,
        position,
        facts && Object.hasOwn(facts.attributes, name) ? facts.attributes[name] : undefined,
      );
    for (const child of element.children) if (child.type === 'text') check(element, child.value, child.position);
  });
}

type Visitor = (element: XmlElement, facts: ElementFact | undefined) => void;

function visit(element: XmlElement, facts: ElementFact | undefined, visitor: Visitor): void {
  visitor(element, facts);
  for (const child of element.children) {
    if (child.type === 'text') continue;
    const own = facts?.content.kind === 'children' ? facts.content.children : [];
    const fact = own.find(({ name }) => name === child.name)?.element ?? 'policy';
    visit(child, fact === 'policy' ? findPolicy(child.name) : fact, visitor);
  }
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
