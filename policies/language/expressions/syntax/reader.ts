import type { SyntaxNode } from './syntax-node';
import type { Span } from '../finding';
import { newer, unknownNode } from './refused';
import type { Refusal } from './refused';
import type { BlockSyntax, ExpressionSyntax, StatementSyntax } from './syntax';

/** Thrown while a tree is read: this source is refused, because of what stands at `span`. */
export class Refused extends Error {
  readonly span: Span;
  readonly refusal: Refusal;

  constructor(span: Span, refusal: Refusal) {
    super(refusal.message);
    this.span = span;
    this.refusal = refusal;
  }
}

/** What reading a tree needs to know. */
export interface Reader {
  /** Add to an offset of the parsed text to get one of the source. */
  readonly shift: number;
  /** Reads an expression; its parts are read in files of their own and hold expressions. */
  readonly expression: (node: SyntaxNode) => ExpressionSyntax;
  readonly statement: (node: SyntaxNode) => StatementSyntax;
  /** Reads a block; lambdas need it, and statements need lambdas. */
  readonly block: (node: SyntaxNode) => BlockSyntax;
}

/** Where a node stands in the source. */
export function spanOf(reader: Reader, node: SyntaxNode): Span {
  return { start: node.startIndex + reader.shift, end: node.endIndex + reader.shift };
}

/** Children that are not comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter((child) => child.type !== 'comment');
}

/** Named children that are not comments. */
export function namedChildrenOf(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter((child) => child.isNamed && child.type !== 'comment');
}

/** The child in a field; refuses the node when the grammar gives none. */
export function fieldOf(reader: Reader, node: SyntaxNode, field: string): SyntaxNode {
  const child = node.childForFieldName(field);
  if (child === null) {
    throw refuse(reader, node);
  }
  return child;
}

/** The first of some nodes; refuses `parent` when there is none. */
export function firstOf(reader: Reader, parent: SyntaxNode, nodes: readonly SyntaxNode[]): SyntaxNode {
  const first = nodes[0];
  if (first === undefined) {
    throw refuse(reader, parent);
  }
  return first;
}

/** An error for a node that nothing here knows. */
export function refuse(reader: Reader, node: SyntaxNode): Refused {
  return new Refused(spanOf(reader, node), unknownNode(node.type));
}

const MODIFIERS: Readonly<Record<string, string>> = {
  static: '8.0 or 9.0',
  in: '7.2',
  readonly: '7.2',
  scoped: '11.0',
};

/** Refuses a modifier that C# 7.0 does not have in that place. */
export function refuseModifier(reader: Reader, node: SyntaxNode): Refused {
  const version = MODIFIERS[node.text];
  return new Refused(
    spanOf(reader, node),
    version === undefined ? unknownNode(`modifier_${node.text}`) : newer(`${node.text} modifier`, version),
  );
}
