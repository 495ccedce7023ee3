import { choose } from '../elements/choose';
import type { When } from '../elements/choose';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { oauthErrorResponse, UNAVAILABLE_ERROR } from './json-response';
import type { OAuthErrorProps } from './json-response';

/** Every window of the gateway's limits, so nobody waits longer than needed. */
const LIMIT_WINDOW_SECONDS = 60;

/** C#: whether the request reached one of our operations. One that did not keeps APIM's own 404. */
const MATCHED: CSharpCode = csharp`context.LastError.Reason != "OperationNotFound"`;

/** What {@link answerErrors} takes. */
export interface AnswerErrorsProps {
  readonly anyOrigin?: boolean;
  /** Asked before the others. @default none */
  readonly first?: readonly When[];
  /** Writes an error. @default as OAuth JSON */
  readonly answer?: (error: OAuthErrorProps) => XmlElement;
}

/**
 * Answers what goes wrong outside the policies' own checks, in on-error: a limit that was reached, a service that cannot be
 * reached, a backend that does not answer, anything else. Never says what happened inside.
 */
export function answerErrors(props: AnswerErrorsProps = {}): XmlElement {
  const { anyOrigin, first = [], answer = oauthErrorResponse } = props;
  const source = csharp`context.LastError.Source`;
  const limited: When = {
    condition: expression(csharp`${source} == "rate-limit-by-key"`),
    then: [
      answer({
        status: 429,
        error: 'temporarily_unavailable',
        description: 'Too many requests. Try again later.',
        anyOrigin,
        retryAfterSeconds: LIMIT_WINDOW_SECONDS,
      }),
    ],
  };
  const tooLarge: When = {
    // A body that a policy reads, longer than what API Management buffers.
    condition: expression(csharp`context.Response.StatusCode == 413`),
    then: [
      answer({
        status: 413,
        error: 'invalid_request',
        description: 'The body of the request is too long.',
        anyOrigin,
      }),
    ],
  };
  const unreachable: When = {
    // A token that validate-azure-ad-token refuses is a 401 and answered before; what is left is that Entra's keys are missing.
    condition: expression(
      csharp`${source} == "authentication-managed-identity" || ${source} == "send-request" || ${source} == "validate-azure-ad-token"`,
    ),
    then: [answer({ ...UNAVAILABLE_ERROR, anyOrigin })],
  };
  const slow: When = {
    condition: expression(csharp`${source} == "forward-request" && context.LastError.Reason == "Timeout"`),
    then: [
      answer({
        status: 504,
        error: 'server_error',
        description: 'The server behind the gateway did not answer in time.',
        anyOrigin,
      }),
    ],
  };
  const broken: When = {
    condition: expression(csharp`${source} == "forward-request"`),
    then: [
      answer({
        status: 502,
        error: 'server_error',
        description: 'The server behind the gateway cannot be reached.',
        anyOrigin,
      }),
    ],
  };
  const other: When = {
    condition: expression(MATCHED),
    then: [
      answer({
        status: 500,
        error: 'server_error',
        description: 'The gateway could not answer the request.',
        anyOrigin,
      }),
    ],
  };
  const [head, ...tail] = [...first, limited, tooLarge, unreachable, slow, broken, other];
  return choose({ when: [head ?? other, ...tail] });
}
