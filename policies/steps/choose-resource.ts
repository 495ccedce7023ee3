import { NAMED_VALUES } from '../contract/named-values';
import type { OAuthOptions } from '../contract/oauth-options';
import { setVariable } from '../elements/set-variable';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { codeList } from './code-list';
import { resourceUrl } from './mcp-endpoint';
import { queryParameter } from './query-parameter';
import { refuseWhen } from './refuse-when';
import { stringVariable } from './variables';

/** Variables that say what a login is for. */
export const REQUESTED = {
  /** What its tokens are for, their audience: the URL of an endpoint, or of the gateway. */
  resource: 'resource',
  /** Display names of the MCP servers they open, each on a line. */
  backendNames: 'backendNames',
  /** Scopes that will be granted, blank-separated. */
  scope: 'scope',
} as const;

/** The options that say what a login can be for. */
export type ResourceOptions = Pick<OAuthOptions, 'backends' | 'audience' | 'defaultResource'>;

const SCOPES = csharp`" " + ${queryParameter('scope')} + " "`;
const KNOWN_SCOPES = 'knownScopes';

/**
 * Decides what a login is for (RFC 8707) and with which scopes. Writes {@link REQUESTED}.
 *
 * An unknown resource is refused. A client that names none gets the one backend its scopes name, else the only backend,
 * else the default one, else it is refused. Unknown scopes are dropped, `offline_access` among them, which is no
 * permission of a backend; a client that asks for no known scope gets them all, because few clients can ask again. With
 * the audience `gateway` every login is for all backends and all their scopes.
 * @param unknown what the client gets when the login is for nothing that is known
 */
export function chooseResource(options: ResourceOptions, unknown: readonly XmlElement[]): readonly XmlElement[] {
  return [
    ...(options.audience === 'gateway' ? chooseGateway(options) : chooseBackend(options)),
    refuseWhen({
      id: 'check-resource',
      condition: expression(csharp`${stringVariable(KNOWN_SCOPES)} == ""`),
      answer: unknown,
    }),
    setVariable({
      name: REQUESTED.scope,
      value:
        options.audience === 'gateway'
          ? expression(stringVariable(KNOWN_SCOPES))
          : codeBlock(csharp`
      var requested = ${SCOPES};
      var granted = "";
      foreach (var scope in ${stringVariable(KNOWN_SCOPES)}.Split(' ')) {
        if (requested.Contains(" " + scope + " ")) { granted = granted == "" ? scope : granted + " " + scope; }
      }
      return granted == "" ? ${stringVariable(KNOWN_SCOPES)} : granted;`),
    }),
  ];
}

/**
 * C# of the URLs a client may name a login by whose tokens are for the gateway: that of the gateway, which is their
 * audience, and those of the endpoints they open. Comma-separated.
 */
export function gatewayResources({ backends }: ResourceOptions): CSharpCode {
  return codeList([namedValue(NAMED_VALUES.gatewayUrl), ...backends.map(resourceUrl)]);
}

function chooseGateway(options: ResourceOptions): readonly XmlElement[] {
  const { backends } = options;
  const scopes = [...new Set(backends.flatMap((backend) => backend.scopes))].join(' ');
  return [
    setVariable({ name: REQUESTED.resource, value: expression(namedValue(NAMED_VALUES.gatewayUrl)) }),
    setVariable({
      name: REQUESTED.backendNames,
      value: text(backends.map(({ displayName }) => displayName).join('\n')),
    }),
    setVariable({
      name: KNOWN_SCOPES,
      value: codeBlock(csharp`
      if (!context.Request.OriginalUrl.Query.ContainsKey("resource")) { return ${scopes}; }
      foreach (var resource in new string[] { ${gatewayResources(options)} }) {
        if (${queryParameter('resource')} == resource) { return ${scopes}; }
      }
      return "";`),
    }),
  ];
}

function chooseBackend({ backends, defaultResource }: ResourceOptions): readonly XmlElement[] {
  const fallback = backends.find(({ name }) => backends.length === 1 || name === defaultResource);
  const byResource = (value: (backend: (typeof backends)[number]) => string): string => {
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
      value: codeBlock(csharp`
      if (context.Request.OriginalUrl.Query.ContainsKey("resource")) { return ${queryParameter('resource')}; }
      var requested = ${SCOPES};
      var named = "";
      foreach (var backend in new string[] { ${codeList(backends.map(({ resourcePath, scopes }) => [`/${resourcePath}`, ...scopes].join(' ')))} }) {
        var parts = backend.Split(' ');
        for (var i = 1; i < parts.Length; i++) {
          if (requested.Contains(" " + parts[i] + " ") && named != parts[0]) { named = named == "" ? parts[0] : "several"; }
        }
      }
      if (named.StartsWith("/", StringComparison.Ordinal)) { return ${namedValue(NAMED_VALUES.gatewayUrl)} + named; }
      return ${fallback === undefined ? csharp`""` : resourceUrl(fallback)};`),
    }),
    setVariable({ name: REQUESTED.backendNames, value: byResource(({ displayName }) => displayName) }),
    setVariable({ name: KNOWN_SCOPES, value: byResource(({ scopes }) => scopes.join(' ')) }),
  ];
}

/** A text as a policy expression, so that nothing in it means anything to API Management. */
function text(value: string): string {
  return expression(csharp`${value}`);
}
