import type { BoundFunctionBody, BoundLocal } from '../../../policies/language/expressions/bound-tree/expression';
import type { BoundLambda, BoundMethodGroup } from '../../../policies/language/expressions/bound-tree/values';
import type { ClrValue } from '../clr-value';
import { ClrDelegate } from '../runtime/delegate';
import { argument } from '../runtime/errors';
import { reflectionName } from '../runtime/type-names';
import type { Compiler, FunctionMaker } from './compiler';
import { Cell, Frame } from './frame';
import type { Code } from './frame';

/** Sets a local, through its cell when it is captured. */
export function compileSetLocal(local: BoundLocal): (frame: Frame, value: ClrValue) => void {
  const { slot, captured } = local;
  return captured
    ? (frame, value) => {
        frame.cell(slot).value = value;
      }
    : (frame, value) => {
        frame.slots[slot] = value;
      };
}

/** Makes cells anew when a scope is entered, so that each round of a loop has variables of its own. */
export function compileFreshCells(locals: readonly BoundLocal[]): ((frame: Frame) => void) | undefined {
  const slots = locals.filter((local) => local.captured).map((local) => local.slot);
  if (slots.length === 0) return undefined;
  return (frame) => {
    for (const slot of slots) frame.slots[slot] = new Cell();
  };
}

/** Compiles a function body: a block or a value, its parameters and captured cells. */
export function compileFunctionBody(compiler: Compiler, body: BoundFunctionBody): FunctionMaker {
  const parameters = body.parameters.map(({ captured, byReference, slot }) => ({
    fresh: captured && byReference === undefined,
    slot,
  }));
  const run = compileBody(compiler, body);
  return (enclosing, evaluation) => {
    const cells = body.captures.map(({ from, to }) => ({ to, cell: enclosing?.cell(from) ?? new Cell() }));
    return (operands) => {
      evaluation.tick();
      const frame = new Frame(body.slotCount, evaluation);
      for (const { to, cell } of cells) frame.slots[to] = cell;
      parameters.forEach(({ fresh, slot }, index) => {
        const value = operands[index] ?? null;
        if (!fresh) frame.slots[slot] = value;
        else frame.cell(slot).value = value;
      });
      return run(frame);
    };
  };
}

function compileBody(compiler: Compiler, body: BoundFunctionBody): Code {
  if (body.code.kind === 'value') {
    const fresh = compiler.freshCells(body.code.locals);
    const value = compiler.value(body.code.value);
    if (fresh === undefined) return value;
    return (frame) => {
      fresh(frame);
      return value(frame);
    };
  }
  const block = compiler.statement(body.code);
  return (frame) => {
    block(frame);
    return frame.returned;
  };
}

/** Compiles a lambda. */
export function compileLambda(compiler: Compiler, node: BoundLambda): Code {
  const make = compiler.functionBody(node.body);
  const type = reflectionName(node.type);
  return (frame) => {
    const call = make(frame, frame.run);
    return new ClrDelegate(type, (...operands) => call(operands));
  };
}

/** Compiles a method group that becomes a delegate. */
export function compileMethodGroup(compiler: Compiler, node: BoundMethodGroup): Code {
  const make = compiler.functionBody(node.body);
  const receiverCode = node.receiver === undefined ? undefined : compiler.value(node.receiver);
  const type = reflectionName(node.type);
  return (frame) => {
    const call = make(frame, frame.run);
    if (receiverCode === undefined) return new ClrDelegate(type, (...operands) => call(operands));
    const receiver = receiverCode(frame);
    if (receiver === null) throw argument("Delegate to an instance method cannot have null 'this'.");
    return new ClrDelegate(type, (...operands) => call([receiver, ...operands]));
  };
}
