import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { METADATA } from './client-metadata-rules';
import { oauthErrorResponse } from './json-response';
import { refuseWhen } from './refuse-when';
import { REQUEST_TEXT } from './request-text';
import { stringVariable } from './variables';
import { codeBlock } from './code-block';

/** Answers a registration request whose metadata cannot be used (RFC 7591 section 3.2.2). */
export function metadataError(
  description: string,
  error: 'invalid_client_metadata' | 'invalid_redirect_uri' = 'invalid_client_metadata',
  status: 400 | 413 = 400,
): readonly XmlElement[] {
  return [oauthErrorResponse({ status, error, description, anyOrigin: true })];
}

/** Reads the body as a JSON object. Writes {@link METADATA}. Call it after the size was checked. */
export function readRegistration(): readonly XmlElement[] {
  return [
    setVariable({ name: 'body', value: expression(REQUEST_TEXT) }),
    refuseWhen({
      condition: codeBlock(csharp`
      try {
        JObject.Parse(${stringVariable('body')});
        return false;
      }
      catch (Exception) { return true; }`),
      answer: metadataError('The body is not a JSON object.'),
    }),
    setVariable({ name: METADATA, value: expression(csharp`JObject.Parse(${stringVariable('body')})`) }),
  ];
}
