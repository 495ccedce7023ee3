import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** What {@link setVariable} takes. */
export interface SetVariableProps extends PolicyProps {
  /** Literal. */
  readonly name: string;
  /** A literal is stored as a string, whatever it looks like; an expression keeps its type. */
  readonly value: string;
}

/** Keeps a value for later policies of the same request (https://learn.microsoft.com/azure/api-management/set-variable-policy). */
export function setVariable({ name, value, id }: SetVariableProps): XmlElement {
  return element('set-variable', { id, name, value });
}
