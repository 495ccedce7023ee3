import { base } from '../elements/base';
import { element } from '../elements/element';
import type { XmlElement } from '../language/xml/node';
import type { PolicyDocument } from './document';

/** The policies of each section of a document. A section that is left out does what the broader scope does. */
export interface Sections {
  readonly inbound?: readonly XmlElement[];
  readonly backend?: readonly XmlElement[];
  readonly outbound?: readonly XmlElement[];
  readonly onError?: readonly XmlElement[];
}

/** Builds a policy document of four sections; one that is left out holds `<base />` alone. */
export function policies(name: string, sections: Sections): PolicyDocument {
  const section = (sectionName: string, children: readonly XmlElement[] | undefined): XmlElement =>
    element(sectionName, {}, children ?? [base()]);
  return {
    name,
    root: element('policies', {}, [
      section('inbound', sections.inbound),
      section('backend', sections.backend),
      section('outbound', sections.outbound),
      section('on-error', sections.onError),
    ]),
  };
}
