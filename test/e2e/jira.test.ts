import { TerraformVariable, type TerraformStack } from 'cdktf';
import { ContainerAppMcpBackend } from '../../constructs/container-app/container-app-mcp-backend';
import { JIRA_TOOLS_WITH_COMBINED_SCHEMAS } from '../../constructs/backends/jira-tools';
import type { McpGateway } from '../../constructs/mcp-gateway';
import type { LocalGateway } from '../../emulator/local-gateway';
import { sse, streamableHttp, type McpTransport } from '../../policies/contract/mcp-transport';
import { bootGateway } from '../support/gateway';
import { synthesiseGateway, type StackOfBackends } from '../support/stack-of-backends';
import { CONNECTIONS, type ConnectedClient, type Connection } from './sdk-connections';

const SHARED_ACCOUNT = { IGNORE_HEADER_AUTH: 'true', ALLOW_GLOBAL_CRED_FALLBACK: 'true' };

/** The server as the stack runs it, over its older transport, and as somebody would who read no documentation. */
function addJira(stack: TerraformStack, gateway: McpGateway): void {
  const token = new TerraformVariable(stack, 'jira_api_token', { type: 'string', sensitive: true });
  const add = (id: string, transport: McpTransport, env: Readonly<Record<string, string>>): void => {
    new ContainerAppMcpBackend(stack, id, {
      gateway,
      path: `${id}-mcp`,
      transport,
      image: 'ghcr.io/sooperset/mcp-atlassian:0.23.1',
      port: 8000,
      healthPath: '/healthz',
      env: { JIRA_URL: 'https://contoso.atlassian.net', JIRA_USERNAME: 'robot@contoso.com', ...env },
      secrets: { JIRA_API_TOKEN: token.stringValue },
    });
  };
  const http = { TRANSPORT: 'streamable-http', STATELESS: 'true' };
  add('jira', streamableHttp('/mcp'), { ...http, ...SHARED_ACCOUNT });
  add('jira-stream', sse({ path: '/sse', messagePath: '/messages/' }), { TRANSPORT: 'sse', ...SHARED_ACCOUNT });
  add('jira-trusting', streamableHttp('/mcp'), { ...http, ALLOW_GLOBAL_CRED_FALLBACK: 'true' });
}

let stack: StackOfBackends;
let gateway: LocalGateway;
let client: ConnectedClient;

beforeAll(async () => {
  stack = await synthesiseGateway(addJira);
  gateway = await bootGateway(stack.stackFile);
});

afterAll(async () => {
  await gateway?.close();
  stack?.remove();
});

afterEach(() => client?.close());

const endpoint = (name: string): string => gateway.endpoints.find((one) => one.name === name)?.url ?? '';

function textOf(result: unknown): string {
  return (result as { content: { text: string }[] }).content[0]?.text ?? '';
}

describe('mcp-atlassian in a container app', () => {
  it.each<[Connection, string]>([
    ['Streamable HTTP, SDK v1', 'jira'],
    ['Streamable HTTP, SDK v2', 'jira'],
    ['SSE, SDK v1', 'jira-stream'],
  ])('answers after a login by %s', async (connection, name) => {
    client = await CONNECTIONS[connection](endpoint(name));
    const tools = await client.toolNames();
    expect(tools).toHaveLength(25);
    expect(tools).toEqual(expect.arrayContaining([...JIRA_TOOLS_WITH_COMBINED_SCHEMAS]));

    const summary = `Written by ${connection}`;
    const created = await client.call('jira_create_issue', { project_key: 'DEMO', issue_type: 'Task', summary });
    const { key } = JSON.parse(textOf(created)) as { key: string };
    const found = JSON.parse(textOf(await client.call('jira_search_issues', { jql: `key = ${key}` }))) as unknown;
    expect(found).toEqual([expect.objectContaining({ summary, url: `https://contoso.atlassian.net/browse/${key}` })]);
  });

  it("fails when the server takes the gateway's token for its caller's", async () => {
    await expect(CONNECTIONS['Streamable HTTP, SDK v1'](endpoint('jira-trusting'))).rejects.toThrow(
      /refused its credential/,
    );
  });
});
