import type { ClrValue } from '../clr-value';
import type { Site } from '../runtime/member';
import type { Run } from '../runtime/run';
import { nodeCount, sizeOf } from '../runtime/size';
import type { Compiler } from './compiler';
import { stepsOfCall, unitsReadPerStep } from './call-costs';

/** A member ready to call: operands are the receiver, if any, and the arguments (an out argument is a Ref). */
export type Invocation = (run: Run, ...operands: unknown[]) => ClrValue;

const NO_SITE: Site = { typeArguments: [], declaringType: '', declaringTypeArguments: [], argumentTypes: [] };

/** Members that may make their receiver larger. */
const GROWS = /^M:System\.(?:Text\.StringBuilder|IO\.StringWriter|Collections\.Generic\.\w+`\d)\.(?!#)/;

/** Members that make whole trees, out of a text (their first operand), of a body or of another tree. */
const MAKES_TREE =
  /^M:(?:Newtonsoft\.Json|System\.Xml)\..*\.(?:Parse|DeserializeObject|SerializeX\w+|DeserializeX\w+|DeepClone|FromObject|Merge|#ctor)\b|\.As``1$/;

/** Characters of a text that count as one step when a tree is made of it. */
const TEXT_PER_STEP = 4;

/** Looks up what to call. */
function found(compiler: Compiler, id: string, shape: { operands: number; site: Site | undefined }): Invocation {
  const member = compiler.member(id);
  if (typeof member !== 'function') {
    const bound = member.onSite(shape.site ?? NO_SITE) as (run: Run, ...operands: unknown[]) => ClrValue | undefined;
    switch (shape.operands) {
      case 1:
        return (run, first) => bound(run, first) ?? null;
      case 2:
        return (run, first, second) => bound(run, first, second) ?? null;
      case 3:
        return (run, first, second, third) => bound(run, first, second, third) ?? null;
      default:
        return (run, ...operands) => bound(run, ...operands) ?? null;
    }
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

/** Counts the steps of the call before it. */
function costing(invoke: Invocation, steps: number): Invocation {
  if (steps === 0) return invoke;
  return (run, ...operands) => {
    run.tick(steps);
    return invoke(run, ...operands);
  };
}

/** Counts how long the texts and bytes among the operands are. */
function reading(invoke: Invocation, unitsPerStep: number): Invocation {
  if (unitsPerStep === Infinity) return invoke;
  return (run, ...operands) => {
    run.tick(Math.floor(operands.reduce<number>((sum, operand) => sum + lengthOf(operand), 0) / unitsPerStep));
    return invoke(run, ...operands);
  };
}

function lengthOf(operand: unknown): number {
  return typeof operand === 'string' || operand instanceof Uint8Array ? operand.length : 0;
}

function growing(invoke: Invocation): Invocation {
  return (run, receiver, ...operands) => {
    const before = sizeOf(receiver);
    const result = invoke(run, receiver, ...operands);
    const after = sizeOf(receiver);
    run.limit(after);
    run.produce(after - before);
    return result;
  };
}

function makingTrees(invoke: Invocation): Invocation {
  return (run, first, ...operands) => {
    if (typeof first === 'string') run.tick(Math.floor(first.length / TEXT_PER_STEP));
    const result = invoke(run, first, ...operands);
    run.tick(typeof first === 'string' ? 0 : nodeCount(result ?? first));
    return result;
  };
}

function counted(run: Run, result: ClrValue): ClrValue {
  if (typeof result === 'string' || typeof result === 'object') run.produce(sizeOf(result));
  return result;
}

function producing(invoke: Invocation, operandCount: number, steps: number): Invocation {
  switch (operandCount) {
    case 1:
      return (run, first) => {
        run.tick(steps);
        return counted(run, invoke(run, first));
      };
    case 2:
      return (run, first, second) => {
        run.tick(steps);
        return counted(run, invoke(run, first, second));
      };
    default:
      return (run, ...operands) => {
        run.tick(steps);
        return counted(run, invoke(run, ...operands));
      };
  }
}

/**
 * Looks up a member once and answers how to call it. The call, what it reads and what it makes are counted as steps of the
 * evaluation: see `Run`.
 *
 * @param shape number of operands, and what generic members need to know about the call
 */
export function invokeMember(
  compiler: Compiler,
  id: string,
  shape: { operands: number; site: Site | undefined },
): Invocation {
  const steps = stepsOfCall(id);
  const invoke = reading(found(compiler, id, shape), unitsReadPerStep(id));
  if (!id.startsWith('M:')) return costing(invoke, steps);
  if (MAKES_TREE.test(id)) return costing(makingTrees(invoke), steps);
  return GROWS.test(id) ? costing(growing(invoke), steps) : producing(invoke, shape.operands, steps);
}
