import type { ProtectedEndpoint } from '../contract/protected-endpoint';
import type { OAuthOptions } from '../contract/oauth-options';
import { NAMED_VALUES } from '../contract/named-values';
import { protectedResourceOperation } from '../contract/oauth-operations';
import { base } from '../elements/base';
import { namedValue } from '../language/expressions/named-value';
import { csharp } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeList } from '../steps/code-list';
import { corsForAnyone } from '../steps/cors-for-anyone';
import { jsonResponse } from '../steps/json-response';
import { resourceUrl } from '../steps/mcp-endpoint';
import type { PolicyDocument } from './document';
import { METADATA_CACHE_CONTROL } from './authorization-server-metadata';
import { policies } from './policies';
import { codeBlock } from '../steps/code-block';

/** Builds the operation document that serves a backend's protected-resource metadata (RFC 9728 section 3.2). */
export function protectedResourceDocument(backend: ProtectedEndpoint): PolicyDocument {
  return policies(protectedResourceOperation(backend).name, {
    inbound: [corsForAnyone('GET'), base(), metadataResponse(backend)],
  });
}

/**
 * Builds the document at the well-known path itself, where clients look that were given no better place. It speaks for the
 * only backend; among several nobody could tell which one is meant, so there is none.
 */
export function rootResourceDocument({ backends }: OAuthOptions): PolicyDocument {
  const [only, ...others] = backends;
  const answer =
    only !== undefined && others.length === 0
      ? metadataResponse(only)
      : jsonResponse({
          status: 404,
          cacheControl: METADATA_CACHE_CONTROL,
          anyOrigin: true,
          body: JSON.stringify({ statusCode: 404, message: 'Resource not found' }),
        });
  return policies('root-resource-metadata', { inbound: [corsForAnyone('GET'), base(), answer] });
}

function metadataResponse(backend: ProtectedEndpoint): XmlElement {
  return jsonResponse({
    status: 200,
    cacheControl: METADATA_CACHE_CONTROL,
    anyOrigin: true,
    body: codeBlock(csharp`
      var metadata = new JObject();
      metadata["resource"] = ${resourceUrl(backend)};
      metadata["authorization_servers"] = new JArray(${namedValue(NAMED_VALUES.issuer)});
      metadata["scopes_supported"] = new JArray(${codeList(backend.scopes)});
      metadata["bearer_methods_supported"] = new JArray("header");
      metadata["resource_name"] = ${backend.displayName};
      return metadata.ToString(Newtonsoft.Json.Formatting.None);`),
  });
}
