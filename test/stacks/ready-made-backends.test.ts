import { Testing } from 'cdktf';
import { readSettings, SETTINGS } from '../../settings';
import { describeLeftOut, leftOutBackends, withAllBackends } from '../../stacks/backends';
import { McpGatewayStack } from '../../stacks/mcp-gateway-stack';
import { functionFolder } from '../constructs/function-app/function-source';
import type { SynthesisedBlocks } from '../constructs/synth';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-literal' };
const JIRA = {
  JIRA_URL: 'https://contoso.atlassian.net',
  JIRA_USERNAME: 'robot@contoso.com',
  JIRA_API_TOKEN: 'atlassian-literal',
};
const GITHUB = { GITHUB_PAT: 'github-literal' };

let source: ReturnType<typeof functionFolder>;
beforeAll(() => (source = functionFolder()));
afterAll(() => source.remove());

interface Synthesised extends SynthesisedBlocks {
  readonly text: string;
  readonly variable?: Record<string, Record<string, unknown>>;
  readonly names: readonly string[];
}

function synthesise(env: Readonly<Record<string, string>>): Synthesised {
  const stack = new McpGatewayStack(Testing.app(), { settings: readSettings(env), functions: source.folder });
  const text = Testing.synth(stack);
  return { ...(JSON.parse(text) as SynthesisedBlocks), text, names: [...stack.backends.keys()] };
}

const named = (blocks: Record<string, unknown> = {}, start: string): unknown =>
  Object.entries(blocks).find(([name]) => name.startsWith(start))?.[1];

/** The environment of the one container of an app. */
function environmentOf(app: unknown): unknown {
  return (app as { template: { container: { env: unknown }[] } }).template.container[0]?.env;
}

describe('the ready-made backends', () => {
  it('are left out, with no variable to give, while nobody configures them', () => {
    const { names, variable, resource } = synthesise({});
    expect(names).toEqual([]);
    expect(variable).toBeUndefined();
    expect(resource?.azurerm_container_app).toBeUndefined();
    expect(resource?.azurerm_container_app_environment).toBeUndefined();
  });

  it('are in the stack when their variables are set, and no secret is in the file', () => {
    const { names, text, variable } = synthesise({ ...SLACK, ...JIRA, ...GITHUB });
    expect(names).toEqual(['slack', 'jira', 'github']);
    expect(text).not.toContain('literal');
    expect(Object.entries(variable ?? {}).map(([name, block]) => [name, block['sensitive'], block['default']])).toEqual(
      [
        ['github_pat', true, undefined],
        ['jira_api_token', true, undefined],
        ['slack_bot_token', true, undefined],
      ],
    );
  });

  it('run the Slack server over Streamable HTTP, with its token from the vault', () => {
    const { resource, text } = synthesise(SLACK);
    const app = named(resource?.azurerm_container_app, 'slack_app');
    expect(app).toMatchObject({
      ingress: { target_port: 3001 },
      template: {
        max_replicas: 1,
        container: [
          {
            image: 'ghcr.io/korotovsky/slack-mcp-server:v1.3.0',
            command: ['mcp-server', '--transport', 'http'],
          },
        ],
      },
    });
    expect(environmentOf(app)).toEqual([
      { name: 'SLACK_MCP_HOST', value: '0.0.0.0' },
      { name: 'SLACK_MCP_PORT', value: '3001' },
      { name: 'SLACK_MCP_XOXB_TOKEN', secret_name: 'slack-mcp-xoxb-token' },
    ]);
    expect(text).toContain('"value": "${var.slack_bot_token}"');
    expect(named(resource?.azurerm_api_management_api, 'slack_api')).toMatchObject({ path: 'slack-mcp' });
  });

  it('run mcp-atlassian without sessions, with its own account and deaf to the token of the gateway', () => {
    const { resource } = synthesise(JIRA);
    const app = named(resource?.azurerm_container_app, 'jira_app');
    expect(app).toMatchObject({
      template: { min_replicas: 0, max_replicas: 3, container: [{ startup_probe: [{ path: '/healthz' }] }] },
    });
    expect(environmentOf(app)).toEqual(
      expect.arrayContaining([
        { name: 'TRANSPORT', value: 'streamable-http' },
        { name: 'STATELESS', value: 'true' },
        { name: 'IGNORE_HEADER_AUTH', value: 'true' },
        { name: 'ALLOW_GLOBAL_CRED_FALLBACK', value: 'true' },
        { name: 'JIRA_URL', value: 'https://contoso.atlassian.net' },
        { name: 'JIRA_API_TOKEN', secret_name: 'jira-api-token' },
      ]),
    );
    const policy = JSON.stringify(named(resource?.azurerm_api_management_api_policy, 'jira_api'));
    expect(policy).toContain('X-Atlassian-Jira-Personal-Token');
    expect(policy).not.toContain('jira_batch_get_changelogs');
  });

  it('hide the Jira tools that AI Foundry refuses, where that is asked for', () => {
    const { resource } = synthesise({ ...JIRA, MCP_GATEWAY_AI_FOUNDRY: 'true' });
    expect(JSON.stringify(named(resource?.azurerm_api_management_api_policy, 'jira_api'))).toContain(
      'jira_batch_get_changelogs',
    );
  });

  it('reach GitHub with the token as the whole value of Authorization', () => {
    const { resource, text } = synthesise(GITHUB);
    expect(named(resource?.azurerm_api_management_api, 'github_api')).toMatchObject({
      path: 'github-mcp',
      service_url: 'https://api.githubcopilot.com',
    });
    expect(JSON.stringify(named(resource?.azurerm_api_management_api_policy, 'github_api'))).toContain(
      'template=\\"/mcp/\\"',
    );
    expect(text).toContain('"value": "Bearer ${var.github_pat}"');
  });

  it('take agents where the settings name them, and a name that is in the stack', () => {
    const env = { MCP_GATEWAY_ENTRA_BACKENDS: 'functions,slack', MCP_GATEWAY_SUBSCRIPTION_KEY_BACKENDS: 'slack' };
    expect(synthesise({ ...env, ...SLACK }).text).toContain('"value": "Mcp.slack"');
    expect(() => synthesise(env)).toThrow(
      [
        'MCP_GATEWAY_ENTRA_BACKENDS names "slack", and the backends of the stack are functions. Correct the name, or configure that backend.',
        'MCP_GATEWAY_SUBSCRIPTION_KEY_BACKENDS names "slack", and the backends of the stack are functions. Correct the name, or configure that backend.',
      ].join('\n'),
    );
  });
});

describe('leftOutBackends', () => {
  it('names the variables that put each in', () => {
    const leftOut = leftOutBackends(readSettings(SLACK));
    expect(leftOut).toEqual([
      { name: 'jira', variables: ['JIRA_URL', 'JIRA_USERNAME', 'JIRA_API_TOKEN'] },
      { name: 'github', variables: ['GITHUB_PAT'] },
    ]);
    expect(describeLeftOut(leftOut)[0]).toBe(
      'Left out: jira. To have it, set JIRA_URL, JIRA_USERNAME, JIRA_API_TOKEN.',
    );
    expect(leftOutBackends(readSettings({ ...SLACK, ...JIRA, ...GITHUB }))).toEqual([]);
  });

  it('names variables that are settings', () => {
    const variables = Object.values(SETTINGS).map(({ variable }) => variable);
    for (const { variables: needed } of leftOutBackends(readSettings({}))) {
      for (const name of needed) expect(variables).toContain(name);
    }
  });
});

describe('withAllBackends', () => {
  it('configures them all, and keeps what is set', () => {
    const settings = readSettings(withAllBackends({ JIRA_URL: 'https://jira.example.com', GITHUB_PAT: '' }));
    expect(leftOutBackends(settings)).toEqual([]);
    expect(settings.jiraUrl).toBe('https://jira.example.com');
  });
});
