import type { XmlElement } from '../language/xml/node';
import { element, text } from './element';
import type { PolicyProps } from './element';

/** What {@link setBody} takes. */
export interface SetBodyProps extends PolicyProps {
  /** The new body: literal text, or one policy expression. */
  readonly content: string;
}

/** Replaces the body of the message at hand (https://learn.microsoft.com/azure/api-management/set-body-policy). */
export function setBody({ content, id }: SetBodyProps): XmlElement {
  return element('set-body', { id }, [text(content)]);
}
