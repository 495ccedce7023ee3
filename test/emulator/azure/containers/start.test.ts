import { once } from 'node:events';
import { request as openRequest, type IncomingMessage } from 'node:http';
import { request } from 'undici';
import { startContainers } from '../../../../emulator/azure/containers/start';
import { principalIdFor } from '../../../../emulator/azure/managed-identity/principals';
import type { ResolvedResource } from '../../../../emulator/stack/resolved-stack';
import { authConfig, CALLER, containerApp, ECHO, runContainers, tokenOf } from './containers-fixture';
import { until } from '../programs/programs-fixture';
import { createTestEnvironment } from '../stand-in-environment';

let close: () => Promise<void> = async () => {};
afterEach(() => close());

async function run(...resources: readonly ResolvedResource[]) {
  const running = await runContainers(...resources);
  ({ close } = running);
  return running;
}

interface Echo {
  readonly headers: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

async function echo(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Echo> {
  const { statusCode, body } = await request(url, { headers });
  expect(statusCode).toBe(200);
  return (await body.json()) as Echo;
}

const block = (type: string, name: string, attributes: Readonly<Record<string, unknown>>): ResolvedResource => ({
  address: `${type}.${name}`,
  mode: 'managed',
  type,
  name,
  attributes,
});

const IDENTITY_ID =
  '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-app';
const IDENTITY = block('azurerm_user_assigned_identity', 'identity', { id: IDENTITY_ID });
const VAULT_ID = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv';
const VAULT = [
  block('azurerm_key_vault', 'vault', { name: 'kv', id: VAULT_ID, rbac_authorization_enabled: true }),
  block('azurerm_key_vault_secret', 'token', { name: 'token', value: 'from the vault', key_vault_id: VAULT_ID }),
];
const ROLE = block('azurerm_role_assignment', 'role', {
  scope: VAULT_ID,
  principal_id: principalIdFor(IDENTITY.address),
  role_definition_name: 'Key Vault Secrets User',
});
const REFERENCE = {
  name: 'token',
  key_vault_secret_id: 'https://kv.vault.azure.net/secrets/token',
  identity: IDENTITY_ID,
};
const SECRET_ENV = { env: [{ name: 'TOKEN', secret_name: 'token' }] };
const withSecret = (secret: object, identities = [IDENTITY_ID]): ResolvedResource =>
  containerApp(SECRET_ENV, {
    local: ECHO,
    secret: [secret],
    identity: [{ type: 'UserAssigned', identity_ids: identities }],
  });

describe('the program of a container app', () => {
  it('has the variables and secrets of the container, its port, and what its command adds', async () => {
    const app = containerApp(
      { env: [{ name: 'PLAIN', value: 'text' }, { name: 'PORT', value: '8080' }, ...SECRET_ENV.env] },
      { local: { ...ECHO, env: { ADDRESS: 'http://127.0.0.1:{port}' } }, secret: [{ name: 'token', value: 'inline' }] },
    );
    const { urlOf } = await run(app);
    const { env } = await echo(urlOf(app));
    expect(env).toMatchObject({ PLAIN: 'text', TOKEN: 'inline', ADDRESS: `http://127.0.0.1:${env.PORT}` });
    expect(env.PORT).not.toBe('8080');
  });

  it('gets a secret of a key vault that its identity may read', async () => {
    const app = withSecret(REFERENCE);
    const { urlOf } = await run(app, IDENTITY, ROLE, ...VAULT);
    expect((await echo(urlOf(app))).env.TOKEN).toBe('from the vault');
  });

  it.each<[string, readonly ResolvedResource[], RegExp]>([
    [
      'an identity without a role on it',
      [withSecret(REFERENCE), IDENTITY, ...VAULT],
      /"token" cannot be read: .*Key Vault Secrets User/,
    ],
    [
      'an identity the app does not have',
      [withSecret(REFERENCE, []), IDENTITY, ROLE, ...VAULT],
      /the app does not have/,
    ],
    ['no identity', [withSecret({ ...REFERENCE, identity: '' }), IDENTITY, ROLE, ...VAULT], /"identity" is not set/],
    ['no value', [withSecret({ name: 'token' }), IDENTITY], /neither "value" nor "key_vault_secret_id"/],
    [
      'another name',
      [withSecret({ name: 'other', value: 'x' }), IDENTITY],
      /TOKEN refers to the secret "token".*There is other\./,
    ],
  ])('is not started with a secret that has %s', async (_case, resources, message) => {
    await expect(runContainers(...resources)).rejects.toThrow(message);
  });

  it('answers 503 when it does not start, which is told with its last words', async () => {
    const app = containerApp({}, { local: { command: 'node', args: ['-e', 'throw new Error("no token")'] } });
    const { environment, urlOf } = await run(app);
    expect((await request(urlOf(app))).statusCode).toBe(503);
    expect(environment.lines.join('\n')).toMatch(/ca-app: "node" ended before it listened[^]*Error: no token/);
  });

  it.each([
    ['two containers', { template: { container: [{ image: 'a:1' }, { image: 'b:1' }] } }, /holds 2 containers/],
    ['TCP', { ingress: { external_enabled: true, target_port: 1, transport: 'tcp' } }, /transport is "tcp"/],
    ['no port', { ingress: { external_enabled: true } }, /target_port is not set/],
  ])('is not started for an app with %s', async (_case, rest, message) => {
    await expect(runContainers(containerApp({}, rest))).rejects.toThrow(message);
  });

  it('is none for an app whose calls the operator sends elsewhere', async () => {
    const environment = createTestEnvironment();
    const standIn = await startContainers({ ...environment, hosts: { ...environment.hosts, isReplaced: () => true } });
    await standIn.configure({ directory: '/', outputs: {}, resources: [containerApp()] });
    await standIn.close();
    expect(environment.lines).toEqual([]);
  });

  it('is none for an app without ingress, and one that says so for an unknown image', async () => {
    const hidden = { ...containerApp(), attributes: { ...containerApp().attributes, ingress: [] } };
    expect((await run(hidden)).environment.lines).toEqual([]);
    const { environment, urlOf } = await run(containerApp());
    expect(environment.lines).toEqual([
      expect.stringContaining('no program for the image ghcr.io/contoso/server:1.0.0'),
    ]);
    expect(urlOf(containerApp())).toBe('not served');
  });
});

describe('the ingress of a container app', () => {
  const app = containerApp({}, { local: ECHO });

  it('lets everybody in without built-in authentication', async () => {
    const { urlOf } = await run(app);
    expect((await echo(urlOf(app), { 'x-ms-client-principal-id': 'own' })).headers).toMatchObject({
      'x-ms-client-principal-id': 'own',
      'x-forwarded-proto': 'https',
    });
  });

  it('lets in who is allowed, and tells the app who that is', async () => {
    const { environment, urlOf } = await run(app, authConfig(app));
    const authorization = `Bearer ${await tokenOf(environment)}`;
    const forged = { 'x-ms-client-principal-id': 'forged', 'x-ms-client-principal-name': 'forged' };
    const { headers } = await echo(urlOf(app), { authorization, host: 'public.example', ...forged });
    expect(headers).toMatchObject({
      authorization,
      host: 'public.example',
      'x-ms-client-principal-id': CALLER.oid,
      'x-ms-client-principal-idp': 'aad',
    });
    expect(headers).not.toHaveProperty('x-ms-client-principal-name');
    const principal = Buffer.from(headers['x-ms-client-principal'] ?? '', 'base64').toString();
    expect(JSON.parse(principal)).toMatchObject({
      auth_typ: 'aad',
      claims: expect.arrayContaining([{ typ: 'azp', val: CALLER.azp }]) as unknown,
    });
  });

  it('keeps everybody else out', async () => {
    const { environment, urlOf } = await run(app, authConfig(app));
    expect((await request(urlOf(app))).statusCode).toBe(401);
    const stranger = `Bearer ${await tokenOf(environment, { oid: 'stranger' })}`;
    expect((await request(urlOf(app), { headers: { authorization: stranger } })).statusCode).toBe(403);
  });

  it('refuses authentication that Azure would not apply', async () => {
    await expect(runContainers(app, authConfig(app, { name: 'other' }))).rejects.toThrow(/is called "current"/);
  });

  it('streams in both directions, and a caller that leaves ends the request of the app', async () => {
    const script = `
      require('node:http').createServer((request, response) => {
        response.flushHeaders();
        request.on('data', (chunk) => response.write(chunk));
        response.on('close', () => console.log('left'));
      }).listen(process.env.PORT);
    `;
    const streaming = containerApp({}, { local: { command: 'node', args: ['-e', script] } });
    const { environment, urlOf } = await run(streaming);
    const caller = openRequest(urlOf(streaming), { method: 'POST' });
    caller.on('error', () => {}).flushHeaders();
    const [answer] = (await once(caller, 'response')) as [IncomingMessage];
    for (const word of ['one', 'two']) {
      caller.write(word);
      const [chunk] = (await once(answer, 'data')) as [Buffer];
      expect(chunk.toString()).toBe(word);
    }
    answer.on('error', () => {});
    caller.destroy();
    await until(() => environment.lines.includes('ca-app: left'));
  });
});
