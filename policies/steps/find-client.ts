import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { sha256Hex } from './encoding';
import { readItemBody } from './read-item-body';
import { refuseWhen } from './refuse-when';
import { readItem, storeAnswered } from './store-request';

/** Variable with a registered client, a JSON object as the store holds it. */
export const CLIENT = 'client';

/** What {@link findClient} takes. */
export interface FindClientProps {
  /** C# of the client id the caller sent. */
  readonly clientId: CSharpCode;
  readonly unknown: readonly XmlElement[];
  readonly unavailable: readonly XmlElement[];
}

/** Finds a registered client. Reads `storeAuthorization`; writes {@link CLIENT}. */
export function findClient({ clientId, unknown, unavailable }: FindClientProps): readonly XmlElement[] {
  const response = 'clientAnswer';
  return [
    ...readItem({ container: 'clients', id: sha256Hex(clientId), response, unavailable }),
    refuseWhen({ id: 'check-client', condition: storeAnswered(response, 404), answer: unknown }),
    readItemBody(response, CLIENT),
  ];
}
