import { NAMED_VALUES } from '../contract/named-values';
import { returnResponse } from '../elements/return-response';
import type { SetHeaderProps } from '../elements/set-header';
import { setVariable } from '../elements/set-variable';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { httpStatus } from './http-status';
import { stringVariable } from './variables';
import { codeBlock } from './code-block';

/** Variables that begin and end the URL of every answer to the client. */
export const CLIENT_ANSWER = { start: 'clientRedirectStart', end: 'clientRedirectEnd' } as const;

/** What {@link prepareReturnToClient} takes. */
export interface ReturnToClientProps {
  /** C# of the redirect URI, which was checked against the registration. */
  readonly redirectUri: CSharpCode;
  /** C# of the client's state, null when it sent none. It goes back as it came. */
  readonly state: CSharpCode;
}

/**
 * Prepares every way back to the client: a query the redirect URI already has is kept, and `iss` (RFC 9207) and `state`
 * end each answer. Writes {@link CLIENT_ANSWER}.
 */
export function prepareReturnToClient({ redirectUri, state }: ReturnToClientProps): readonly XmlElement[] {
  return [
    setVariable({
      name: CLIENT_ANSWER.start,
      value: codeBlock(csharp`
      var uri = ${redirectUri};
      return uri + (uri.Contains("?") ? "&" : "?");`),
    }),
    setVariable({
      name: CLIENT_ANSWER.end,
      value: codeBlock(csharp`
      string state = ${state};
      return "&iss=" + Uri.EscapeDataString(${namedValue(NAMED_VALUES.issuer)}) + (state == null ? "" : "&state=" + Uri.EscapeDataString(state));`),
    }),
  ];
}

/** C# of the URL that hands the client an answer. `answer` is C# of the first parameters, encoded. */
export function clientUrl(answer: CSharpCode): CSharpCode {
  return csharp`${stringVariable(CLIENT_ANSWER.start)} + ${answer} + ${stringVariable(CLIENT_ANSWER.end)}`;
}

/** C# of the parameters of an error answer (RFC 6749 section 4.1.2.1). */
export function errorAnswer(error: string, description: string): CSharpCode {
  return csharp`${`error=${error}&error_description=${encodeURIComponent(description)}`}`;
}

/** Sends the browser back to the client with an error. */
export function returnError(error: string, description: string, headers: readonly SetHeaderProps[] = []): XmlElement {
  return redirect(expression(clientUrl(errorAnswer(error, description))), headers);
}

/** Redirects the browser (303: the next request is a GET, whatever this one was). Nothing on the way keeps or tells the URL. */
export function redirect(location: string, headers: readonly SetHeaderProps[] = []): XmlElement {
  return returnResponse({
    status: httpStatus(303),
    headers: [
      { name: 'Location', values: [location] },
      { name: 'Cache-Control', values: ['no-store'] },
      { name: 'Referrer-Policy', values: ['no-referrer'] },
      ...headers,
    ],
  });
}
