import type { RedirectUriOptions } from '../contract/redirect-uri';
import { choose } from '../elements/choose';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { clientMetadataRules, METADATA } from './client-metadata-rules';
import { codeBlock } from './code-block';
import { codeList } from './code-list';
import { CLIENT_ID, CLIENT_STATE } from './find-client';
import { jsonVariable, responseVariable, stringVariable } from './variables';

/** Variable with the answer of the host of a client metadata document; null when there was none. */
export const DOCUMENT_ANSWER = 'documentAnswer';

const MAX_DOCUMENT_BYTES = 64 * 1024;

/** Methods whose secret the gateway and the client would share: nobody keeps a secret in a public document. */
const SHARED_SECRET_METHODS = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'];

/**
 * Checks a client metadata document (draft-ietf-oauth-client-id-metadata-document section 4.1). Nothing of it reaches the
 * browser before it passed, whatever it says. Reads {@link DOCUMENT_ANSWER} and {@link CLIENT_ID}; writes
 * {@link METADATA} and, when a check fails, `unverified` to {@link CLIENT_STATE}.
 *
 * A client that could also authenticate by `private_key_jwt` is a public client here: the metadata of the gateway offers
 * no such method.
 */
export function checkClientDocument(options: RedirectUriOptions): readonly XmlElement[] {
  const answer = responseVariable(DOCUMENT_ANSWER);
  const metadata = jsonVariable(METADATA);
  return [
    unverifiedWhen('check-metadata-status', expression(csharp`${answer} == null || ${answer}.StatusCode != 200`)),
    unverifiedWhen(
      'check-metadata-type',
      codeBlock(csharp`
      var answer = ${answer};
      return answer != null && !Regex.IsMatch(answer.Headers.GetValueOrDefault("Content-Type", ""), "^application/(?:[a-z0-9.-]+\\+)?json\\s*(?:;|\\z)", RegexOptions.IgnoreCase);`),
    ),
    unverifiedWhen(
      'check-metadata-size',
      codeBlock(csharp`
      var answer = ${answer};
      long declared;
      if (answer == null || answer.Body == null) { return true; }
      if (long.TryParse(answer.Headers.GetValueOrDefault("Content-Length", "0"), out declared) && declared > ${MAX_DOCUMENT_BYTES}) { return true; }
      return answer.Body.As<byte[]>(true).Length > ${MAX_DOCUMENT_BYTES};`),
    ),
    setVariable({
      name: METADATA,
      value: codeBlock(csharp`
      if (${stringVariable(CLIENT_STATE)} != "found") { return new JObject(); }
      try { return JObject.Parse(${answer}.Body.As<string>(true)); }
      catch (Exception) { return new JObject(); }`),
    }),
    unverifiedWhen(
      'check-metadata-client-id',
      codeBlock(csharp`
      var id = ${metadata}["client_id"];
      return id == null || id.Type != JTokenType.String || (string)id != ${stringVariable(CLIENT_ID)};`),
    ),
    unverifiedWhen(
      'check-metadata-secret',
      codeBlock(csharp`
      var metadata = ${metadata};
      if (metadata["client_secret"] != null || metadata["client_secret_expires_at"] != null) { return true; }
      var method = metadata["token_endpoint_auth_method"];
      return method != null && method.Type == JTokenType.String && new string[] { ${codeList(SHARED_SECRET_METHODS)} }.Contains((string)method);`),
    ),
    unverifiedWhen(
      undefined,
      codeBlock(csharp`
      var name = ${metadata}["client_name"];
      return name == null || name.Type != JTokenType.String || string.IsNullOrWhiteSpace((string)name);`),
    ),
    ...clientMetadataRules(options).map(({ id, condition }) => unverifiedWhen(id, condition)),
  ];
}

function unverifiedWhen(id: string | undefined, condition: string): XmlElement {
  return choose({ id, when: [{ condition, then: [setVariable({ name: CLIENT_STATE, value: 'unverified' })] }] });
}
