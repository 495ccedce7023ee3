import type { McpBackendPolicy } from '../contract/mcp-backend-policy';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { resourceUrl } from './mcp-endpoint';
import { queryParameter } from './query-parameter';
import { refuseWhen } from './refuse-when';
import { returnError } from './return-to-client';
import { stringVariable } from './variables';
import { codeBlock } from './code-block';

/** Variables that say what a login is for. */
export const REQUESTED = {
  /** URL of the endpoint. */
  resource: 'resource',
  /** Display name of its MCP server. */
  backendName: 'backendName',
  /** Scopes that will be granted, blank-separated. */
  scope: 'scope',
} as const;

/**
 * Decides which endpoint a login is for (RFC 8707) and with which scopes; an unknown resource is refused. A client that
 * names none gets the only backend, if there is only one. Unknown scopes are dropped; a client that asks for no known
 * one gets them all, because few clients can ask again. Writes {@link REQUESTED}.
 */
export function chooseResource(backends: readonly McpBackendPolicy[]): readonly XmlElement[] {
  const [only, ...others] = backends;
  const fallback = only !== undefined && others.length === 0 ? resourceUrl(only) : csharp`""`;
  const byResource = (value: (backend: McpBackendPolicy) => string): string => {
    const cases = backends.reduce<CSharpCode>(
      (code, backend) => csharp`${code}
      if (resource == ${resourceUrl(backend)}) { return ${value(backend)}; }`,
      csharp``,
    );
    return codeBlock(csharp`
      var resource = ${stringVariable(REQUESTED.resource)};${cases}
      return "";`);
  };
  return [
    setVariable({
      name: REQUESTED.resource,
      value: expression(
        csharp`context.Request.OriginalUrl.Query.ContainsKey("resource") ? ${queryParameter('resource')} : ${fallback}`,
      ),
    }),
    setVariable({ name: REQUESTED.backendName, value: byResource((backend) => backend.displayName) }),
    setVariable({ name: 'knownScopes', value: byResource((backend) => backend.scopes.join(' ')) }),
    refuseWhen({
      id: 'check-resource',
      condition: expression(csharp`${stringVariable('knownScopes')} == ""`),
      answer: [returnError('invalid_target', 'The resource is not an MCP endpoint of this gateway.')],
    }),
    setVariable({
      name: REQUESTED.scope,
      value: codeBlock(csharp`
      var requested = " " + ${queryParameter('scope')} + " ";
      var granted = "";
      foreach (var scope in ${stringVariable('knownScopes')}.Split(' ')) {
        if (requested.Contains(" " + scope + " ")) { granted = granted == "" ? scope : granted + " " + scope; }
      }
      return granted == "" ? ${stringVariable('knownScopes')} : granted;`),
    }),
  ];
}
