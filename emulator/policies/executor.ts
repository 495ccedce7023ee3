import type { PolicyElement } from '../gateway/policy-element';
import type { Step } from '../gateway/step';

/** How the local gateway runs one policy element. */
export interface PolicyExecutor {
  /** Element name. */
  readonly name: string;
  /** Sections the element is legal in: letters of inbound, backend, outbound, on-Error. */
  readonly sections: string;
  /** Reads the element once, at boot, and returns what runs for each request. Mistakes go to `element.problem`. */
  compile(element: PolicyElement): Step['run'] | Omit<Step, 'place'>;
}
