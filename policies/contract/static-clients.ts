import { isClientMetadataUrl } from './client-metadata-url';
import type { StaticClient } from './oauth-options';
import { describeRedirectUris, isRedirectUri, MAX_REDIRECT_URIS, type RedirectUriOptions } from './redirect-uri';

const PLAIN_ID = /^[A-Za-z0-9._-]{1,100}$/;

/** The id stands in the names of a named value and of a Terraform variable. */
const CONFIDENTIAL_ID = /^(?=.{1,50}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** 1 to 100 characters that show as what they are: no control characters, none that change the direction of text. */
const NAME = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,100}$/u;

/**
 * Checks a list of static clients.
 * @returns every mistake at once, as place and rule: `[0].redirectUris[1]: ...`; empty when there is none
 */
export function staticClientMistakes(clients: readonly StaticClient[], options: RedirectUriOptions): readonly string[] {
  return clients.flatMap((client, index) => [
    ...mistakesOf(client, options).map((mistake) => `[${index}].${mistake}`),
    ...(clients.findIndex(({ id }) => id === client.id) < index
      ? [`[${index}].id: ${JSON.stringify(client.id)} is the id of a client before it; every client has its own`]
      : []),
  ]);
}

function mistakesOf({ id, name, redirectUris, confidential }: StaticClient, options: RedirectUriOptions): string[] {
  const mistakes: string[] = [];
  if (!PLAIN_ID.test(id) && !isClientMetadataUrl(id))
    mistakes.push(
      `id: ${JSON.stringify(id)} must be 1 to 100 letters, digits, ".", "_" and "-", or the https URL of a client metadata document`,
    );
  else if (confidential === true && !CONFIDENTIAL_ID.test(id))
    mistakes.push(
      `id: ${JSON.stringify(id)} must be at most 50 lower-case letters, digits and single hyphens, starting with a letter, because the client is confidential`,
    );
  if (!NAME.test(name))
    mistakes.push(`name: ${JSON.stringify(name)} must be 1 to 100 characters without control characters`);
  if (redirectUris.length < 1 || redirectUris.length > MAX_REDIRECT_URIS)
    mistakes.push(`redirectUris: there are ${redirectUris.length}, but must be 1 to ${MAX_REDIRECT_URIS}`);
  redirectUris.forEach((uri, index) => {
    if (!isRedirectUri(uri, options))
      mistakes.push(`redirectUris[${index}]: ${JSON.stringify(uri)} must be ${describeRedirectUris(options)}`);
  });
  return mistakes;
}
