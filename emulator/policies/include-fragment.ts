import { runSteps } from '../gateway/run-steps';
import type { PolicyExecutor } from './executor';

/** Runs a fragment's policies where it stands. */
export const includeFragment: PolicyExecutor = {
  name: 'include-fragment',
  sections: 'IBOE',
  compile: (element) => {
    const steps = element.compiler.fragment(element.requiredLiteral('fragment-id'), element.place);
    return { run: (exchange) => runSteps(steps, exchange), spliced: steps };
  },
};
