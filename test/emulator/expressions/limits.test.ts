import { loadCSharp } from '../../../policies/language/expressions/grammar';
import { MAXIMUM_SIZE } from '../../../emulator/expressions/runtime/run';
import { answer, evaluate } from './context';

beforeAll(loadCSharp);

describe('the limit of steps', () => {
  it('is two million', () => {
    expect(() => evaluate('{ while (true) { } }')).toThrow(/more than 2000000 steps/);
  });

  it('lets through what takes fewer', () => {
    expect(evaluate('{ var n = 0; while (n < 1000) { n++; } return n; }', {}, 10_000)).toEqual(
      evaluate('{ return 1000; }'),
    );
  });

  it.each([
    '{ while (true) { try { while (true) { } } catch (Exception e) { } } }',
    'Enumerable.Range(0, int.MaxValue).Count()',
    'Enumerable.Range(0, int.MaxValue).ToList()',
    'Enumerable.Repeat("x", int.MaxValue).ToArray()',
    'string.Join("", Enumerable.Repeat("x", int.MaxValue))',
    '{ IEnumerable<int> q = new[] { 1 }; for (var i = 0; i < 100; i++) { q = q.Concat(q); } return q.Count(); }',
    'Regex.IsMatch(new string(\'a\', 60) + "!", "^(a+)+$")',
    '{ var l = new List<object>(); while (true) { l.Add(new byte[1000000]); } }',
    "{ var l = new List<object>(); var s = new string('x', 1000000); while (true) { l.Add(s.ToUpper()); } }",
    '{ var l = new List<object>(); var a = new int[100000]; while (true) { l.Add(new List<int>(a)); } }',
    '{ var a = new JArray(1, 2, 3); while (true) { a.Merge(a.DeepClone()); } }',
    'JToken.Parse("[" + string.Join(",", Enumerable.Repeat("[1,2]", 30000)) + "]")',
  ])('ends %s', (code) => {
    expect(() => evaluate(code, {}, 50_000)).toThrow(/more than 50000 steps/);
  });

  it.each([
    ['a hash of 16 million bytes', '{ return SHA256.Create().ComputeHash(new byte[16000000]).Length; }'],
    [
      'searches in a long text',
      '{ var s = new string(\'x\', 8000000); var n = 0; for (var i = 0; i < 60; i++) { if (s.Contains("yz")) n++; } return n; }',
    ],
    [
      'a few signatures',
      '{ var r = RSA.Create(1024); for (var i = 0; i < 3; i++) { r.SignHash(new byte[32], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1); } return 1; }',
    ],
    [
      'dates in a loop',
      '{ var d = DateTime.MinValue; for (var i = 0; i < 5000; i++) { d = d.AddSeconds(1); } return d; }',
    ],
  ])('counts the time that a call takes: %s', (_, code) => {
    expect(() => evaluate(code, {}, 50_000)).toThrow(/more than 50000 steps/);
    expect(answer(code)).not.toBe('');
  });
});

describe('the limit of size', () => {
  it.each([
    '{ var s = "xxxxxxxx"; while (true) { s += s; } }',
    '{ var s = "xxxxxxxx"; while (true) { try { s += s; } catch (Exception e) { } } }',
    '{ var s = "xxxxxxxx"; while (true) { s = $"{s}{s}"; } }',
    "new string('a', int.MaxValue)",
    "new string('a', 500000000).Length",
    'new byte[2000000000]',
    'new int[int.MaxValue].Length',
    '"a".PadLeft(2000000000)',
    '"a".PadRight(500000000).Length',
    'string.Format(string.Concat(Enumerable.Repeat("{0,999999}", 20)), 1)',
    '{ var x = 1; return $"{x,500000000}".Length; }',
    "new string('a', 20000).Replace(\"a\", new string('b', 20000)).Length",
    '{ var b = new StringBuilder("xx"); while (true) { b.Append(b.ToString()); } }',
    "new StringBuilder().Append('x', 2000000000).Length",
    '{ var l = new List<int> { 1 }; while (true) { l.AddRange(l); } }',
    '{ var a = new int[1000]; while (true) { a = a.Concat(a).ToArray(); } }'.replace('1000', '3000000'),
    "Regex.Replace(new string('a', 20000), \"a\", new string('b', 200000)).Length",
  ])('ends %s', (code) => {
    expect(() => evaluate(code)).toThrow(`more than ${MAXIMUM_SIZE} characters or bytes`);
  });

  it('lets through what a large body needs', () => {
    expect(answer('new string(\'a\', 2097152).Replace("a", "bb").ToUpper().Length')).toBe('4194304');
    expect(
      answer(
        '{ var b = new StringBuilder(); for (var i = 0; i < 100000; i++) { b.Append("0123456789"); } return b.ToString().Length; }',
      ),
    ).toBe('1000000');
    expect(answer('{ var s = ""; for (var i = 0; i < 100000; i++) { s += "0123456789"; } return s.Length; }')).toBe(
      '1000000',
    );
  });
});

describe('the limits of depth and digits', () => {
  it.each([
    ['{ int F(int n) { return F(n + 1) + 1; } return F(0); }', /too deeply/],
    [
      '{ IEnumerable<int> q = new[] { 1 }; for (var i = 0; i < 100000; i++) { q = q.Select(x => x + 1); } return q.First(); }',
      /too deeply/,
    ],
    ["Regex.IsMatch(\"a\", new string('(', 100000) + new string(')', 100000))", /too deeply/],
    ["JToken.Parse(new string('[', 100000))", /MaxDepth of 64/],
    ['XElement.Parse(string.Concat(Enumerable.Repeat("<a>", 10000)))', /elements deep/],
    ['1.5.ToString("F999999999")', /digits/],
    [
      'RSA.Create(8192).SignData(new byte[1], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)',
      /keys up to 4096 bits/,
    ],
  ])('end %s', (code, message) => {
    expect(() => evaluate(code)).toThrow(message);
  });

  it('let numbers of a million digits through', () => {
    expect(answer('decimal.Parse("0." + new string(\'9\', 1000000))')).toBe('1.0000000000000000000000000000');
    expect(answer("long.TryParse(new string('9', 1000000), out var n)")).toBe('False');
  });
});
