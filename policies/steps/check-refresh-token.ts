import { LIFETIME_SECONDS } from '../contract/store';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { NOW_SECONDS } from './clock';
import { codeBlock } from './code-block';
import { CLIENT_ID } from './find-client';
import { GRANT, GRANT_ID_PATTERN } from './grant';
import { formField } from './read-form';
import { readItemBody } from './read-item-body';
import { refuseWhen } from './refuse-when';
import { readItem, storeAnswered } from './store-request';
import { unseal } from './unseal';
import { jsonVariable, stringVariable } from './variables';

/** What a refresh token says, as variables. */
const TOKEN = {
  /** Id of the grant; empty when the token is no good. */
  grantId: 'refreshedGrantId',
  /** Which of the grant's refresh tokens it is, a long. */
  generation: 'refreshedGeneration',
} as const;

/** C# of the number of the presented refresh token, a long. */
export const PRESENTED_GENERATION = csharp`(long)context.Variables[${TOKEN.generation}]`;

/** Variable that tells which refresh token of its grant was presented: one of {@link TOKEN_AGES}. */
export const TOKEN_AGE = 'refreshTokenAge';

/** Which refresh token of its grant a refresh token is. */
export const TOKEN_AGES = {
  current: 'current',
  /** The one before, and the current one is so young that its answer may still be on the way. */
  previous: 'previous',
  /** Replaced long ago. Whoever presents it has an old copy, or a stolen one. */
  replaced: 'replaced',
} as const;

/** What {@link checkRefreshToken} takes. */
export interface CheckRefreshTokenProps {
  readonly invalid: readonly XmlElement[];
  readonly unavailable: readonly XmlElement[];
  /** Revokes the grant in {@link GRANT} and goes on. */
  readonly revoke: readonly XmlElement[];
}

/**
 * Opens the refresh token of the form, finds its grant, and goes on only when it may still be refreshed, by this client.
 * A token that was replaced ends the login: two parties have it (RFC 9700 section 4.14.2). Writes {@link GRANT} and
 * {@link TOKEN_AGE}. The text of a token is grant id and generation, each on a line.
 */
export function checkRefreshToken({ invalid, unavailable, revoke }: CheckRefreshTokenProps): readonly XmlElement[] {
  const grant = jsonVariable(GRANT);
  const response = 'refreshedGrantAnswer';
  return [
    ...readToken(),
    refuseWhen({ condition: expression(csharp`${stringVariable(TOKEN.grantId)} == ""`), answer: invalid }),
    ...readItem({ container: 'grants', id: stringVariable(TOKEN.grantId), response, unavailable }),
    refuseWhen({ condition: storeAnswered(response, 404), answer: invalid }),
    readItemBody(response, GRANT),
    refuseWhen({
      id: 'check-refresh-client',
      condition: expression(csharp`${stringVariable(CLIENT_ID)} != (string)${grant}["clientId"]`),
      answer: invalid,
    }),
    refuseWhen({
      id: 'check-refresh-revoked',
      condition: expression(csharp`(bool)${grant}["revoked"]`),
      answer: invalid,
    }),
    refuseWhen({
      id: 'check-refresh-expiry',
      condition: expression(
        csharp`(long)${grant}["expires"] <= ${NOW_SECONDS} || (long)${grant}["rotatedAt"] + ${LIFETIME_SECONDS.refreshIdle} <= ${NOW_SECONDS}`,
      ),
      answer: invalid,
    }),
    setVariable({
      name: TOKEN_AGE,
      value: codeBlock(csharp`
      var grant = ${grant};
      var behind = (long)grant["generation"] - ${PRESENTED_GENERATION};
      if (behind == 0) { return ${TOKEN_AGES.current}; }
      return behind == 1 && ${NOW_SECONDS} < (long)grant["rotatedAt"] + ${LIFETIME_SECONDS.refreshGrace} ? ${TOKEN_AGES.previous} : ${TOKEN_AGES.replaced};`),
    }),
    refuseWhen({
      id: 'check-refresh-reuse',
      condition: expression(csharp`${stringVariable(TOKEN_AGE)} == ${TOKEN_AGES.replaced}`),
      answer: [...revoke, ...invalid],
    }),
  ];
}

function readToken(): readonly XmlElement[] {
  const parts = csharp`${stringVariable('refreshTokenText')}.Split('\n')`;
  return [
    ...unseal({
      sealed: formField('refresh_token'),
      purpose: 'refresh',
      prefix: 'refreshToken',
      ids: { mac: 'check-refresh-mac', purpose: 'check-refresh-purpose' },
    }),
    setVariable({
      name: TOKEN.generation,
      value: codeBlock(csharp`
      var parts = ${parts};
      long generation;
      return parts.Length == 2 && long.TryParse(parts[1], out generation) ? generation : 0L;`),
    }),
    setVariable({
      name: TOKEN.grantId,
      value: codeBlock(csharp`
      var parts = ${parts};
      return ${PRESENTED_GENERATION} > 0 && Regex.IsMatch(parts[0], ${GRANT_ID_PATTERN}) ? parts[0] : "";`),
    }),
  ];
}
