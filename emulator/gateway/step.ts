import type { Position } from '../../policies/language/xml/node';
import type { Exchange } from './exchange';

/** The four sections of a policy document. */
export type SectionName = 'inbound' | 'backend' | 'outbound' | 'on-error';

/** Whom a document belongs to, as `LastError.Scope` names it. */
export type ScopeName = 'global' | 'product' | 'api' | 'operation';

/** Where a policy stands; error reports and the trace name it. */
export interface StepPlace {
  /** Element name, which is `LastError.Source`. */
  readonly policy: string;
  /** The element's `id`; empty without one. */
  readonly policyId: string;
  readonly scope: ScopeName;
  readonly section: SectionName;
  /** `choose\when[2]\set-header`: element names from the section down, numbered where siblings share a name. */
  readonly path: string;
  readonly document: string;
  readonly position: Position | undefined;
}

/** One policy, ready to run. */
export interface Step {
  readonly place: StepPlace;
  readonly run: (exchange: Exchange) => Promise<void> | void;
  /** Policies spliced in here that still count as standing directly in the section (fragments). */
  readonly spliced?: readonly Step[];
  /** Set by `cors`: answers a preflight request, which runs no other policy. */
  readonly preflight?: (exchange: Exchange) => Promise<void>;
}
