import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { PATHS } from '../../emulator/azure/entra/metadata';
import type { LocalGateway } from '../../emulator/local-gateway';
import { loadCSharp } from '../../policies/language/expressions/grammar';
import { readSettings } from '../../settings';
import { McpGatewayStack, STACK_NAME } from '../../stacks/mcp-gateway-stack';
import { RecordingBackend } from '../attacks/recording-backend';
import { PROJECT_FOLDER } from '../support/command';
import { EntraProxy } from '../support/entra-proxy';
import { bootGateway } from '../support/gateway';
import { send, sendForm } from '../support/oauth-client';
import { addAgents } from './agents-stack';

const PAGE = readFileSync(join(PROJECT_FOLDER, 'docs', 'agents.md'), 'utf8');
const SOURCE = readFileSync(join(__dirname, 'agents-stack.ts'), 'utf8');

/** The examples of the source, without their indentation. */
const EXAMPLES = [...SOURCE.matchAll(/^ {2}\/\/ example: (.*)\n([\s\S]*?)^ {2}\/\/ end$/gm)].map(
  ([, name = '', code = '']) => [name, code.replace(/^ {2}/gm, '').trim()] as const,
);

describe('docs/agents.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-agents-'));
  const backend = new RecordingBackend();
  let gateway: LocalGateway;

  beforeAll(async () => {
    await backend.start();
    await loadCSharp();
    const app = new App({ outdir: folder });
    addAgents(new McpGatewayStack(app, { settings: readSettings(), functions: join(PROJECT_FOLDER, 'functions') }));
    app.synth();
    gateway = await bootGateway(join(folder, 'stacks', STACK_NAME, 'cdk.tf.json'), {
      backends: { tools: backend.url },
    });
  });

  afterAll(async () => {
    await gateway?.close();
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(EXAMPLES)('shows %s as it is tested here', (_name, code) => {
    expect(PAGE).toContain(`\`\`\`ts\n${code}\n\`\`\``);
  });

  const output = (name: string): string => String(gateway.outputs[name]);

  const list = (headers: Record<string, string>) =>
    send(`${gateway.origin}/tools`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
    });

  it('gets a token for the application and calls with it', async () => {
    const entra = gateway.hosts.toLoopback(new URL(`https://login.microsoftonline.com${PATHS.token}`));
    const answer = await sendForm(String(entra), {
      grant_type: 'client_credentials',
      client_id: output('agent_client_id'),
      client_secret: output('agent_secret'),
      scope: output('mcp_scope'),
    });
    expect(answer).toMatchObject({ status: 200, json: { token_type: 'Bearer' } });
    const called = await list({ authorization: `Bearer ${String(answer.json['access_token'])}` });
    expect(called).toMatchObject({ status: 200, json: { result: { tools: [] } } });
  });

  it('asks to come back later while the keys of Entra cannot be read', async () => {
    const fresh = await bootGateway(join(folder, 'stacks', STACK_NAME, 'cdk.tf.json'), {
      backends: { tools: backend.url },
    });
    const entra = await new EntraProxy(fresh.hosts).start();
    try {
      entra.outage = { status: 500, body: '' };
      const answer = await send(`${fresh.origin}/tools`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await entra.sign({})}` },
      });
      expect(answer).toMatchObject({ status: 503, json: { error: 'temporarily_unavailable' } });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    } finally {
      await fresh.close();
      await entra.close();
    }
  });

  it('calls with the key of the subscription', async () => {
    const called = await list({ 'Ocp-Apim-Subscription-Key': output('batch_key') });
    expect(called).toMatchObject({ status: 200, json: { result: { tools: [] } } });
  });

  it('challenges who comes without either, as any other caller', async () => {
    const refused = await list({});
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toBe(
      `Bearer resource_metadata="${gateway.origin}/.well-known/oauth-protected-resource/tools", scope="mcp:tools"`,
    );
  });
});
