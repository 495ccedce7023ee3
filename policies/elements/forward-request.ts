import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** What {@link forwardRequest} takes. */
export interface ForwardRequestProps extends PolicyProps {
  /** Longest wait for the response headers. @default 300 */
  readonly timeoutSeconds?: number;
  /** @default true: responses are collected in chunks, which holds back events of a stream */
  readonly bufferResponse?: boolean;
  /** @default false */
  readonly followRedirects?: boolean;
}

/** Sends the request to the backend (https://learn.microsoft.com/azure/api-management/forward-request-policy). */
export function forwardRequest(props: ForwardRequestProps = {}): XmlElement {
  return element('forward-request', {
    id: props.id,
    timeout: props.timeoutSeconds,
    'follow-redirects': props.followRedirects,
    'buffer-response': props.bufferResponse,
  });
}
