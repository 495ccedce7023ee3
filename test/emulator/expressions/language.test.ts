import { ClrException } from '../../../emulator/expressions/clr-exception';
import { compileExpression } from '../../../emulator/expressions/compile-expression';
import { asBoolean, asInt, runtimeTypeName, toDisplayString } from '../../../emulator/expressions/conversions';
import { ExpressionCompileError } from '../../../emulator/expressions/expression-compile-error';
import { double } from '../../../emulator/expressions/runtime/numbers/numbers';
import { loadCSharp } from '../../../policies/language/expressions/grammar';
import { answer, evaluate, makeContext } from './context';

beforeAll(loadCSharp);

describe('statements', () => {
  it.each([
    ['{ var s = 0; for (var i = 0; i < 5; i++) { if (i == 3) continue; s += i; } return s; }', '7'],
    ['{ var i = 0; while (true) { i++; if (i > 4) break; } return i; }', '5'],
    ['{ var i = 0; do { i += 2; } while (i < 5); return i; }', '6'],
    ['{ var r = ""; foreach (var c in "abc") { r = c + r; } return r; }', 'cba'],
    ['{ foreach (var x in new[]{1,2,3}) { if (x == 2) return "two"; } return "none"; }', 'two'],
    ['{ switch (5 % 3) { case 1: return "one"; case 2: return "two"; default: return "other"; } }', 'two'],
    [
      '{ object o = "text"; switch (o) { case int i: return i; case string s when s.Length > 3: return s + "!"; default: return "?"; } }',
      'text!',
    ],
    ['{ try { return int.Parse("x").ToString(); } catch (Exception) { return "bad"; } }', 'bad'],
    [
      '{ try { return ((string)null).Length.ToString(); } catch (Exception e) { return e.Message; } }',
      'Object reference not set to an instance of an object.',
    ],
    [
      '{ var s = ""; try { try { throw new Exception("a"); } finally { s += "f"; } } catch (Exception e) { s += e.Message; } return s; }',
      'fa',
    ],
    [
      '{ try { try { throw new Exception("x"); } catch (Exception e) { throw; } } catch (Exception e) { return e.Message; } }',
      'x',
    ],
    [
      '{ try { throw new Exception("b"); } catch (Exception e) when (e.Message == "a") { return 1; } catch { return 2; } }',
      '2',
    ],
    ['{ int Twice(int n) { return n * 2; } return Twice(Twice(3)); }', '12'],
    ['{ int Fact(int n) { return n <= 1 ? 1 : n * Fact(n - 1); } return Fact(5); }', '120'],
    ['{ var n = 1; int Add(int x) { return x + n; } n = 10; return Add(1); }', '11'],
    [
      '{ var qs = new List<IEnumerable<int>>(); foreach (var i in new[]{1,2,3}) { qs.Add(new[]{0}.Select(x => x + i)); } return qs.Sum(q => q.First()); }',
      '6',
    ],
    [
      '{ var qs = new List<IEnumerable<int>>(); for (var i = 0; i < 3; i++) { qs.Add(new[]{0}.Select(x => x + i)); } return qs.Sum(q => q.First()); }',
      '9',
    ],
    ['{ int n; return int.TryParse("7", out n) ? n : -1; }', '7'],
    ['{ var a = new[]{1,2}; a[0] += 5; a[1]++; return a[0] * 10 + a[1]; }', '63'],
    [
      '{ var l = new List<int>{1}; foreach (var x in l) { l.Add(x); } return 0; }',
      '!System.InvalidOperationException: Collection was modified; enumeration operation may not execute.',
    ],
    ['{ const int k = 4; var x = 5; x <<= k - 3; return x; }', '10'],
    ['{ int? n = null; return (n + 1) == null && !(n < 1) && n != 1; }', 'True'],
  ])('%s', (code, expected) => {
    expect(answer(code)).toBe(expected);
  });
});

describe('compileExpression', () => {
  it('says static type and used bodies', () => {
    const compiled = compileExpression('@(context.Request.Body.As<JObject>(true)["a"].ToString())');
    expect({ type: compiled.type, uses: compiled.uses }).toEqual({
      type: 'System.String',
      uses: { requestBody: true, responseBody: false },
    });
  });

  it('reports what C# refuses, all at once', () => {
    expect(() => compileExpression('@("a".Lenght + missing)')).toThrow(ExpressionCompileError);
  });

  it('names a member that is legal on Azure and missing here', () => {
    expect(() => compileExpression('@(new StringWriter().FlushAsync() == null)')).toThrow(
      /FlushAsync.*does not implement/s,
    );
  });

  it('evaluates any number of times without keeping state', () => {
    const compiled = compileExpression('@{ var n = 0; n++; return n; }');
    const context = makeContext();
    expect([compiled.evaluate(context), compiled.evaluate(context)]).toEqual([1, 1]);
  });

  it('throws ClrException with the .NET type name', () => {
    const run = (): unknown => evaluate('int.Parse("x")');
    expect(run).toThrow(ClrException);
    expect(run).toThrow(expect.objectContaining({ typeName: 'System.FormatException' }));
  });

  it('names the type that has no JSON, and not what the value holds', () => {
    const run = (): unknown => evaluate('JsonConvert.SerializeObject(new StringBuilder("secret"))');
    expect(run).toThrow('JSON serialisation of System.Text.StringBuilder is not implemented by the local gateway.');
  });
});

describe('values for the gateway', () => {
  it('prints as set-header and set-body write them', () => {
    expect([true, null, 5, 5n, double(1.5)].map(toDisplayString)).toEqual(['True', '', '5', '5', '1.5']);
  });

  it('names runtime types', () => {
    expect(['x', 1, 1n, true, null, new Uint8Array(0)].map(runtimeTypeName)).toEqual([
      'System.String',
      'System.Int32',
      'System.Int64',
      'System.Boolean',
      null,
      'System.Byte[]',
    ]);
  });

  it('converts conditions and status codes', () => {
    expect([asBoolean(true), asBoolean('True'), asInt(5), asInt('404')]).toEqual([true, true, 5, 404]);
    expect(() => asBoolean(1)).toThrow(ClrException);
  });
});
