import { LIFETIME_SECONDS, RECORD_SECONDS } from '../contract/store';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { CODE_IS_USED, CODE_ITEM, GRANT_ID_OF_CODE } from './check-code';
import { NOW_SECONDS } from './clock';
import { codeBlock } from './code-block';
import { GRANT } from './grant';
import { refuseWhen } from './refuse-when';
import { createItem, storeAnswered } from './store-request';
import { jsonVariable } from './variables';

/** What {@link consumeCode} takes. */
export interface ConsumeCodeProps {
  readonly invalid: readonly XmlElement[];
  readonly unavailable: readonly XmlElement[];
  /** Revokes the grant in {@link GRANT} and goes on. */
  readonly revoke: readonly XmlElement[];
}

/**
 * Uses the code up by creating its grant. The grant's id follows from the code, so the store lets one request do it, and
 * a request that fails before that write leaves a code that can be redeemed again. Of two at once, one gets nothing. A
 * later use, however late, ends what the first one gave (RFC 6749 section 4.1.2). Writes {@link GRANT}.
 */
export function consumeCode({ invalid, unavailable, revoke }: ConsumeCodeProps): readonly XmlElement[] {
  const code = jsonVariable(CODE_ITEM);
  return [
    refuseWhen({
      id: 'check-code-reuse',
      condition: CODE_IS_USED,
      answer: [setVariable({ name: GRANT, value: expression(code) }), ...revoke, ...invalid],
    }),
    refuseWhen({
      id: 'check-code-expiry',
      condition: expression(csharp`(long)${code}["expires"] <= ${NOW_SECONDS}`),
      answer: invalid,
    }),
    setVariable({
      name: GRANT,
      value: codeBlock(csharp`
      var code = ${code};
      var item = new JObject();
      item["id"] = ${GRANT_ID_OF_CODE};
      item["ttl"] = ${RECORD_SECONDS.grant};
      item["revoked"] = false;
      item["generation"] = 1;
      item["rotatedAt"] = ${NOW_SECONDS};
      item["expires"] = ${NOW_SECONDS} + ${LIFETIME_SECONDS.refreshAbsolute};
      foreach (var name in new string[] { "tenant", "user", "clientId", "redirectUri", "codeChallenge", "resource", "scope" }) { item[name] = code[name]; }
      if (code["entra"] != null) { item["entra"] = code["entra"]; }
      return item;`),
    }),
    ...createItem({ container: 'grants', item: GRANT, response: 'grantAnswer', unavailable }),
    refuseWhen({ id: 'check-code-first', condition: storeAnswered('grantAnswer', 409), answer: invalid }),
  ];
}
