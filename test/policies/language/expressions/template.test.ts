import fc from 'fast-check';
import { bindExpression } from '../../../../policies/language/expressions/bind-expression';
import { loadCSharp } from '../../../../policies/language/expressions/grammar';
import { namedValue, namedValueText, namedValuesIn } from '../../../../policies/language/expressions/named-value';
import { quoteNumber, quoteString } from '../../../../policies/language/expressions/quote';
import { block, csharp, expression } from '../../../../policies/language/expressions/template';

beforeAll(loadCSharp);

function constantOf(source: string): unknown {
  const code = bindExpression(source).bound?.body.code;
  return code?.kind === 'value' && code.value.kind === 'literal' ? code.value.value : undefined;
}

describe('quoteString', () => {
  it('comes back as the same string, whatever it holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => constantOf(`@(${quoteString(value)})`) === value));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('"', '\\', '{', '}', '\n', '\u2028', '\ud800', 'a', '@', ')'), { maxLength: 12 }),
        (parts) => {
          const value = parts.join('');
          return constantOf(`@(${quoteString(value)})`) === value && namedValuesIn(quoteString(value)).length === 0;
        },
      ),
    );
  });

  it('writes no named value', () => {
    expect(quoteString('{{secret}}')).toBe('"{\\u007bsecret}\\u007d"');
  });
});

describe('quoteNumber', () => {
  it.each([
    [5, '5'],
    [-5, '(-5)'],
    [1.5, '1.5'],
    [3_000_000_000, '3000000000'],
    [-(2n ** 63n), '(-9223372036854775808)'],
  ])('writes %s', (value, text) => {
    expect(quoteNumber(value)).toBe(text);
  });

  it.each([Number.NaN, Infinity, 2 ** 60, 2n ** 64n])('refuses %s', (value) => {
    expect(() => quoteNumber(value)).toThrow(RangeError);
  });
});

describe('csharp', () => {
  it('quotes values, inserts code, strips comments', () => {
    const code = csharp`a == ${'x"'} /* why */ && b > ${-1} && ${csharp`c`} // end`;
    expect(code.text.replace(/ +/g, ' ').trim()).toBe('a == "x\\"" && b > (-1) && c');
  });

  it('takes backslashes as C# does', () => {
    expect(csharp`"\n"`.text).toBe('"\\n"');
  });

  it.each([() => csharp`"a${'b'}"`, () => csharp`'${'b'}'`, () => csharp`// ${'b'}`, () => csharp`$"a${'b'}{1}"`])(
    'refuses a hole inside a literal or comment',
    (write) => {
      expect(write).toThrow('end the literal and join the value with +');
    },
  );

  it('allows a hole inside the hole of an interpolated string', () => {
    expect(csharp`$"{${'a'}}"`.text).toBe('$"{"a"}"');
  });

  it('makes expressions of both forms', () => {
    expect(expression(csharp` 1 `)).toBe('@(1)');
    expect(block(csharp` return 1;`)).toBe('@{ return 1;\n}');
  });
});

describe('namedValue', () => {
  it('writes a string literal or literal text', () => {
    expect(namedValue('seal-key-a').text).toBe('"{{seal-key-a}}"');
    expect(namedValueText('a.b')).toBe('{{a.b}}');
  });

  it.each(['', 'a b', 'a"b', 'a}}', 'x'.repeat(257)])('refuses the name %j', (name) => {
    expect(() => namedValue(name)).toThrow('display name');
  });

  it('lists the names in a text', () => {
    expect(namedValuesIn('a {{b}} "{{c}}{{b}}" {{ d }}')).toEqual(['b', 'c']);
  });
});
