import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStartCommand } from '../../cli/start';
import { runHere, runProgram, startCommand } from '../support/command';
import { defaultStackFile } from '../support/gateway';
import { send } from '../support/oauth-client';

const START = 'cli/start.ts';

/** No signal to stop: for calls that are refused. */
const never = (): Promise<void> => new Promise(() => {});

/** A stack written by hand: an API with a raw policy, and nothing of this project in it. */
const FOREIGN_STACK = {
  resource: {
    azurerm_api_management: {
      contoso: {
        name: 'contoso',
        location: 'westeurope',
        resource_group_name: 'rg-contoso',
        publisher_name: 'Contoso',
        publisher_email: 'api@contoso.example',
        sku_name: 'StandardV2_1',
      },
    },
    azurerm_api_management_api: {
      echo: {
        name: 'echo',
        resource_group_name: 'rg-contoso',
        api_management_name: '${azurerm_api_management.contoso.name}',
        revision: '1',
        display_name: 'Echo',
        path: 'echo',
        protocols: ['https'],
        subscription_required: false,
      },
    },
    azurerm_api_management_api_operation: {
      say: {
        operation_id: 'say',
        api_name: '${azurerm_api_management_api.echo.name}',
        api_management_name: '${azurerm_api_management.contoso.name}',
        resource_group_name: 'rg-contoso',
        display_name: 'Say',
        method: 'GET',
        url_template: '/{word}',
        template_parameter: [{ name: 'word', required: true, type: 'string' }],
      },
    },
    azurerm_api_management_api_operation_policy: {
      say: {
        api_name: '${azurerm_api_management_api.echo.name}',
        api_management_name: '${azurerm_api_management.contoso.name}',
        resource_group_name: 'rg-contoso',
        operation_id: '${azurerm_api_management_api_operation.say.operation_id}',
        xml_content:
          '<policies><inbound><return-response><set-status code="200" reason="OK" /><set-header name="Content-Type" exists-action="override"><value>text/plain</value></set-header><set-body>@(context.Request.MatchedParameters["word"].ToUpperInvariant() + "!")</set-body></return-response></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>',
      },
    },
  },
};

describe('npm start', () => {
  let stackFile: string;
  let folder: string;

  beforeAll(async () => {
    stackFile = await defaultStackFile();
    folder = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-cli-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function write(name: string, content: string): string {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  }

  it('prints one line of JSON with --json, and stops when npm alone is signalled', async () => {
    const npm = startCommand('npm', ['start', '--silent', '--', '--port', '0', '--json', '--stack', stackFile]);
    const ready = JSON.parse(await npm.firstLine()) as { gateway: string; endpoints: { name: string; url: string }[] };
    expect(ready.gateway).toMatch(/^http:\/\/localhost:\d+$/);
    expect(ready.endpoints).toEqual([{ name: 'functions', url: `${ready.gateway}/mcp` }]);
    expect((await send(`${ready.gateway}/.well-known/oauth-authorization-server`)).json['issuer']).toBe(ready.gateway);

    npm.process.kill('SIGTERM');
    const { stdout } = await npm.finished;
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    await expect(send(ready.gateway)).rejects.toThrow();
  }, 60_000);

  it('prints what to connect to, and stops on SIGINT with exit code 0', async () => {
    const running = startCommand(process.execPath, ['--import', 'tsx', START, '--port', '0', '--stack', stackFile]);
    await running.firstLine();
    running.process.kill('SIGINT');
    const { code, stdout } = await running.finished;
    expect(code).toBe(0);
    expect(stdout).toMatch(/Gateway +http:\/\/localhost:\d+\n/);
    expect(stdout).toMatch(/functions +http:\/\/localhost:\d+\/mcp\n/);
    expect(stdout).toContain('alice');
    expect(stdout).toContain('"type": "http"');
    expect(stdout).toContain('"type": "streamable-http"');
  }, 60_000);

  it('runs every ready-made backend with --all, with demo values for what is not set', async () => {
    const running = startCommand(process.execPath, ['--import', 'tsx', START, '--port', '0', '--json', '--all'], {
      CDKTF_OUTDIR: join(folder, 'all'),
      SLACK_BOT_TOKEN: '',
    });
    const ready = JSON.parse(await running.firstLine()) as { endpoints: { name: string }[]; leftOut: unknown };
    expect(ready.endpoints.map(({ name }) => name).sort()).toEqual(['functions', 'github', 'jira', 'slack']);
    expect(ready.leftOut).toEqual([]);
    running.process.kill('SIGINT');
    const { code, stderr } = await running.finished;
    expect(code).toBe(0);
    expect(stderr).toContain('demo mode');
  }, 120_000);

  it('serves a stack this project did not make', async () => {
    const file = write('foreign.tf.json', JSON.stringify(FOREIGN_STACK));
    const running = startCommand(process.execPath, [
      '--import',
      'tsx',
      START,
      '--port',
      '0',
      '--json',
      '--stack',
      file,
    ]);
    const ready = JSON.parse(await running.firstLine()) as { gateway: string };
    expect(await send(`${ready.gateway}/echo/hello`)).toMatchObject({ status: 200, text: 'HELLO!' });
    expect(await send(`${ready.gateway}/echo`)).toMatchObject({
      status: 404,
      json: { statusCode: 404, message: 'Resource not found' },
    });
    running.process.kill('SIGTERM');
    expect((await running.finished).code).toBe(0);
  }, 60_000);

  it.each<[string, () => string[], RegExp]>([
    ['a missing stack file', () => ['--stack', join(folder, 'missing.json')], /missing\.json/],
    ['a stack file that is not JSON', () => ['--stack', write('broken.json', '{')], /broken\.json.*JSON/s],
    [
      'a stack without API Management',
      () => ['--stack', write('empty.json', '{"resource":{}}')],
      /azurerm_api_management/,
    ],
    [
      'an unknown policy element',
      () => {
        const xml = FOREIGN_STACK.resource.azurerm_api_management_api_operation_policy.say.xml_content;
        return [
          '--stack',
          write(
            'unknown.json',
            JSON.stringify(FOREIGN_STACK).replace(
              JSON.stringify(xml),
              JSON.stringify(xml.replace('<return-response>', '<teleport /><return-response>')),
            ),
          ),
        ];
      },
      /teleport/,
    ],
    ['an unknown test user', () => ['--stack', stackFile, '--user', 'mallory'], /mallory.*alice/s],
    [
      'a backend the stack does not have',
      () => ['--stack', stackFile, '--backend', 'nobody=http://127.0.0.1:1'],
      /nobody.*functions/s,
    ],
  ])(
    'refuses %s with a message and no stack trace',
    async (_title, args, message) => {
      const { code, stdout, stderr } = await runHere(createStartCommand(never), '--port', '0', ...args());
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(stdout).toBe('');
      expect(code).toBe(1);
    },
    60_000,
  );

  it('refuses as a process as well: exit code 1 for what it is given, 2 for how it is called', async () => {
    const missing = await runProgram(START, '--port', '0', '--stack', join(folder, 'missing.json'));
    expect(missing).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('missing.json') as string });
    const unknown = await runProgram(START, '--prot', '1');
    expect(unknown).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^error: /m) as string });
  }, 60_000);

  it('names the port when it is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const { code, stderr } = await runHere(createStartCommand(never), '--port', String(port), '--stack', stackFile);
      expect(code).toBe(1);
      expect(stderr).toContain(String(port));
      expect(stderr).not.toMatch(/^\s+at /m);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  }, 60_000);

  it.each([
    ['a port that is no number', ['--port', 'http']],
    ['a backend without URL', ['--backend', 'slack']],
    ['an unknown option', ['--prot', '1']],
    ['every ready-made backend in a stack that is there already', ['--all', '--stack', 'cdk.tf.json']],
  ])('answers %s with exit code 2', async (_title, args) => {
    const { code, stderr } = await runHere(createStartCommand(never), ...args);
    expect(stderr).toMatch(/^error: /m);
    expect(code).toBe(2);
  });

  it('explains itself with --help', async () => {
    const { code, stdout } = await runHere(createStartCommand(never), '--help');
    expect(code).toBe(0);
    for (const option of ['--port', '--user', '--stack', '--all', '--backend', '--json', '--help']) {
      expect(stdout).toContain(option);
    }
  });
});
