import type { Span } from '../finding';
import { QuerySource } from './query-source';
import { identifierText, readType } from './read-type';
import type { Reader } from './reader';
import { childrenOf, fieldOf, firstOf, namedChildrenOf, refuse, spanOf } from './reader';
import type { ExpressionSyntax, TypeSyntax } from './syntax';
import type { SyntaxNode } from './syntax-node';

/** A `from` or the first half of a `join`: `T x in e`. */
interface Generator {
  readonly name: string;
  /** The sequence, `Cast<T>()` where a type is written. */
  readonly items: ExpressionSyntax;
}

/**
 * Reads `from x in e ... select v` as the method calls it stands for (C# specification, 12.20.3). Overloads are chosen
 * among those calls later, as for calls that are written.
 */
export function readQuery(reader: Reader, node: SyntaxNode): ExpressionSyntax {
  const [first, ...clauses] = namedChildrenOf(node);
  if (first?.type !== 'from_clause') throw refuse(reader, node);
  const from = generator(reader, first);
  let source = new QuerySource(spanOf(reader, node), from.items, from.name);
  for (let index = 0; index < clauses.length; index++) {
    const clause = clauses[index];
    if (clause === undefined) continue;
    const span = spanOf(reader, clause);
    const next = clauses[index + 1];
    // What joins two sequences takes the value of a select that follows at once; the calls have a place for it.
    const selected = next?.type === 'select_clause' ? reader.expression(onlyPart(reader, next)) : undefined;
    switch (clause.type) {
      case 'from_clause': {
        const { name, items } = generator(reader, clause);
        source = source.combined('SelectMany', [source.lambda(items)], name, selected, span);
        if (selected !== undefined) index++;
        break;
      }
      case 'join_clause':
        source = join(reader, clause, source, selected);
        if (selected !== undefined) index++;
        break;
      case 'let_clause': {
        const [name, value] = namedChildrenOf(clause);
        if (name === undefined || value === undefined) throw refuse(reader, clause);
        source = source.with(identifierText(name), reader.expression(value), span);
        break;
      }
      case 'where_clause':
        source = source.filtered(
          source.call('Where', [source.lambda(reader.expression(onlyPart(reader, clause)))], span),
        );
        break;
      case 'order_by_clause':
        source = ordered(reader, clause, source);
        break;
      case 'select_clause':
        source = source.selected(reader.expression(onlyPart(reader, clause)), span);
        break;
      case 'group_clause': {
        const [element, key] = namedChildrenOf(clause);
        if (element === undefined || key === undefined) throw refuse(reader, clause);
        source = source.grouped(reader.expression(element), reader.expression(key), span);
        break;
      }
      case 'identifier':
        // The name after `into`.
        source = new QuerySource(span, source.value, identifierText(clause));
        break;
      default:
        throw refuse(reader, clause);
    }
  }
  return source.value;
}

function onlyPart(reader: Reader, clause: SyntaxNode): SyntaxNode {
  return firstOf(reader, clause, namedChildrenOf(clause));
}

function generator(reader: Reader, clause: SyntaxNode): Generator {
  const items = namedChildrenOf(clause).at(-1);
  if (items === undefined) throw refuse(reader, clause);
  const type = clause.childForFieldName('type');
  return {
    name: identifierText(fieldOf(reader, clause, 'name')),
    items: cast(reader.expression(items), type === null ? undefined : readType(reader, type), spanOf(reader, clause)),
  };
}

function cast(items: ExpressionSyntax, type: TypeSyntax | undefined, span: Span): ExpressionSyntax {
  if (type === undefined) return items;
  const target: ExpressionSyntax = { kind: 'member', target: items, name: 'Cast', nameSpan: span, args: [type], span };
  return { kind: 'invoke', target, arguments: [], span };
}

function join(
  reader: Reader,
  clause: SyntaxNode,
  source: QuerySource,
  selected: ExpressionSyntax | undefined,
): QuerySource {
  const span = spanOf(reader, clause);
  const children = childrenOf(clause);
  const after = (keyword: string): SyntaxNode => {
    const place = children.findIndex((child) => child.type === keyword);
    const part = place < 0 ? undefined : children[place + 1];
    if (part === undefined) throw refuse(reader, clause);
    return part;
  };
  const place = children.findIndex((child) => child.type === 'in');
  const name = identifierText(firstOf(reader, clause, children.slice(Math.max(place - 1, 0), place)));
  const type = clause.childForFieldName('type');
  const items = cast(reader.expression(after('in')), type === null ? undefined : readType(reader, type), span);
  const outer = source.lambda(reader.expression(after('on')));
  const inner = new QuerySource(span, items, name).lambda(reader.expression(after('equals')));
  const into = children.find((child) => child.type === 'join_into_clause');
  return into === undefined
    ? source.combined('Join', [items, outer, inner], name, selected, span)
    : source.combined('GroupJoin', [items, outer, inner], identifierText(onlyPart(reader, into)), selected, span);
}

function ordered(reader: Reader, clause: SyntaxNode, source: QuerySource): QuerySource {
  const children = childrenOf(clause);
  let result = source;
  let first = true;
  children.forEach((child, index) => {
    if (!child.isNamed) return;
    const direction = children[index + 1]?.type === 'descending' ? 'Descending' : '';
    const key = result.lambda(reader.expression(child));
    result = result.filtered(result.call(`${first ? 'Order' : 'Then'}By${direction}`, [key], spanOf(reader, child)));
    first = false;
  });
  return result;
}
