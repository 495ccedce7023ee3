import { clientSecretHash } from '../contract/named-values';
import type { StaticClient } from '../contract/oauth-options';
import { choose } from '../elements/choose';
import { setVariable } from '../elements/set-variable';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { sha256Hex } from './encoding';
import { AUTH_METHODS, CLIENT, CLIENT_ID, CLIENT_STATE, clientIs, type ClientOptions } from './find-client';
import { oauthErrorResponse, unavailableResponse } from './json-response';
import { presentedBy, PRESENTED_SECRET } from './read-client-credentials';
import { refuseWhen } from './refuse-when';
import { jsonVariable, stringVariable } from './variables';

/** From here on the client counts as one that is not there. */
const REFUSED = setVariable({ name: CLIENT_STATE, value: 'refused' });

/** Hex digits of a SHA-256. */
const HASH_CHARACTERS = 64;

/**
 * Checks that the caller is the client it names (RFC 6749 section 2.3): a confidential one knows its secret, a public one
 * has none. Whatever is wrong, the answer is the same `invalid_client`. Reads {@link CLIENT}, {@link CLIENT_STATE}
 * and `clientCredentials`.
 */
export function authenticateClient({ staticClients = [] }: ClientOptions): readonly XmlElement[] {
  return [
    refuseWhen({
      id: 'check-one-authentication',
      condition: expression(presentedBy('several')),
      answer: [
        oauthErrorResponse({
          status: 400,
          error: 'invalid_request',
          description: 'The client authenticates in one way: by the Authorization header or by the body.',
          anyOrigin: true,
        }),
      ],
    }),
    refuseWhen({ condition: clientIs('unavailable'), answer: [unavailableResponse({ anyOrigin: true })] }),
    choose({
      id: 'check-public-client',
      when: [
        {
          condition: expression(csharp`${authMethod()} == ${AUTH_METHODS.none} && ${PRESENTED_SECRET} != ""`),
          then: [REFUSED],
        },
      ],
    }),
    ...checkSecret(staticClients.filter(({ confidential }) => confidential === true)),
    refuseWhen({
      id: 'check-client',
      condition: expression(csharp`${stringVariable(CLIENT_STATE)} != "found"`),
      answer: invalidClient(),
    }),
  ];
}

/** The checks of a secret; none when no client has one. */
function checkSecret(clients: readonly StaticClient[]): readonly XmlElement[] {
  if (clients.length === 0) return [];
  const isConfidential = expression(csharp`${authMethod()} == ${AUTH_METHODS.secret}`);
  return [
    choose({
      when: [
        {
          condition: isConfidential,
          then: [choose({ id: 'check-client-secret', when: [{ condition: secretIsWrong(clients), then: [REFUSED] }] })],
        },
      ],
    }),
  ];
}

/**
 * Policy expression: whether the presented secret is not the client's. Compared are hashes, over all characters, so that
 * the time it takes tells nothing.
 */
function secretIsWrong(clients: readonly StaticClient[]): string {
  const expected = clients.reduce<CSharpCode>(
    (code, { id }) => csharp`${code}
      if (id == ${id}) { expected = ${namedValue(clientSecretHash(id))}; }`,
    csharp``,
  );
  return codeBlock(csharp`
      var id = ${stringVariable(CLIENT_ID)};
      var expected = "";${expected}
      var presented = ${sha256Hex(PRESENTED_SECRET)};
      if (expected.Length != ${HASH_CHARACTERS}) { return true; }
      var difference = 0;
      for (var i = 0; i < ${HASH_CHARACTERS}; i++) { difference = difference | (expected[i] ^ presented[i]); }
      return difference != 0;`);
}

function authMethod(): CSharpCode {
  return csharp`((string)${jsonVariable(CLIENT)}["authMethod"] ?? ${AUTH_METHODS.none})`;
}

/** 401, with a challenge when the caller tried Basic authentication (RFC 6749 section 5.2). */
function invalidClient(): readonly XmlElement[] {
  const answer = (headers: Parameters<typeof oauthErrorResponse>[0]['headers']): XmlElement =>
    oauthErrorResponse({
      status: 401,
      error: 'invalid_client',
      description: 'The client is not known here, or did not prove who it is.',
      anyOrigin: true,
      headers,
    });
  return [
    refuseWhen({
      condition: expression(presentedBy('client_secret_basic')),
      answer: [answer([{ name: 'WWW-Authenticate', values: ['Basic realm="token"'] }])],
    }),
    answer([]),
  ];
}
