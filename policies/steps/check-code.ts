import { GRANT_ID_CHARACTERS } from '../contract/store';
import { choose } from '../elements/choose';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { resourceIsForeign } from './check-resource';
import type { ResourceOptions } from './choose-resource';
import { base64Url, sha256, sha256Hex } from './encoding';
import { CLIENT_ID } from './find-client';
import { formField } from './read-form';
import { readItemBody } from './read-item-body';
import { refuseWhen } from './refuse-when';
import { readItem, storeAnswered } from './store-request';
import { jsonVariable, stringVariable } from './variables';

/**
 * Variable with what the store knows of a code, a JSON object: the code's own item, or, once the code was used, the grant
 * it was used for. Both say what the code is bound to.
 */
export const CODE_ITEM = 'codeItem';

/** Variable with the id of the code's item. */
const CODE_ID = 'codeId';

const GRANT_ANSWER = 'usedCodeAnswer';
const CODE_ANSWER = 'codeAnswer';

/** C# of the id of the grant the code is good for. */
export const GRANT_ID_OF_CODE: CSharpCode = csharp`${stringVariable(CODE_ID)}.Substring(0, ${GRANT_ID_CHARACTERS})`;

/** Policy expression: whether the code was used before. */
export const CODE_IS_USED = storeAnswered(GRANT_ANSWER, 200);

/** What {@link findCode} takes. */
export interface FindCodeProps {
  readonly invalid: readonly XmlElement[];
  readonly unavailable: readonly XmlElement[];
}

/**
 * Finds the code the form names. The grant is asked for first: it tells that the code was used, for as long as any token
 * from it lives, and codes are forgotten after minutes. Writes {@link CODE_ITEM}.
 */
export function findCode({ invalid, unavailable }: FindCodeProps): readonly XmlElement[] {
  return [
    setVariable({ name: CODE_ID, value: expression(sha256Hex(formField('code'))) }),
    ...readItem({ container: 'grants', id: GRANT_ID_OF_CODE, response: GRANT_ANSWER, unavailable }),
    choose({
      when: [{ condition: CODE_IS_USED, then: [readItemBody(GRANT_ANSWER, CODE_ITEM)] }],
      otherwise: [
        ...readItem({ container: 'codes', id: stringVariable(CODE_ID), response: CODE_ANSWER, unavailable }),
        refuseWhen({ condition: storeAnswered(CODE_ANSWER, 404), answer: invalid }),
        readItemBody(CODE_ANSWER, CODE_ITEM),
      ],
    }),
  ];
}

/** Checks that whoever presents the code is who it was given to: client, redirect URI, resource and PKCE verifier (RFC 7636). */
export function checkCodeBinding(invalid: readonly XmlElement[], options: ResourceOptions): readonly XmlElement[] {
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
      condition: resourceIsForeign(csharp`(string)${item}["resource"]`, options),
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
