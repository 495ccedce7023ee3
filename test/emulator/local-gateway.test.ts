import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request as send } from 'undici';
import { startLocalGateway, type LocalGateway, type LocalGatewayOptions } from '../../emulator/local-gateway';
import { startEcho, TestClock, type TestBackend } from './gateway/test-gateway';

/** A stack as somebody else would write it: raw policies, no OAuth, references as cdktf writes them. */
function stack(changes: { inbound?: string; resource?: Record<string, unknown>; serviceUrl?: string } = {}): object {
  const service = '${azurerm_api_management.gateway.name}';
  const group = '${azurerm_resource_group.group.name}';
  const owner = { api_management_name: service, resource_group_name: group };
  return {
    '//': { metadata: { backend: 'local' } },
    terraform: { required_providers: { azurerm: { source: 'azurerm', version: '4.55.0' } } },
    provider: { azurerm: [{ features: [{}] }] },
    variable: { greeting: { type: 'string', default: 'Hello' } },
    locals: { suffix: '${random_string.suffix.result}' },
    data: { azurerm_client_config: { current: {} } },
    resource: {
      random_string: { suffix: { length: 6, special: false, upper: false } },
      azurerm_resource_group: { group: { name: 'rg-test', location: 'westeurope' } },
      azurerm_api_management: {
        gateway: {
          name: 'apim-${local.suffix}',
          location: '${azurerm_resource_group.group.location}',
          resource_group_name: group,
          publisher_name: 'Test',
          publisher_email: 'test@example.com',
          sku_name: 'BasicV2_1',
          identity: [{ type: 'SystemAssigned' }],
        },
      },
      azurerm_api_management_named_value: {
        url: {
          ...owner,
          name: 'own-url',
          display_name: 'own-url',
          value: '${azurerm_api_management.gateway.gateway_url}',
        },
        greeting: { ...owner, name: 'greeting', display_name: 'greeting', value: '${var.greeting}', secret: true },
      },
      azurerm_api_management_policy_fragment: {
        shared: {
          api_management_id: '${azurerm_api_management.gateway.id}',
          name: 'shared',
          format: 'rawxml',
          value:
            '<fragment><set-variable name="name" value="@(context.Request.MatchedParameters["name"])" /></fragment>',
        },
      },
      azurerm_api_management_api: {
        hello: {
          ...owner,
          name: 'hello',
          display_name: 'Hello',
          path: 'hello',
          revision: '1',
          protocols: ['https'],
          subscription_required: false,
          service_url: changes.serviceUrl ?? 'https://api.example.com/base',
        },
      },
      azurerm_api_management_api_operation: {
        greet: {
          ...owner,
          api_name: '${azurerm_api_management_api.hello.name}',
          operation_id: 'greet',
          display_name: 'Greet',
          method: 'GET',
          url_template: '/{name}',
        },
        forward: {
          ...owner,
          api_name: '${azurerm_api_management_api.hello.name}',
          operation_id: 'forward',
          display_name: 'Forward',
          method: 'POST',
          url_template: '/*',
        },
      },
      azurerm_api_management_api_policy: {
        hello: {
          ...owner,
          api_name: '${azurerm_api_management_api.hello.name}',
          xml_content:
            '<policies><inbound><base /><set-header name="X-Gateway"><value>{{own-url}}</value></set-header></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>',
        },
      },
      azurerm_api_management_api_operation_policy: {
        greet: {
          ...owner,
          api_name: '${azurerm_api_management_api.hello.name}',
          operation_id: '${azurerm_api_management_api_operation.greet.operation_id}',
          xml_content:
            changes.inbound ??
            '<policies><inbound><base /><include-fragment fragment-id="shared" /><return-response><set-status code="200" /><set-body>@($"{{greeting}}, {(string)context.Variables["name"]}!" + " $${x}")</set-body></return-response></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>',
        },
      },
      azurerm_monitor_diagnostic_setting: {
        logs: { name: 'logs', target_resource_id: '${azurerm_storage_account.none.id}' },
      },
      ...changes.resource,
    },
    output: { gateway_url: { value: '${azurerm_api_management.gateway.gateway_url}' } },
  };
}

describe('startLocalGateway', () => {
  let folder: string;
  const running: LocalGateway[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  });

  afterEach(async () => {
    for (const gateway of running.splice(0)) await gateway.close();
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function start(content: object, options: Partial<LocalGatewayOptions> = {}): Promise<LocalGateway> {
    const stackFile = join(folder, 'cdk.tf.json');
    await writeFile(stackFile, JSON.stringify(content));
    const gateway = await startLocalGateway({ stackFile, env: {}, ...options });
    running.push(gateway);
    return gateway;
  }

  async function get(url: string) {
    const response = await send(url);
    return { status: response.statusCode, text: await response.body.text() };
  }

  it('serves a stack it did not make', async () => {
    const gateway = await start(stack());
    expect(gateway.origin).toMatch(/^http:\/\/localhost:\d+$/);
    expect(gateway.endpoints).toEqual([{ name: 'hello', url: `${gateway.origin}/hello` }]);
    expect(gateway.users).toEqual([]);
    expect(await get(`${gateway.origin}/hello/W%C3%B6rld`)).toEqual({ status: 200, text: 'Hello, Wörld! ${x}' });
    expect((await get(`${gateway.origin}/other`)).status).toBe(404);
    expect((await get(gateway.consoleUrl)).text).toContain('/hello/W%C3%B6rld');
  });

  it('takes variables from the environment', async () => {
    const gateway = await start(stack(), { env: { TF_VAR_greeting: 'Moin' } });
    expect((await get(`${gateway.origin}/hello/x`)).text).toBe('Moin, x! ${x}');
  });

  it.each(['hello', '/hello'])('dials the URL of --backend %s, path and all', async (name) => {
    const backend: TestBackend = await startEcho();
    try {
      const lines: string[] = [];
      const gateway = await start(stack(), {
        backends: { [name]: `${backend.url}/other` },
        log: (line) => lines.push(line),
      });
      const response = await send(`${gateway.origin}/hello/a?b=c`, { method: 'POST', body: 'x' });
      const echo = (await response.body.json()) as { url: string; headers: Record<string, string> };
      expect(echo.url).toBe('/other/a?b=c');
      expect(echo.headers['x-gateway']).toBe(gateway.origin);
      expect(lines).toEqual([]);
    } finally {
      await backend.close();
    }
  });

  it('says at boot which backend nothing stands in for', async () => {
    const lines: string[] = [];
    await start(stack(), { log: (line) => lines.push(line) });
    expect(lines).toEqual([
      'API hello: nothing on this machine stands in for https://api.example.com. Serve it here and start with --backend hello=<url>.',
    ]);
  });

  it('uses the clock it is given', async () => {
    const clock = new TestClock();
    const gateway = await start(
      stack({
        inbound:
          '<policies><inbound><rate-limit-by-key calls="1" renewal-period="60" counter-key="k" /><return-response /></inbound><backend /><outbound /><on-error /></policies>',
      }),
      { clock },
    );
    const statuses = [(await get(`${gateway.origin}/hello/x`)).status, (await get(`${gateway.origin}/hello/x`)).status];
    clock.advance(60);
    expect([...statuses, (await get(`${gateway.origin}/hello/x`)).status]).toEqual([200, 429, 200]);
  });

  it.each<[string, object, Partial<LocalGatewayOptions>, string]>([
    [
      'an unknown policy',
      stack({ inbound: '<policies><inbound><xsl-transform /></inbound></policies>' }),
      {},
      'azurerm_api_management_api_operation_policy.greet line 1, column 20 (xsl-transform): <xsl-transform> is not a policy the local gateway runs (docs/fidelity.md',
    ],
    [
      'C# that does not compile',
      stack({ inbound: '<policies><inbound><set-variable name="a" value="@(1 +)" /></inbound></policies>' }),
      {},
      'azurerm_api_management_api_operation_policy.greet line 1',
    ],
    [
      'broken XML',
      stack({ inbound: '<policies><inbound></policies>' }),
      {},
      'azurerm_api_management_api_operation_policy.greet',
    ],
    [
      'an unknown type',
      stack({ resource: { azurerm_kubernetes_cluster: { k: {} } } }),
      {},
      'azurerm_kubernetes_cluster.k: the local gateway has no stand-in for azurerm_kubernetes_cluster. docs/fidelity.md',
    ],
    [
      'a reference that leads nowhere',
      stack({ serviceUrl: '${azurerm_linux_web_app.a.url}' }),
      {},
      'azurerm_api_management_api.hello.service_url: "${azurerm_linux_web_app.a.url}" does not resolve: there is no azurerm_linux_web_app.a in the stack.',
    ],
    [
      'an unknown backend name',
      stack(),
      { backends: { nope: 'http://127.0.0.1:1' } },
      '--backend nope=http://127.0.0.1:1: there is no API of that name or path. There is hello (/hello).',
    ],
    ['an unknown user', stack(), { user: 'nobody' }, 'nobody'],
  ])('refuses %s, and leaves nothing running', async (_what, content, options, message) => {
    await expect(start(content, options)).rejects.toThrow(message);
  });

  it('names a busy port', async () => {
    const gateway = await start(stack());
    const port = Number(new URL(gateway.origin).port);
    await expect(start(stack(), { port })).rejects.toThrow(`Port ${port} is in use by another program.`);
  });

  it('closes twice', async () => {
    const gateway = await start(stack());
    await gateway.close();
    await gateway.close();
    await expect(get(gateway.origin)).rejects.toThrow();
  });
});
