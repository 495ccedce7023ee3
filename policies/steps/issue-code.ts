import { LIFETIME_SECONDS, RECORD_SECONDS } from '../contract/store';
import { setVariable } from '../elements/set-variable';
import { csharp } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { idTokenClaim } from './check-id-token';
import { NOW_SECONDS } from './clock';
import { sha256Hex } from './encoding';
import { entraText } from './entra-token';
import { setRandomToken } from './random-token';
import { refuseWhen } from './refuse-when';
import { seal } from './seal';
import { createItem, storeAnswered } from './store-request';
import { TRANSACTION } from './transaction';
import { jsonVariable, stringVariable } from './variables';
import { codeBlock } from './code-block';

/** Variable with the authorization code, in clear; the store has its hash. */
export const CODE = 'code';

const ENTRA_REFRESH_TOKEN = 'entraRefreshToken';

/**
 * Stores a new authorization code with everything it is bound to, and with Entra's refresh token if Entra gave one: the
 * grant will need it. Writes {@link CODE}.
 */
export function issueCode(unavailable: readonly XmlElement[]): readonly XmlElement[] {
  const response = 'codeAnswer';
  return [
    setRandomToken(CODE),
    seal({ purpose: 'entra', text: entraText('refresh_token'), into: ENTRA_REFRESH_TOKEN }),
    setVariable({
      name: 'codeItem',
      value: codeBlock(csharp`
      var transaction = ${jsonVariable(TRANSACTION)};
      var item = new JObject();
      item["id"] = ${sha256Hex(stringVariable(CODE))};
      item["ttl"] = ${RECORD_SECONDS.code};
      item["expires"] = ${NOW_SECONDS} + ${LIFETIME_SECONDS.code};
      foreach (var name in new string[] { "clientId", "redirectUri", "codeChallenge", "resource", "scope" }) { item[name] = transaction[name]; }
      item["tenant"] = ${idTokenClaim('tid')};
      item["user"] = ${idTokenClaim('oid')};
      if (${entraText('refresh_token')} != "") { item["entra"] = ${stringVariable(ENTRA_REFRESH_TOKEN)}; }
      return item;`),
    }),
    ...createItem({ container: 'codes', item: 'codeItem', response, unavailable }),
    // A code of 256 random bits is not drawn twice.
    refuseWhen({ condition: storeAnswered(response, 409), answer: unavailable }),
  ];
}
