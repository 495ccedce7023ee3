import { equalXml } from '../../../../policies/language/xml/equal';
import { parseRawXml } from '../../../../policies/language/xml/parse';

function equal(one: string, other: string): boolean {
  return equalXml(parseRawXml(one), parseRawXml(other));
}

describe('equalXml', () => {
  it.each([
    ['order of attributes', '<a b="1" c="2" />', '<a c="2" b="1" />'],
    ['white space between elements and around an expression', '<a> <b>@(x)</b> </a>', '<a><b> @(x) </b></a>'],
    ['quotes and entities', `<a b='"' />`, '<a b="&quot;" />'],
    ['comments', '<a><!-- x --><b /></a>', '<a><b /></a>'],
  ])('does not mind the %s', (_, one, other) => {
    expect(equal(one, other)).toBe(true);
  });

  it.each([
    ['names', '<a />', '<b />'],
    ['attribute values', '<a b="1" />', '<a b="2" />'],
    ['attribute names', '<a b="1" />', '<a c="1" />'],
    ['a missing attribute', '<a b="1" />', '<a />'],
    ['text', '<a>x</a>', '<a>y</a>'],
    ['white space of literal text', '<a>x</a>', '<a> x</a>'],
    ['order of children', '<a><b /><c /></a>', '<a><c /><b /></a>'],
    ['a missing child', '<a><b /><b /></a>', '<a><b /></a>'],
    ['text for an element', '<a>b</a>', '<a><b /></a>'],
  ])('tells apart %s', (_, one, other) => {
    expect(equal(one, other)).toBe(false);
  });
});
