import { clientMetadataUrlSyntax, MAX_CLIENT_METADATA_URL_CHARACTERS } from '../contract/client-metadata-url';
import type { OAuthOptions, StaticClient } from '../contract/oauth-options';
import { choose } from '../elements/choose';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { codeList } from './code-list';
import { sha256Hex } from './encoding';
import { readItemBody } from './read-item-body';
import { readItem } from './store-request';
import { textForStore } from './text-for-store';
import { jsonVariable, responseVariable, stringVariable } from './variables';

/** Variable with the client id the caller sent; empty when it sent none. */
export const CLIENT_ID = 'clientId';

/**
 * Variable with a client, a JSON object: `clientId`, and beside it what is known of `kind` ({@link CLIENT_KINDS}; absent
 * means registered), `authMethod` (`none` or `secret`; absent means `none`), `clientName` (as stored), `redirectUris`,
 * `applicationType`, `grantTypes`. Of a client with a metadata document only {@link readClientMetadata} tells the rest.
 */
export const CLIENT = 'client';

/** Who vouches for what a client says about itself. */
export const CLIENT_KINDS = {
  /** Nobody: it registered itself. */
  registered: 'registered',
  /** The host of its metadata document. */
  metadataDocument: 'metadata-document',
  /** The operator of the gateway. */
  static: 'static',
} as const;

/** How a client proves at the token endpoint who it is. */
export const AUTH_METHODS = { none: 'none', secret: 'secret' } as const;

/**
 * Variable with how the search ended: `found`, `unknown` or `unavailable`; then `refused` by {@link authenticateClient},
 * or `unverified` by {@link readClientMetadata}.
 */
export const CLIENT_STATE = 'clientState';

/** Variable that says whether the client id is the URL of a document on one of the operator's hosts. */
const IS_METADATA_URL = 'clientIdIsMetadataUrl';

/** The options that say which clients there are. */
export type ClientOptions = Pick<OAuthOptions, 'clientMetadataHosts' | 'staticClients'>;

/** Policy expression: whether the search for the client ended this way. */
export function clientIs(state: 'unknown' | 'unavailable' | 'unverified'): string {
  return expression(csharp`${stringVariable(CLIENT_STATE)} == ${state}`);
}

/**
 * C# of a client's kind, one of {@link CLIENT_KINDS}.
 * @param variable with a JSON object
 * @param member of it that has the kind
 */
export function clientKind(variable: string, member: string): CSharpCode {
  return csharp`((string)${jsonVariable(variable)}[${member}] ?? ${CLIENT_KINDS.registered})`;
}

/** C#: whether the client is of this kind. */
export function clientIsOfKind(kind: keyof typeof CLIENT_KINDS): CSharpCode {
  return csharp`${clientKind(CLIENT, 'kind')} == ${CLIENT_KINDS[kind]}`;
}

/**
 * Finds a client, whichever way the gateway knows it: by the operator's list, by a metadata document on a host of the
 * operator's list, by registration. Reads {@link CLIENT_ID} and `storeAuthorization`; writes {@link CLIENT}, an empty
 * object when there is none, and {@link CLIENT_STATE}.
 */
export function findClient({ staticClients = [], clientMetadataHosts = [] }: ClientOptions): readonly XmlElement[] {
  const response = 'clientAnswer';
  const answer = responseVariable(response);
  return [
    ...checkClientMetadataUrl(clientMetadataHosts),
    setVariable({ name: CLIENT, value: configuredClient(staticClients, clientMetadataHosts.length > 0) }),
    setVariable({
      name: CLIENT_STATE,
      value: expression(csharp`${jsonVariable(CLIENT)}["clientId"] == null ? "unknown" : "found"`),
    }),
    choose({
      when: [
        {
          condition: clientIs('unknown'),
          then: [
            ...readItem({
              container: 'clients',
              id: sha256Hex(stringVariable(CLIENT_ID)),
              response,
              unavailable: [setVariable({ name: CLIENT_STATE, value: 'unavailable' })],
            }),
            choose({
              when: [
                {
                  condition: expression(csharp`${answer} != null && ${answer}.StatusCode == 200`),
                  then: [readItemBody(response, CLIENT), setVariable({ name: CLIENT_STATE, value: 'found' })],
                },
              ],
            }),
          ],
        },
      ],
    }),
  ];
}

/** Decides whether the gateway may dial the client id. Nothing is written when there are no hosts for documents. */
function checkClientMetadataUrl(hosts: readonly string[]): readonly XmlElement[] {
  if (hosts.length === 0) return [];
  const id = stringVariable(CLIENT_ID);
  return [
    setVariable({
      id: 'check-client-metadata-url',
      name: IS_METADATA_URL,
      value: expression(
        csharp`${id}.Length <= ${MAX_CLIENT_METADATA_URL_CHARACTERS} && Regex.IsMatch(${id}, ${`^${clientMetadataUrlSyntax(hosts)}\\z`})`,
      ),
    }),
  ];
}

/** Policy expression: the client as the options tell it; an empty object when they do not. */
function configuredClient(staticClients: readonly StaticClient[], readsDocuments: boolean): string {
  const byId = staticClients.reduce<CSharpCode>((code, client) => csharp`${code}${staticClient(client)}`, csharp``);
  const byUrl = readsDocuments
    ? csharp`
      if (id.StartsWith("http") && (bool)context.Variables[${IS_METADATA_URL}]) {
        client["clientId"] = id;
        client["kind"] = ${CLIENT_KINDS.metadataDocument};
      }`
    : csharp``;
  return codeBlock(csharp`
      var id = ${stringVariable(CLIENT_ID)};
      var client = new JObject();${byId}${byUrl}
      return client;`);
}

function staticClient({ id, name, redirectUris, confidential }: StaticClient): CSharpCode {
  return csharp`
      if (id == ${id}) {
        client["clientId"] = id;
        client["kind"] = ${CLIENT_KINDS.static};
        client["authMethod"] = ${confidential === true ? AUTH_METHODS.secret : AUTH_METHODS.none};
        client["clientName"] = ${textForStore(csharp`${name}`)};
        client["redirectUris"] = new JArray(${codeList(redirectUris)});
        return client;
      }`;
}
