import { RECORD_SECONDS } from '../contract/store';
import { setVariable } from '../elements/set-variable';
import { csharp } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { forgetGrant } from './find-grant';
import { GRANT } from './grant';
import { createItem } from './store-request';
import { jsonVariable } from './variables';

/**
 * Revokes a grant, and with it every token that names it: at once here, where the cached copy goes too, and everywhere
 * within the time copies are kept. It is written whatever else was written meanwhile, because nothing undoes a revocation;
 * a refresh under way then loses its conditional replace. Entra's refresh token is not kept. Reads {@link GRANT} and
 * `storeAuthorization`.
 */
export function revokeGrant(unavailable: readonly XmlElement[]): readonly XmlElement[] {
  return [
    setVariable({
      name: GRANT,
      value: codeBlock(csharp`
      var item = ${jsonVariable(GRANT)};
      item["revoked"] = true;
      item["ttl"] = ${RECORD_SECONDS.grant};
      item.Remove("entra");
      return item;`),
    }),
    ...createItem({ container: 'grants', item: GRANT, response: 'revokeAnswer', upsert: true, unavailable }),
    forgetGrant(csharp`(string)${jsonVariable(GRANT)}["id"]`),
  ];
}
