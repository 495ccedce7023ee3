import { RECORD_SECONDS } from '../contract/store';
import { choose } from '../elements/choose';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { CODE_ITEM } from './check-code';
import { NOW_SECONDS } from './clock';
import { forgetGrant } from './find-grant';
import { setRandomId } from './random-token';
import { refuseWhen } from './refuse-when';
import { createItem, replaceItem, replaceLost, storeAnswered } from './store-request';
import { jsonVariable, stringVariable } from './variables';
import { codeBlock } from './code-block';

/** Variable with the id of the grant a token names. */
export const GRANT_ID = 'newGrantId';

/** What {@link consumeCode} takes. */
export interface ConsumeCodeProps {
  readonly invalid: readonly XmlElement[];
  readonly unavailable: readonly XmlElement[];
}

/**
 * Uses the code up and creates the grant. Whoever loses the conditional replace gets nothing. A second use, however
 * late, revokes what the first one gave (RFC 6749 section 4.1.2): it writes the grant as revoked, and as the grant is
 * created by a plain POST, a revocation that comes before it wins. Writes {@link GRANT_ID}.
 */
export function consumeCode({ invalid, unavailable }: ConsumeCodeProps): readonly XmlElement[] {
  const item = jsonVariable(CODE_ITEM);
  const used = expression(csharp`(bool)${item}["used"]`);
  return [
    choose({
      id: 'check-reuse-revokes',
      when: [{ condition: used, then: [...revoke(unavailable), forgetGrant(csharp`(string)${item}["grant"]`)] }],
    }),
    refuseWhen({ id: 'check-code-once', condition: used, answer: invalid }),
    refuseWhen({
      id: 'check-code-expiry',
      condition: expression(csharp`(long)${item}["expires"] <= ${NOW_SECONDS}`),
      answer: invalid,
    }),
    setRandomId(GRANT_ID),
    setVariable({
      name: CODE_ITEM,
      value: codeBlock(csharp`
      var item = ${item};
      item["used"] = true;
      item["grant"] = ${stringVariable(GRANT_ID)};
      return item;`),
    }),
    ...replaceItem({ container: 'codes', item: CODE_ITEM, response: 'consumeAnswer', unavailable }),
    refuseWhen({ id: 'check-code-first', condition: replaceLost('consumeAnswer'), answer: invalid }),
    writeGrant('grantItem', false),
    ...createItem({ container: 'grants', item: 'grantItem', response: 'grantAnswer', unavailable }),
    refuseWhen({ id: 'check-grant-new', condition: storeAnswered('grantAnswer', 409), answer: invalid }),
  ];
}

function revoke(unavailable: readonly XmlElement[]): readonly XmlElement[] {
  return [
    writeGrant('revokedGrant', true),
    ...createItem({
      container: 'grants',
      item: 'revokedGrant',
      response: 'revokeAnswer',
      upsert: true,
      unavailable,
    }),
  ];
}

/** Sets a variable to the grant a used code names. A revoked one is complete too: only its mark makes it different. */
function writeGrant(name: string, revoked: boolean): XmlElement {
  return setVariable({
    name,
    value: codeBlock(csharp`
      var code = ${jsonVariable(CODE_ITEM)};
      var item = new JObject();
      item["id"] = code["grant"];
      item["ttl"] = ${RECORD_SECONDS.grant};
      item["revoked"] = ${revoked};
      foreach (var name in new string[] { "tenant", "user", "clientId", "resource", "scope" }) { item[name] = code[name]; }
      return item;`),
  });
}
