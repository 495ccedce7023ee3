import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { NOW_SECONDS } from './clock';
import { sha256Hex } from './encoding';
import { TOKEN_PATTERN } from './random-token';
import { readItemBody } from './read-item-body';
import { refuseWhen } from './refuse-when';
import { readItem, storeAnswered } from './store-request';
import { TRANSACTION, TRANSACTION_ID } from './transaction';
import { jsonVariable, stringVariable } from './variables';

/** Sets {@link TRANSACTION_ID} to what the caller sent, or to the empty string when that has not the shape of one. */
export function setTransactionId(sent: CSharpCode): XmlElement {
  return setVariable({
    name: TRANSACTION_ID,
    value: expression(csharp`Regex.IsMatch(${sent}, ${TOKEN_PATTERN}) ? ${sent} : ""`),
  });
}

/** What {@link findTransaction} takes. */
export interface FindTransactionProps {
  /** When the login is unknown. */
  readonly unknown: readonly XmlElement[];
  /** When it is known but too old. */
  readonly expired: readonly XmlElement[];
  readonly unavailable: readonly XmlElement[];
}

/**
 * Finds the login under way. Reads {@link TRANSACTION_ID} and `storeAuthorization`; writes {@link TRANSACTION}.
 */
export function findTransaction({ unknown, expired, unavailable }: FindTransactionProps): readonly XmlElement[] {
  return [
    refuseWhen({ condition: expression(csharp`${stringVariable(TRANSACTION_ID)} == ""`), answer: unknown }),
    ...readItem({
      container: 'transactions',
      id: sha256Hex(stringVariable(TRANSACTION_ID)),
      response: 'transactionAnswer',
      unavailable,
    }),
    refuseWhen({ condition: storeAnswered('transactionAnswer', 404), answer: unknown }),
    readItemBody('transactionAnswer', TRANSACTION),
    refuseWhen({
      id: 'check-transaction-expiry',
      condition: expression(csharp`(long)${jsonVariable(TRANSACTION)}["expires"] <= ${NOW_SECONDS}`),
      answer: expired,
    }),
  ];
}
