import { request as send } from 'undici';
import { createMasker } from '../../../emulator/console/mask';
import { startConsole, type TraceConsole } from '../../../emulator/console/start-console';
import { policies, startTestGateway, type TestGateway } from '../gateway/test-gateway';

describe('createMasker', () => {
  const masker = createMasker(new Map([['hunter2', '{{secret-pass}}']]));

  it.each<[string, string | undefined, string]>([
    ['plain words stay', undefined, 'plain words stay'],
    ['the password hunter2 is gone', undefined, 'the password {{secret-pass}} is gone'],
    ['abc', 'Authorization', '*** (3 characters)'],
    ['abc', 'access_token', '*** (3 characters)'],
    ['/callback?code=abc&state=def&x=1', undefined, '/callback?code=***&state=***&x=1'],
    ['/continue?t=abc', undefined, '/continue?t=***'],
    ['/message?sessionId=0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f', undefined, '/message?sessionId=***'],
    ['/messages/?session_id=abc', undefined, '/messages/?session_id=***'],
    ['/slack-mcp/message?azmcpcs=abc', undefined, '/slack-mcp/message?azmcpcs=***'],
    ['abc', 'Mcp-Session-Id', '*** (3 characters)'],
    ['Bearer eyJhbGciOiJSUzI1NiJ9abcdefgh123', undefined, 'Bearer eyJh*** (31 characters)'],
    ['{"id": "robot", "client_secret": "short"}', undefined, '{"id": "robot", "client_secret":"***"}'],
    ['{"client_secret":"cut of', undefined, '{"client_secret":"***"'],
    ['0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f', undefined, '0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f'],
    ['authorization-server-metadata', undefined, 'authorization-server-metadata'],
  ])('%s (%s)', (text, name, expected) => {
    expect(masker.text(text, name)).toBe(expected);
  });

  it('leaves nothing of a secret at which a text is cut', () => {
    expect(masker.text(`${'word '.repeat(119)}12 hunter2`)).not.toContain('hu');
  });

  it('shortens what is long and names what has no text', () => {
    expect(masker.text('word '.repeat(200))).toMatch(/\.\.\. \(1000 characters\)$/);
    expect([
      masker.value(null),
      masker.value(new Uint8Array(3)),
      masker.value(5),
      masker.value('s3', 'client-secret'),
    ]).toEqual(['null', 'byte[3]', '5', '*** (2 characters)']);
  });
});

describe('startConsole', () => {
  let gateway: TestGateway;
  let console: TraceConsole;

  beforeAll(async () => {
    gateway = await startTestGateway({
      apis: [
        {
          policy: policies({
            inbound:
              '<set-variable id="v" name="greeting" value="@("<hi>")" /><set-variable name="access-token" value="@("abc")" /><choose><when condition="@(yes)"><trace source="t"><message>k3y</message></trace></when></choose><check-header name="X" failed-check-httpcode="403" failed-check-error-message="No" ignore-case="false" />',
          }),
          operations: [{ urlTemplate: '/*' }],
        },
      ],
      expressions: { '@(yes)': () => true },
    });
    console = await startConsole(gateway.traces, gateway.services.metrics, createMasker(new Map([['k3y', '{{key}}']])));
    gateway.services.metrics.add('calls', 1, { a: 'b' });
    await gateway.request('/path?code=abc&x=<script>');
  });

  afterAll(async () => {
    await console.close();
    await gateway.close();
  });

  it('lists policies, expressions, variables, messages and failures with their times', async () => {
    const response = await send(`${console.url}/traces.json`);
    const { requests, metrics } = (await response.body.json()) as {
      requests: {
        url: string;
        statusCode: number;
        durationMilliseconds: number;
        lines: { kind: string; depth: number; text: string }[];
      }[];
      metrics: unknown[];
    };
    const [request] = requests;
    expect(request).toMatchObject({ url: expect.stringContaining('code=***') as string, statusCode: 403 });
    expect(request?.durationMilliseconds).toBeGreaterThan(0);
    expect(request?.lines.map(({ kind, depth, text }) => `${depth} ${kind} ${text}`)).toEqual([
      expect.stringMatching(/^0 enter <set-variable> id=v api inbound api-0 policy:1:20$/),
      '1 expression @("<hi>") = <hi>',
      '1 variable greeting := <hi>',
      expect.stringContaining('0 enter <set-variable>'),
      '1 expression @("abc") = *** (3 characters)',
      '1 variable access-token := *** (3 characters)',
      expect.stringContaining('0 enter <choose>'),
      '1 expression @(yes) = true',
      expect.stringContaining('1 enter <trace>'),
      '2 message t: {{key}}',
      expect.stringContaining('0 enter <check-header>'),
      '1 failure HeaderNotFound (403): Header X was not found in the request. Access denied.',
      expect.stringContaining('0 enter <base> api on-error'),
    ]);
    expect(metrics).toEqual([{ name: 'calls', count: 1, sum: 1, dimensions: { a: 'b' } }]);
  });

  it('is a page without script that escapes what it shows', async () => {
    const response = await send(`${console.url}/`);
    const html = await response.body.text();
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    expect(html).toContain('&#60;hi&#62;');
    expect(html).not.toContain('<script');
  });

  it('answers its own name only, and nothing else', async () => {
    expect((await send(`${console.url}/`, { headers: { host: 'evil.example' } })).statusCode).toBe(403);
    expect((await send(`${console.url}/other`)).statusCode).toBe(404);
  });
});
