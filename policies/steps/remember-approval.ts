import { COOKIE_ID_LENGTH, COOKIE_PREFIXES, REMEMBERED_APPROVALS } from '../contract/cookies';
import type { SetHeaderProps } from '../elements/set-header';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { approvalCookieName, approvedRequest, isRememberable } from './approval';
import { NOW_SECONDS } from './clock';
import { codeBlock } from './code-block';
import { cookieName, SENT_COOKIES } from './read-cookie';
import { seal } from './seal';
import { clearCookie, setCookie } from './set-cookie';
import { TRANSACTION } from './transaction';
import { jsonVariable, stringVariable } from './variables';

const SEALED = 'sealedApproval';

const member = (name: string): CSharpCode => csharp`(string)${jsonVariable(TRANSACTION)}[${name}]`;
const NAME = approvalCookieName(member('clientId'));

/** C#: whether an approval of this login may be remembered. */
export const APPROVAL_CAN_BE_REMEMBERED = csharp`${isRememberable(member('redirectUri'))} && (${member('scope')}).Length <= ${REMEMBERED_APPROVALS.scopeCharacters}`;

/** Policy expression: whether to remember the approval of this login. One that was remembered already is not, so that it ends when it was said to. */
export const APPROVAL_IS_NEW = expression(
  csharp`${jsonVariable(TRANSACTION)}["approvedFor"] == null && ${APPROVAL_CAN_BE_REMEMBERED}`,
);

/**
 * Seals what was approved: expiry, subject, request and scopes, each on a line.
 * @param subject C# of `tenant:user`
 */
export function sealApproval(subject: CSharpCode): XmlElement {
  const request = approvedRequest({
    clientId: member('clientId'),
    redirectUri: member('redirectUri'),
    resource: member('resource'),
  });
  return seal({
    purpose: 'consent',
    text: csharp`(${NOW_SECONDS} + ${REMEMBERED_APPROVALS.seconds}).ToString() + "\n" + ${subject} + "\n" + ${request} + "\n" + ${member('scope')}`,
    into: SEALED,
  });
}

/** Set-Cookie values: the approval that {@link sealApproval} sealed, and what makes room for it. */
export function approvalCookies(): readonly string[] {
  const approval = setCookie({ name: NAME, value: stringVariable(SEALED), seconds: REMEMBERED_APPROVALS.seconds });
  return [expression(approval), makeRoom()];
}

/** Set-Cookie header that forgets what was approved for the client of this login. */
export function forgetApproval(): SetHeaderProps {
  return { name: 'Set-Cookie', values: [expression(clearCookie(NAME))] };
}

/**
 * Forgets the approval that comes first in the Cookie header, where browsers put the oldest, when there are as many
 * others as one browser may keep. Otherwise it repeats that the login cookie is gone, because a header is always set.
 */
function makeRoom(): string {
  return codeBlock(csharp`
      var own = ${NAME};
      var first = "";
      var others = 0;
      foreach (var part in ${SENT_COOKIES}) {
        var name = part.Trim().Split('=')[0];
        if (name != own && Regex.IsMatch(name, ${`^${COOKIE_PREFIXES.approval}[0-9a-f]{${COOKIE_ID_LENGTH}}\\z`})) {
          if (first == "") { first = name; }
          others = others + 1;
        }
      }
      if (others < ${REMEMBERED_APPROVALS.clients}) { first = ${cookieName(COOKIE_PREFIXES.login)}; }
      return ${clearCookie(csharp`first`)};`);
}
