import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TerraformStack, type App } from 'cdktf';
import { AzureProviders } from '../../constructs/azure-providers';
import { FunctionMcpBackend } from '../../constructs/function-app/function-mcp-backend';
import { McpGateway, type McpGatewayProps } from '../../constructs/mcp-gateway';
import { RedisCache } from '../../constructs/api-management/redis-cache';
import { synthesiseApp } from '../../constructs/run-app';
import { synthesise } from '../../main';
import { readSettings } from '../../settings';
import { withAllBackends } from '../../stacks/backends';
import type { TerraformFile } from './terraform-file';

/** A synthesised stack, under the name a failing test shows. */
export interface Artefact {
  readonly name: string;
  readonly file: TerraformFile;
}

const ROOT = resolve(__dirname, '../..');
const FUNCTIONS = join(ROOT, 'functions');

/** Settings of the stack that this repository deploys, by what they show. */
const STACKS: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  'the stack without settings': {},
  'the stack with every backend, the longest prefix and tags': withAllBackends({
    MCP_GATEWAY_NAME_PREFIX: 'abcdefgh-jkl',
    MCP_GATEWAY_TAGS: 'team=a',
  }),
};

const LONG_ID = 'a-backend-with-a-name-that-is-longer-than-any-name-should-be';
const NETWORK_ID = '/subscriptions/s/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub';

/** Gateways with options that the settings do not have. */
const GATEWAYS: Readonly<Record<string, Partial<McpGatewayProps>>> = {
  'a network for StandardV2': { sku: 'StandardV2', network: {} },
  'a network for Premium': { sku: 'Premium', network: { addressSpace: '10.1.0.0/24' } },
  'a private PremiumV2': { sku: 'PremiumV2', network: { exposure: 'private' } },
  'an existing network': {
    sku: 'StandardV2',
    network: {
      existing: {
        virtualNetworkId: NETWORK_ID,
        subnetIds: {
          apiManagement: `${NETWORK_ID}/subnets/apim`,
          functions: `${NETWORK_ID}/subnets/functions`,
          privateEndpoints: `${NETWORK_ID}/subnets/endpoints`,
        },
      },
    },
  },
  'a custom domain': {
    customDomain: {
      hostName: 'mcp.contoso.com',
      certificateSecretId: 'https://kv-contoso.vault.azure.net/secrets/mcp-contoso-com',
      keyVaultId: '/subscriptions/s/resourceGroups/rg-hub/providers/Microsoft.KeyVault/vaults/kv-contoso',
    },
  },
};

/** Every stack the tests over artefacts look at: this repository's, gateways with rarer options, and the examples. */
export async function artefacts(): Promise<readonly Artefact[]> {
  const folder = mkdtempSync(join(tmpdir(), 'artefacts-'));
  try {
    const found: Artefact[] = [];
    for (const [name, env] of Object.entries(STACKS)) {
      const { stackFile } = await synthesise({
        outdir: join(folder, String(found.length)),
        settings: readSettings(env),
      });
      found.push({ name, file: readFile(stackFile) });
    }
    const examples = await buildsOfExamples();
    const outdir = join(folder, 'others');
    await synthesiseApp(
      (app) => {
        for (const [name, props] of Object.entries(GATEWAYS)) buildGateway(app, name, props);
        for (const build of examples) build(app);
      },
      { outdir },
    );
    return [...found, ...readStacks(outdir)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folders of `examples` that hold a stack. */
function exampleNames(): readonly string[] {
  const examples = join(ROOT, 'examples');
  return readdirSync(examples).filter((name) => existsSync(join(examples, name, 'main.ts')));
}

function buildGateway(app: App, name: string, props: Partial<McpGatewayProps>): void {
  const stack = new TerraformStack(app, name.replaceAll(' ', '-'));
  new AzureProviders(stack, 'providers');
  const gateway = new McpGateway(stack, 'gateway', {
    publisher: { name: 'Contoso', email: 'platform@example.com' },
    location: 'swedencentral',
    tags: { team: 'a' },
    ...props,
  });
  new FunctionMcpBackend(stack, LONG_ID, { gateway, path: 'mcp', code: FUNCTIONS });
  new RedisCache(stack, 'cache', { gateway });
}

/** What each example hands to `runApp`. */
async function buildsOfExamples(): Promise<readonly ((app: App) => void)[]> {
  const builds: ((app: App) => void)[] = [];
  jest.doMock('azure-mcp-gateway', () => ({
    ...jest.requireActual<object>('azure-mcp-gateway'),
    runApp: (build: (app: App) => void) => void builds.push(build),
  }));
  const names = exampleNames();
  for (const name of names) await import(join(ROOT, 'examples', name, 'main'));
  if (builds.length !== names.length) throw new Error(`Not all of ${names.join(', ')} call runApp.`);
  return builds;
}

function readStacks(outdir: string): readonly Artefact[] {
  const stacks = join(outdir, 'stacks');
  return readdirSync(stacks).map((name) => ({ name, file: readFile(join(stacks, name, 'cdk.tf.json')) }));
}

const readFile = (path: string): TerraformFile => JSON.parse(readFileSync(path, 'utf8')) as TerraformFile;
