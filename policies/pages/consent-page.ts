import { REMEMBERED_APPROVALS } from '../contract/cookies';
import { ENDPOINTS } from '../contract/endpoints';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { PAGE_END, pageStart } from './layout';
import { webHost } from './leave-page';

/** Names of the form's fields. */
export const CONSENT_FIELDS = { transaction: 't', token: 'form_token', decision: 'decision' } as const;

/** Values of {@link CONSENT_FIELDS}.decision. */
export const DECISIONS = { approve: 'approve', deny: 'deny' } as const;

/** What {@link consentPage} shows, each C# of plain text; the page encodes it. */
export interface ConsentPageProps {
  readonly transactionId: CSharpCode;
  readonly formToken: CSharpCode;
  /** Name of the client; empty when it has none. */
  readonly clientName: CSharpCode;
  /** Who vouches for it: {@link voucher}. */
  readonly vouchedForBy: CSharpCode;
  readonly redirectUri: CSharpCode;
  /** Display names of the MCP servers, each on a line. */
  readonly backendNames: CSharpCode;
  /** Blank-separated. */
  readonly scopes: CSharpCode;
  /** C# of a bool: whether the approval will be remembered. */
  readonly remembered: CSharpCode;
}

/** Redirect URIs in lower case (.NET pattern) that a program on the person's own computer answers. */
const LOOPBACK = '^(?:http://|https://(?:(?:[a-z0-9-]+\\.)*localhost|127[0-9.]*|\\[::1\\])(?:[:/?]|\\z))';

/** The page's own address: the OAuth endpoints may be below a path, which a relative address keeps. */
const CONSENT_ACTION = ENDPOINTS.consent.slice(1);

const REMEMBERED_DAYS = REMEMBERED_APPROVALS.seconds / (24 * 60 * 60);

const LOOPBACK_NOTE =
  '<p class="note"><strong>The answer goes to a program on this computer.</strong> Allow it only if you just started a login there: another program on this computer could pretend to be it.</p>';
const SCHEME_NOTE =
  '<p class="note"><strong>The answer goes to the program on this device that opens such links.</strong> Allow it only if you just started a login there: another program on this device could pretend to be it.</p>';

/**
 * C# statements that return the HTML of the consent page: who asks, who vouches for that, for what, and where the answer
 * goes. A name proves nothing, so the page says who gave it and shows the host that gets the answer. Nothing on it has
 * the focus at first, so that no key pressed by chance allows anything.
 */
export function consentPage(props: ConsentPageProps): CSharpCode {
  const row = (title: string, html: CSharpCode): CSharpCode =>
    csharp`+ ${`<div><dt>${title}</dt><dd>`} + ${html} + "</dd></div>"`;
  return csharp`
      var name = ${props.clientName};
      var redirect = ${props.redirectUri};
      var web = redirect.StartsWith("https://", StringComparison.Ordinal) || redirect.StartsWith("http://", StringComparison.Ordinal);
      var target = WebUtility.HtmlEncode(web ? ${webHost(csharp`redirect`)} : redirect.Split(':')[0] + ":");
      var servers = "";
      foreach (var server in ${props.backendNames}.Split('\n')) { servers = servers + "<li>" + WebUtility.HtmlEncode(server) + "</li>"; }
      var scopes = "";
      foreach (var scope in ${props.scopes}.Split(' ')) { scopes = scopes + "<li><code>" + WebUtility.HtmlEncode(scope) + "</code></li>"; }
      return ${`${pageStart('Allow access?')}<h1>Allow <bdi>`}
        + (name == "" ? "an application without a name" : WebUtility.HtmlEncode(name))
        + "</bdi> to act for you?</h1><dl>"
        ${row('It may use', csharp`"<ul>" + servers + "</ul>"`)}
        ${row('With these permissions', csharp`"<ul>" + scopes + "</ul>"`)}
        ${row('The answer goes to', csharp`"<strong><bdi>" + target + "</bdi></strong>"`)}
        ${row('Who vouches for its name', csharp`WebUtility.HtmlEncode(${props.vouchedForBy})`)}
        + "</dl>"
        + (!web ? ${SCHEME_NOTE} : Regex.IsMatch(redirect.ToLowerInvariant(), ${LOOPBACK}) ? ${LOOPBACK_NOTE} : "")
        + ${`<form method="post" action="${CONSENT_ACTION}" aria-label="Your answer"><input type="hidden" name="${CONSENT_FIELDS.transaction}" value="`} + WebUtility.HtmlEncode(${props.transactionId})
        + ${`"><input type="hidden" name="${CONSENT_FIELDS.token}" value="`} + WebUtility.HtmlEncode(${props.formToken})
        + ${`"><p id="advice">If you did not start this, choose Deny.</p><div class="answers"><button class="main" name="${CONSENT_FIELDS.decision}" value="${DECISIONS.approve}" aria-describedby="advice">Allow</button><button name="${CONSENT_FIELDS.decision}" value="${DECISIONS.deny}">Deny</button></div></form>`}
        + (${props.remembered} ? ${`<p class="quiet">If you allow it, this browser remembers that for ${REMEMBERED_DAYS} days.</p>`} : "")
        + ${PAGE_END};`;
}

/**
 * C# of the sentence that says who vouches for a client's name.
 * @param kind C# of the client's kind; null means registered
 * @param clientId C# of its id; the URL of its document when it has one
 */
export function voucher(kind: CSharpCode, clientId: CSharpCode): CSharpCode {
  return csharp`(${kind} == "static" ? "The operator of this gateway." : ${kind} == "metadata-document" ? ${clientId}.Split('/')[2] + ", which published it." : "Nobody. The application registered itself and chose it.")`;
}
