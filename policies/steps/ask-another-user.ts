import { ENDPOINTS } from '../contract/endpoints';
import { choose } from '../elements/choose';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { advanceTransaction } from './advance-transaction';
import { drawEntraSecrets, setEntraSecrets } from './entra-secrets';
import { clearLoginCookie } from './login-cookie';
import { loginUrl } from './login-url';
import { readItemBody } from './read-item-body';
import { redirect } from './return-to-client';
import { TRANSACTION } from './transaction';
import { jsonVariable } from './variables';

/** What {@link askAnotherUser} takes. */
export interface AskAnotherUserProps {
  /** C# of `tenant:user` of who signed in. */
  readonly user: CSharpCode;
  /** Variable with the store's answer to the last change of the transaction: it has the tag the next change needs. */
  readonly lastChange: string;
  readonly unavailable: readonly XmlElement[];
}

/**
 * Shows the consent page to somebody else than the one whose remembered approval brought the login here. The login
 * starts over: nothing that Entra was asked with before counts.
 */
export function askAnotherUser({ user, lastChange, unavailable }: AskAnotherUserProps): XmlElement {
  const approvedFor = csharp`${jsonVariable(TRANSACTION)}["approvedFor"]`;
  return choose({
    id: 'check-approved-user',
    when: [
      {
        condition: expression(csharp`${approvedFor} != null && (string)${approvedFor} != ${user}`),
        then: [
          readItemBody(lastChange, TRANSACTION),
          ...drawEntraSecrets(),
          ...advanceTransaction({
            to: 'consent',
            change: csharp`foreach (var name in new string[] { "login", "approvedFor", "handle" }) { item.Remove(name); }
      ${setEntraSecrets(csharp`item`)}`,
            unavailable,
          }),
          redirect(expression(loginUrl(ENDPOINTS.consent)), [clearLoginCookie()]),
        ],
      },
    ],
  });
}
