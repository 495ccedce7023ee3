import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';
import { setBody } from './set-body';
import { setHeader } from './set-header';
import type { SetHeaderProps } from './set-header';
import { setStatus } from './set-status';

/** What {@link returnResponse} takes. */
export interface ReturnResponseProps extends PolicyProps {
  readonly status: { readonly code: number | string; readonly reason: string };
  /** @default none */
  readonly headers?: readonly SetHeaderProps[];
  /** @default an empty body */
  readonly body?: string;
}

/** Answers at once; nothing else of the pipeline runs, on-error included (https://learn.microsoft.com/azure/api-management/return-response-policy). */
export function returnResponse({ status, headers = [], body, id }: ReturnResponseProps): XmlElement {
  return element('return-response', { id }, [
    setStatus(status),
    ...headers.map(setHeader),
    ...(body === undefined ? [] : [setBody({ content: body })]),
  ]);
}
