import type { SyntaxNode } from './syntax-node';
import { NAMED_VALUE } from '../named-value';
import { decodeEscapes } from './literals';
import type { Reader } from './reader';
import { Refused, childrenOf, firstOf, namedChildrenOf, refuse, spanOf } from './reader';
import { newer } from './refused';
import type { ExpressionSyntax, InterpolationPart } from './syntax';

/** Reads `$"..."` and `$@"..."`. */
export function readInterpolated(reader: Reader, node: SyntaxNode): ExpressionSyntax {
  const span = spanOf(reader, node);
  const children = childrenOf(node);
  const start = children[0]?.text ?? '';
  if (start.startsWith('@') || /^\$\$|"""/.test(start)) {
    throw new Refused(
      span,
      start.startsWith('@')
        ? newer('alternative interpolated verbatim strings', '8.0', '$@"..."')
        : newer('raw string literals', '11.0', '$@"..."'),
    );
  }
  const verbatim = start.includes('@');
  const parts: InterpolationPart[] = [];
  // The grammar splits text freely; what stands between holes belongs together.
  let textStart = children[1]?.endIndex ?? node.endIndex;
  const flush = (end: number): void => {
    const raw = node.text.slice(textStart - node.startIndex, end - node.startIndex);
    if (new RegExp(NAMED_VALUE.source).test(raw)) {
      throw new Refused(span, {
        rule: 'named-value-place',
        message:
          'A named value stands inside an interpolated string: API Management would replace it, braces and all, before C# sees the string',
        alternative: 'a plain string literal joined with +',
      });
    }
    if (/[{}]/.test(raw.replaceAll('{{', '').replaceAll('}}', ''))) {
      throw new Refused(span, {
        rule: 'csharp-compile',
        code: 'CS8086',
        message: "A '}' character must be escaped (by doubling) in an interpolated string.",
      });
    }
    const unescaped = verbatim ? raw.replaceAll('""', '"') : decodeEscapes(raw);
    if (unescaped === undefined) {
      throw new Refused(span, { rule: 'csharp-compile', code: 'CS1009', message: 'Unrecognized escape sequence' });
    }
    if (unescaped !== '') {
      parts.push({ kind: 'text', text: unescaped.replaceAll('{{', '{').replaceAll('}}', '}') });
    }
  };
  for (const hole of children.filter((child) => child.type === 'interpolation')) {
    flush(hole.startIndex);
    if (!verbatim && hole.text.includes('\n')) {
      throw new Refused(
        spanOf(reader, hole),
        newer('newlines inside a non-verbatim interpolated string', '11.0', '$@"..."'),
      );
    }
    parts.push(readHole(reader, hole, verbatim));
    textStart = hole.endIndex;
  }
  flush(node.endIndex - 1);
  return { kind: 'interpolated', parts, span };
}

function readHole(reader: Reader, node: SyntaxNode, verbatim: boolean): InterpolationPart {
  const children = namedChildrenOf(node).filter((child) => child.type !== 'interpolation_brace');
  const value = firstOf(reader, node, children);
  const alignment = children.find((child) => child.type === 'interpolation_alignment_clause');
  const format = children.find((child) => child.type === 'interpolation_format_clause');
  if (children.length > 1 + (alignment === undefined ? 0 : 1) + (format === undefined ? 0 : 1)) {
    throw refuse(reader, node);
  }
  if (value.type === 'conditional_expression') {
    throw new Refused(spanOf(reader, value), {
      rule: 'csharp-compile',
      code: 'CS8361',
      message:
        "A conditional expression cannot be used directly in a string interpolation because the ':' ends the interpolation. Parenthesize the conditional expression.",
      alternative: `(${value.text})`,
    });
  }
  return {
    kind: 'hole',
    value: reader.expression(value),
    alignment:
      alignment === undefined ? undefined : reader.expression(firstOf(reader, alignment, namedChildrenOf(alignment))),
    format: format === undefined ? undefined : formatText(reader, format, verbatim),
  };
}

function formatText(reader: Reader, node: SyntaxNode, verbatim: boolean): string {
  const raw = node.text.slice(1);
  const text = verbatim ? raw.replaceAll('""', '"') : decodeEscapes(raw);
  const refused = (code: string, message: string): Refused =>
    new Refused(spanOf(reader, node), { rule: 'csharp-compile', code, message });
  if (text === undefined) throw refused('CS1009', 'Unrecognized escape sequence');
  if (text === '') throw refused('CS8089', 'Empty format specifier.');
  if (/\s$/.test(text)) throw refused('CS8088', 'A format specifier may not contain trailing whitespace.');
  return text;
}
