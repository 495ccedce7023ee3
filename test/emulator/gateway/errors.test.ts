import type { PolicyContext } from '../../../emulator/expressions/policy-context';
import { ClrException } from '../../../emulator/expressions/clr-exception';
import { openBackend, start } from './started';
import { policies, type TestService } from './test-gateway';

describe('errors', () => {
  const FIELDS = ['source', 'reason', 'message', 'scope', 'section', 'path', 'policyId'] as const;
  const expressions = {
    '@(throw)': () => {
      throw new ClrException('System.FormatException', 'Input string was not in a correct format.');
    },
    '@(true)': () => true,
    '@(error)': ({ lastError, response }: PolicyContext) =>
      JSON.stringify([...FIELDS.map((field) => lastError?.[field]), response?.statusCode]),
  };
  const report = '<set-header name="Report" exists-action="override"><value>@(error)</value></set-header>';

  async function reportOf(sections: Parameters<typeof policies>[0], more: TestService = {}) {
    const gateway = await start({
      ...more,
      apis: [{ policy: policies({ onError: report, ...sections }) }],
      expressions: { ...expressions, ...more.expressions },
    });
    const response = await gateway.request('/');
    return { response, fields: JSON.parse(String(response.headers.report)) as unknown[] };
  }

  it('describes an expression that throws, and answers 500 without telling why', async () => {
    const { response, fields } = await reportOf({
      inbound: '<base /><set-variable id="v1" name="x" value="@(throw)" />',
    });
    expect(fields).toEqual([
      'set-variable',
      'ExpressionValueEvaluationFailure',
      'Expression evaluation failed. Input string was not in a correct format.',
      'api',
      'inbound',
      'set-variable',
      'v1',
      500,
    ]);
    expect(response.status).toBe(500);
    expect(JSON.parse(response.text)).toEqual({
      statusCode: 500,
      message: 'Internal server error',
      activityId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  it('describes where a nested policy stands, numbered among its siblings', async () => {
    const inner =
      '<choose><when condition="@(true)"><set-variable name="a" value="1" /><set-variable name="x" value="@(throw)" /></when></choose>';
    const { fields } = await reportOf({
      inbound: `<choose><when condition="@(true)"><trace source="s"><message>m</message></trace></when></choose>${inner}`,
    });
    expect(fields[5]).toBe('choose[2]\\when\\set-variable[2]');
  });

  it('describes policies of fragments and of the broader scopes', async () => {
    const fragment = await reportOf(
      { outbound: '<include-fragment fragment-id="f" />', backend: '' },
      { fragments: { f: '<fragment><set-variable name="x" value="@(throw)" /></fragment>' } },
    );
    expect(fragment.fields.slice(3, 6)).toEqual(['api', 'outbound', 'include-fragment\\set-variable']);
    const global = await reportOf(
      { inbound: '<base />' },
      {
        globalPolicy: policies({
          inbound: '<set-variable name="x" value="@(throw)" />',
          backend: '',
          outbound: '',
          onError: '',
        }),
      },
    );
    expect(global.fields.slice(3, 6)).toEqual(['global', 'inbound', 'set-variable']);
  });

  it('runs on-error of the broader scopes for a request that no operation matches', async () => {
    const gateway = await start({ apis: [{ path: 'a', policy: policies({ onError: report }) }], expressions });
    const response = await gateway.request('/a/b');
    expect(JSON.parse(String(response.headers.report))).toEqual([
      'configuration',
      'OperationNotFound',
      'Unable to match incoming request to an operation.',
      '',
      '',
      '',
      '',
      404,
    ]);
  });

  it('lets on-error change everything', async () => {
    const { response } = await reportOf({
      inbound: '<set-variable name="x" value="@(throw)" />',
      onError: `${report}<set-status code="418" reason="Teapot" /><set-body>tea</set-body>`,
    });
    expect(response).toMatchObject({ status: 418, text: 'tea' });
  });

  it('answers a plain 500 when on-error fails too', async () => {
    const gateway = await start({
      apis: [
        {
          policy: policies({
            inbound: '<set-variable name="x" value="@(throw)" />',
            onError: '<set-variable name="x" value="@(throw)" />',
          }),
        },
      ],
      expressions,
    });
    expect((await gateway.request('/')).status).toBe(500);
  });

  it('reports an unreachable backend, a timeout and a refused status', async () => {
    const unreachable = await start({
      apis: [{ serviceUrl: 'http://127.0.0.1:9', policy: policies({ onError: report }) }],
      expressions,
    });
    expect(JSON.parse(String((await unreachable.request('/')).headers.report)).slice(0, 2)).toEqual([
      'forward-request',
      'BackendConnectionFailure',
    ]);
    const backend = await openBackend();
    const failing = await start({
      apis: [
        {
          serviceUrl: backend.url,
          policy: policies({
            inbound: '<set-method>@("PUT")</set-method>',
            backend: '<forward-request timeout-ms="0" />',
            onError: report,
          }),
        },
      ],
      expressions,
    });
    expect(JSON.parse(String((await failing.request('/')).headers.report)).slice(0, 2)).toEqual([
      'forward-request',
      'Timeout',
    ]);
  });

  it('says which backend nothing stands in for', async () => {
    const gateway = await start({ apis: [{ serviceUrl: 'https://api.example.com' }] });
    expect((await gateway.request('/')).status).toBe(500);
    expect(gateway.log).toEqual([
      'Nothing on this machine stands in for https://api.example.com. Serve it here and start with --backend <api>=<url>.',
    ]);
  });

  it('answers 413 when a policy reads a body past 2 MiB, and streams it when none does', async () => {
    const backend = await openBackend();
    const body = 'x'.repeat(2 * 1024 * 1024 + 1);
    const gateway = await start({
      apis: [
        {
          serviceUrl: backend.url,
          operations: [
            { method: 'POST' },
            { method: 'PUT', policy: policies({ inbound: '<set-variable name="b" value="@(Request.Body)" />' }) },
          ],
        },
      ],
      expressions: { '@(Request.Body)': ({ request }) => String(request.body?.read(true).length) },
    });
    expect((await gateway.request('/', { method: 'POST', body })).status).toBe(200);
    expect((await gateway.request('/', { method: 'PUT', body })).status).toBe(413);
  });
});
