import { scanExpression } from '../../../../policies/language/expressions/scan';

describe('scanExpression', () => {
  it.each([
    '@(1)',
    '@(")")',
    '@("\\")")',
    '@(@"\\" + ")")',
    '@(@"a"")")',
    "@(')')",
    "@('\\'' + ')')",
    '@($"a{b[")"]:x}}")'.replace('}}', '}'),
    '@($"{{)" + 1)',
    '@($@"a{$"b{")"}"}"")")',
    '@(/* ) */ 1)',
    '@{ // }\n return 1; }',
    '@{ return new { a = new[] { 1 } }; }',
    '@($"{(a ? ")" : "(")}")',
    '@($"{d:yyyy-MM-dd \'T\'}")',
  ])('finds the end of %s', (expression) => {
    const text = `<a b="${expression}" c=")}'"/>`;
    const start = text.indexOf('@');
    expect(text.slice(start, scanExpression(text, start))).toBe(expression);
  });

  it.each([
    ['@(1', ') expected', 1, 2],
    ['\n @(a]', ') expected, found ]', 2, 5],
    ['@("a', 'Newline in constant', 1, 3],
    ['@(@"a', 'Unterminated string literal', 1, 3],
    ['@($"a{b', 'never closed', 1, 3],
    ['@(/* a)', '*/ expected', 1, 3],
    ["@('a)", 'character literal', 1, 3],
  ])('says where %j is open', (text, message, line, column) => {
    expect(() => scanExpression(text, text.indexOf('@'))).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) as string, line, column }) as Error,
    );
  });

  it('refuses a place where no expression starts', () => {
    expect(() => scanExpression('abc', 0)).toThrow('starts with');
  });
});
