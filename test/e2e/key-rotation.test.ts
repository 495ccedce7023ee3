import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalGateway } from '../../emulator/local-gateway';
import { readSettings } from '../../settings';
import { synthesiseAttackStack, type AttackStack } from '../attacks/attack-stack';
import { RecordingBackend } from '../attacks/recording-backend';
import type { StackJson } from '../mutations/mutate-stack';
import { PROJECT_FOLDER } from '../support/command';
import { bootGateway, TestClock } from '../support/gateway';
import { RawClient, tokensOf, type Answer, type Tokens } from '../support/oauth-client';

/** The deployments of docs/key-rotation.md, in order: the settings each one has. */
const DEPLOYMENTS = {
  before: {},
  renewedB: { MCP_GATEWAY_KEY_B_GENERATION: '2' },
  switchedToB: { MCP_GATEWAY_KEY_B_GENERATION: '2', MCP_GATEWAY_ACTIVE_KEY_SLOT: 'b' },
  renewedA: {
    MCP_GATEWAY_KEY_B_GENERATION: '2',
    MCP_GATEWAY_ACTIVE_KEY_SLOT: 'b',
    MCP_GATEWAY_KEY_A_GENERATION: '2',
  },
} as const;

type Deployment = keyof typeof DEPLOYMENTS;

const clock = new TestClock();
const backend = new RecordingBackend();
const stacks: AttackStack[] = [];
const gateways = new Map<Deployment, LocalGateway>();

beforeAll(async () => {
  await backend.start();
  for (const [deployment, env] of Object.entries(DEPLOYMENTS)) {
    gateways.set(deployment as Deployment, await deploy(env));
  }
});

beforeEach(() => clock.advanceSeconds(61));

afterAll(async () => {
  for (const gateway of gateways.values()) await gateway.close();
  await backend.close();
  stacks.forEach((stack) => stack.remove());
});

/**
 * Boots a deployment. The first one has an Azure of its own; those after it share its store and its Entra, and its URL,
 * as deployments of one gateway do.
 */
async function deploy(env: Readonly<Record<string, string>>): Promise<LocalGateway> {
  const stack = await synthesiseAttackStack(readSettings(env));
  stacks.push(stack);
  const first = gateways.get('before');
  const json = deployed(stack.json, first?.origin);
  const gateway = await bootGateway(stack.write(json), { clock, backends: { functions: backend.url } });
  for (const host of first?.hosts.publicHosts() ?? []) {
    const shared = /\.documents\.azure\.com$|^login\.microsoftonline\.com$/.test(host);
    const origin = first?.hosts.toLoopback(new URL(`https://${host}/`))?.origin;
    if (shared && origin !== undefined) gateway.hosts.map(host, origin);
  }
  return gateway;
}

/** The stack as Terraform keeps it over deployments: names stay, and a key stays as long as what it is kept by does. */
function deployed(json: StackJson, gatewayUrl: string | undefined): StackJson {
  const { resource } = JSON.parse(
    JSON.stringify(json).replace(/\$\{random_string\.[\w-]+\.result\}/g, 'kept'),
  ) as typeof json;
  const keys = Object.entries(resource['random_bytes'] ?? {});
  const key = (slot: string): string => {
    const [, block] = keys.find(([name]) => new RegExp(`_${slot}_[0-9A-F]{8}$`).test(name)) ?? [];
    return createHash('sha512')
      .update(`${slot} ${JSON.stringify(block?.['keepers'])}`)
      .digest('base64');
  };
  const keyOfWrite = (id: unknown): string | undefined => /\/secrets\/seal-key-([ab])$/.exec(String(id))?.[1];
  const values: Record<string, string> =
    gatewayUrl === undefined ? {} : { 'gateway-url': gatewayUrl, 'oauth-issuer': gatewayUrl };
  const namedValues = Object.entries(resource['azurerm_api_management_named_value'] ?? {});
  const writes = Object.entries(resource['azapi_resource_action'] ?? {});
  return {
    ...json,
    resource: {
      ...resource,
      azapi_resource_action: Object.fromEntries(
        writes.map(([name, block]) => {
          const slot = keyOfWrite(block['resource_id']);
          return [name, slot === undefined ? block : { ...block, body: { properties: { value: key(slot) } } }];
        }),
      ),
      azurerm_api_management_named_value: Object.fromEntries(
        namedValues.map(([name, block]) => [
          name,
          { ...block, value: values[String(block['name'])] ?? block['value'] },
        ]),
      ),
    },
  };
}

function client(deployment: Deployment): RawClient {
  return new RawClient(gateways.get(deployment)?.origin ?? '');
}

/** Refreshes; the resource is the one of the login, whatever port this deployment listens on. */
async function refresh(deployment: Deployment, tokens: Tokens): Promise<Answer> {
  return client(deployment).refresh(tokens, { resource: undefined });
}

function slotOf(sealed: string): string {
  return Buffer.from(sealed, 'base64url').toString('latin1', 1, 2);
}

async function statusWith(deployment: Deployment, { accessToken }: Tokens): Promise<number> {
  return (await client(deployment).listTools(accessToken)).status;
}

describe('docs/key-rotation.md', () => {
  it('gives the settings of these deployments, one command after the other', () => {
    const page = readFileSync(join(PROJECT_FOLDER, 'docs', 'key-rotation.md'), 'utf8');
    const commands = [...page.matchAll(/export (\w+)=(\w+)\n +npx cdktf deploy/g)].map(([, name, value]) => [
      name,
      value,
    ]);
    const after = commands.map((_command, index) => Object.fromEntries(commands.slice(0, index + 1)) as unknown);
    expect([{}, ...after]).toEqual(Object.values(DEPLOYMENTS));
  });
});

describe('rotating the keys', () => {
  it('renews the slot that is not active without anybody noticing', async () => {
    const tokens = await client('before').tokens();
    expect([slotOf(tokens.accessToken), slotOf(tokens.refreshToken)]).toEqual(['a', 'a']);
    expect(await statusWith('renewedB', tokens)).toBe(200);
    const next = tokensOf(await refresh('renewedB', tokens), tokens.clientId);
    expect([slotOf(next.accessToken), slotOf(next.refreshToken)]).toEqual(['a', 'a']);
  });

  it('switches slots without anybody noticing: what a sealed still opens, and b seals what is new', async () => {
    const tokens = await client('before').tokens();
    expect(await statusWith('switchedToB', tokens)).toBe(200);
    const next = tokensOf(await refresh('switchedToB', tokens), tokens.clientId);
    expect([slotOf(next.accessToken), slotOf(next.refreshToken)]).toEqual(['b', 'b']);
    expect(await statusWith('switchedToB', next)).toBe(200);
  });

  it('lets gateway units with the old and the new active slot work side by side', async () => {
    const tokens = await client('before').tokens();
    const byB = tokensOf(await refresh('switchedToB', tokens), tokens.clientId);
    expect(await statusWith('renewedB', byB)).toBe(200);
    const byA = tokensOf(await refresh('renewedB', byB), tokens.clientId);
    expect(slotOf(byA.accessToken)).toBe('a');
    expect(await statusWith('switchedToB', byA)).toBe(200);
  });

  it('ends what only the old key of a opens, with the uniform answers', async () => {
    const tokens = await client('before').tokens();
    const refused = await client('renewedA').listTools(tokens.accessToken);
    const forged = await client('renewedA').listTools('forged');
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toBe(forged.headers['www-authenticate']);
    expect(refused.text).toBe(forged.text);
    expect(await refresh('renewedA', tokens)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    // A key that is gone says nothing about the login: nothing was revoked.
    expect(await statusWith('switchedToB', tokens)).toBe(200);
  });

  it('keeps logins that were refreshed since the switch', async () => {
    const tokens = await client('before').tokens();
    const next = tokensOf(await refresh('switchedToB', tokens), tokens.clientId);
    expect(await statusWith('renewedA', next)).toBe(200);
    // Entra's refresh token in the store was sealed anew with the refresh.
    const last = tokensOf(await refresh('renewedA', next), tokens.clientId);
    expect(await statusWith('renewedA', last)).toBe(200);
  });

  it('shows why the inactive slot is renewed first: units that have not got the key of b yet refuse what it sealed', async () => {
    const tokens = await client('before').tokens();
    const byB = tokensOf(await refresh('switchedToB', tokens), tokens.clientId);
    expect(await statusWith('before', byB)).toBe(401);
  });
});
