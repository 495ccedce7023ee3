import { RECORD_SECONDS } from '../contract/store';
import { choose } from '../elements/choose';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { PRESENTED_GENERATION } from './check-refresh-token';
import { NOW_SECONDS } from './clock';
import { codeBlock } from './code-block';
import { GRANT } from './grant';
import { readItemBody } from './read-item-body';
import { NEWEST_ENTRA_TOKEN } from './refresh-at-entra';
import { refuseWhen } from './refuse-when';
import { seal } from './seal';
import { readItem, replaceItem, replaceLost, storeAnswered } from './store-request';
import { jsonVariable, stringVariable } from './variables';

/** What {@link rotateGrant} takes. */
export interface RotateGrantProps {
  readonly invalid: readonly XmlElement[];
  readonly unavailable: readonly XmlElement[];
}

/**
 * Makes the next refresh token the current one, by conditional replace. Who loses to another refresh with the same token
 * gets what that one made: processes of one client share tokens and refresh them at the same moment. Who loses to
 * anything else, a revocation above all, gets nothing. Reads and writes {@link GRANT}.
 */
export function rotateGrant({ invalid, unavailable }: RotateGrantProps): readonly XmlElement[] {
  const grant = jsonVariable(GRANT);
  const again = 'rotatedGrantAnswer';
  return [
    seal({ purpose: 'entra', text: stringVariable(NEWEST_ENTRA_TOKEN), into: 'sealedEntraToken' }),
    setVariable({
      name: GRANT,
      value: codeBlock(csharp`
      var item = ${grant};
      item["ttl"] = ${RECORD_SECONDS.grant};
      item["generation"] = ${PRESENTED_GENERATION} + 1;
      item["rotatedAt"] = ${NOW_SECONDS};
      item["entra"] = ${stringVariable('sealedEntraToken')};
      return item;`),
    }),
    ...replaceItem({ container: 'grants', item: GRANT, response: 'rotateAnswer', unavailable }),
    choose({
      when: [
        {
          condition: replaceLost('rotateAnswer'),
          then: [
            ...readItem({ container: 'grants', id: csharp`(string)${grant}["id"]`, response: again, unavailable }),
            refuseWhen({ condition: storeAnswered(again, 404), answer: invalid }),
            readItemBody(again, GRANT),
            refuseWhen({
              id: 'check-refresh-race',
              condition: expression(
                csharp`(bool)${grant}["revoked"] || (long)${grant}["generation"] != ${PRESENTED_GENERATION} + 1`,
              ),
              answer: invalid,
            }),
          ],
        },
      ],
    }),
  ];
}
