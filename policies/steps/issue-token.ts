import { LIFETIME_SECONDS } from '../contract/store';
import { csharp } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { NOW_SECONDS } from './clock';
import { codeBlock } from './code-block';
import { GRANT } from './grant';
import { jsonResponse } from './json-response';
import { TOKEN_SCOPE } from './narrow-scope';
import { seal } from './seal';
import { jsonVariable, stringVariable } from './variables';

const ACCESS_TOKEN = 'accessToken';
const REFRESH_TOKEN = 'refreshToken';

/**
 * Answers with tokens for a grant (RFC 6749 section 5.1), both sealed. The text of an access token: grant id, expiry and
 * scopes, each on a line; of a refresh token: grant id and generation.
 *
 * Every client gets a refresh token, whether or not it asked for `offline_access`: most cannot ask, because they take
 * their scopes from the challenge, where it does not belong, and would show the person a login each hour. None gets one
 * when Entra gave the gateway none.
 */
export function issueToken(): readonly XmlElement[] {
  const grant = jsonVariable(GRANT);
  const scope = stringVariable(TOKEN_SCOPE);
  return [
    seal({
      purpose: 'access',
      text: csharp`(string)${grant}["id"] + "\n" + (${NOW_SECONDS} + ${LIFETIME_SECONDS.accessToken}).ToString() + "\n" + ${scope}`,
      into: ACCESS_TOKEN,
    }),
    seal({
      purpose: 'refresh',
      text: csharp`(string)${grant}["id"] + "\n" + ((long)${grant}["generation"]).ToString()`,
      into: REFRESH_TOKEN,
    }),
    jsonResponse({
      status: 200,
      anyOrigin: true,
      body: codeBlock(csharp`
      var answer = new JObject();
      answer["access_token"] = ${stringVariable(ACCESS_TOKEN)};
      answer["token_type"] = "Bearer";
      answer["expires_in"] = ${LIFETIME_SECONDS.accessToken};
      if (${grant}["entra"] != null) { answer["refresh_token"] = ${stringVariable(REFRESH_TOKEN)}; }
      answer["scope"] = ${scope};
      return answer.ToString(Newtonsoft.Json.Formatting.None);`),
    }),
  ];
}
