import type { ClrValue } from '../clr-value';
import type { Site } from '../runtime/member';
import type { Run } from '../runtime/run';
import type { Compiler } from './compiler';

/** A member ready to call: operands are the receiver, if any, and the arguments (an out argument is a Ref). */
export type Invocation = (run: Run, ...operands: unknown[]) => ClrValue;

const NO_SITE: Site = { typeArguments: [], declaringType: '', declaringTypeArguments: [], argumentTypes: [] };

/**
 * Looks up a member once and answers how to call it.
 *
 * @param shape number of operands, and what generic members need to know about the call
 */
export function invokeMember(
  compiler: Compiler,
  id: string,
  shape: { operands: number; site: Site | undefined },
): Invocation {
  const member = compiler.member(id);
  if (typeof member !== 'function') {
    const bound = member.onSite(shape.site ?? NO_SITE) as (run: Run, ...operands: unknown[]) => ClrValue | undefined;
    return (run, ...operands) => bound(run, ...operands) ?? null;
  }
  const plain = member as unknown as (...operands: unknown[]) => ClrValue | undefined;
  switch (shape.operands) {
    case 0:
      return () => plain() ?? null;
    case 1:
      return (_run, first) => plain(first) ?? null;
    case 2:
      return (_run, first, second) => plain(first, second) ?? null;
    case 3:
      return (_run, first, second, third) => plain(first, second, third) ?? null;
    default:
      return (_run, ...operands) => plain(...operands) ?? null;
  }
}
