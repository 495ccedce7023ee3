import { element } from '../elements/element';
import { includeFragment } from '../elements/include-fragment';
import type { XmlElement } from '../language/xml/node';
import type { PolicyFragment } from './document';

/** The sections of a policy document. */
export type SectionName = 'inbound' | 'backend' | 'outbound' | 'on-error';

/** A fragment takes no parameters, so it declares what it shares with the document around it. */
export interface GatewayFragment extends PolicyFragment {
  /** Sections it may be included in. */
  readonly sections: readonly SectionName[];
  /** Variables that have to be set before it. */
  readonly reads: readonly string[];
  /** Variables that are set after it, for others to read. */
  readonly writes: readonly string[];
}

/** What {@link fragment} takes: the fragment with its policies in order. */
export interface FragmentProps extends Omit<GatewayFragment, 'root'> {
  readonly policies: readonly XmlElement[];
}

/** Builds a fragment. */
export function fragment({ policies, ...declared }: FragmentProps): GatewayFragment {
  return { ...declared, root: element('fragment', {}, policies) };
}

/** Includes a fragment at this place. */
export function include({ name }: GatewayFragment): XmlElement {
  return includeFragment({ fragmentId: name });
}
