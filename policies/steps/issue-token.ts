import { LIFETIME_SECONDS } from '../contract/store';
import { csharp } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { CODE_ITEM } from './check-code';
import { NOW_SECONDS } from './clock';
import { GRANT_ID } from './consume-code';
import { jsonResponse } from './json-response';
import { seal } from './seal';
import { jsonVariable, stringVariable } from './variables';
import { codeBlock } from './code-block';

const ACCESS_TOKEN = 'accessToken';

/** Answers with an access token (RFC 6749 section 5.1). Its text, sealed: grant id, expiry and scopes, each on a line. */
export function issueToken(): readonly XmlElement[] {
  const scope = csharp`(string)${jsonVariable(CODE_ITEM)}["scope"]`;
  return [
    seal({
      purpose: 'access',
      text: csharp`${stringVariable(GRANT_ID)} + "\n" + (${NOW_SECONDS} + ${LIFETIME_SECONDS.accessToken}).ToString() + "\n" + ${scope}`,
      into: ACCESS_TOKEN,
    }),
    jsonResponse({
      status: 200,
      anyOrigin: true,
      body: codeBlock(csharp`
      var answer = new JObject();
      answer["access_token"] = ${stringVariable(ACCESS_TOKEN)};
      answer["token_type"] = "Bearer";
      answer["expires_in"] = ${LIFETIME_SECONDS.accessToken};
      answer["scope"] = ${scope};
      return answer.ToString(Newtonsoft.Json.Formatting.None);`),
    }),
  ];
}
