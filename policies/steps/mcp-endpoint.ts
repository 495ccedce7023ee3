import { NAMED_VALUES } from '../contract/named-values';
import { ENDPOINTS } from '../contract/endpoints';
import type { ProtectedEndpoint } from '../contract/protected-endpoint';
import type { TokenAudience } from '../contract/oauth-options';
import { setVariable } from '../elements/set-variable';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';

/** Variables that tell the shared fragments which endpoint a request is for. */
export const ENDPOINT = {
  /** Name of the backend; part of every counter key. */
  name: 'mcpName',
  /** Exact URL of the endpoint, which is its OAuth resource. */
  resource: 'mcpResource',
  /** What a login has to be for: the endpoint, or the gateway. */
  audience: 'mcpAudience',
  /** URL of the endpoint's protected-resource document; empty when nobody can log in. */
  metadata: 'mcpMetadata',
  /** Scopes a token needs, blank-separated. */
  scope: 'mcpScope',
} as const;

/** C# of the URL of an endpoint: exactly what a client connects to, so without a trailing slash. */
export function resourceUrl(endpoint: ProtectedEndpoint): CSharpCode {
  return csharp`${namedValue(NAMED_VALUES.gatewayUrl)} + ${`/${endpoint.resourcePath}`}`;
}

/** Writes the {@link ENDPOINT} variables. */
export function describeEndpoint(endpoint: ProtectedEndpoint, audience: TokenAudience): readonly XmlElement[] {
  const resource = resourceUrl(endpoint);
  return [
    setVariable({ name: ENDPOINT.name, value: endpoint.name }),
    setVariable({ name: ENDPOINT.resource, value: expression(resource) }),
    setVariable({
      name: ENDPOINT.audience,
      value: expression(audience === 'gateway' ? namedValue(NAMED_VALUES.gatewayUrl) : resource),
    }),
    ...describeChallenge(endpoint),
  ];
}

/** Writes those of the {@link ENDPOINT} variables that a challenge needs. */
export function describeChallenge({ resourcePath, scopes, authentication }: ProtectedEndpoint): readonly XmlElement[] {
  const metadata = csharp`${namedValue(NAMED_VALUES.gatewayUrl)} + ${`${ENDPOINTS.protectedResourceMetadata}/${resourcePath}`}`;
  return [
    setVariable({
      name: ENDPOINT.metadata,
      value: expression(authentication?.oauth === false ? csharp`""` : metadata),
    }),
    setVariable({ name: ENDPOINT.scope, value: scopes.join(' ') }),
  ];
}
