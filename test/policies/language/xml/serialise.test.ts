import fc from 'fast-check';
import type { XmlElement } from '../../../../policies/language/xml/node';
import { equalXml } from '../../../../policies/language/xml/equal';
import { parseRawXml } from '../../../../policies/language/xml/parse';
import { serialise } from '../../../../policies/language/xml/serialise';

function element(
  name: string,
  attributes: Record<string, string> = {},
  ...children: (XmlElement | string)[]
): XmlElement {
  return {
    type: 'element',
    name,
    attributes: Object.entries(attributes).map(([key, value]) => ({ name: key, value })),
    children: children.map((child) => (typeof child === 'string' ? { type: 'text', value: child } : child)),
  };
}

describe('serialise', () => {
  it('writes an empty element', () => {
    expect(serialise(element('base'))).toBe('<base />');
  });

  it('escapes literals and leaves expressions as they are', () => {
    const root = element(
      'a',
      { b: '<"&\n', c: ' @("<" + "&") ' },
      element('d', {}, "<'&"),
      element('e', {}, '@{ return "<"; }'),
    );
    expect(serialise(root)).toBe(
      `<a b="&lt;&quot;&amp;&#xA;" c="@("<" + "&")"><d>&lt;'&amp;</d><e>@{ return "<"; }</e></a>`,
    );
  });

  it('writes namespace prefixes as they stand', () => {
    expect(serialise(element('xsl:stylesheet', { 'xmlns:xsl': 'http://www.w3.org/1999/XSL/Transform' }))).toBe(
      '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" />',
    );
  });

  it.each([
    ['an illegal element name', element('a b'), 'element "a b": not an XML name'],
    ['an illegal attribute name', element('a', { '1': 'x' }), '<a>, attribute "1": not an XML name'],
    [
      'a control character',
      element('a', { b: '\u0001' }),
      '<a>, attribute b: the character U+0001 cannot stand in XML',
    ],
    ['half a surrogate pair', element('a', {}, 'x\ud800'), '<a>: the character U+D800 cannot stand in XML'],
    ['empty text', element('a', {}, ''), '<a>: the text is empty, which a reader drops'],
    ['blank text', element('a', {}, ' '), '<a>: the text is only white space, which a reader drops'],
    ['texts side by side', element('a', {}, 'x', 'y'), '<a>: two texts stand side by side'],
    [
      'an expression after literal text',
      element('a', { b: 'Bearer @(x)' }),
      '<a>, attribute b: a policy expression stands inside',
    ],
    [
      'literal text after an expression',
      element('a', {}, '@(x) y'),
      '<a>: a policy expression is followed by the literal text " y"',
    ],
    ['an unclosed expression', element('a', {}, '@(x'), '<a>: the policy expression does not close'],
    [
      'an entity in an expression',
      element('a', {}, '@("&lt;")'),
      '<a>: the XML entity &lt; stands inside a policy expression',
    ],
  ])('refuses %s', (_, root, message) => {
    expect(() => serialise(root)).toThrow(message);
  });

  it('refuses an attribute given twice', () => {
    const root: XmlElement = { ...element('a'), attributes: ['1', '2'].map((value) => ({ name: 'b', value })) };
    expect(() => serialise(root)).toThrow('<a>: the attribute b is given twice');
  });

  it('writes what parseRawXml reads back as the same tree', () => {
    fc.assert(
      fc.property(tree(), (root) => {
        expect(equalXml(parseRawXml(serialise(root)), root)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

/** Trees with hostile literals and with expressions; attributes and texts that no document can hold are left out. */
function tree(): fc.Arbitrary<XmlElement> {
  const name = fc.constantFrom('a', 'set-header', 'x:y', '_b');
  const expression = fc.constantFrom(
    '@(1 < 2 && "\\")" != null)',
    "@(s.Split('\"')[0])",
    '@{ return @"a""}" + \'}\'; }',
    '@(x[")"])',
  );
  const text = fc
    .oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('<', '&', '"', "'", '>', ']', '\n', '\r', '\t', ' ', '{', 'a') }),
    )
    .filter((value) => [...value].every(isLegal) && !/@[({]/.test(value));
  const value = fc.oneof(text, expression);
  const content = fc.oneof(text, expression).filter((candidate) => /[^ \t\r\n]/.test(candidate));
  return fc.letrec<{ node: XmlElement }>((tie) => ({
    node: fc
      .tuple(
        name,
        fc.dictionary(fc.constantFrom('id', 'name', 'value'), value),
        fc.oneof({ maxDepth: 3 }, content, fc.array(tie('node'), { maxLength: 3 })),
      )
      .map(([tag, attributes, children]) =>
        element(tag, attributes, ...(typeof children === 'string' ? [children] : children)),
      ),
  })).node;
}

function isLegal(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return (
    '\t\n\r'.includes(char) ||
    (code >= 0x20 && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff)
  );
}
