import { Testing } from 'cdktf';
import { readSettings, SETTINGS } from '../../settings';
import { McpGatewayStack, STACK_NAME } from '../../stacks/mcp-gateway-stack';
import { functionFolder } from '../constructs/function-source';

let source: ReturnType<typeof functionFolder>;
let standard: string;
beforeAll(() => {
  source = functionFolder();
  standard = synthesised({});
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

  it.each(Object.values(SETTINGS).filter(({ variable }) => variable !== SETTINGS.allowedOrigins.variable))(
    'puts $variable into effect',
    ({ variable, example, default: usual }) => {
      const value = example === String(usual) ? OTHER_VALUES[variable] : example;
      expect(value).toBeDefined();
      expect(synthesised({ [variable]: value ?? '' })).not.toBe(standard);
    },
  );

  it('hands allowed origins to the backends', () => {
    const origins = 'https://app.example.com';
    const stack = new McpGatewayStack(Testing.app(), {
      settings: readSettings({ [SETTINGS.allowedOrigins.variable]: origins }),
      functions: source.folder,
    });
    expect(stack.functions.policy.allowedOrigins).toEqual([origins]);
  });

  it('serves the functions at /mcp', () => {
    const { functions } = new McpGatewayStack(Testing.app(), {
      settings: readSettings({}),
      functions: source.folder,
    });
    expect(functions.policy).toMatchObject({ name: 'functions', path: 'mcp', scopes: ['mcp:functions'] });
  });
});

/** For settings whose example is their default. */
const OTHER_VALUES: Readonly<Record<string, string>> = {
  [SETTINGS.location.variable]: 'westeurope',
  [SETTINGS.sku.variable]: 'StandardV2',
  [SETTINGS.logRetentionDays.variable]: '90',
};
