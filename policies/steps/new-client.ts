import { RECORD_SECONDS } from '../contract/store';
import { setVariable } from '../elements/set-variable';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { METADATA } from './client-metadata-rules';
import { NOW_SECONDS } from './clock';
import { codeBlock } from './code-block';
import { codeList } from './code-list';
import { sha256Hex } from './encoding';
import { CLIENT, CLIENT_ID } from './find-client';
import { setRandomId } from './random-token';
import { textForStore, textFromStore } from './text-for-store';
import { jsonVariable, stringVariable } from './variables';

/** C# statements that copy what people are shown and checked against from `metadata` to `client`. */
export const COPY_CLIENT_METADATA: CSharpCode = csharp`
      client["redirectUris"] = metadata["redirect_uris"];
      var name = (string)metadata["client_name"];
      if (!string.IsNullOrWhiteSpace(name)) { client["clientName"] = ${textForStore(csharp`name`)}; }
      var type = (string)metadata["application_type"];
      if (type != null) { client["applicationType"] = type; }`;

/** Makes a registration of {@link METADATA}, under an id nobody chose. Writes {@link CLIENT_ID} and {@link CLIENT}, as the store takes it. */
export function newClient(): readonly XmlElement[] {
  return [
    setRandomId(CLIENT_ID),
    setVariable({
      name: CLIENT,
      value: codeBlock(csharp`
      var metadata = ${jsonVariable(METADATA)};
      var client = new JObject();
      client["id"] = ${sha256Hex(stringVariable(CLIENT_ID))};
      client["ttl"] = ${RECORD_SECONDS.unusedClient};
      client["clientId"] = ${stringVariable(CLIENT_ID)};
      client["issuedAt"] = ${NOW_SECONDS};${COPY_CLIENT_METADATA}
      return client;`),
    }),
  ];
}

/** What is the same for every client that registers. */
export interface RegisteredForAll {
  readonly grantTypes: readonly string[];
  readonly scopes: readonly string[];
}

/**
 * Policy expression: the answer to a registration (RFC 7591 section 3.2.1). It says what was stored and what holds for
 * everybody, whatever the client asked for.
 */
export function registrationAnswer({ grantTypes, scopes }: RegisteredForAll): string {
  return codeBlock(csharp`
      var client = ${jsonVariable(CLIENT)};
      var answer = new JObject();
      answer["client_id"] = client["clientId"];
      answer["client_id_issued_at"] = client["issuedAt"];
      answer["redirect_uris"] = client["redirectUris"];
      answer["token_endpoint_auth_method"] = "none";
      answer["grant_types"] = new JArray(${codeList(grantTypes)});
      answer["response_types"] = new JArray("code");
      if (client["clientName"] != null) { answer["client_name"] = ${textFromStore(csharp`client`, 'clientName')}; }
      if (client["applicationType"] != null) { answer["application_type"] = client["applicationType"]; }
      ${scopes.length === 0 ? csharp`` : csharp`answer["scope"] = ${scopes.join(' ')};`}
      return answer.ToString(Newtonsoft.Json.Formatting.None);`);
}
