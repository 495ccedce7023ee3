import type { ResolvedResource } from '../../stack/resolved-stack';
import type { IdentityEndpoint } from '../managed-identity/identity-endpoint';
import { nestedBlock } from '../stack-values';

/** What the platform adds to a function app's own settings. */
export interface PlatformValues {
  readonly siteName: string;
  readonly hostname: string;
  /** Folder of the unpacked package. */
  readonly root: string;
  readonly home: string;
  readonly temporary: string;
  /** File with the certificate authority of the storage stand-in; undefined when nothing needs it. */
  readonly authorityFile: string | undefined;
  /** Undefined when the app has no managed identity. */
  readonly identity: IdentityEndpoint | undefined;
}

/**
 * The whole environment of a function app's process: what Azure gives it and the app settings of the stack. Nothing of
 * the local gateway's own environment gets in, so that code which works here does not need it there.
 * @throws Error naming the function app and the app setting that is no text
 */
export function appEnvironment(app: ResolvedResource, platform: PlatformValues): Readonly<Record<string, string>> {
  const settings = Object.entries(nestedBlock(app.attributes.app_settings) ?? {});
  const notText = settings.filter(([, value]) => typeof value !== 'string').map(([name]) => name);
  if (notText.length > 0) {
    throw new Error(
      `${app.address}: app_settings holds values that are no strings: ${notText.join(', ')}. Make them strings.`,
    );
  }
  const insights = nestedBlock(app.attributes.site_config)?.application_insights_connection_string;
  return {
    AZURE_FUNCTIONS_ENVIRONMENT: 'Production',
    FUNCTIONS_EXTENSION_VERSION: '~4',
    FUNCTIONS_WORKER_RUNTIME: 'node',
    ...(typeof insights === 'string' ? { APPLICATIONINSIGHTS_CONNECTION_STRING: insights } : {}),
    ...Object.fromEntries(settings.map(([name, value]) => [name, String(value)])),
    AzureWebJobsScriptRoot: platform.root,
    HOME: platform.home,
    TMPDIR: platform.temporary,
    TEMP: platform.temporary,
    WEBSITE_SITE_NAME: platform.siteName,
    WEBSITE_HOSTNAME: platform.hostname,
    ...(platform.identity === undefined
      ? {}
      : { IDENTITY_ENDPOINT: platform.identity.endpoint, IDENTITY_HEADER: platform.identity.header }),
    ...(platform.authorityFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: platform.authorityFile }),
    // Windows opens no socket without it; it names a folder of the operating system.
    ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }),
  };
}
