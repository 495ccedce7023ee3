import { ENDPOINTS } from '../contract/endpoints';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { PAGE_END, pageStart } from './layout';

/** Names of the form's fields. */
export const CONSENT_FIELDS = { transaction: 't', token: 'form_token', decision: 'decision' } as const;

/** Values of {@link CONSENT_FIELDS}.decision. */
export const DECISIONS = { approve: 'approve', deny: 'deny' } as const;

/** What {@link consentPage} shows, each C# of plain text; the page encodes it. */
export interface ConsentPageProps {
  readonly transactionId: CSharpCode;
  readonly formToken: CSharpCode;
  /** Name the client gave itself; empty when it gave none. */
  readonly clientName: CSharpCode;
  readonly redirectUri: CSharpCode;
  /** Display name of the MCP server. */
  readonly backendName: CSharpCode;
  /** Blank-separated. */
  readonly scopes: CSharpCode;
}

/**
 * C# statements that return the HTML of the consent page: who asks, where the answer goes, for what. Anyone can register
 * a client under any name, so the page says that, and names the host that gets the answer.
 */
export function consentPage(props: ConsentPageProps): CSharpCode {
  return csharp`
      var name = ${props.clientName};
      var redirect = ${props.redirectUri};
      var host = WebUtility.HtmlEncode(redirect.Split('/')[2].Split('?')[0]);
      var scopes = "";
      foreach (var scope in ${props.scopes}.Split(' ')) { scopes = scopes + "<li>" + WebUtility.HtmlEncode(scope) + "</li>"; }
      return ${`${pageStart('Allow access?')}<h1>Allow <b>`}
        + (name == "" ? "an application without a name" : WebUtility.HtmlEncode(name))
        + "</b> to use <b>" + WebUtility.HtmlEncode(${props.backendName}) + "</b> for you?</h1>"
        + "<p>The application chose its name itself; nobody checked it.</p><dl><dt>The answer goes to</dt><dd>" + host + "</dd>"
        + "<dt>It asks for</dt><dd><ul>" + scopes + "</ul></dd></dl>"
        + (redirect.StartsWith("http://", StringComparison.Ordinal) ? "<p class=\"note\">The answer goes to a program on this computer. Allow it only if you just started a login there: another program on this computer could pretend to be it.</p>" : "")
        + "<p>If you did not start this, choose Deny.</p>"
        + ${`<form method="post" action="${ENDPOINTS.consent}"><input type="hidden" name="${CONSENT_FIELDS.transaction}" value="`} + WebUtility.HtmlEncode(${props.transactionId})
        + ${`"><input type="hidden" name="${CONSENT_FIELDS.token}" value="`} + WebUtility.HtmlEncode(${props.formToken})
        + ${`"><button class="main" name="${CONSENT_FIELDS.decision}" value="${DECISIONS.approve}">Allow</button><button name="${CONSENT_FIELDS.decision}" value="${DECISIONS.deny}">Deny</button></form>${PAGE_END}`};`;
}
