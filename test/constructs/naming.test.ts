import { Testing, TerraformStack } from 'cdktf';
import { NAME_SHAPES, Naming } from '../../constructs/naming';
import { brokenRules, synth } from './synth';

function naming(prefix: string): Naming {
  return new Naming(new TerraformStack(Testing.app(), 'stack'), 'naming', { prefix });
}

/** A name with its suffix, which is a token of six characters to come, as `suffix`. */
function withSuffix(name: string): string {
  return name.replace(/\$\{TfToken.*\}$/, 'suffix');
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

  it.each(Object.entries(NAME_SHAPES))(
    'keeps a name for %s within what Azure allows',
    (kind, { maxLength, unique, hyphens }) => {
      const name = (part: string): string =>
        withSuffix(naming('longest-pref').of(kind as keyof typeof NAME_SHAPES, part));
      const [one, two] = [name(`${'part-'.repeat(60)}one`), name(`${'part-'.repeat(60)}two`)];
      expect(one.length).toBeLessThanOrEqual(maxLength);
      expect(one).not.toBe(two);
      expect(one).toMatch(hyphens ? /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/ : /^[a-z0-9]+$/);
      expect(one.endsWith('suffix')).toBe(unique);
    },
  );

  it('cuts a name only when it must', () => {
    expect(withSuffix(naming('contoso-mcp').of('storageAccount', 'tools'))).toBe('stcontosomcptoolssuffix');
    expect(withSuffix(naming('contoso-mcp').of('storageAccount', 'functions'))).toBe('stcontosomcpfu6b22suffix');
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
