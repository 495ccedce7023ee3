import { readPattern } from './read-pattern';
import type { Reader } from './reader';
import { childrenOf, firstOf, namedChildrenOf, spanOf } from './reader';
import type { StatementSyntax, SwitchLabelSyntax } from './syntax';
import type { SyntaxNode } from './syntax-node';

export interface Section {
  span: { start: number; end: number };
  labels: SwitchLabelSyntax[];
  statements: StatementSyntax[];
}

/** The grammar makes a section of every label; those without statements belong to the next. */
export function readSections(reader: Reader, body: SyntaxNode): Section[] {
  const sections: Section[] = [];
  let labels: SwitchLabelSyntax[] = [];
  for (const section of namedChildrenOf(body)) {
    const span = spanOf(reader, section);
    const children = childrenOf(section);
    const colon = children.findIndex((child) => child.type === ':');
    const head = children.slice(0, colon);
    const pattern = head.find((child) => child.isNamed && child.type !== 'when_clause');
    const when = head.find((child) => child.type === 'when_clause');
    labels.push({
      pattern: head[0]?.type === 'default' || pattern === undefined ? undefined : readCasePattern(reader, pattern),
      when: when === undefined ? undefined : reader.expression(firstOf(reader, when, namedChildrenOf(when))),
      span: { start: span.start, end: spanOf(reader, children[colon] ?? section).end },
    });
    const statements = children.slice(colon + 1).map((child) => reader.statement(child));
    if (statements.length > 0) {
      sections.push({ labels, statements, span });
      labels = [];
    }
  }
  if (labels.length > 0) {
    sections.push({ labels, statements: [], span: labels[0]?.span ?? spanOf(reader, body) });
  }
  return sections;
}

function readCasePattern(reader: Reader, node: SyntaxNode): ReturnType<typeof readPattern> {
  if (/_pattern$|^discard$/.test(node.type)) {
    return readPattern(reader, node);
  }
  return { kind: 'constant', value: reader.expression(node), span: spanOf(reader, node) };
}
