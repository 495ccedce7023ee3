import type { ComputedAttributes } from '../../../emulator/azure/stand-in';
import { escapeTemplates, resolveStack, type Resolution } from '../../../emulator/stack/resolve-stack';
import { StackError } from '../../../emulator/stack/stack-error';

interface Given {
  readonly resource?: Record<string, Record<string, unknown>>;
  readonly data?: Record<string, Record<string, unknown>>;
  readonly variable?: Record<string, unknown>;
  readonly locals?: Record<string, unknown>;
  readonly output?: Record<string, unknown>;
}

const COMPUTES: Record<string, ComputedAttributes> = {
  '*': { id: (resource) => `/id/${resource.address}` },
  account: {
    endpoint: (resource) => `https://${String(resource.argument('name'))}.example`,
    identity: () => [{ type: 'SystemAssigned', principal_id: 'p-1' }],
  },
  action: { sensitive_output: () => ({ keys: { system: 's3cret' }, list: ['a', 'b'] }) },
  broken: {
    id: () => {
      throw new Error('"name" is not set');
    },
  },
};

function resolve(json: Given, env: Record<string, string> = {}, withoutEffect: string[] = []): Resolution {
  return resolveStack(
    { path: 'cdk.tf.json', directory: '/stacks/demo', json },
    { computes: COMPUTES, env, withoutEffect: new Set(withoutEffect) },
  );
}

/** The value of one template, standing in an argument of a resource beside some others. */
function valueOf(template: unknown, more: Given = {}, env: Record<string, string> = {}): unknown {
  const resource = {
    account: { a: { name: 'Acme', tags: ['x', 'y'], block: { size: 3 }, map: { 'a-b': 'c' } } },
    action: { keys: {} },
    holder: { h: { value: template } },
    ...more.resource,
  };
  const { stack } = resolve({ ...more, resource }, env);
  return stack.resources.find(({ address }) => address === 'holder.h')?.attributes.value;
}

function problemsOf(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof StackError) return error.problems;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('resolveStack', () => {
  it('resolves what the metadata of a resource says about this machine, and drops the rest of it', () => {
    const metadata = { metadata: { path: 'p' }, local: { args: ['${account.a.name}'] } };
    const { stack } = resolve({ resource: { account: { a: { name: 'Acme', '//': metadata }, b: { '//': {} } } } });
    expect(stack.resources).toEqual([
      expect.objectContaining({ address: 'account.a', local: { args: ['Acme'] } }),
      expect.not.objectContaining({ local: expect.anything() as unknown }),
    ]);
    expect(stack.resources[0]?.attributes).not.toHaveProperty('//');
    const wrong = { account: { a: { '//': { local: { command: '${account.z.name}' } } } } };
    expect(problemsOf(() => resolve({ resource: wrong }))).toContainEqual(
      expect.stringContaining('account.a.//.local.command: "${account.z.name}" does not resolve'),
    );
  });

  it.each<[string, unknown, unknown]>([
    ['an argument', '${account.a.name}', 'Acme'],
    ['a computed attribute', '${account.a.endpoint}', 'https://Acme.example'],
    ['the id every type has', '${account.a.id}', '/id/account.a'],
    ['text around a reference', 'x-${account.a.name}-y', 'x-Acme-y'],
    ['two references', '${account.a.name}${account.a.name}', 'AcmeAcme'],
    ['a list', '${account.a.tags}', ['x', 'y']],
    ['an element', '${account.a.tags[1]}', 'y'],
    ['an element by legacy index', '${account.a.tags.1}', 'y'],
    ['a nested block written as an object', '${account.a.block[0].size}', 3],
    ['a computed nested block', '${account.a.identity[0].principal_id}', 'p-1'],
    ['a key in brackets', '${account.a.map["a-b"]}', 'c'],
    ['a splat', '${account.a.identity[*].principal_id}', ['p-1']],
    ['an object below a sensitive output', '${action.keys.sensitive_output.keys.system}', 's3cret'],
    ['an escaped template', '$${account.a.name} %%{if}', '${account.a.name} %{if}'],
    ['text with a dollar', 'a $ b $x', 'a $ b $x'],
    ['a conditional', '${account.a.name == "Acme" ? "yes" : "no"}', 'yes'],
    ['a negated comparison', '${account.a.name != "Acme"}', false],
    ['lists and objects', '${{ "k" = [1, true, null], j : "v" }}', { k: [1, true, null], j: 'v' }],
    ['templates inside strings', '${"<${account.a.name}\\n\\u0041\\"${"b"}>"}', '<Acme\nA"b>'],
    ['numbers', '${-1.5}', -1.5],
    ['path.module', '${path.module}/x.zip', '/stacks/demo/x.zip'],
    ['terraform.workspace', '${terraform.workspace}', 'default'],
    [
      'nested values',
      { list: ['${account.a.name}', 1], flag: true, nothing: null },
      { list: ['Acme', 1], flag: true, nothing: null },
    ],
  ])('resolves %s', (_what, template, expected) => {
    expect(valueOf(template)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['base64encode("häß")', 'aMOkw58='],
    ['base64decode("aMOkw58=")', 'häß'],
    ['coalesce("", null, "x")', 'x'],
    ['concat(["a"], ["b", "c"])', ['a', 'b', 'c']],
    ['element(["a", "b"], 3)', 'b'],
    ['format("%s-%03d-%%", "a")', undefined],
    ['format("%s and %d, %q %%", "a", 5, "b")', 'a and 5, "b" %'],
    ['join(", ", ["a", "b"])', 'a, b'],
    ['jsonencode({ b = "<&>", a = [1] })', '{"a":[1],"b":"\\u003c\\u0026\\u003e"}'],
    ['jsondecode("{\\"a\\": 1}")', { a: 1 }],
    ['keys({ b = 1, a = 2 })', ['a', 'b']],
    ['values({ b = 1, a = 2 })', [2, 1]],
    ['length("häß")', 3],
    ['length(["a"])', 1],
    ['lookup({ a = "x" }, "b", "y")', 'y'],
    ['lower("ÄB")', 'äb'],
    ['upper("äb")', 'ÄB'],
    ['merge({ a = 1 }, { b = 2 })', { a: 1, b: 2 }],
    ['nonsensitive("x")', 'x'],
    ['sensitive("x")', 'x'],
    ['replace("a.b.c", ".", "$&")', 'a$&b$&c'],
    ['replace("a1b22", "/[0-9]+/", "-")', 'a-b-'],
    ['split(",", "a,b")', ['a', 'b']],
    ['substr("hello", 1, 3)', 'ell'],
    ['substr("hello", -2, -1)', 'lo'],
    ['tobool("true")', true],
    ['tonumber("5")', 5],
    ['toset(["a", "a"])', ['a']],
    ['tolist(["a"])', ['a']],
    ['tostring(5)', '5'],
    ['trimprefix("abc", "a")', 'bc'],
    ['trimsuffix("abc", "c")', 'ab'],
    ['trimspace(" a ")', 'a'],
    ['urlencode("a b/c")', 'a+b%2Fc'],
  ])('evaluates %s', (call, expected) => {
    if (expected === undefined) expect(() => valueOf(`\${${call}}`)).toThrow('format does not know the verb %03d');
    else expect(valueOf(`\${${call}}`)).toEqual(expected);
  });

  it('follows locals, variables and data sources', () => {
    const more: Given = {
      locals: { name: '${lower(var.name)}-${local.suffix}', suffix: 'x' },
      variable: { name: { default: 'Dev' } },
      data: { account: { old: { name: 'past' } } },
    };
    expect(valueOf('${local.name} ${data.account.old.endpoint}', more)).toBe('dev-x https://past.example');
  });

  it.each<[string, Record<string, unknown>, Record<string, string>, unknown]>([
    ['the environment before the default', { default: 'a' }, { TF_VAR_v: 'b' }, 'b'],
    ['the default', { default: 'a' }, {}, 'a'],
    ['JSON for a list', { type: 'list(string)' }, { TF_VAR_v: '["a"]' }, ['a']],
    ['text for a string', { type: 'string' }, { TF_VAR_v: '5' }, '5'],
    ['an empty environment variable', { default: 'a' }, { TF_VAR_v: '' }, ''],
  ])('takes %s as the value of a variable', (_what, declaration, env, expected) => {
    expect(valueOf('${var.v}', { variable: { v: declaration } }, env)).toEqual(expected);
  });

  it('lets resources refer to each other as long as no attribute depends on itself', () => {
    const { stack } = resolve({
      resource: {
        account: { a: { name: 'one', peer: '${account.b.name}' }, b: { name: 'two', peer: '${account.a.name}' } },
      },
    });
    expect(stack.resources.map(({ attributes }) => attributes.peer)).toEqual(['two', 'one']);
  });

  it('reports arguments, computed attributes, address and mode of each resource', () => {
    const { stack } = resolve({ data: { account: { a: { name: 'n', depends_on: ['x.y'], lifecycle: {} } } } });
    expect(stack).toEqual({
      directory: '/stacks/demo',
      resources: [
        {
          address: 'data.account.a',
          mode: 'data',
          type: 'account',
          name: 'a',
          attributes: {
            name: 'n',
            id: '/id/data.account.a',
            endpoint: 'https://n.example',
            identity: [{ type: 'SystemAssigned', principal_id: 'p-1' }],
          },
        },
      ],
      outputs: {},
    });
  });

  it('resolves outputs', () => {
    const { stack } = resolve({
      resource: { account: { a: { name: 'n' } } },
      output: { url: { value: '${account.a.endpoint}' } },
    });
    expect(stack.outputs).toEqual({ url: 'https://n.example' });
  });

  it.each<[string, string, string]>([
    [
      'a missing resource',
      '${account.b.name}',
      'holder.h.value: "${account.b.name}" does not resolve: there is no account.b in the stack.',
    ],
    ['a missing attribute', '${account.a.size}', 'knows no attribute "size" of account (see docs/fidelity.md)'],
    ['a missing key', '${account.a.map.z}', 'there is no "z" (there is a-b)'],
    ['a missing element', '${account.a.tags[7]}', 'a list of 2 has no element "7"'],
    ['a path into text', '${account.a.name.x}', '"x" is asked of a string'],
    [
      'an unknown function',
      '${filebase64("x")}',
      'the function filebase64 is not one of those the local gateway evaluates',
    ],
    ['an inherited object member as function', '${toString("x")}', 'the function toString is not one'],
    ['a list in text', 'x${account.a.tags}', 'text is needed here, not a list'],
    ['a directive', '%{ if true }x%{ endif }', 'a %{ } directive at'],
    ['an operator', '${1 + 2}', 'this syntax (expected "}")'],
    ['an unclosed template', '${account.a.name', 'this syntax (expected "}")'],
    ['an undeclared variable', '${var.x}', 'there is no variable "x" in the stack'],
    ['a missing local', '${local.x}', 'there is no local value "x"'],
  ])('refuses %s and names expression and address', (_what, template, message) => {
    const problems = problemsOf(() => valueOf(template));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('holder.h.value');
    expect(problems[0]).toContain(message);
  });

  it('gives a secret text without a value one for this machine, and tells', () => {
    const told: string[] = [];
    const secret = { type: 'string', sensitive: true };
    const { stack } = resolveStack(
      {
        path: 'cdk.tf.json',
        directory: '/stacks/demo',
        json: { variable: { the_key: secret }, output: { v: { value: '${var.the_key}' } } },
      },
      {
        computes: COMPUTES,
        env: {},
        onDemoValue: (name, value) => void told.push(name, value),
        withoutEffect: new Set(),
      },
    );
    expect(told).toEqual(['the_key', 'local-demo-value-of-the-key']);
    expect(stack.outputs).toEqual({ v: 'local-demo-value-of-the-key' });
  });

  it('names the environment variable of a variable without a value', () => {
    expect(problemsOf(() => valueOf('${var.v}', { variable: { v: { type: 'string' } } }))[0]).toContain(
      'set the environment variable TF_VAR_v',
    );
  });

  it('refuses a cycle and shows it', () => {
    const problems = problemsOf(() =>
      resolve({ resource: { account: { a: { peer: '${account.b.peer}' }, b: { peer: '${account.a.peer}' } } } }),
    );
    expect(problems[0]).toContain('the references form a cycle: account.a.peer -> account.b.peer -> account.a.peer');
  });

  it('collects all problems, each once', () => {
    const problems = problemsOf(() =>
      resolve({
        resource: {
          holder: { a: { x: '${no.thing.a}', y: '${var.b}' }, b: { z: '${holder.a.x}' } },
          broken: { c: {} },
        },
        output: { o: { value: '${local.q}' } },
      }),
    );
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'holder.a.x',
      'holder.a.y',
      'broken.c.id',
      'output.o',
    ]);
  });

  it.each(['count', 'for_each', 'dynamic'])('refuses %s', (meta) => {
    expect(problemsOf(() => resolve({ resource: { account: { a: { name: 'n', [meta]: {} } } } }))[0]).toBe(
      `account.a: "${meta}" is not supported by the local gateway. Write the instances out, as cdktf does for a loop in TypeScript.`,
    );
  });

  it('leaves alone what does not resolve in a type without effect', () => {
    const { stack } = resolve({ resource: { setting: { s: { target: '${no.thing.a}', name: 'n' } } } }, {}, [
      'setting',
    ]);
    expect(stack.resources[0]?.attributes).toEqual({ name: 'n', id: '/id/setting.s' });
  });

  it('writes literal text so that it can be read as Terraform JSON again', () => {
    expect(escapeTemplates({ a: ['${x} %{y}', 1, null] })).toEqual({ a: ['$${x} %%{y}', 1, null] });
    expect(valueOf(escapeTemplates('@($"${x}")'))).toBe('@($"${x}")');
  });
});
