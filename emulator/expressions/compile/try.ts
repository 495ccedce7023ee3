import type { BoundThrow, BoundTry, BoundUsing } from '../../../policies/language/expressions/bound-tree/statements';
import { ClrException } from '../clr-exception';
import { isExceptionOf } from '../runtime/hierarchy';
import { nullReference } from '../runtime/errors';
import { ExpressionLimitError } from '../runtime/run';
import type { ClrValue } from '../clr-value';
import type { Compiler } from './compiler';
import { dispose } from '../runtime/dispose';
import { toClrException } from './frame';
import type { Action, Frame, SignalValue } from './frame';

/** The exception object of `throw x`; throwing null is a null reference. */
export function thrown(value: ClrValue): ClrException {
  if (!(value instanceof ClrException)) return nullReference();
  value.isThrown = true;
  return value;
}

/** Compiles `throw x;` and `throw;`. */
export function compileThrow(compiler: Compiler, node: BoundThrow): Action {
  if (node.exception === undefined) {
    return (frame) => {
      throw frame.caught ?? nullReference();
    };
  }
  const exception = compiler.value(node.exception);
  return (frame) => {
    throw thrown(exception(frame));
  };
}

function compileCatches(compiler: Compiler, node: BoundTry): (frame: Frame, error: unknown) => SignalValue {
  const clauses = node.catches.map((clause) => ({
    type: clause.exceptionType.id,
    fresh: compiler.freshCells(clause.locals),
    set: clause.local === undefined ? undefined : compiler.setLocal(clause.local),
    filter: clause.filter === undefined ? undefined : compiler.value(clause.filter),
    block: compiler.statement(clause.block),
  }));
  return (frame, error) => {
    const exception = toClrException(error);
    if (exception instanceof ExpressionLimitError) throw exception;
    for (const clause of clauses) {
      if (!isExceptionOf(exception.typeName, clause.type)) continue;
      clause.fresh?.(frame);
      clause.set?.(frame, exception);
      if (clause.filter !== undefined && !passes(clause.filter, frame)) continue;
      const outer = frame.caught;
      frame.caught = exception;
      try {
        return clause.block(frame);
      } finally {
        frame.caught = outer;
      }
    }
    throw exception;
  };
}

/** An exception inside a filter counts as false. */
function passes(filter: (frame: Frame) => ClrValue, frame: Frame): boolean {
  try {
    return filter(frame) === true;
  } catch (error) {
    const exception = toClrException(error);
    if (exception instanceof ExpressionLimitError) throw exception;
    return false;
  }
}

/** Compiles `try`, with its `catch` clauses and `finally`. */
export function compileTry(compiler: Compiler, node: BoundTry): Action {
  const block = compiler.statement(node.block);
  const handle = node.catches.length === 0 ? undefined : compileCatches(compiler, node);
  const guarded: Action =
    handle === undefined
      ? block
      : (frame) => {
          try {
            return block(frame);
          } catch (error) {
            return handle(frame, error);
          }
        };
  if (node.finally === undefined) return guarded;
  const finish = compiler.statement(node.finally);
  return (frame) => {
    try {
      return guarded(frame);
    } finally {
      const { returned, label } = frame;
      finish(frame);
      frame.returned = returned;
      frame.label = label;
    }
  };
}

/** Compiles `using (...) body`: whatever happens, resources that opened are disposed of, the last one first. */
export function compileUsing(compiler: Compiler, node: BoundUsing): Action {
  const fresh = compiler.freshCells(node.locals);
  const resources = node.resources.map((resource) => ({
    open: resource.value === undefined ? () => null : compiler.value(resource.value),
    set: resource.kind === 'declare' ? compiler.setLocal(resource.local) : undefined,
  }));
  const body = compiler.statement(node.body);
  return (frame) => {
    fresh?.(frame);
    const opened: ClrValue[] = [];
    try {
      for (const { open, set } of resources) {
        const value = open(frame);
        set?.(frame, value);
        opened.push(value);
      }
      return body(frame);
    } finally {
      for (const value of opened.reverse()) dispose(value);
    }
  };
}
