import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../support/command';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'csharp-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('npm run csharp', () => {
  it('prints what each case answers', async () => {
    const cases = [
      { id: 'value', expression: '@(1 + 2)' },
      { id: 'null', expression: '@(context.LastError)' },
      {
        id: 'context',
        expression: '@(context.Variables["x"])',
        context: { variables: { x: { type: 'long', value: '5' } } },
      },
      { id: 'error', expression: '@(int.Parse("x"))' },
      { id: 'refused', expression: '@(1 + true)' },
    ];
    const { code, stdout, stderr } = await runProgram('cli/csharp.ts', file('cases.json', JSON.stringify(cases)));
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([
      { id: 'value', type: 'System.Int32', value: '3' },
      { id: 'null', type: null, value: null },
      { id: 'context', type: 'System.Int64', value: '5' },
      {
        id: 'error',
        error: 'System.FormatException',
        message: "The input string 'x' was not in a correct format.",
      },
      { id: 'refused', compileError: "CS0019: Operator '+' cannot be applied to operands of type 'int' and 'bool'" },
    ]);
    expect(code).toBe(0);
  });

  it.each([
    ['what is not JSON', '[', /cases\.json is not JSON/],
    ['a case without an expression', '[{"id":"a"}]', /expression/],
    ['an id used twice', '[{"id":"a","expression":"@(1)"},{"id":"a","expression":"@(1)"}]', /more than once: a/],
    ['a context with an unknown member', '[{"id":"a","expression":"@(1)","context":{"nope":1}}]', /nope/],
  ])('refuses %s', async (_what, text, message) => {
    const { code, stderr } = await runProgram('cli/csharp.ts', file('cases.json', text));
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(1);
  });

  it.each([
    ['is not there', () => join(folder, 'missing.json'), /missing\.json: no such file\. Name a JSON file of cases/],
    ['is a folder', () => folder, /: it is a folder\. Name a JSON file of cases/],
  ])('says so when the file %s', async (_what, path, message) => {
    const { code, stderr } = await runProgram('cli/csharp.ts', path());
    expect(stderr).toMatch(message);
    expect(code).toBe(1);
  });
});
