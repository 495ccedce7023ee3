import { bindExpression } from '../../../../policies/language/expressions/bind-expression';
import { loadCSharp } from '../../../../policies/language/expressions/grammar';

beforeAll(loadCSharp);

describe('C# 7 and no newer', () => {
  it.each([
    ['@(context.Response.StatusCode switch { 1 => 2, _ => 3 })', 'switch expressions'],
    ['@("abc"[1..2])', 'range operator'],
    ['@("abc"[^1])', 'index operator'],
    ['@(context.Variables["a"] is not null)', 'not pattern'],
    ['@(5 is > 3)', 'relational pattern'],
    ['@(5 is 1 or 2)', 'or pattern'],
    ['@("a" is { Length: 3 })', 'recursive patterns'],
    ['@{ string a = null; a ??= "b"; return a; }', 'coalescing assignment'],
    ['@{ using var h = SHA256.Create(); return 1; }', 'using declarations'],
    ['@{ JObject a = new(); return a; }', 'target-typed object creation'],
    ['@("""raw""")', 'raw string literals'],
    ['@{ int[] a = [1, 2]; return a; }', 'collection expressions'],
    ['@("a"u8)', 'UTF-8 string literals'],
    ['@{ static int F() => 1; return F(); }', 'static modifier'],
    ['@(new[] { 1 }.Select(static x => x))', 'static modifier'],
    ['@(context.User!.Id)', 'nullable reference types'],
    ['@{ string? a = null; return a; }', 'nullable reference types'],
    ['@{ int a = default; return a; }', 'default literal'],
    ['@(5 >>> 1)', 'unsigned right shift'],
    ['@(0x_1)', 'leading digit separator'],
    ['@(@$"a{1}")', 'alternative interpolated verbatim strings'],
    ['@{ nint a = 1; return a; }', 'native-sized integers'],
  ])('refuses %s', (source, feature) => {
    const { bound, findings } = bindExpression(source);
    expect(bound).toBeUndefined();
    expect(findings[0]).toMatchObject({ rule: 'csharp-version', message: expect.stringContaining(feature) as string });
  });
});

describe('what policies may not use', () => {
  it.each([
    ['@{ dynamic d = 1; return d; }', 'csharp-forbidden'],
    ['@(await context.Foo)', 'csharp-forbidden'],
    ['@(new[] { 1 }.Select(async x => x))', 'csharp-forbidden'],
    ['@{ unsafe { } return 1; }', 'csharp-forbidden'],
    ['@{ class A { } return 1; }', 'csharp-syntax'],
    ['@{\n#if X\n#endif\nreturn 1; }', 'csharp-forbidden'],
    ['@((1, 2))', 'expression-type'],
    ['@{ lock (context) { } return 1; }', 'csharp-unsupported'],
    ['@(new int[2, 3])', 'csharp-unsupported'],
    ['@(this)', 'csharp-compile'],
  ])('refuses %s', (source, rule) => {
    const { bound, findings } = bindExpression(source);
    expect(bound).toBeUndefined();
    expect(findings[0]?.rule).toBe(rule);
  });
});

describe('named values', () => {
  it('stand inside string literals', () => {
    expect(bindExpression('@("{{a}}" + @"{{b}}")').findings).toEqual([]);
  });

  it.each(['@({{a}})', '@(int.Parse({{a}}))', '@{ return {{a}}; }', '@($"{{a}}")', '@($"x{{a}}{1}")'])(
    'are refused elsewhere: %s',
    (source) => {
      expect(bindExpression(source).findings[0]).toMatchObject({ rule: 'named-value-place' });
    },
  );
});

describe('garbage', () => {
  const random = (seed: number): (() => number) => {
    let state = seed;
    return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  };

  it.each([
    ['', 'csharp-syntax'],
    ['@(', 'csharp-syntax'],
    ['@()', 'csharp-syntax'],
    ['plain', 'csharp-syntax'],
    ['@(1) x', 'csharp-syntax'],
    ['@("a)', 'csharp-syntax'],
    ['@(1 +)', 'csharp-syntax'],
    ['@{ return 1 }', 'csharp-syntax'],
  ])('gives a finding for %j', (source, rule) => {
    expect(bindExpression(source).findings[0]).toMatchObject({ rule, line: 1 });
  });

  it.each([
    `@(${'('.repeat(5000)}1${')'.repeat(5000)})`,
    `@(${'!'.repeat(5000)}true)`,
    `@(${'new JArray('.repeat(3000)}${')'.repeat(3000)})`,
    `@(${'1+'.repeat(5000)}1)`,
    `@(${'"a".Trim()'}${'.Trim()'.repeat(5000)})`,
    `@{${'{'.repeat(5000)}${'}'.repeat(5000)} return 1; }`,
    `@("${'x'.repeat(300_000)}")`,
    `@(1${'0'.repeat(10_000)})`,
  ])('gives a finding for what is too deep or too large (%#)', (source) => {
    const { bound, findings } = bindExpression(source);
    expect(bound).toBeUndefined();
    expect(findings.length).toBeGreaterThan(0);
  });

  it('never throws for random text and mutilated expressions', () => {
    const next = random(7);
    const seeds = [
      '@(context.Request.Headers.GetValueOrDefault("a", $"b{1:N}").Split(\',\')[0] ?? "x")',
      '@{ foreach (var x in new[] { 1 }) { if (x is int) return x?.ToString(); } return null; }',
    ];
    for (let round = 0; round < 300; round++) {
      const seed = seeds[round % seeds.length] ?? '';
      const at = Math.floor(next() * seed.length);
      const length = Math.floor(next() * 4);
      const junk = Array.from({ length: Math.floor(next() * 4) }, () =>
        String.fromCharCode(32 + Math.floor(next() * 95)),
      ).join('');
      const source = `@${seed[1]}${seed.slice(2, Math.max(2, at))}${junk}${seed.slice(Math.max(2, at + length))}`;
      const { bound, findings } = bindExpression(source);
      expect(bound === undefined).toBe(findings.length > 0);
    }
  });
});
