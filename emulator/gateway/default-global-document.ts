import type { XmlElement } from '../../policies/language/xml/node';
import type { SourceDocument } from './gateway-model';

function element(name: string, children: readonly XmlElement[] = []): XmlElement {
  return { type: 'element', name, attributes: [], children };
}

/** What Azure runs at the global scope when a service has no global document: it forwards, and nothing else. */
export const DEFAULT_GLOBAL_DOCUMENT: SourceDocument = {
  name: 'the default global policy',
  root: element('policies', [
    element('inbound'),
    element('backend', [element('forward-request')]),
    element('outbound'),
    element('on-error'),
  ]),
};
