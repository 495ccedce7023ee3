import type {
  BoundCall,
  BoundDelegateCall,
  BoundLocalFunctionCall,
  BoundOutArgument,
} from '../../../policies/language/expressions/bound-tree/calls';
import type { BoundNew } from '../../../policies/language/expressions/bound-tree/creations';
import type { BoundField, BoundIndexer, BoundProperty } from '../../../policies/language/expressions/bound-tree/places';
import type { BoundValue } from '../../../policies/language/expressions/bound-tree/values';
import { constructionsOf, isInterface } from '../../../policies/language/expressions/bind/type-relations';
import type { ClrType } from '../../../policies/language/expressions/clr-type';
import type { ClrValue } from '../clr-value';
import { ClrDelegate } from '../runtime/delegate';
import { nullReference } from '../runtime/errors';
import { JObject, PAIR } from '../runtime/json/containers';
import type { Ref, Site } from '../runtime/member';
import { reflectionName } from '../runtime/type-names';
import type { Compiler } from './compiler';
import { Cell } from './frame';
import type { Code, Frame } from './frame';
import { invokeMember } from './invoke';
import type { Invocation } from './invoke';

type Operand = (frame: Frame) => unknown;

function operandOf(compiler: Compiler, node: BoundValue): Operand {
  return node.kind === 'outArgument' ? compileReference(compiler, node) : compiler.value(node);
}

function compileReference(compiler: Compiler, node: BoundOutArgument): (frame: Frame) => Ref {
  if (node.target === 'discard') {
    const initial = compiler.defaultValue(node.type);
    return () => {
      const cell = new Cell();
      cell.value = initial;
      return cell;
    };
  }
  return compiler.place(node.target);
}

/** Operands in parameter order, evaluated in the order the source has them. */
function ordered(operands: readonly Operand[], order: readonly number[]): (frame: Frame) => unknown[] {
  return (frame) => {
    const values = new Array<unknown>(operands.length);
    for (const index of order) values[index] = operands[index]?.(frame);
    return values;
  };
}

const ENUMERABLE = 'System.Collections.Generic.IEnumerable`1';

/** True for a type by which a JObject is a sequence of pairs of names and values, not of properties. */
function walksPairs(type: ClrType | undefined): boolean {
  if (type === undefined || !isInterface(type)) return false;
  return constructionsOf(type, ENUMERABLE).some(({ args: [element] }) => isPair(element));
}

function isPair(element: ClrType | undefined): boolean {
  return element !== undefined && reflectionName(element) === PAIR;
}

/** An argument for a parameter of this type. */
function argumentFor(type: ClrType | undefined, operand: Operand): Operand {
  if (!walksPairs(type)) return operand;
  return (frame) => {
    const value = operand(frame);
    return value instanceof JObject ? value.pairs() : value;
  };
}

function call(
  compiler: Compiler,
  id: string,
  receiver: BoundValue | undefined,
  operandNodes: readonly BoundValue[],
  site: Site,
  parameterTypes: readonly ClrType[] = [],
  order?: readonly number[],
): Code {
  const operands = operandNodes.map((node, index) => argumentFor(parameterTypes[index], operandOf(compiler, node)));
  if (receiver !== undefined) operands.unshift(compiler.value(receiver));
  const refusesNull = receiver !== undefined && !keepsNull(receiver, id);
  const member = invokeMember(compiler, id, { operands: operands.length, site });
  // The receiver is looked at when all arguments are there, as `callvirt` does.
  const invoke: Invocation = refusesNull ? onReceiver(member, operands.length) : member;
  if (order !== undefined) {
    const shifted = receiver === undefined ? order : [0, ...order.map((index) => index + 1)];
    const evaluate = ordered(operands, shifted);
    return (frame) => invoke(frame.run, ...evaluate(frame));
  }
  const [first, second, third] = operands;
  if (first === undefined) return (frame) => invoke(frame.run);
  if (second === undefined) return (frame) => invoke(frame.run, first(frame));
  if (third === undefined) return (frame) => invoke(frame.run, first(frame), second(frame));
  if (operands.length === 3) return (frame) => invoke(frame.run, first(frame), second(frame), third(frame));
  return (frame) => invoke(frame.run, ...operands.map((operand) => operand(frame)));
}

/** Refuses a receiver that is null. */
function onReceiver(member: Invocation, count: number): Invocation {
  const check = (value: unknown): void => {
    if (value === null) throw nullReference();
  };
  switch (count) {
    case 1:
      return (run, receiver) => {
        check(receiver);
        return member(run, receiver);
      };
    case 2:
      return (run, receiver, first) => {
        check(receiver);
        return member(run, receiver, first);
      };
    case 3:
      return (run, receiver, first, second) => {
        check(receiver);
        return member(run, receiver, first, second);
      };
    default:
      return (run, ...operands) => {
        check(operands[0]);
        return member(run, ...operands);
      };
  }
}

/** A method of `T?` itself, `HasValue` for instance, is called on null too. */
function keepsNull(receiver: BoundValue, id: string): boolean {
  return receiver.type.kind === 'named' && receiver.type.id === 'System.Nullable`1' && id.includes('System.Nullable`1');
}

function siteOf(declaring: ClrType, typeArguments: readonly ClrType[], argumentTypes: readonly ClrType[]): Site {
  return {
    typeArguments: typeArguments.map(reflectionName),
    declaringType: reflectionName(declaring),
    declaringTypeArguments: declaring.kind === 'named' ? declaring.args.map(reflectionName) : [],
    argumentTypes: argumentTypes.map(reflectionName),
  };
}

/** Compiles a method call. */
export function compileCall(compiler: Compiler, node: BoundCall): Code {
  const site = siteOf(node.declaringType, node.typeArguments, node.parameterTypes);
  return call(compiler, node.member, node.receiver, node.arguments, site, node.parameterTypes, node.evaluationOrder);
}

/** Compiles `new T(...)`. */
export function compileNew(compiler: Compiler, node: BoundNew): Code {
  return call(
    compiler,
    node.member,
    undefined,
    node.arguments,
    siteOf(node.type, [], node.parameterTypes),
    node.parameterTypes,
    node.evaluationOrder,
  );
}

/** Compiles reading a property or field. */
export function compileProperty(compiler: Compiler, node: BoundProperty | BoundField): Code {
  return call(compiler, node.member, node.receiver, [], siteOf(node.declaringType, [], []));
}

/** Compiles reading an indexer. */
export function compileIndexer(compiler: Compiler, node: BoundIndexer): Code {
  return call(compiler, node.member, node.receiver, node.arguments, siteOf(node.declaringType, [], []));
}

/** Compiles a call of a local function. */
export function compileLocalFunctionCall(compiler: Compiler, node: BoundLocalFunctionCall): Code {
  const { slot, captured } = node;
  const operands = node.arguments.map((argument) => operandOf(compiler, argument));
  const evaluate = ordered(operands, node.evaluationOrder ?? operands.map((_, index) => index));
  return (frame) => {
    const target = captured ? frame.cell(slot).value : frame.read(slot);
    if (!(target instanceof ClrDelegate)) throw nullReference();
    // Arguments for parameters by reference are places, which only the body of the function sees.
    return target.invoke(...(evaluate(frame) as ClrValue[]));
  };
}

/** Compiles `f(x)` of a delegate value. */
export function compileDelegateCall(compiler: Compiler, node: BoundDelegateCall): Code {
  const target = compiler.value(node.delegate);
  const operands = node.arguments.map((argument) => compiler.value(argument));
  return (frame) => {
    const delegate = target(frame);
    const values = operands.map((operand) => operand(frame));
    if (!(delegate instanceof ClrDelegate)) throw nullReference();
    return delegate.invoke(...values);
  };
}
