import { appEnvironment, type PlatformValues } from '../../../../emulator/azure/functions/app-environment';
import type { ResolvedResource } from '../../../../emulator/stack/resolved-stack';

const PLATFORM: PlatformValues = {
  siteName: 'app',
  hostname: 'app.azurewebsites.net',
  root: '/r',
  home: '/h',
  temporary: '/t',
  authorityFile: undefined,
  identity: undefined,
};

const app = (attributes: Readonly<Record<string, unknown>>): ResolvedResource => ({
  address: 'azurerm_function_app_flex_consumption.app',
  mode: 'managed',
  type: 'azurerm_function_app_flex_consumption',
  name: 'app',
  attributes,
});

const BARE = {
  AZURE_FUNCTIONS_ENVIRONMENT: 'Production',
  FUNCTIONS_EXTENSION_VERSION: '~4',
  FUNCTIONS_WORKER_RUNTIME: 'node',
  AzureWebJobsScriptRoot: '/r',
  HOME: '/h',
  TMPDIR: '/t',
  TEMP: '/t',
  WEBSITE_SITE_NAME: 'app',
  WEBSITE_HOSTNAME: 'app.azurewebsites.net',
};

describe('appEnvironment', () => {
  const systemRoot = process.env.SystemRoot;
  beforeAll(() => {
    delete process.env.SystemRoot;
  });
  afterAll(() => {
    if (systemRoot !== undefined) process.env.SystemRoot = systemRoot;
  });

  it('is what the platform gives when the stack sets nothing', () => {
    expect(appEnvironment(app({}), PLATFORM)).toEqual(BARE);
  });

  it('adds app settings, telemetry, identity and the storage authority', () => {
    const attributes = {
      app_settings: { SETTING: 'value', EMPTY: '' },
      site_config: [{ application_insights_connection_string: 'InstrumentationKey=k' }],
    };
    const identity = { endpoint: 'http://127.0.0.1:1/msi/token', header: 'h' };
    expect(appEnvironment(app(attributes), { ...PLATFORM, identity, authorityFile: '/ca.pem' })).toEqual({
      ...BARE,
      SETTING: 'value',
      EMPTY: '',
      APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=k',
      IDENTITY_ENDPOINT: 'http://127.0.0.1:1/msi/token',
      IDENTITY_HEADER: 'h',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
    });
  });

  it('does not let an app setting replace what the platform decides', () => {
    const attributes = { app_settings: { IDENTITY_ENDPOINT: 'x', WEBSITE_SITE_NAME: 'y' } };
    const identity = { endpoint: 'real', header: 'h' };
    expect(appEnvironment(app(attributes), { ...PLATFORM, identity })).toMatchObject({
      IDENTITY_ENDPOINT: 'real',
      WEBSITE_SITE_NAME: 'app',
    });
  });

  it('names the app settings that are no strings', () => {
    expect(() => appEnvironment(app({ app_settings: { A: 1, B: 'b', C: null } }), PLATFORM)).toThrow(
      'azurerm_function_app_flex_consumption.app: app_settings holds values that are no strings: A, C.',
    );
  });
});
