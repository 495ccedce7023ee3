import { RECORD_SECONDS } from '../contract/store';
import { choose } from '../elements/choose';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { CLIENT, clientIsOfKind } from './find-client';
import { conditionalReplace } from './store-request';
import { jsonVariable } from './variables';
import { codeBlock } from './code-block';

/**
 * Starts the time of a client's registration again, because it is in use. Whether the write succeeds does not matter.
 * Clients of other kinds are not in the store.
 */
export function renewClient(): readonly XmlElement[] {
  return [
    choose({
      when: [
        {
          condition: expression(clientIsOfKind('registered')),
          then: [
            setVariable({
              name: CLIENT,
              value: codeBlock(csharp`
      var client = ${jsonVariable(CLIENT)};
      client["ttl"] = ${RECORD_SECONDS.client};
      return client;`),
            }),
            conditionalReplace({ container: 'clients', item: CLIENT, response: 'renewAnswer' }),
          ],
        },
      ],
    }),
  ];
}
