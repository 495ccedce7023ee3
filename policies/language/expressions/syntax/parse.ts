import { forGrammar, literalAfterString } from './for-grammar';
import { genericCallArguments } from './read-generic-call';
import { elementOfParenthesised } from './read-parenthesised';
import { SyntaxNode } from './syntax-node';
import type { ExpressionFinding, Span } from '../finding';
import { findingAt } from '../finding';
import { withTree } from '../grammar';
import { KEYWORDS } from './keywords';
import { ExpressionScanError, pieces } from '../lexical';
import { NAMED_VALUE } from '../named-value';
import { scanExpression } from '../scan';
import { readExpression } from './read-expression';
import { readBlock, readStatement } from './read-statement';
import type { Reader } from './reader';
import { Refused, namedChildrenOf } from './reader';
import type { Refusal } from './refused';
import { REFUSED_NODES, SYNTAX_ERROR } from './refused';
import type { BlockSyntax, ExpressionSyntax } from './syntax';

/** A policy expression as syntax, or what is wrong with it. */
export type ParseResult =
  | { readonly form: 'single'; readonly expression: ExpressionSyntax }
  | { readonly form: 'block'; readonly block: BlockSyntax }
  | { readonly form: 'refused'; readonly findings: readonly ExpressionFinding[] };

/** Longer than any document of API Management could hold beside its XML. */
const LONGEST_SOURCE = 200_000;
/** Levels of the tree; a hundred terms joined by + are a hundred levels. */
const DEEPEST_TREE = 800;
const MOST_SYNTAX_FINDINGS = 10;
const ARGUMENT_LISTS = ['tuple_expression', 'collection_expression'];

/**
 * Parses a policy expression, `@(` or `@{` included. Never throws for what the source says.
 *
 * @throws Error when `loadCSharp` was not awaited.
 */
export function parse(source: string): ParseResult {
  const findings = beforeParsing(source);
  if (findings.length > 0) {
    return { form: 'refused', findings };
  }
  const start = source.search(/\S/);
  const single = source[start + 1] === '(';
  // A single expression becomes the value of a return statement, so that it stands where every expression may.
  const head = single ? 'return' : '';
  const shift = start + 1 - head.length;
  const text = `${head}${source.slice(start + 1).trimEnd()}${single ? ';' : ''}`;
  return withTree(forGrammar(text), ({ rootNode }) => readTree(source, new SyntaxNode(rootNode, text), shift, single));
}

/** What needs no tree: form, size, balance, and where named values stand. */
function beforeParsing(source: string): ExpressionFinding[] {
  const whole = { start: 0, end: source.length };
  if (source.length > LONGEST_SOURCE) {
    return [
      findingAt(source, whole, {
        rule: 'expression-size',
        message: `The expression has ${source.length} characters; at most ${LONGEST_SOURCE} are looked at`,
      }),
    ];
  }
  const start = source.search(/\S/);
  try {
    const end = scanExpression(source, Math.max(start, 0));
    const rest = source.slice(end).search(/\S/);
    if (rest >= 0) {
      return [
        findingAt(
          source,
          { start: end + rest, end: source.length },
          {
            rule: 'csharp-syntax',
            message: 'Text follows the expression; a value is one expression or literal text, never a mix',
          },
        ),
      ];
    }
    const second = literalAfterString(source);
    if (second !== undefined) {
      const refusal = { rule: 'csharp-syntax', code: 'CS1073', message: "Unexpected token '\"'" } as const;
      return [findingAt(source, second, refusal)];
    }
  } catch (error) {
    if (error instanceof ExpressionScanError) {
      return [
        findingAt(
          source,
          { start: error.offset, end: source.length },
          { rule: 'csharp-syntax', message: error.message.replace(/ \(line \d+, column \d+\)$/, '') },
        ),
      ];
    }
    throw error;
  }
  if (!source.includes('{{')) {
    return [];
  }
  const findings: ExpressionFinding[] = [];
  for (const piece of pieces(source, start + 1)) {
    if (piece.kind === 'code') {
      for (const match of source.slice(piece.start, piece.end).matchAll(NAMED_VALUE)) {
        const at = piece.start + match.index;
        findings.push(
          findingAt(
            source,
            { start: at, end: at + match[0].length },
            {
              rule: 'named-value-place',
              message: `The named value ${match[0]} stands in code; it may stand inside a string literal only`,
              alternative: `"${match[0]}", converted where it is not a string`,
            },
          ),
        );
      }
    }
  }
  return findings;
}

function readTree(source: string, root: SyntaxNode, shift: number, single: boolean): ParseResult {
  const findings = refusedNodes(source, root, shift);
  if (findings.length > 0) {
    return { form: 'refused', findings };
  }
  const reader: Reader = {
    shift,
    expression: (node) => readExpression(reader, node),
    statement: (node) => readStatement(reader, node),
    block: (node) => readBlock(reader, node),
  };
  const statement = onlyChild(onlyChild(root));
  const type = single ? 'return_statement' : 'block';
  const content = single && statement !== undefined ? onlyChild(statement) : statement;
  if (statement?.type !== type || content === undefined) {
    return { form: 'refused', findings: [findingAt(source, { start: 0, end: source.length }, SYNTAX_ERROR)] };
  }
  try {
    return single
      ? { form: 'single', expression: reader.expression(content) }
      : { form: 'block', block: reader.block(content) };
  } catch (error) {
    if (error instanceof Refused) {
      return { form: 'refused', findings: [findingAt(source, error.span, error.refusal)] };
    }
    throw error;
  }
}

function onlyChild(node: SyntaxNode | undefined): SyntaxNode | undefined {
  const children = node === undefined ? [] : namedChildrenOf(node);
  return children.length === 1 ? children[0] : undefined;
}

/** Walks the whole tree without recursion: errors, and constructs that are refused wherever they stand. */
function refusedNodes(source: string, root: SyntaxNode, shift: number): ExpressionFinding[] {
  const findings: ExpressionFinding[] = [];
  // Where arguments stand that the grammar takes for a tuple or a collection.
  const argumentLists = new Set<number>();
  const open: { node: SyntaxNode; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (depth > DEEPEST_TREE) {
      return [
        findingAt(source, placeOf(node, shift), {
          rule: 'expression-size',
          message: `The expression is nested more than ${DEEPEST_TREE} levels deep`,
        }),
      ];
    }
    const list = genericCallArguments(node) ?? elementOfParenthesised(node);
    if (list !== undefined) {
      argumentLists.add(list.startIndex);
    }
    const isArguments = ARGUMENT_LISTS.includes(node.type) && argumentLists.has(node.startIndex);
    const refusal = isArguments ? undefined : refusalOf(node);
    if (refusal !== undefined) {
      findings.push(findingAt(source, placeOf(node, shift), refusal));
      continue;
    }
    for (const child of node.children) {
      if (child.isNamed || child.isMissing || child.children.length > 0 || REFUSED_NODES[child.type] !== undefined) {
        open.push({ node: child, depth: depth + 1 });
      }
    }
  }
  findings.sort((a, b) => a.offset - b.offset);
  return findings.slice(0, MOST_SYNTAX_FINDINGS);
}

/** Where a node stands in the source; the root may begin before it. */
function placeOf(node: SyntaxNode, shift: number): Span {
  return { start: Math.max(node.startIndex + shift, 0), end: node.endIndex + shift };
}

function refusalOf(node: SyntaxNode): Refusal | undefined {
  if (node.type === 'identifier' && node.text === '') {
    return { ...SYNTAX_ERROR, message: 'Invalid expression term: an expression is expected' };
  }
  if (node.type === 'identifier' && KEYWORDS.has(node.text)) {
    return {
      rule: 'csharp-syntax',
      code: 'CS1041',
      message: `Identifier expected; '${node.text}' is a keyword`,
      alternative: `@${node.text}`,
    };
  }
  if (node.isMissing) {
    return { rule: 'csharp-syntax', code: node.type === ';' ? 'CS1002' : 'CS1026', message: `${node.type} expected` };
  }
  if (node.isError) {
    return { ...SYNTAX_ERROR, message: `Invalid expression term '${node.text.slice(0, 40)}'` };
  }
  if (node.type.startsWith('preproc_')) {
    return { rule: 'csharp-forbidden', message: 'A preprocessor directive cannot be used in policy expressions' };
  }
  return REFUSED_NODES[node.type];
}
