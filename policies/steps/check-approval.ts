import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { approvalCookieName, approvedRequest, isRememberable } from './approval';
import { REQUESTED } from './choose-resource';
import { NOW_SECONDS } from './clock';
import { codeBlock } from './code-block';
import { CLIENT } from './find-client';
import { queryParameter } from './query-parameter';
import { readCookie } from './read-cookie';
import { unseal } from './unseal';
import { jsonVariable, stringVariable } from './variables';

/** Variables of a remembered approval. */
export const APPROVAL = {
  /** Whether it covers this request, a bool. */
  holds: 'approvalHolds',
  /** `tenant:user` who gave it. Only somebody who signs in as that user may make use of it. */
  subject: 'approvalSubject',
} as const;

const COOKIE = 'approvalCookie';

/**
 * Finds out whether this browser remembers an approval that covers the request: ours and unexpired, for this client,
 * redirect URI and resource, for these scopes or more, for a redirect URI that may be remembered; and the client does
 * not ask for the page (`prompt`). Whatever is wrong with the cookie, the person is asked. Reads {@link CLIENT} and
 * {@link REQUESTED}; writes {@link APPROVAL}.
 */
export function checkApproval(redirectUri: CSharpCode): readonly XmlElement[] {
  const clientId = csharp`(string)${jsonVariable(CLIENT)}["clientId"]`;
  const resource = stringVariable(REQUESTED.resource);
  const checks = {
    approvalIsCurrent: check(
      'check-approval-expiry',
      csharp`(long)context.Variables["approvalExpires"] > ${NOW_SECONDS}`,
    ),
    approvalIsForRequest: check(
      'check-approval-request',
      csharp`${stringVariable('approvalRequest')} == ${approvedRequest({ clientId, redirectUri, resource })}`,
    ),
    approvalIsForRedirect: check('check-approval-redirect-uri', isRememberable(redirectUri)),
    pageIsNotAskedFor: check('check-approval-prompt', csharp`${queryParameter('prompt')} == ""`),
  };
  return [
    readCookie(approvalCookieName(clientId), COOKIE),
    ...unseal({
      sealed: stringVariable(COOKIE),
      purpose: 'consent',
      prefix: 'approval',
      ids: { mac: 'check-approval-mac', purpose: 'check-approval-purpose' },
    }),
    ...readLines(),
    ...Object.entries(checks).map(([name, { id, value }]) => setVariable({ id, name, value })),
    setVariable({
      id: 'check-approval-scope',
      name: 'approvalCoversScope',
      value: codeBlock(csharp`
      var approved = " " + ${stringVariable('approvalScope')} + " ";
      foreach (var scope in ${stringVariable(REQUESTED.scope)}.Split(' ')) {
        if (!approved.Contains(" " + scope + " ")) { return false; }
      }
      return true;`),
    }),
    setVariable({
      name: APPROVAL.holds,
      value: expression(
        [...Object.keys(checks), 'approvalCoversScope'].reduce<CSharpCode>(
          (all, name) => csharp`${all} && (bool)context.Variables[${name}]`,
          csharp`${stringVariable(APPROVAL.subject)} != ""`,
        ),
      ),
    }),
  ];
}

/** The text of an approval: expiry, subject, request and scopes, each on a line. */
function readLines(): readonly XmlElement[] {
  const lines = csharp`${stringVariable('approvalText')}.Split('\n')`;
  const line = (name: string, index: number): XmlElement =>
    setVariable({
      name,
      value: codeBlock(csharp`
      var lines = ${lines};
      return lines.Length == 4 ? lines[${index}] : "";`),
    });
  return [
    setVariable({
      name: 'approvalExpires',
      value: codeBlock(csharp`
      long expires;
      return long.TryParse(${lines}[0], out expires) ? expires : 0L;`),
    }),
    line(APPROVAL.subject, 1),
    line('approvalRequest', 2),
    line('approvalScope', 3),
  ];
}

function check(id: string, condition: CSharpCode): { readonly id: string; readonly value: string } {
  return { id, value: expression(condition) };
}
