import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalGateway } from '../../emulator/local-gateway';
import { synthesise } from '../../main';
import { readSettings } from '../../settings';
import { withAllBackends } from '../../stacks/backends';
import { bootGateway } from '../support/gateway';
import { CONNECTIONS } from './sdk-connections';

let folder: string;
let gateway: LocalGateway;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-all-'));
  const { stackFile } = await synthesise({ outdir: folder, settings: readSettings(withAllBackends({})) });
  gateway = await bootGateway(stackFile);
});

afterAll(async () => {
  await gateway?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the stack with every ready-made backend', () => {
  it('has nothing behind the gateway but what is tried here', () => {
    expect(gateway.endpoints.map(({ name }) => name).sort()).toEqual(['functions', 'github', 'jira', 'slack']);
  });

  it.each([
    ['functions', 'hello_mcp', {}, 'Hello'],
    ['slack', 'channels_list', { channel_types: 'public_channel' }, 'cache is not ready'],
    ['jira', 'jira_get_issue', { issue_key: 'DEMO-1' }, 'https://contoso.atlassian.net/browse/DEMO-1'],
    ['github', 'get_me', {}, 'octocat'],
  ])('answers a login and a call of %s', async (name, tool, args, text) => {
    const url = gateway.endpoints.find((endpoint) => endpoint.name === name)?.url ?? '';
    const client = await CONNECTIONS['Streamable HTTP, SDK v1'](url);
    expect(await client.toolNames()).toContain(tool);
    expect(await client.call(tool, args)).toMatchObject({
      content: [{ type: 'text', text: expect.stringContaining(text) as string }],
    });
    await client.close();
  });
});
