import type { BoundExpression } from '../../../policies/language/expressions/bound-tree/expression';
import type { ClrValue } from '../clr-value';
import { ClrException } from '../clr-exception';
import type { PolicyContext } from '../policy-context';
import { findMember } from '../runtime/registry';
import { useClock } from '../runtime/dates/current-clock';
import { Run } from '../runtime/run';
import type { Compiler } from './compiler';
import { defaultOf } from './constants';
import { toClrException } from './frame';
import { compileFreshCells, compileFunctionBody, compileSetLocal } from './functions';
import { compilePlace } from './places';
import { compileStatement } from './statements';
import { compileValue } from './values';

/** What a bound tree compiles to. */
export interface CompiledTree {
  /** Ids of members that the runtime library lacks; when there are any, `evaluate` must not be used. */
  readonly missing: readonly string[];
  /** Computes the value; throws ClrException. */
  readonly evaluate: (context: PolicyContext, maximumSteps?: number) => ClrValue;
}

function makeCompiler(missing: Set<string>): Compiler {
  const compiler: Compiler = {
    value: (node) => compileValue(compiler, node),
    statement: (node) => compileStatement(compiler, node),
    place: (target) => compilePlace(compiler, target),
    functionBody: (body) => compileFunctionBody(compiler, body),
    setLocal: compileSetLocal,
    freshCells: compileFreshCells,
    defaultValue: defaultOf,
    member: (id) => {
      const found = findMember(id);
      if (found !== undefined) return found;
      missing.add(id);
      return () => {
        throw new ClrException('System.NotImplementedException', `${id} is not implemented.`);
      };
    },
  };
  return compiler;
}

/** Compiles a bound tree once to closures, which `evaluate` runs any number of times. */
export function compileBound(bound: BoundExpression): CompiledTree {
  const missing = new Set<string>();
  const make = makeCompiler(missing).functionBody(bound.body);
  return {
    missing: [...missing],
    evaluate: (context, maximumSteps) => {
      const run = new Run(context, maximumSteps);
      const clockBefore = useClock(context.clock);
      try {
        return make(null, run)([]);
      } catch (error) {
        throw toClrException(error);
      } finally {
        useClock(clockBefore);
      }
    },
  };
}
