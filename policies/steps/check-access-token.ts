import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { BEARER_TOKEN, challenge } from './challenge';
import { NOW_SECONDS } from './clock';
import { GRANT_ID_PATTERN } from './grant';
import { refuseWhen } from './refuse-when';
import { unseal } from './unseal';
import { stringVariable } from './variables';
import { codeBlock } from './code-block';

/** What an access token says, as variables. */
export const TOKEN = {
  /** Id of the grant; empty when the token is no good. */
  grantId: 'grantId',
  /** Seconds since 1970, a long. */
  expires: 'tokenExpires',
  /** Blank-separated. */
  scopes: 'tokenScopes',
} as const;

/** Reads the token of the Authorization header. Writes {@link BEARER_TOKEN}. */
export function readBearerToken(): XmlElement {
  return setVariable({
    name: BEARER_TOKEN,
    value: codeBlock(csharp`
      var header = context.Request.Headers.GetValueOrDefault("Authorization", "");
      return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header.Substring(7).Trim() : "";`),
  });
}

/**
 * Opens the access token and goes on only when it is ours, for this use, and current. Reads {@link BEARER_TOKEN}, writes
 * {@link TOKEN}. The text of a token is grant id, expiry and scopes, each on a line.
 */
export function checkAccessToken(): readonly XmlElement[] {
  const parts = csharp`${stringVariable('tokenText')}.Split('\n')`;
  return [
    ...unseal({
      sealed: stringVariable(BEARER_TOKEN),
      purpose: 'access',
      prefix: 'token',
      ids: { mac: 'check-token-mac', purpose: 'check-token-purpose' },
    }),
    setVariable({
      name: TOKEN.grantId,
      value: codeBlock(csharp`
      var parts = ${parts};
      return parts.Length == 3 && Regex.IsMatch(parts[0], ${GRANT_ID_PATTERN}) ? parts[0] : "";`),
    }),
    setVariable({
      name: TOKEN.expires,
      value: codeBlock(csharp`
      var parts = ${parts};
      long expires;
      return parts.Length == 3 && long.TryParse(parts[1], out expires) ? expires : 0L;`),
    }),
    setVariable({
      name: TOKEN.scopes,
      value: codeBlock(csharp`
      var parts = ${parts};
      return parts.Length == 3 ? parts[2] : "";`),
    }),
    setVariable({
      id: 'check-token-expiry',
      name: 'tokenCurrent',
      value: expression(csharp`(long)context.Variables[${TOKEN.expires}] > ${NOW_SECONDS}`),
    }),
    refuseWhen({
      condition: expression(csharp`${stringVariable(TOKEN.grantId)} == "" || !(bool)context.Variables["tokenCurrent"]`),
      answer: challenge('check-refused-token-limit'),
    }),
  ];
}
