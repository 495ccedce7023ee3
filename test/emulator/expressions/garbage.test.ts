import fc from 'fast-check';
import { ClrException } from '../../../emulator/expressions/clr-exception';
import { compileExpression } from '../../../emulator/expressions/compile-expression';
import { ExpressionCompileError } from '../../../emulator/expressions/expression-compile-error';
import { loadCSharp } from '../../../policies/language/expressions/grammar';
import { makeContext } from './context';

beforeAll(loadCSharp);

type Outcome = 'a value' | 'refused' | 'an exception';

/** What evaluating ends with; throws whatever is neither a finding nor a .NET exception. */
function outcomeOf(evaluate: () => void): Outcome {
  try {
    evaluate();
    return 'a value';
  } catch (error) {
    if (error instanceof ExpressionCompileError) return 'refused';
    if (error instanceof ClrException) return 'an exception';
    throw error;
  }
}

function outcome(source: string): Outcome {
  return outcomeOf(() => compileExpression(source).evaluate(makeContext()));
}

/** Compiles once an expression that takes a text, which it reads from a variable; then evaluates it with any text. */
function onText(source: (text: string) => string): (text: string) => Outcome {
  const compiled = compileExpression(source('(string)context.Variables["text"]'));
  return (text) => outcomeOf(() => compiled.evaluate(makeContext({ variables: { text } })));
}

/** The beginning `count` times, a middle, and the end as often. */
function nest(begin: string, middle: string, end: string, count: number): string {
  return begin.repeat(count) + middle + end.repeat(count);
}

const NESTED: readonly (readonly [string, (count: number) => string])[] = [
  ['parentheses', (count) => `@(${nest('(', '1', ')', count)})`],
  ['parentheses that are never closed', (count) => `@(${'('.repeat(count)}`],
  ['signs', (count) => `@(${'- '.repeat(count)}1)`],
  ['sums', (count) => `@(1${'+1'.repeat(count)})`],
  ['texts', (count) => `@("a"${'+"a"'.repeat(count)})`],
  ['conditions', (count) => `@(${'true?1:'.repeat(count)}2)`],
  ['calls', (count) => `@("a"${'.Trim()'.repeat(count)})`],
  ['conditional calls', (count) => `@("a"${'?.Trim()'.repeat(count)})`],
  ['arguments', (count) => `@(${nest('string.Concat(', '1', ')', count)})`],
  ['lambdas', (count) => `@(${nest('new[]{1}.Select(x=>', '1', ').First()', count)})`],
  ['interpolations', (count) => `@(${nest('$"{', '1', '}"', count)})`],
  ['blocks', (count) => `@{${nest('{', '', '}', count)} return 1; }`],
  ['branches', (count) => `@{${'if (true) '.repeat(count)}return 1; return 2; }`],
  [
    'else ifs',
    (count) => `@{ var n = 1; if (n == 0) return 0;${' else if (n == 2) return 2;'.repeat(count)} return n; }`,
  ],
  [
    'sections',
    (count) =>
      `@{ switch (3) {${Array.from({ length: count }, (_, n) => ` case ${n}: return ${n};`).join('')} } return 0; }`,
  ],
  ['loops', (count) => `@{ var n = 0;${' while (n++ < 1)'.repeat(count)} { } return n; }`],
  ['fallbacks', (count) => `@("a"${'??null'.repeat(count)})`],
  ['negations', (count) => `@(${'!'.repeat(count)}true)`],
  ['type tests', (count) => `@("a"${' as string'.repeat(count)})`],
  ['indexers', (count) => `@(JToken.Parse("{}")${'?["a"]'.repeat(count)} == null)`],
  ['handlers', (count) => `@{${nest('try {', '', '} finally { }', count)} return 1; }`],
  ['local functions', (count) => `@{${nest('int F() {', 'return 1;', '}', count)} return 1; }`],
  ['types', (count) => `@(default(${nest('List<', 'int', '>', count)}))`],
  ['casts', (count) => `@(${'(int)'.repeat(count)}1)`],
  ['arrays', (count) => `@(${nest('new[] {', '1', '}', count)}.Length)`],
  ['JSON objects', (count) => `@(${nest('new JObject(new JProperty("a", ', '1', '))', count)})`],
  ['assignments', (count) => `@{ int a; ${'a = '.repeat(count)}1; return a; }`],
  ['comparisons that look like types', (count) => `@(${'a<'.repeat(count)}1)`],
  ['braces', (count) => `@${'{'.repeat(count)}`],
  ['quotation marks', (count) => `@(${'"'.repeat(count)})`],
];

describe('deep nesting', () => {
  it.each(NESTED)('of %s ends with a value or a finding', (_, make) => {
    for (const count of [40, 400, 8000]) expect(['a value', 'refused']).toContain(outcome(make(count)));
  });
});

describe('huge source text', () => {
  const digits = '9'.repeat(100_000);
  it.each([
    ['an integer', `@(${digits})`],
    ['a hexadecimal integer', `@(0x${digits})`],
    ['a real number', `@(${digits}.5e${digits.slice(0, 9)})`],
    ['a decimal', `@(${digits}m)`],
    ['a name', `@(${'a'.repeat(100_000)})`],
    ['more than is looked at', `@("${'a'.repeat(300_000)}")`],
    ['the same mistake in every statement', `@{${'var a=1;'.repeat(5000)} return 1; }`],
  ])('refuses %s', (_, source) => {
    expect(outcome(source)).toBe('refused');
  });

  it.each([
    ['a text', `@("${'a'.repeat(100_000)}")`],
    ['an array', `@(new[] {${'1,'.repeat(5000)}1}.Length)`],
    ['an interpolated text', `@($"${'{1}'.repeat(5000)}")`],
    ['a block', `@{ var a = 1; ${'a = a + 1;'.repeat(2000)} return a; }`],
  ])('evaluates %s', (_, source) => {
    expect(outcome(source)).toBe('a value');
  });
});

const TOKENS = (
  'context Request Body As JObject ( ) [ ] { } < > , . ; : ? ?? ?. => == != + - * / % & | ^ ~ ! = += ++ -- " $" @" \' ' +
  "new var return if else while for foreach in switch case default try catch finally throw is as int string bool null true 1 1.5m 0x 'a' x // /* */ #if \\u0041 @ {{name}} \n"
).split(' ');

describe('garbage', () => {
  const options = { seed: 3, numRuns: 400, endOnFailure: true };

  it('of random bytes ends with a value, a finding or an exception', () => {
    const bytes = fc.uint8Array({ maxLength: 60 }).map((data) => Buffer.from(data).toString('latin1'));
    fc.assert(
      fc.property(bytes, (text) =>
        ['@(' + text + ')', '@{' + text + '}', text].every((each) => outcome(each) !== undefined),
      ),
      options,
    );
  });

  it('of random characters ends the same way', () => {
    const text = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
      .map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(text, (each) => outcome(`@("${each}")`) !== undefined && outcome(`@($"${each}")`) !== undefined),
      options,
    );
  });

  it('of random tokens ends the same way', () => {
    const tokens = fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 }).map((each) => each.join(' '));
    fc.assert(
      fc.property(tokens, (each) => outcome(`@(${each})`) !== undefined && outcome(`@{${each}}`) !== undefined),
      options,
    );
  });

  it('of random patterns and texts ends every search', () => {
    const piece = fc.constantFrom(
      ...'a b * + ? {2,3} ( (?: (?= (?<! (?> (?<n> (?(1) ) | [a-c] [^ ] . \\1 \\k<n> \\b ^ $ \\ \\p{L} (?i) - #'.split(
        ' ',
      ),
    );
    const pattern = fc.array(piece, { maxLength: 14 }).map((each) => each.join(''));
    const search = onText((text) => `@(Regex.Replace("aabbcabcab", ${text}, "$1", RegexOptions.RightToLeft))`);
    fc.assert(
      fc.property(pattern, (each) => search(each) !== undefined),
      options,
    );
  });

  it('as JSON, XML, dates and numbers ends every parser', () => {
    const text = fc.string({ unit: fc.constantFrom(...'{}[]":,<>/=&;!-?ax019.eE+TZ \n\\u%'.split('')), maxLength: 30 });
    const parsers = [
      'JToken.Parse',
      'XElement.Parse',
      'DateTimeOffset.Parse',
      'double.Parse',
      'new Uri',
      'TimeSpan.Parse',
    ].map((parse) => onText((literal) => `@(${parse}(${literal}).ToString())`));
    fc.assert(
      fc.property(text, (each) => parsers.every((parser) => parser(each) !== undefined)),
      options,
    );
  });
});
