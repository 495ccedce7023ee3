import type { PolicyExecutor } from './executor';

/** Runs the same section of the next broader scope. */
export const base: PolicyExecutor = {
  name: 'base',
  sections: 'IBOE',
  compile: (element) => element.compiler.base(element.place),
};
