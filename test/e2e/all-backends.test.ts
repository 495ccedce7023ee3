import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalGateway } from '../../emulator/local-gateway';
import { synthesise } from '../../main';
import { readSettings } from '../../settings';
import { withAllBackends } from '../../stacks/backends';
import { bootGateway } from '../support/gateway';
import { CONNECTIONS } from './sdk-connections';

const folder = mkdtempSync(join(tmpdir(), 'all-backends-'));
let gateway: LocalGateway;

beforeAll(async () => {
  const settings = readSettings(withAllBackends({ MCP_GATEWAY_AI_FOUNDRY: 'true' }));
  const { stackFile, leftOut } = await synthesise({ outdir: folder, settings });
  expect(leftOut).toEqual([]);
  gateway = await bootGateway(stackFile);
});

afterAll(async () => {
  await gateway?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the stack with every ready-made backend', () => {
  it.each([
    ['functions', 'mcp', 'hello_mcp', {}],
    ['slack', 'slack-mcp', 'channels_list', { channel_types: 'public_channel' }],
    ['jira', 'jira-mcp', 'jira_list_projects', {}],
    ['github', 'github-mcp', 'get_me', {}],
  ])('calls a tool of %s after a login', async (name, path, tool, args) => {
    const url = gateway.endpoints.find((endpoint) => endpoint.name === name)?.url ?? '';
    expect(url).toBe(`${gateway.origin}/${path}`);
    const client = await CONNECTIONS['Streamable HTTP, SDK v1'](url);
    expect(await client.toolNames()).toContain(tool);
    expect(await client.call(tool, args)).toMatchObject({ content: [{ type: 'text' }] });
    await client.close();
  });

  it('hides the tools of Jira that AI Foundry refuses', async () => {
    const client = await CONNECTIONS['Streamable HTTP, SDK v1'](`${gateway.origin}/jira-mcp`);
    expect(await client.toolNames()).not.toContain('jira_create_issue');
    await client.close();
  });
});
