import type { OAuthOptions } from '../contract/oauth-options';
import { RECORD_SECONDS } from '../contract/store';
import { base } from '../elements/base';
import { rateLimitByKey } from '../elements/rate-limit-by-key';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import { answerErrors } from '../steps/answer-errors';
import { bodyLargerThan } from '../steps/body-larger-than';
import { checkRegistration } from '../steps/check-registration';
import { NOW_SECONDS } from '../steps/clock';
import { corsForAnyone } from '../steps/cors-for-anyone';
import { sha256Hex } from '../steps/encoding';
import { jsonResponse } from '../steps/json-response';
import { setRandomId } from '../steps/random-token';
import { METADATA, metadataError, readRegistration } from '../steps/read-registration';
import { refuseWhen } from '../steps/refuse-when';
import { createItem, storeAnswered } from '../steps/store-request';
import { textForStore, textFromStore } from '../steps/text-for-store';
import { jsonVariable, stringVariable } from '../steps/variables';
import type { PolicyDocument } from './document';
import { UNAVAILABLE } from './fragments/responses';
import { STORE_AUTHORIZATION_FRAGMENT } from './fragments/store-authorization';
import { include } from './gateway-fragment';
import { policies } from './policies';
import { GRANT_TYPES } from './token';
import { codeBlock } from '../steps/code-block';
import { codeList } from '../steps/code-list';

const MAX_BODY_BYTES = 16 * 1024;

/**
 * Builds the document of `POST /register` (RFC 7591). Every client is public: whatever authentication method it asks
 * for, the answer says `none`. The answer is what was stored.
 */
export function registerDocument({ backends }: OAuthOptions): PolicyDocument {
  const metadata = jsonVariable(METADATA);
  const client = jsonVariable('client');
  const scope = [...new Set(backends.flatMap((backend) => backend.scopes))].join(' ');
  return policies('register', {
    inbound: [
      corsForAnyone('POST'),
      base(),
      rateLimitByKey({
        id: 'check-registration-rate',
        calls: 100,
        renewalPeriodSeconds: 60,
        counterKey: expression(csharp`"register:" + context.Request.IpAddress`),
      }),
      refuseWhen({
        id: 'check-body-size',
        condition: bodyLargerThan(MAX_BODY_BYTES),
        answer: metadataError(`The body has at most ${MAX_BODY_BYTES} bytes.`, 'invalid_client_metadata', 413),
      }),
      ...readRegistration(),
      ...checkRegistration(),
      setRandomId('clientId'),
      setVariable({
        name: 'client',
        value: codeBlock(csharp`
      var metadata = ${metadata};
      var client = new JObject();
      client["id"] = ${sha256Hex(stringVariable('clientId'))};
      client["ttl"] = ${RECORD_SECONDS.unusedClient};
      client["clientId"] = ${stringVariable('clientId')};
      client["issuedAt"] = ${NOW_SECONDS};
      client["redirectUris"] = metadata["redirect_uris"];
      var name = (string)metadata["client_name"];
      if (!string.IsNullOrEmpty(name)) { client["clientName"] = ${textForStore(csharp`name`)}; }
      var type = (string)metadata["application_type"];
      if (type != null) { client["applicationType"] = type; }
      return client;`),
      }),
      include(STORE_AUTHORIZATION_FRAGMENT),
      ...createItem({
        container: 'clients',
        item: 'client',
        response: 'clientAnswer',
        unavailable: [include(UNAVAILABLE)],
      }),
      // Nobody draws a used id of 128 random bits; should it happen, the client asks again.
      refuseWhen({ condition: storeAnswered('clientAnswer', 409), answer: [include(UNAVAILABLE)] }),
      jsonResponse({
        status: 201,
        anyOrigin: true,
        body: codeBlock(csharp`
      var client = ${client};
      var answer = new JObject();
      answer["client_id"] = client["clientId"];
      answer["client_id_issued_at"] = client["issuedAt"];
      answer["redirect_uris"] = client["redirectUris"];
      answer["token_endpoint_auth_method"] = "none";
      answer["grant_types"] = new JArray(${codeList(GRANT_TYPES)});
      answer["response_types"] = new JArray("code");
      if (client["clientName"] != null) { answer["client_name"] = ${textFromStore(csharp`client`, 'clientName')}; }
      if (client["applicationType"] != null) { answer["application_type"] = client["applicationType"]; }
      ${scope === '' ? csharp`` : csharp`answer["scope"] = ${scope};`}
      return answer.ToString(Newtonsoft.Json.Formatting.None);`),
      }),
    ],
    onError: [answerErrors({ anyOrigin: true }), base()],
  });
}
