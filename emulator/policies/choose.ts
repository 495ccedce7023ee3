import type { Exchange } from '../gateway/exchange';
import { runSteps } from '../gateway/run-steps';
import { whenReady } from '../gateway/value';
import type { PolicyExecutor } from './executor';

/** Runs the first `when` whose condition is true, else `otherwise`. */
export const choose: PolicyExecutor = {
  name: 'choose',
  sections: 'IBOE',
  compile: (element) => {
    const whens = element.parts('when');
    if (whens.length === 0) element.problem('at least one <when> is needed.');
    const branches = whens.map((when, index) => {
      const numbered = whens.length > 1 ? `[${index + 1}]` : '';
      const condition = when.required('condition');
      const steps = when.policies(`when${numbered}`);
      when.finish();
      return { condition, steps };
    });
    const fallback = element.part('otherwise');
    const otherwise = fallback?.policies('otherwise') ?? [];
    fallback?.finish();
    const run = (exchange: Exchange, from: number): Promise<void> | void => {
      const branch = branches[from];
      if (branch === undefined) return runSteps(otherwise, exchange);
      return whenReady(branch.condition.boolean(exchange), (holds) =>
        holds ? runSteps(branch.steps, exchange) : run(exchange, from + 1),
      );
    };
    return (exchange) => run(exchange, 0);
  },
};
