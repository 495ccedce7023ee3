import { StackError } from '../../../emulator/stack/stack-error';
import { Gateway } from '../../../emulator/gateway/gateway';
import { start } from './started';
import { fakeCompiler, policies, testModel, type TestService } from './test-gateway';

function problemsOf(service: TestService): readonly string[] {
  try {
    new Gateway(testModel(service), fakeCompiler(service.expressions), new Map());
  } catch (error) {
    if (error instanceof StackError) return error.problems;
    throw error;
  }
  return [];
}

describe('boot', () => {
  it('reports every problem of every document at once, each with its place', () => {
    const problems = problemsOf({
      globalPolicy: policies({
        inbound: '<base />',
        backend: '<forward-request /><forward-request />',
        outbound: '',
        onError: '',
      }),
      apis: [
        {
          id: 'shop',
          policy: policies({
            inbound:
              '<xsl-transform /><include-fragment fragment-id="none" /><set-variable name="v" value="{{none}}" />',
            outbound:
              '<rewrite-uri template="/" /><set-variable name="v" value="@(wrong)" /><set-header name="Connection"><value>x</value></set-header>',
          }),
        },
      ],
    });
    expect(problems).toEqual([
      expect.stringContaining('global line 1, column 20 (base): <base> has nothing to insert at the global scope'),
      expect.stringContaining('backend section allows only one policy to be specified'),
      expect.stringContaining(
        'shop policy line 1, column 20 (xsl-transform): <xsl-transform> is not a policy the local gateway runs (docs/fidelity.md',
      ),
      expect.stringContaining("Policy fragment with id 'none' could not be found."),
      expect.stringContaining("Cannot find a property 'none'."),
      expect.stringContaining('<rewrite-uri>: Policy is not allowed in this section (outbound).'),
      expect.stringContaining('<set-variable>: no fake for @(wrong)'),
      expect.stringContaining('header "Connection" belongs to the connection and may not be changed.'),
    ]);
  });

  it.each([
    ['an attribute no executor reads', '<set-method other="x">GET</set-method>', 'attribute "other" is not supported'],
    [
      'a child no executor reads',
      '<trace source="s"><message>m</message><extra /></trace>',
      'child <extra> is not supported',
    ],
    ['stray text', '<cache-remove-value key="k">text</cache-remove-value>', 'text may not stand here'],
    [
      'an expression where none may stand',
      '<set-variable name="@(x)" value="y" />',
      'attribute "name" takes no policy expression',
    ],
    ['a missing attribute', '<cache-store-value key="k" value="v" />', 'attribute "duration" is missing'],
    ['a liquid template', '<set-body template="liquid">x</set-body>', 'template="liquid" is not supported'],
    ['an unknown backend', '<set-backend-service backend-id="b" />', "Backend with id 'b' could not be found."],
    ['a nested fragment', '<include-fragment fragment-id="outer" />', 'fragments may not nest'],
    ['an empty choose', '<choose />', 'at least one <when> is needed'],
  ])('refuses %s', (_what, policy, message) => {
    const problems = problemsOf({
      apis: [{ policy: policies({ inbound: policy }) }],
      fragments: { outer: '<fragment><include-fragment fragment-id="inner" /></fragment>', inner: '<fragment />' },
      expressions: { '@(x)': () => 'x' },
    });
    expect(problems.join('\n')).toContain(message);
  });

  it('resolves named values before it compiles, and a secret never stands in a problem', () => {
    expect(
      problemsOf({
        apis: [{ policy: policies({ inbound: '<set-variable name="v" value="@("{{secret-key}}" + x)" />' }) }],
        namedValues: { 'secret-key': 's3cret' },
      }),
    ).toEqual([expect.stringContaining('no fake for @("{{secret-key}}" + x)')]);
  });

  it('takes a named value that is an expression, and pastes others', async () => {
    const gateway = await start({
      apis: [
        {
          policy: policies({
            inbound:
              '<set-header name="X"><value>{{expression}}</value></set-header><return-response><set-body>a-{{plain}}-b</set-body></return-response>',
          }),
        },
      ],
      namedValues: { plain: 'x', expression: '@("computed")' },
    });
    expect((await gateway.request('/')).text).toBe('a-x-b');
  });
});
