import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** One branch of {@link choose}: policies that run when the condition is the first that holds. */
export interface When {
  /** Policy expression that yields bool. */
  readonly condition: string;
  readonly then: readonly XmlElement[];
}

/** What {@link choose} takes. */
export interface ChooseProps extends PolicyProps {
  /** At least one; asked in order, later ones are not asked once one held. */
  readonly when: readonly [When, ...When[]];
  /** Runs when no condition holds. @default nothing runs */
  readonly otherwise?: readonly XmlElement[];
}

/** Runs the policies of the first branch whose condition holds (https://learn.microsoft.com/azure/api-management/choose-policy). */
export function choose({ id, when, otherwise }: ChooseProps): XmlElement {
  return element('choose', { id }, [
    ...when.map(({ condition, then }) => element('when', { condition }, then)),
    ...(otherwise === undefined ? [] : [element('otherwise', {}, otherwise)]),
  ]);
}
