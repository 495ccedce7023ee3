import { ContainerAppMcpBackend } from '../../constructs/container-app/container-app-mcp-backend';
import { RemoteMcpBackend } from '../../constructs/backends/remote-mcp-backend';
import type { LocalGateway } from '../../emulator/local-gateway';
import { bootGateway } from '../support/gateway';
import { send } from '../support/oauth-client';
import { synthesiseGateway, type StackOfBackends } from '../support/stack-of-backends';
import { CONNECTIONS } from './sdk-connections';

const EVERYTHING = require.resolve('@modelcontextprotocol/server-everything/dist/index.js');
const local = { command: 'node', args: [EVERYTHING, 'streamableHttp'] };

let stack: StackOfBackends;
let gateway: LocalGateway;
const lines: string[] = [];

beforeAll(async () => {
  stack = await synthesiseGateway((scope, on) => {
    new ContainerAppMcpBackend(scope, 'everything', { gateway: on, path: 'all', image: 'ghcr.io/x/y:1.0.0', local });
    new RemoteMcpBackend(scope, 'elsewhere', { gateway: on, path: 'far', url: 'https://mcp.example.com/mcp', local });
    new ContainerAppMcpBackend(scope, 'unknown', { gateway: on, path: 'unknown', image: 'ghcr.io/x/z:1.0.0' });
  });
  gateway = await bootGateway(stack.stackFile, { log: (line) => lines.push(line) });
});

afterAll(async () => {
  await gateway?.close();
  stack?.remove();
});

const urls = (): object => Object.fromEntries(gateway.endpoints.map(({ name, url }) => [name, url]));

describe('a server of a user, written with three props and how to run it here', () => {
  it('has an endpoint and a document that says who protects it', async () => {
    expect(urls()).toEqual({
      everything: `${gateway.origin}/all`,
      elsewhere: `${gateway.origin}/far`,
      unknown: `${gateway.origin}/unknown`,
    });
    const document = await send(`${gateway.origin}/.well-known/oauth-protected-resource/all`);
    expect(document.json).toMatchObject({ resource: `${gateway.origin}/all`, scopes_supported: ['mcp:everything'] });
  });

  it.each(['all', 'far'])('answers at /%s after a login', async (path) => {
    const client = await CONNECTIONS['Streamable HTTP, SDK v1'](`${gateway.origin}/${path}`);
    expect(await client.toolNames()).toContain('echo');
    expect(await client.call('echo', { message: path })).toMatchObject({ content: [{ text: `Echo: ${path}` }] });
    await client.close();
  });

  it('does not answer where nothing is known of the image, which is said at start', async () => {
    const said = lines.filter((line) => line.includes('unknown'));
    expect(said).toEqual([
      expect.stringMatching(/^azurerm_container_app\.unknown_.*no program for the image ghcr\.io\/x\/z:1\.0\.0/),
      expect.stringMatching(/^API unknown: nothing on this machine.*--backend unknown=<url>/),
    ]);
    const connected = CONNECTIONS['Streamable HTTP, SDK v1'](`${gateway.origin}/unknown`);
    await expect(connected).rejects.toThrow(/cannot be reached/);
  });
});
