import type { XmlElement } from '../language/xml/node';
import { element, text } from './element';
import type { PolicyProps } from './element';
import { setBody } from './set-body';
import { setHeader } from './set-header';
import type { SetHeaderProps } from './set-header';
import { setMethod } from './set-method';

/** What {@link sendRequest} takes. */
export interface SendRequestProps extends PolicyProps {
  /** Variable that receives the IResponse; null when `ignoreError` is set and there was none. */
  readonly responseVariableName: string;
  readonly url: string;
  readonly method: string;
  /** @default none */
  readonly headers?: readonly SetHeaderProps[];
  /** @default no body */
  readonly body?: string;
  /** @default 60 */
  readonly timeoutSeconds?: number;
  /** True: a failed connection or a timeout goes on with a null response. @default false: on-error runs */
  readonly ignoreError?: boolean;
}

/** Sends a request of its own and waits for the answer; a 4xx or 5xx is an answer (https://learn.microsoft.com/azure/api-management/send-request-policy). */
export function sendRequest(props: SendRequestProps): XmlElement {
  const { id, responseVariableName, url, method, headers = [], body, timeoutSeconds, ignoreError } = props;
  return element(
    'send-request',
    {
      id,
      mode: 'new',
      'response-variable-name': responseVariableName,
      timeout: timeoutSeconds,
      'ignore-error': ignoreError,
    },
    [
      element('set-url', {}, [text(url)]),
      setMethod({ method }),
      ...headers.map(setHeader),
      ...(body === undefined ? [] : [setBody({ content: body })]),
    ],
  );
}
