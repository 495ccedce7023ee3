import { BOOLEAN, STRING } from '../../../../policies/language/expressions/clr-type';
import type { ExpressionRule } from '../../../../policies/language/expressions/finding';
import { checkExpressions, type Binder } from '../../../../policies/language/lint/check-expressions';
import { Findings, type Finding } from '../../../../policies/language/lint/finding';
import { parseRawXml } from '../../../../policies/language/xml/parse';

/** Finds fault with `!` in an expression, by the given rule; expressions with `"` are strings, others bool. */
function binder(rule: ExpressionRule): Binder {
  return (source) => {
    const offset = source.indexOf('!');
    const fault = { rule, message: 'No', line: 0, column: 0, offset, text: '!' };
    if (offset !== -1) return { findings: [fault], warnings: [] };
    return { bound: { type: source.includes('"') ? STRING : BOOLEAN }, findings: [], warnings: [] };
  };
}

function check(text: string, bind = binder('csharp-compile')): readonly Finding[] {
  const findings = new Findings('document');
  checkExpressions(parseRawXml(text), text, bind, findings);
  return findings.list;
}

function places(text: string): string[] {
  return check(text).map(({ ruleId, line, column }) => `${ruleId} ${line}:${column}`);
}

describe('checkExpressions', () => {
  it.each([
    ['an attribute', '<a>\n<b c="@(x!)" />\n</a>', 2, 10],
    ['an attribute with entities before it', '<a b="&lt;&lt;" c="@(!)" />', 1, 22],
    ['text', '<a>\n  @(!)</a>', 2, 5],
    ['a block of several lines', '<a b="@{\n  return 1;\n  !\n}" />', 3, 3],
  ])('gives the place in the document of a finding in %s', (_, text, line, column) => {
    expect(places(text)).toEqual([`AMG074 ${line}:${column}`]);
  });

  it('leaves literals alone', () => {
    expect(places('<a b="!" c="me@{{x}}!">!</a>')).toEqual([]);
  });

  it.each([
    ['csharp-syntax', 'AMG070'],
    ['csharp-version', 'AMG071'],
    ['csharp-forbidden', 'AMG072'],
    ['csharp-unsupported', 'AMG073'],
    ['csharp-compile', 'AMG074'],
    ['expression-type', 'AMG075'],
    ['expression-member', 'AMG076'],
    ['named-value-place', 'AMG077'],
    ['expression-size', 'AMG078'],
  ] as const)('reports %s as %s', (rule, ruleId) => {
    expect(check('<a>@(!)</a>', binder(rule)).map((finding) => finding.ruleId)).toEqual([ruleId]);
  });

  it('reports what the compiler only warns of', () => {
    const warning = { rule: 'reference-comparison', message: 'No', line: 1, column: 1, offset: 2, text: '' } as const;
    const bind: Binder = () => ({ bound: { type: BOOLEAN }, findings: [], warnings: [warning] });
    expect(check('<a>@(x)</a>', bind)).toMatchObject([{ ruleId: 'AMG085' }]);
  });

  it('hands on compiler code and alternative', () => {
    const fault = { rule: 'csharp-compile', message: 'No', line: 1, column: 1, offset: 2, text: '' } as const;
    const bind: Binder = () => ({ findings: [{ ...fault, code: 'CS1061', alternative: 'y' }], warnings: [] });
    expect(check('<a>@(x)</a>', bind)).toMatchObject([{ message: 'CS1061: No.', fix: 'write y.' }]);
  });

  it.each([
    ['when', '<choose><when condition="@("x")" /></choose>', 'AMG079 2:26'],
    ['retry', '<retry condition="@("x")" />', 'AMG079 2:19'],
    ['rate-limit-by-key', '<rate-limit-by-key increment-condition="@("x")" />', 'AMG079 2:41'],
  ])('fires AMG079 for a condition of %s that is no bool', (_, text, expected) => {
    expect(places(`<inbound>\n${text}</inbound>`)).toEqual([expected]);
    expect(places(`<inbound>${text.replace('"x"', 'true')}</inbound>`)).toEqual([]);
  });

  it('asks no type of a condition elsewhere', () => {
    expect(places('<inbound><set-variable condition="@("x")" /></inbound>')).toEqual([]);
  });
});
