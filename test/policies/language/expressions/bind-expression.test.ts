import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindExpression } from '../../../../policies/language/expressions/bind-expression';
import { displayType } from '../../../../policies/language/expressions/clr-type';
import { loadCSharp } from '../../../../policies/language/expressions/grammar';

interface Bound {
  readonly expression: string;
  readonly type: string;
  /** Every member and operator of .NET in the tree, as the C# 7 compiler chose them. */
  readonly members: readonly string[];
}

interface Refused {
  readonly expression: string;
  readonly rule: string;
  readonly code?: string;
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly alternative?: string;
}

function cases<T>(file: string): T[] {
  return JSON.parse(readFileSync(join(__dirname, 'cases', file), 'utf8')) as T[];
}

function membersOf(tree: unknown): string[] {
  const found = new Set<string>();
  JSON.stringify(tree, (key, value: unknown) => {
    if ((key === 'member' || key === 'method') && typeof value === 'string') {
      found.add(value);
    }
    return typeof value === 'bigint' ? String(value) : value;
  });
  return [...found].sort();
}

beforeAll(loadCSharp);

describe('bindExpression', () => {
  it.each(cases<Bound>('binds.json'))('binds $expression', ({ expression, type, members }) => {
    const { bound, findings } = bindExpression(expression);
    expect(findings).toEqual([]);
    expect(bound === undefined ? undefined : { type: displayType(bound.type), members: membersOf(bound) }).toEqual({
      type,
      members,
    });
  });

  it.each(cases<Refused>('refused.json'))('refuses $expression', ({ expression, ...finding }) => {
    const { bound, findings } = bindExpression(expression);
    expect(bound).toBeUndefined();
    expect(findings[0]).toMatchObject(finding);
  });

  it('reports every statement that is wrong', () => {
    const { findings } = bindExpression(
      '@{\n  int a = "x";\n  var b = Foo();\n  DateTime.TryParse("x", out var c);\n  return c;\n}',
    );
    expect(findings.map(({ line, code, rule }) => [line, code ?? rule])).toEqual([
      [2, 'CS0029'],
      [3, 'CS0103'],
      [4, 'expression-member'],
    ]);
  });

  it.each([
    ['@(context.Request.Body.As<string>(true))', { requestBody: true, responseBody: false }],
    ['@(context.Response.Body.As<string>(true))', { requestBody: false, responseBody: true }],
    ['@(context.Response?.Body?.As<string>(true))', { requestBody: false, responseBody: true }],
    ['@{ var r = context.Response; return r.Body.As<string>(); }', { requestBody: false, responseBody: true }],
    ['@(((IResponse)context.Variables["r"]).Body.As<JObject>())', { requestBody: false, responseBody: false }],
    ['@(context.Request.Method)', { requestBody: false, responseBody: false }],
  ])('says which bodies %s reads', (source, uses) => {
    expect(bindExpression(source).bound?.uses).toEqual(uses);
  });

  it('gives the tree of a call with everything decided', () => {
    expect(bindExpression('@("a".Substring(length: 1, startIndex: 2L == 2 ? 0 : 1))').bound?.body).toEqual({
      slotCount: 0,
      parameters: [],
      captures: [],
      code: {
        kind: 'value',
        locals: [],
        value: {
          kind: 'call',
          type: { kind: 'named', id: 'System.String', args: [] },
          member: 'M:System.String.Substring(System.Int32,System.Int32)',
          declaringType: { kind: 'named', id: 'System.String', args: [] },
          typeArguments: [],
          receiver: { kind: 'literal', type: { kind: 'named', id: 'System.String', args: [] }, value: 'a' },
          parameterTypes: [
            { kind: 'named', id: 'System.Int32', args: [] },
            { kind: 'named', id: 'System.Int32', args: [] },
          ],
          arguments: [
            { kind: 'literal', type: { kind: 'named', id: 'System.Int32', args: [] }, value: 0 },
            { kind: 'literal', type: { kind: 'named', id: 'System.Int32', args: [] }, value: 1 },
          ],
          evaluationOrder: [1, 0],
        },
      },
    });
  });

  it('copies the cell of a captured variable into the lambda', () => {
    const { bound } = bindExpression('@{ var n = 1; return new[] { 1 }.Select(x => x + n).First(); }');
    const block = bound?.body.code;
    expect(block?.kind === 'block' ? block.locals : undefined).toMatchObject([{ name: 'n', slot: 0, captured: true }]);
    expect(JSON.stringify(bound)).toContain('"captures":[{"from":0,"to":1}]');
  });
});
