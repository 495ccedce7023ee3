/** What the Function App is told by its app settings. */
export interface Settings {
  /** Blob service endpoint of the storage account, for instance `https://examplestorage.blob.core.windows.net/`. */
  readonly blobEndpoint: string;
  /** The container that holds the snippets. It exists already: the stack creates it. */
  readonly container: string;
}

/** The app settings that the stack must set on the Function App, by the property they fill. */
export const APP_SETTINGS = {
  blobEndpoint: 'SNIPPETS_BLOB_ENDPOINT',
  container: 'SNIPPETS_CONTAINER',
} as const satisfies Record<keyof Settings, string>;

/**
 * Reads the settings from app settings, which Azure Functions hands over as environment variables.
 * @throws Error that names every missing or malformed app setting at once
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];
  const blobEndpoint = environment[APP_SETTINGS.blobEndpoint] ?? '';
  const container = environment[APP_SETTINGS.container] ?? '';
  if (!isHttps(blobEndpoint)) {
    problems.push(
      `${APP_SETTINGS.blobEndpoint} is "${blobEndpoint}" but must be the https blob endpoint of a storage account; set it to the account's primary blob endpoint.`,
    );
  }
  if (!/^[a-z0-9](?:-?[a-z0-9]){2,62}$/.test(container)) {
    problems.push(
      `${APP_SETTINGS.container} is "${container}" but must be a container name: 3 to 63 lower-case letters, digits and single hyphens.`,
    );
  }
  if (problems.length > 0) {
    throw new Error(`The Function App's app settings are not usable. ${problems.join(' ')}`);
  }
  return { blobEndpoint, container };
}

function isHttps(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === 'https:';
}
