import { choose } from '../elements/choose';
import type { XmlElement } from '../language/xml/node';

/** What {@link refuseWhen} takes. */
export interface RefuseWhenProps {
  /** `check-...` when this is a security check: without the element, the check is gone. */
  readonly id?: string;
  /** Policy expression; true refuses. */
  readonly condition: string;
  /** What the caller gets; ends in a response. */
  readonly answer: readonly XmlElement[];
}

/** One check: ends the request with an answer when the condition holds. */
export function refuseWhen({ id, condition, answer }: RefuseWhenProps): XmlElement {
  return choose({ id, when: [{ condition, then: answer }] });
}
