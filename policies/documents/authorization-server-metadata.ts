import { ENDPOINTS } from '../contract/endpoints';
import type { OAuthOptions } from '../contract/oauth-options';
import { NAMED_VALUES } from '../contract/named-values';
import { base } from '../elements/base';
import { namedValue } from '../language/expressions/named-value';
import { csharp } from '../language/expressions/template';
import { codeList } from '../steps/code-list';
import { corsForAnyone } from '../steps/cors-for-anyone';
import { jsonResponse } from '../steps/json-response';
import { codeBlock } from '../steps/code-block';
import type { PolicyDocument } from './document';
import { policies } from './policies';
import { GRANT_TYPES } from './token';

/** Metadata changes with a deployment only; clients ask for it at each login. */
export const METADATA_CACHE_CONTROL = 'public, max-age=300';

/**
 * Tells clients that a login outlasts an access token. It stands here alone, neither in the metadata of an endpoint nor in a
 * challenge, because no call needs it. Whether a client asks for it changes nothing: see {@link issueToken}.
 */
const OFFLINE_ACCESS = 'offline_access';

/**
 * Builds the document of `GET /.well-known/oauth-authorization-server` (RFC 8414 section 3.2). It names what exists and
 * nothing else; a member without a value is left out, because clients refuse null and empty ones.
 */
export function authorizationServerMetadataDocument(options: OAuthOptions): PolicyDocument {
  const { backends, clientMetadataHosts = [], staticClients = [] } = options;
  const issuer = namedValue(NAMED_VALUES.issuer);
  const scopes = [...new Set([...backends.flatMap((backend) => backend.scopes), OFFLINE_ACCESS])];
  const authMethods = [
    'none',
    ...(staticClients.some(({ confidential }) => confidential) ? ['client_secret_basic', 'client_secret_post'] : []),
  ];
  return policies('authorization-server-metadata', {
    inbound: [
      corsForAnyone('GET'),
      base(),
      jsonResponse({
        status: 200,
        cacheControl: METADATA_CACHE_CONTROL,
        anyOrigin: true,
        body: codeBlock(csharp`
      var metadata = new JObject();
      metadata["issuer"] = ${issuer};
      metadata["authorization_endpoint"] = ${issuer} + ${ENDPOINTS.authorize};
      metadata["token_endpoint"] = ${issuer} + ${ENDPOINTS.token};
      metadata["registration_endpoint"] = ${issuer} + ${ENDPOINTS.register};
      metadata["revocation_endpoint"] = ${issuer} + ${ENDPOINTS.revoke};
      metadata["scopes_supported"] = new JArray(${codeList(scopes)});
      metadata["response_types_supported"] = new JArray("code");
      metadata["response_modes_supported"] = new JArray("query");
      metadata["grant_types_supported"] = new JArray(${codeList(GRANT_TYPES)});
      metadata["token_endpoint_auth_methods_supported"] = new JArray(${codeList(authMethods)});
      metadata["revocation_endpoint_auth_methods_supported"] = metadata["token_endpoint_auth_methods_supported"];
      metadata["code_challenge_methods_supported"] = new JArray("S256");
      ${clientMetadataHosts.length === 0 ? csharp`` : csharp`metadata["client_id_metadata_document_supported"] = true;`}
      metadata["authorization_response_iss_parameter_supported"] = true;
      return metadata.ToString(Newtonsoft.Json.Formatting.None);`),
      }),
    ],
  });
}
