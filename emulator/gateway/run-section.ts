import type { Exchange } from './exchange';
import { runSteps } from './run-steps';
import type { SectionName, Step } from './step';

/** Runs a section of the document at `level` (0 is the narrowest scope); broader scopes run where it says `<base />`. */
export function runSection(exchange: Exchange, section: SectionName, level = 0): Promise<void> | void {
  const steps = exchange.documents[level]?.sections.get(section);
  if (steps !== undefined) return runSteps(steps, exchange);
}

/** The `cors` policy that answers preflights: the first that stands directly in the effective inbound section. */
export function effectiveCors(exchange: Exchange, level = 0): Step | undefined {
  const search = (steps: readonly Step[]): Step | undefined => {
    for (const step of steps) {
      const found =
        step.preflight !== undefined
          ? step
          : step.place.policy === 'base'
            ? effectiveCors(exchange, level + 1)
            : search(step.spliced ?? []);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(exchange.documents[level]?.sections.get('inbound') ?? []);
}
