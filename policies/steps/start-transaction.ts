import { LIFETIME_SECONDS, RECORD_SECONDS } from '../contract/store';
import { setVariable } from '../elements/set-variable';
import { csharp } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { REQUESTED } from './choose-resource';
import { NOW_SECONDS } from './clock';
import { sha256Hex } from './encoding';
import { CLIENT } from './find-client';
import { queryParameter } from './query-parameter';
import { setRandomToken } from './random-token';
import { refuseWhen } from './refuse-when';
import { createItem, storeAnswered } from './store-request';
import { textForStore } from './text-for-store';
import { STAGES, TRANSACTION, TRANSACTION_ID } from './transaction';
import { jsonVariable, stringVariable } from './variables';
import { codeBlock } from './code-block';

/**
 * Stores a login that begins, under an id nobody chose. What Entra will be asked with (state, nonce, PKCE verifier) is
 * drawn here too. Reads {@link CLIENT} and {@link REQUESTED}; writes {@link TRANSACTION_ID}.
 */
export function startTransaction(unavailable: readonly XmlElement[]): readonly XmlElement[] {
  const client = jsonVariable(CLIENT);
  const response = 'transactionAnswer';
  return [
    setRandomToken(TRANSACTION_ID),
    setRandomToken('entraState'),
    setRandomToken('entraNonce'),
    setRandomToken('entraVerifier'),
    setVariable({
      name: TRANSACTION,
      value: codeBlock(csharp`
      var client = ${client};
      var item = new JObject();
      item["id"] = ${sha256Hex(stringVariable(TRANSACTION_ID))};
      item["ttl"] = ${RECORD_SECONDS.transaction};
      item["expires"] = ${NOW_SECONDS} + ${LIFETIME_SECONDS.transaction};
      item["stage"] = ${STAGES.consent};
      item["clientId"] = client["clientId"];
      if (client["clientName"] != null) { item["clientName"] = client["clientName"]; }
      item["redirectUri"] = ${queryParameter('redirect_uri')};
      item["codeChallenge"] = ${queryParameter('code_challenge')};
      item["resource"] = ${stringVariable(REQUESTED.resource)};
      item["backendName"] = ${textForStore(stringVariable(REQUESTED.backendName))};
      item["scope"] = ${stringVariable(REQUESTED.scope)};
      if (context.Request.OriginalUrl.Query.ContainsKey("state")) { item["state"] = ${textForStore(queryParameter('state'))}; }
      item["entraState"] = ${stringVariable('entraState')};
      item["entraNonce"] = ${stringVariable('entraNonce')};
      item["entraVerifier"] = ${stringVariable('entraVerifier')};
      return item;`),
    }),
    ...createItem({ container: 'transactions', item: TRANSACTION, response, unavailable }),
    // An id of 256 random bits is not drawn twice; should the store say so, the browser tries again.
    refuseWhen({ condition: storeAnswered(response, 409), answer: unavailable }),
  ];
}
