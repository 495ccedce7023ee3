import { Testing, TerraformStack } from 'cdktf';
import { NAME_SHAPES, Naming } from '../../constructs/naming';
import { UserError } from '../../constructs/user-error';
import { brokenRules, synth } from './synth';

function naming(prefix: string): Naming {
  return new Naming(new TerraformStack(Testing.app(), 'stack'), 'naming', { prefix });
}

describe('Naming', () => {
  it('makes a suffix once', () => {
    expect(synth((stack) => new Naming(stack, 'naming', { prefix: 'test' }))).toEqual({
      resource: {
        random_string: {
          naming_suffix: {
            length: 6,
            lower: true,
            numeric: true,
            special: false,
            upper: false,
          },
        },
      },
    });
  });

  it.each([
    ['resourceGroup', undefined, 'rg-a-b'],
    ['servicePlan', 'tools', 'asp-a-b-tools'],
    ['userAssignedIdentity', 'tools', 'id-a-b-tools'],
  ] as const)('names a %s for %s %s', (kind, part, expected) => {
    expect(naming('a-b').of(kind, part)).toBe(expected);
  });

  it('adds the suffix where a name must be unique, and leaves hyphens out where Azure takes none', () => {
    const subject = naming('a-b');
    expect(subject.of('apiManagement')).toMatch(/^apim-a-b-\$\{TfToken/);
    expect(subject.of('storageAccount', 'my-tools')).toMatch(/^stabmytools\$\{TfToken/);
  });

  it.each(Object.entries(NAME_SHAPES))('refuses a name for %s that Azure finds too long', (kind, { maxLength }) => {
    const subject = naming('prefix');
    const attempt = (length: number): string => subject.of(kind as keyof typeof NAME_SHAPES, 'x'.repeat(length));
    expect(() => attempt(maxLength)).toThrow(UserError);
    expect(() => attempt(maxLength)).toThrow(/name-length/);
    expect(() => attempt(1)).not.toThrow();
  });

  it.each([
    ['Upper', ['name-prefix-characters']],
    ['1abc', ['name-prefix-characters']],
    ['a--b', ['name-prefix-characters']],
    ['a-', ['name-prefix-characters']],
    ['a', ['name-prefix-length']],
    ['abcdefghijklm', ['name-prefix-length']],
    ['', ['name-prefix-characters', 'name-prefix-length']],
    ['mcpgw', []],
    ['contoso-mcp', []],
  ])('checks the prefix %j', (prefix, rules) => {
    expect(brokenRules((stack) => new Naming(stack, 'naming', { prefix }))).toEqual(rules);
  });
});
