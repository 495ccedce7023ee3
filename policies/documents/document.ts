import type { XmlElement } from '../language/xml/node';

/** A policy document for one scope (an API or an operation): its root is `<policies>` with the four sections. */
export interface PolicyDocument {
  /** Stable kebab-case name; snapshots and findings use it. */
  readonly name: string;
  readonly root: XmlElement;
}

/** A policy fragment: its root is `<fragment>`; `name` is the `fragment-id` that documents include it by. */
export interface PolicyFragment {
  readonly name: string;
  /** One sentence for the portal. */
  readonly description: string;
  readonly root: XmlElement;
}
