import { readSettings, SETTINGS, SettingsError } from '../settings';
import { UserError } from '../constructs/user-error';

const DEFAULTS = {
  location: 'swedencentral',
  namePrefix: 'mcpgw',
  sku: 'BasicV2',
  publisherName: 'Azure MCP Gateway',
  publisherEmail: 'mcp-gateway@example.com',
  allowedOrigins: [],
  clientMetadataHosts: [],
  staticClients: [],
  privateUseSchemes: false,
  tokenAudience: 'backend',
  defaultResource: '',
  slackBotToken: false,
  jiraUrl: '',
  jiraUsername: '',
  jiraApiToken: false,
  githubPat: false,
  aiFoundry: false,
  entraBackends: [],
  subscriptionKeyBackends: [],
  alertEmails: 'publisher',
  logRetentionDays: 30,
  tags: {},
  activeKeySlot: 'a',
  keyGenerationA: 1,
  keyGenerationB: 1,
};

describe('readSettings', () => {
  it('needs nothing', () => {
    expect(readSettings({})).toEqual(DEFAULTS);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readSettings({ MCP_GATEWAY_LOCATION: '', MCP_GATEWAY_SKU: '  ' })).toEqual(DEFAULTS);
  });

  it.each([
    ['MCP_GATEWAY_LOCATION', ' westeurope ', { location: 'westeurope' }],
    ['MCP_GATEWAY_NAME_PREFIX', 'a-1', { namePrefix: 'a-1' }],
    ['MCP_GATEWAY_SKU', 'StandardV2', { sku: 'StandardV2' }],
    ['MCP_GATEWAY_PUBLISHER_NAME', 'Contoso & Söhne', { publisherName: 'Contoso & Söhne' }],
    ['MCP_GATEWAY_PUBLISHER_EMAIL', 'a@b', { publisherEmail: 'a@b' }],
    [
      'MCP_GATEWAY_ALLOWED_ORIGINS',
      'https://a.example, http://localhost:6274,',
      { allowedOrigins: ['https://a.example', 'http://localhost:6274'] },
    ],
    [
      'MCP_GATEWAY_CLIENT_METADATA_HOSTS',
      'vscode.dev, claude.ai',
      { clientMetadataHosts: ['vscode.dev', 'claude.ai'] },
    ],
    [
      'MCP_GATEWAY_STATIC_CLIENTS',
      '[{"id":"a","name":"A","redirectUris":["com.example.a:/callback"],"confidential":true}]',
      { staticClients: [{ id: 'a', name: 'A', redirectUris: ['com.example.a:/callback'], confidential: true }] },
    ],
    ['MCP_GATEWAY_PRIVATE_USE_SCHEMES', 'true', { privateUseSchemes: true }],
    ['MCP_GATEWAY_TOKEN_AUDIENCE', 'gateway', { tokenAudience: 'gateway' }],
    ['MCP_GATEWAY_DEFAULT_RESOURCE', 'slack-mcp', { defaultResource: 'slack-mcp' }],
    ['MCP_GATEWAY_ALERT_EMAILS', 'a@b, c@d', { alertEmails: ['a@b', 'c@d'] }],
    ['MCP_GATEWAY_ALERT_EMAILS', 'none', { alertEmails: [] }],
    ['MCP_GATEWAY_LOG_RETENTION_DAYS', '730', { logRetentionDays: 730 }],
    ['MCP_GATEWAY_TAGS', 'team=a, note=x=y,empty=', { tags: { team: 'a', note: 'x=y', empty: '' } }],
    ['MCP_GATEWAY_ACTIVE_KEY_SLOT', 'b', { activeKeySlot: 'b' }],
    ['MCP_GATEWAY_KEY_A_GENERATION', '2', { keyGenerationA: 2 }],
    ['MCP_GATEWAY_KEY_B_GENERATION', '3', { keyGenerationB: 3 }],
  ])('reads %s=%s', (variable, value, expected) => {
    expect(readSettings({ [variable]: value })).toEqual({ ...DEFAULTS, ...expected });
  });

  it.each([
    ['MCP_GATEWAY_LOCATION', 'West Europe'],
    ['MCP_GATEWAY_LOCATION', '1a'],
    ['MCP_GATEWAY_NAME_PREFIX', 'a'],
    ['MCP_GATEWAY_NAME_PREFIX', 'abcdefghijklm'],
    ['MCP_GATEWAY_NAME_PREFIX', 'a--b'],
    ['MCP_GATEWAY_NAME_PREFIX', 'Ab'],
    ['MCP_GATEWAY_SKU', 'Consumption'],
    ['MCP_GATEWAY_SKU', 'basicv2'],
    ['MCP_GATEWAY_PUBLISHER_NAME', 'x'.repeat(101)],
    ['MCP_GATEWAY_PUBLISHER_NAME', 'a\nb'],
    ['MCP_GATEWAY_PUBLISHER_EMAIL', 'nobody'],
    ['MCP_GATEWAY_PUBLISHER_EMAIL', 'a b@c'],
    ['MCP_GATEWAY_ALLOWED_ORIGINS', 'https://a.example/'],
    ['MCP_GATEWAY_ALLOWED_ORIGINS', '*'],
    ['MCP_GATEWAY_CLIENT_METADATA_HOSTS', 'localhost'],
    ['MCP_GATEWAY_CLIENT_METADATA_HOSTS', '10.0.0.1'],
    ['MCP_GATEWAY_CLIENT_METADATA_HOSTS', 'https://vscode.dev'],
    ['MCP_GATEWAY_CLIENT_METADATA_HOSTS', 'vscode.dev:8443'],
    ['MCP_GATEWAY_CLIENT_METADATA_HOSTS', 'VSCode.dev'],
    ['MCP_GATEWAY_STATIC_CLIENTS', '[{'],
    ['MCP_GATEWAY_STATIC_CLIENTS', '{}'],
    ['MCP_GATEWAY_STATIC_CLIENTS', '[{"id":"a","name":"A"}]'],
    ['MCP_GATEWAY_STATIC_CLIENTS', '[{"id":"a","name":"A","redirectUris":["https://a.example/"],"secret":"s"}]'],
    ['MCP_GATEWAY_PRIVATE_USE_SCHEMES', 'yes'],
    ['MCP_GATEWAY_TOKEN_AUDIENCE', 'Gateway'],
    ['MCP_GATEWAY_DEFAULT_RESOURCE', 'https://a.example/mcp'],
    ['MCP_GATEWAY_ALERT_EMAILS', 'nobody'],
    ['MCP_GATEWAY_LOG_RETENTION_DAYS', '29'],
    ['MCP_GATEWAY_LOG_RETENTION_DAYS', '731'],
    ['MCP_GATEWAY_LOG_RETENTION_DAYS', '30.5'],
    ['MCP_GATEWAY_LOG_RETENTION_DAYS', '0x1e'],
    ['MCP_GATEWAY_TAGS', 'team'],
    ['MCP_GATEWAY_TAGS', '=a'],
    ['MCP_GATEWAY_TAGS', 'a?b=c'],
    ['MCP_GATEWAY_TAGS', 'a=1,A=2'],
    ['MCP_GATEWAY_TAGS', `a=${'x'.repeat(257)}`],
    ['MCP_GATEWAY_TAGS', Array.from({ length: 51 }, (_, index) => `t${index}=x`).join(',')],
    ['MCP_GATEWAY_ACTIVE_KEY_SLOT', 'c'],
    ['MCP_GATEWAY_KEY_A_GENERATION', '0'],
    ['MCP_GATEWAY_KEY_A_GENERATION', '-1'],
    ['MCP_GATEWAY_KEY_B_GENERATION', '1e3'],
  ])('refuses %s=%j', (variable, value) => {
    let thrown: unknown;
    try {
      readSettings({ [variable]: value });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(SettingsError);
    expect(thrown).toMatchObject({ variables: [variable] });
  });

  it('reports several mistakes at once: variable, value, rule, fix', () => {
    let thrown: unknown;
    try {
      readSettings({ MCP_GATEWAY_KEY_A_GENERATION: 'x', MCP_GATEWAY_SKU: 'Consumption' });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown).toMatchObject({
      variables: ['MCP_GATEWAY_SKU', 'MCP_GATEWAY_KEY_A_GENERATION'],
      message: [
        'The settings have 2 mistakes:',
        '  MCP_GATEWAY_SKU is "Consumption" but must be one of Developer, Basic, BasicV2, Standard, StandardV2, Premium, PremiumV2 (Consumption has no cache, no rate-limit-by-key and ends requests after 30 seconds). Set it like MCP_GATEWAY_SKU=BasicV2, or unset it for the default.',
        '  MCP_GATEWAY_KEY_A_GENERATION is "x" but must be a whole number from 1. Set it like MCP_GATEWAY_KEY_A_GENERATION=2, or unset it for the default.',
      ].join('\n'),
    });
  });

  it('says what is wrong with each part of a list', () => {
    const clients = '[{"id":"A","name":"A","redirectUris":["http://a.example/"],"confidential":true},{"id":"B"}]';
    expect(() => readSettings({ MCP_GATEWAY_STATIC_CLIENTS: clients })).toThrow(/\n {4}\[1\]\.redirectUris: /);
    const shaped = clients.replace('"B"', '"B","name":"B","redirectUris":[]');
    expect(() => readSettings({ MCP_GATEWAY_STATIC_CLIENTS: shaped })).toThrow(
      /\n {4}\[0\]\.id: .*confidential\n {4}\[0\]\.redirectUris\[0\]: .*\n {4}\[1\]\.redirectUris: there are 0/,
    );
  });

  it.each(Object.values(SETTINGS))('accepts the example of $variable', ({ example, schema }) => {
    expect(schema.safeParse(example).success).toBe(true);
  });

  it('accepts all examples together', () => {
    const examples = Object.values(SETTINGS).map(({ variable, example }) => [variable, example]);
    expect(() => readSettings(Object.fromEntries(examples))).not.toThrow();
  });

  it('has a variable of its own for every setting', () => {
    const variables = Object.values(SETTINGS).map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
  });
});
