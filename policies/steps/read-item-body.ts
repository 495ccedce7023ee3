import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { responseVariable } from './variables';

/** Sets a variable to the JSON object a 200 of the store carries. */
export function readItemBody(response: string, into: string): XmlElement {
  return setVariable({ name: into, value: expression(csharp`${responseVariable(response)}.Body.As<JObject>()`) });
}
