import type { RedirectUriOptions } from '../contract/redirect-uri';
import { cacheLookupValue } from '../elements/cache-lookup-value';
import { cacheStoreValue } from '../elements/cache-store-value';
import { choose } from '../elements/choose';
import { rateLimitByKey } from '../elements/rate-limit-by-key';
import { sendRequest } from '../elements/send-request';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { checkClientDocument, DOCUMENT_ANSWER } from './check-client-document';
import { METADATA } from './client-metadata-rules';
import { codeBlock } from './code-block';
import { AUTH_METHODS, CLIENT, CLIENT_ID, CLIENT_KINDS, CLIENT_STATE, clientIsOfKind } from './find-client';
import { COPY_CLIENT_METADATA } from './new-client';
import { jsonVariable, responseVariable, stringVariable } from './variables';

/** Variable with a client made of a document, as JSON text; unset or null when the cache has none. */
const CACHED = 'cachedClient';

/** How many documents one address may make the gateway read. */
const READS_PER_MINUTE = 30;

/** A person waits for the document. */
const TIMEOUT_SECONDS = 5;

/** How long a good document is believed: what its host says, a day at most, and what counts when the host says nothing. */
const CACHE_SECONDS = { most: 24 * 60 * 60, unsaid: 5 * 60 };

/**
 * Completes a client that is known by the URL of its metadata document: reads the document, or what the cache kept of it.
 * Other clients pass. Reads {@link CLIENT}; writes it and {@link CLIENT_STATE}, which is `unverified` when the document
 * cannot be read or is not what it has to be. That is never kept.
 *
 * The URL was matched against the list of hosts before. A policy cannot see which address a name resolves to, nor stop
 * a long answer while it arrives; the hosts are the operator's choice for that reason.
 */
export function readClientMetadata(options: RedirectUriOptions): XmlElement {
  return choose({
    when: [
      {
        condition: expression(clientIsOfKind('metadataDocument')),
        then: [
          cacheLookupValue({ key: cacheKey(), variableName: CACHED }),
          choose({
            when: [
              {
                condition: expression(
                  csharp`string.IsNullOrEmpty(context.Variables.GetValueOrDefault<string>(${CACHED}))`,
                ),
                then: [...fetchDocument(), ...checkClientDocument(options), keepClient()],
              },
            ],
            otherwise: [
              setVariable({ name: CLIENT, value: expression(csharp`JObject.Parse(${stringVariable(CACHED)})`) }),
            ],
          }),
        ],
      },
    ],
  });
}

function cacheKey(): string {
  return expression(csharp`"client-metadata:" + ${stringVariable(CLIENT_ID)}`);
}

function fetchDocument(): readonly XmlElement[] {
  return [
    rateLimitByKey({
      id: 'check-metadata-rate',
      calls: READS_PER_MINUTE,
      renewalPeriodSeconds: 60,
      counterKey: expression(csharp`"client-metadata:" + context.Request.IpAddress`),
    }),
    sendRequest({
      responseVariableName: DOCUMENT_ANSWER,
      url: expression(stringVariable(CLIENT_ID)),
      method: 'GET',
      timeoutSeconds: TIMEOUT_SECONDS,
      ignoreError: true,
      headers: [{ name: 'Accept', values: ['application/json'] }],
    }),
  ];
}

/** Makes the client of a document that passed every check, and caches it. */
function keepClient(): XmlElement {
  const lifetime = csharp`((int)context.Variables["documentSeconds"])`;
  return choose({
    when: [
      {
        condition: expression(csharp`${stringVariable(CLIENT_STATE)} == "found"`),
        then: [
          setVariable({
            name: CLIENT,
            value: codeBlock(csharp`
      var metadata = ${jsonVariable(METADATA)};
      var client = new JObject();
      client["clientId"] = ${stringVariable(CLIENT_ID)};
      client["kind"] = ${CLIENT_KINDS.metadataDocument};
      client["authMethod"] = ${AUTH_METHODS.none};${COPY_CLIENT_METADATA}
      return client;`),
          }),
          setVariable({ name: 'documentSeconds', value: codeBlock(cacheSeconds()) }),
          choose({
            when: [
              {
                condition: expression(csharp`${lifetime} > 0`),
                then: [
                  cacheStoreValue({
                    key: cacheKey(),
                    value: expression(csharp`${jsonVariable(CLIENT)}.ToString(Newtonsoft.Json.Formatting.None)`),
                    durationSeconds: expression(lifetime),
                  }),
                ],
              },
            ],
          }),
        ],
      },
    ],
  });
}

/** C# statements that return how long the document may be kept (RFC 9111 section 5.2.2); 0 when it may not. */
function cacheSeconds(): CSharpCode {
  return csharp`
      var header = ${responseVariable(DOCUMENT_ANSWER)}.Headers.GetValueOrDefault("Cache-Control", "").ToLowerInvariant();
      if (header.Contains("no-store") || header.Contains("no-cache")) { return 0; }
      var age = Regex.Match(header, "(?:^|[\\s,])max-age=([0-9]{1,9})(?:$|[\\s,])");
      return age.Success ? Math.Min(int.Parse(age.Groups[1].Value), ${CACHE_SECONDS.most}) : ${CACHE_SECONDS.unsaid};`;
}
