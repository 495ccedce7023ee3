import { Testing } from 'cdktf';
import { readSettings, SETTINGS } from '../../settings';
import { McpGatewayStack, STACK_NAME } from '../../stacks/mcp-gateway-stack';
import { functionFolder } from '../constructs/function-app/function-source';

const STATIC_CLIENTS = JSON.stringify([
  { id: 'robot', name: 'Robot', redirectUris: ['https://robot.example.com/callback'], confidential: true },
]);

/** A value for each setting that reaches the file, and what the file then holds. */
const EFFECTS: readonly (readonly [variable: string, value: string, effect: RegExp])[] = [
  ['MCP_GATEWAY_LOCATION', 'westeurope', /"location": "westeurope"/],
  ['MCP_GATEWAY_NAME_PREFIX', 'other', /"rg-other"/],
  ['MCP_GATEWAY_SKU', 'StandardV2', /"StandardV2_1"/],
  ['MCP_GATEWAY_PUBLISHER_NAME', 'Someone', /"publisher_name": "Someone"/],
  ['MCP_GATEWAY_PUBLISHER_EMAIL', 'someone@example.com', /"publisher_email": "someone@example.com"/],
  ['MCP_GATEWAY_ALERT_EMAILS', 'oncall@example.com', /"email_address": "oncall@example.com"/],
  ['MCP_GATEWAY_LOG_RETENTION_DAYS', '90', /"retention_in_days": 90/],
  ['MCP_GATEWAY_TAGS', 'team=a', /"tags": \{\s*"team": "a"\s*\}/],
  ['MCP_GATEWAY_ACTIVE_KEY_SLOT', 'b', /"name": "seal-key-active",(?:\n.*){2}\n\s*"value": "b"/],
  ['MCP_GATEWAY_KEY_A_GENERATION', '2', /"keepers": \{\s*"generation": "2"/],
  ['MCP_GATEWAY_KEY_B_GENERATION', '3', /"keepers": \{\s*"generation": "3"/],
  ['MCP_GATEWAY_TOKEN_AUDIENCE', 'gateway', /name=."mcpAudience." value=."@\(."\{\{gateway-url\}\}."\)/],
  ['MCP_GATEWAY_CLIENT_METADATA_HOSTS', 'clients.example.com', /client_id_metadata_document_supported/],
  ['MCP_GATEWAY_STATIC_CLIENTS', STATIC_CLIENTS, /"name": "client-robot-secret-hash"/],
  ['MCP_GATEWAY_PRIVATE_USE_SCHEMES', 'true', /or of a scheme like com\.example\.app/],
  ['SLACK_BOT_TOKEN', 'xoxb-1', /"path": "slack-mcp"/],
  ['JIRA_URL', 'https://jira.example.com', /"value": "https:\/\/jira\.example\.com"/],
  ['JIRA_USERNAME', 'robot@example.com', /"value": "robot@example\.com"/],
  ['JIRA_API_TOKEN', 'token', /"path": "jira-mcp"/],
  ['GITHUB_PAT', 'pat', /"path": "github-mcp"/],
  ['MCP_GATEWAY_AI_FOUNDRY', 'true', /jira_batch_get_changelogs/],
  ['MCP_GATEWAY_ENTRA_BACKENDS', 'functions', /"value": "Mcp\.functions"/],
  ['MCP_GATEWAY_SUBSCRIPTION_KEY_BACKENDS', 'slack', /<include-fragment fragment-id=."mcp-admit-subscription." \/>/],
];

let source: ReturnType<typeof functionFolder>;
let standard: string;
let changed: string;
beforeAll(() => {
  source = functionFolder();
  standard = synthesised({});
  changed = synthesised(Object.fromEntries(EFFECTS.map(([variable, value]) => [variable, value])));
});
afterAll(() => source.remove());

const synthesised = (env: Readonly<Record<string, string>>): string =>
  Testing.synth(new McpGatewayStack(Testing.app(), { settings: readSettings(env), functions: source.folder }));

describe('McpGatewayStack', () => {
  it('asks for the providers it is tested against, by exact version', () => {
    expect(JSON.parse(standard)).toMatchObject({
      terraform: {
        required_providers: {
          azapi: { version: '2.7.0' },
          azuread: { version: '3.7.0' },
          azurerm: { version: '4.55.0' },
          random: { version: '3.7.2' },
        },
      },
      provider: {
        azurerm: [{ features: [{ storage: [{ data_plane_available: false }] }], storage_use_azuread: true }],
      },
    });
  });

  it('is called what its folder and its state are called', () => {
    expect(new McpGatewayStack(Testing.app(), { settings: readSettings({}), functions: source.folder }).node.id).toBe(
      STACK_NAME,
    );
  });

  it.each(EFFECTS)('puts %s=%s into effect', (variable, _value, effect) => {
    expect(Object.values(SETTINGS).map((setting) => setting.variable)).toContain(variable);
    expect(standard).not.toMatch(effect);
    expect(changed).toMatch(effect);
  });

  it('has an effect for every setting', () => {
    const shownBelow = [SETTINGS.allowedOrigins.variable, SETTINGS.defaultResource.variable];
    expect([...EFFECTS.map(([variable]) => variable), ...shownBelow].sort()).toEqual(
      Object.values(SETTINGS)
        .map(({ variable }) => variable)
        .sort(),
    );
  });

  it('hands allowed origins to the backends', () => {
    const origins = 'https://app.example.com';
    const stack = new McpGatewayStack(Testing.app(), {
      settings: readSettings({ [SETTINGS.allowedOrigins.variable]: origins }),
      functions: source.folder,
    });
    expect(stack.functions.policy.allowedOrigins).toEqual([origins]);
  });

  it('hands the default resource to the gateway, which knows its backends', () => {
    const mistakes = (defaultResource: string): string[] =>
      new McpGatewayStack(Testing.app(), {
        settings: readSettings({ [SETTINGS.defaultResource.variable]: defaultResource }),
        functions: source.folder,
      }).gateway.node.validate();
    expect(mistakes('functions')).toEqual([]);
    expect(mistakes('slack')).toEqual([expect.stringContaining('people log in to are functions')]);
  });

  it('serves the functions at /mcp', () => {
    const { functions } = new McpGatewayStack(Testing.app(), {
      settings: readSettings({}),
      functions: source.folder,
    });
    expect(functions.policy).toMatchObject({ name: 'functions', path: 'mcp', scopes: ['mcp:functions'] });
  });
});
