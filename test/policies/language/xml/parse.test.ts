import fc from 'fast-check';
import { parseRawXml } from '../../../../policies/language/xml/parse';
import { RawXmlError, type RawXmlFinding } from '../../../../policies/language/xml/raw-xml-error';
import type { XmlElement } from '../../../../policies/language/xml/node';

/** The findings of a text, each as `kind line:column`. */
function findings(text: string): string[] {
  return errorOf(text).map(({ kind, position }) => `${kind} ${position.line}:${position.column}`);
}

function errorOf(text: string): readonly RawXmlFinding[] {
  try {
    parseRawXml(text);
  } catch (error) {
    if (error instanceof RawXmlError) return error.findings;
    throw error;
  }
  throw new Error('No finding.');
}

function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((candidate) => candidate.name === name)?.value;
}

function onlyText(element: XmlElement): string | undefined {
  const [child] = element.children;
  return child?.type === 'text' ? child.value : undefined;
}

describe('parseRawXml', () => {
  it('reads elements, attributes and text with their positions', () => {
    expect(parseRawXml('<a>\n  <b c="1">x</b>\n</a>')).toEqual({
      type: 'element',
      name: 'a',
      attributes: [],
      position: { line: 1, column: 1, offset: 0 },
      children: [
        {
          type: 'element',
          name: 'b',
          attributes: [{ name: 'c', value: '1', position: { line: 2, column: 9, offset: 12 } }],
          position: { line: 2, column: 3, offset: 6 },
          children: [{ type: 'text', value: 'x', position: { line: 2, column: 12, offset: 15 } }],
        },
      ],
    });
  });

  it.each([
    ['double quotes', '<a b="@("x" + (1 < 2 && true))" />'],
    ['single quotes', `<a b='@("x" + (1 < 2 && true))' />`],
  ])('reads an expression with any characters between %s', (_, text) => {
    expect(attribute(parseRawXml(text), 'b')).toBe('@("x" + (1 < 2 && true))');
  });

  it('keeps a char literal apart from the quote of a single-quoted attribute', () => {
    expect(attribute(parseRawXml(`<a b='@(s.Split(',')[0] + ")")' />`), 'b')).toBe(`@(s.Split(',')[0] + ")")`);
  });

  it('reads a block as element text, without the white space around it', () => {
    const root = parseRawXml('<a>\n  @{ if (x < 1) { return "</a>"; } return ")"; }\n</a>');
    expect(onlyText(root)).toBe('@{ if (x < 1) { return "</a>"; } return ")"; }');
    expect(root.children[0]?.position).toEqual({ line: 2, column: 3, offset: 6 });
  });

  it('gives the position of what follows an expression of several lines', () => {
    const root = parseRawXml('<a b="@{\n  return "é😀";\n}" c="d"><e/></a>');
    expect(root.attributes[1]?.position).toEqual({ line: 3, column: 7, offset: 31 });
    expect(root.children[0]?.position).toEqual({ line: 3, column: 10, offset: 34 });
  });

  it('decodes entities and character references of literals', () => {
    const root = parseRawXml('<a b="&lt;&amp;&quot;&#10;&#x41;">&apos;&gt;</a>');
    expect(attribute(root, 'b')).toBe('<&"\nA');
    expect(onlyText(root)).toBe("'>");
  });

  it('reads CDATA as text and drops comments, also with an expression in them', () => {
    expect(onlyText(parseRawXml('<a>x<!-- @("<") --><![CDATA[<y>]]>z</a>'))).toBe('x<y>z');
  });

  it('keeps the white space of literal text', () => {
    expect(onlyText(parseRawXml('<a> x\n y </a>'))).toBe(' x\n y ');
  });

  it('takes an at-sign before a named value for text', () => {
    expect(attribute(parseRawXml('<a b="@{{domain}}" />'), 'b')).toBe('@{{domain}}');
    expect(onlyText(parseRawXml('<a>me@{{domain}}</a>'))).toBe('me@{{domain}}');
  });

  it.each([
    ['an unclosed element', '<a>\n <b>\n</a>', ['malformed 3:4']],
    ['the innermost element that is never closed', '<a>\n <b>', ['malformed 2:2']],
    ['an attribute without quotes', '<a b=c />', ['malformed 1:6']],
    ['an attribute given twice', '<a b="1" b="2" />', ['malformed 1:17']],
    ['a second root', '<a />\n<b />', ['malformed 2:1']],
    ['text after the root', '<a />\nx', ['malformed 2:1']],
    ['nothing', '', ['malformed 1:1']],
    ['a bare ampersand', '<a b="1 & 2" />', ['malformed 1:9']],
    ['< in an attribute', '<a b="1 < 2" />', ['malformed 1:9']],
    ['a character XML cannot hold', '<a b="&#0;" />', ['malformed 1:7']],
    ['-- in a comment', '<a>\n<!-- x -- y -->\n</a>', ['comment 2:8']],
    ['an unknown entity', '<a>\n x&nbsp;y</a>', ['entity 2:3']],
    ['a document type', '<!DOCTYPE a>\n<a />', ['doctype 1:1']],
    ['an XML declaration', '<?xml version="1.0"?>\n<a />', ['processing-instruction 1:1']],
    ['a processing instruction', '<a>\n <?php ?></a>', ['processing-instruction 2:2']],
    ['an expression that does not close', '<a>\n<b c="@(1" /></a>', ['unclosed-expression 2:7']],
    ['an expression before text', '<a b="@(x) y" />', ['mixed-expression 1:7']],
    ['an expression after text', '<a b="Bearer @(x)" />', ['mixed-expression 1:14']],
    ['an expression before element text', '<a>\n @(x) y</a>', ['mixed-expression 2:2']],
    ['an expression after element text', '<a>y @(1 < 2)</a>', ['mixed-expression 1:6']],
    ['an expression beside CDATA', '<a>@(x)<![CDATA[y]]></a>', ['mixed-expression 1:4']],
    ['an expression in CDATA', '<a><![CDATA[@(x)]]></a>', ['mixed-expression 1:13']],
    ['an entity in an expression', '<a b="@(x == &quot;y&quot;)" />', ['expression-entity 1:14']],
    ['an entity in a block', '<a>@{ return 1 &lt; 2; }</a>', ['expression-entity 1:16']],
  ])('reports %s', (_, text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  it('reports every finding at once, in the order of the text', () => {
    expect(findings('<?x ?>\n<a b="&foo;">\n<!-- -- -->\n@(&quot;x&quot;)</a>')).toEqual([
      'processing-instruction 1:1',
      'entity 2:7',
      'comment 3:6',
      'expression-entity 4:3',
    ]);
  });

  it('refuses elements nested too deeply to walk', () => {
    const nested = (depth: number): string => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
    expect(parseRawXml(nested(200)).name).toBe('a');
    expect(findings(nested(10_000))).toEqual(['malformed 1:601']);
  });

  it('names place, mistake and fix in its message', () => {
    expect(() => parseRawXml('<a b="&foo;" />')).toThrow(
      '1:7 The entity &foo; is unknown. Fix: use one of &amp; &lt; &gt; &quot; &apos; or a numeric reference such as &#160;.',
    );
  });

  it('reads any text or says what is wrong with it, with places inside the text', () => {
    const token = fc.constantFrom(
      '<a>',
      '</a>',
      '<b c="',
      '"',
      "'",
      '>',
      '@(',
      '@{',
      ')',
      '}',
      '{{x}}',
      '&lt;',
      '&',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '<!',
      ' ',
      '\r\n',
      'x',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 30 }), (tokens) => {
        const text = tokens.join('');
        try {
          parseRawXml(text);
        } catch (error) {
          if (!(error instanceof RawXmlError)) throw error;
          expect(error.findings).not.toHaveLength(0);
          for (const { position } of error.findings) expect(position.offset).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
