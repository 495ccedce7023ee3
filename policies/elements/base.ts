import type { XmlElement } from '../language/xml/node';
import { element } from './element';

/** Runs the same section of the next broader scope at this place. */
export function base(): XmlElement {
  return element('base');
}
