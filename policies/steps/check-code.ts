import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { base64Url, sha256, sha256Hex } from './encoding';
import { CLIENT_ID } from './find-client';
import { formField } from './read-form';
import { readItemBody } from './read-item-body';
import { refuseWhen } from './refuse-when';
import { readItem, storeAnswered } from './store-request';
import { jsonVariable, stringVariable } from './variables';

/** Variable with the code's item, a JSON object as the store holds it. */
export const CODE_ITEM = 'codeItem';

/** What {@link findCode} takes. */
export interface FindCodeProps {
  readonly invalid: readonly XmlElement[];
  readonly unavailable: readonly XmlElement[];
}

/** Finds the code the form names. Writes {@link CODE_ITEM}. */
export function findCode({ invalid, unavailable }: FindCodeProps): readonly XmlElement[] {
  const response = 'codeAnswer';
  return [
    ...readItem({ container: 'codes', id: sha256Hex(formField('code')), response, unavailable }),
    refuseWhen({ condition: storeAnswered(response, 404), answer: invalid }),
    readItemBody(response, CODE_ITEM),
  ];
}

/** Checks that whoever presents the code is who it was given to: client, redirect URI, resource and PKCE verifier (RFC 7636). */
export function checkCodeBinding(invalid: readonly XmlElement[]): readonly XmlElement[] {
  const item = jsonVariable(CODE_ITEM);
  return [
    refuseWhen({
      id: 'check-code-client',
      condition: expression(csharp`${stringVariable(CLIENT_ID)} != (string)${item}["clientId"]`),
      answer: invalid,
    }),
    refuseWhen({
      id: 'check-code-redirect-uri',
      condition: expression(csharp`${formField('redirect_uri')} != (string)${item}["redirectUri"]`),
      answer: invalid,
    }),
    refuseWhen({
      id: 'check-code-resource',
      condition: expression(
        csharp`${formField('resource')} != "" && ${formField('resource')} != (string)${item}["resource"]`,
      ),
      answer: invalid,
    }),
    refuseWhen({
      id: 'check-code-verifier',
      condition: expression(
        csharp`${base64Url(sha256(formField('code_verifier')))} != (string)${item}["codeChallenge"]`,
      ),
      answer: invalid,
    }),
  ];
}
