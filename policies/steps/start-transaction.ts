import { LIFETIME_SECONDS, RECORD_SECONDS } from '../contract/store';
import { setVariable } from '../elements/set-variable';
import { csharp } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { APPROVAL } from './check-approval';
import { REQUESTED } from './choose-resource';
import { NOW_SECONDS } from './clock';
import { sha256Hex } from './encoding';
import { drawEntraSecrets, setEntraSecrets } from './entra-secrets';
import { CLIENT } from './find-client';
import { queryParameter } from './query-parameter';
import { setRandomToken } from './random-token';
import { refuseWhen } from './refuse-when';
import { createItem, storeAnswered } from './store-request';
import { textForStore } from './text-for-store';
import { STAGES, TRANSACTION, TRANSACTION_ID } from './transaction';
import { jsonVariable, stringVariable } from './variables';
import { codeBlock } from './code-block';

/** Variable with the secret that binds a login to the browser it was approved in. */
export const LOGIN_TOKEN = 'loginToken';

/**
 * Stores a login that begins, under an id nobody chose. What Entra will be asked with (state, nonce, PKCE verifier) is
 * drawn here too. Where a remembered approval holds, the login begins approved, in this browser and for the user who
 * gave it. Reads {@link CLIENT}, {@link REQUESTED} and {@link APPROVAL}; writes {@link TRANSACTION_ID} and
 * {@link LOGIN_TOKEN}.
 */
export function startTransaction(unavailable: readonly XmlElement[]): readonly XmlElement[] {
  const response = 'transactionAnswer';
  return [
    setRandomToken(TRANSACTION_ID),
    ...drawEntraSecrets(),
    setRandomToken(LOGIN_TOKEN),
    setVariable({
      name: TRANSACTION,
      value: codeBlock(csharp`
      var client = ${jsonVariable(CLIENT)};
      var remembered = (bool)context.Variables[${APPROVAL.holds}];
      var item = new JObject();
      item["id"] = ${sha256Hex(stringVariable(TRANSACTION_ID))};
      item["ttl"] = ${RECORD_SECONDS.transaction};
      item["expires"] = ${NOW_SECONDS} + ${LIFETIME_SECONDS.transaction};
      item["stage"] = remembered ? ${STAGES.approved} : ${STAGES.consent};
      if (remembered) {
        item["login"] = ${sha256Hex(stringVariable(LOGIN_TOKEN))};
        item["approvedFor"] = ${stringVariable(APPROVAL.subject)};
      }
      item["clientId"] = client["clientId"];
      if (client["clientName"] != null) { item["clientName"] = client["clientName"]; }
      if (client["kind"] != null) { item["clientKind"] = client["kind"]; }
      item["redirectUri"] = ${queryParameter('redirect_uri')};
      item["codeChallenge"] = ${queryParameter('code_challenge')};
      item["resource"] = ${stringVariable(REQUESTED.resource)};
      item["backendNames"] = ${textForStore(stringVariable(REQUESTED.backendNames))};
      item["scope"] = ${stringVariable(REQUESTED.scope)};
      if (context.Request.OriginalUrl.Query.ContainsKey("state")) { item["state"] = ${textForStore(queryParameter('state'))}; }
      ${setEntraSecrets(csharp`item`)}
      return item;`),
    }),
    ...createItem({ container: 'transactions', item: TRANSACTION, response, unavailable }),
    // An id of 256 random bits is not drawn twice; should the store say so, the browser tries again.
    refuseWhen({ condition: storeAnswered(response, 409), answer: unavailable }),
  ];
}
