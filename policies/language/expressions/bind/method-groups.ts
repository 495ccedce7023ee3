import type { BoundFunctionBody, BoundLocal } from '../bound-tree/expression';
import type { BoundMethodGroup, BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { OBJECT, VOID, displayType, isNamed, sameType } from '../clr-type';
import type { Span } from '../finding';
import type { Binding } from './binding';
import type { LocalSymbol } from './scope';
import type { MethodGroup, MethodGroupFit, Operand } from './operand';
import { Frame } from './scope';
import { extensionCandidates, methodCandidates } from './candidates';
import { convertible, implicitConversion } from './conversions';
import type { Argument } from './call-site';
import { boundArguments, tryResolve } from './overloads';
import { delegateSignature, isReferenceConvertible, substitute } from './type-relations';

/** The method of a group that a delegate type (or a list of parameter types) means. */
export function methodGroupFit(
  binding: Binding,
  group: MethodGroup,
  target: ClrType | readonly ClrType[],
  span: Span,
): MethodGroupFit | undefined {
  const signature = isTypeList(target) ? { parameters: target, returnType: undefined } : delegateSignature(target);
  const local = group.local?.signature?.method;
  if (signature === undefined || (group.local !== undefined && local === undefined)) {
    return undefined;
  }
  const args = signature.parameters.map((type): Argument => ({
    operand: placeholder(type, span),
    mode: 'value',
    span,
  }));
  const names = { span, name: group.name, typeArguments: group.typeArguments };
  const own =
    local === undefined
      ? methodCandidates(group.receiverType, group.name).filter(
          (candidate) => candidate.method.static === (group.receiver === undefined),
        )
      : [{ method: local, declaringType: OBJECT, level: 0 }];
  const direct = tryResolve(binding, own, args, names);
  let fit = 'fit' in direct ? direct.fit : undefined;
  const isExtension = fit === undefined && group.receiver !== undefined;
  if (isExtension && group.receiver !== undefined) {
    const receiver: Argument = {
      operand: { kind: 'value', value: group.receiver, span },
      mode: 'value',
      span,
      isReceiver: true,
    };
    const found = tryResolve(binding, extensionCandidates(group.name), [receiver, ...args], names);
    fit = 'fit' in found ? found.fit : undefined;
  }
  if (fit === undefined || fit.expanded || fit.usesDefaults) {
    return undefined;
  }
  const returnType = substitute(fit.candidate.method.returnType, fit.candidate.declaringType.args, fit.typeArguments);
  const wanted = signature.returnType;
  const agrees =
    wanted === undefined ||
    sameType(returnType, wanted) ||
    (!isNamed(wanted, 'System.Void') && isReferenceConvertible(returnType, wanted));
  return agrees ? { fit, returnType, isExtension } : undefined;
}

function isTypeList(target: ClrType | readonly ClrType[]): target is readonly ClrType[] {
  return Array.isArray(target);
}

/** A call of a local function, which is told when its cell turns out to be captured. */
export function boundLocalCall(
  binding: Binding,
  local: LocalSymbol,
  type: ClrType,
  bound: ReturnType<typeof boundArguments>,
  span: Span,
): BoundValue {
  const call = { kind: 'localFunctionCall' as const, type, ...binding.reference(local), ...bound };
  local.mentions.push(call);
  binding.symbols.set(call, local);
  binding.spans.set(call, span);
  return call;
}

/** Stands for a delegate's parameter while overloads are chosen. */
function placeholder(type: ClrType, span: Span): Operand {
  return { kind: 'value', value: { kind: 'default', type }, span };
}

/** Converts a method name to a delegate: a function that calls the chosen method. */
export function boundMethodGroup(binding: Binding, group: MethodGroup, type: ClrType, span: Span): BoundMethodGroup {
  const found = methodGroupFit(binding, group, type, span);
  const signature = delegateSignature(type);
  if (found === undefined || signature === undefined || type.kind !== 'named') {
    throw binding.compileError(
      span,
      'CS0123',
      `No overload for '${group.name}' matches delegate '${displayType(type)}'`,
    );
  }
  const { method, declaringType } = found.fit.candidate;
  if (group.local === undefined) {
    binding.checkMember(method.declaring, method.name, method.id, span);
  }
  const outer = binding.frame;
  const frame = new Frame(outer, signature.returnType);
  binding.frame = frame;
  try {
    const types = [...(group.receiver === undefined ? [] : [group.receiver.type]), ...signature.parameters];
    const parameters = types.map((parameter, index): BoundLocal => ({
      name: `argument${index}`,
      slot: frame.newSlot(),
      type: parameter,
      captured: false,
    }));
    const reads = parameters.map((parameter): Argument => ({
      operand: {
        kind: 'value',
        value: { kind: 'local', type: parameter.type, slot: parameter.slot, captured: false },
        span,
      },
      mode: 'value',
      span,
    }));
    const own = group.receiver !== undefined && !found.isExtension;
    const receiver = own ? (reads[0]?.operand as { value: BoundValue } | undefined)?.value : undefined;
    const bound = boundArguments(binding, found.fit, own ? reads.slice(1) : reads);
    const call: BoundValue =
      group.local === undefined
        ? {
            kind: 'call',
            type: found.returnType,
            member: method.id,
            declaringType,
            typeArguments: found.fit.typeArguments,
            receiver,
            parameterTypes: found.fit.parameterTypes,
            ...bound,
          }
        : boundLocalCall(binding, group.local, found.returnType, bound, span);
    const isVoid = sameType(signature.returnType, VOID);
    const conversion = isVoid ? undefined : implicitConversion(convertible(call), signature.returnType);
    const body: BoundFunctionBody = {
      slotCount: frame.slotCount,
      parameters,
      captures: frame.captures,
      code: { kind: 'value', locals: [], value: conversion === undefined ? call : conversion(binding, call) },
    };
    return { kind: 'methodGroup', type, receiver: group.receiver, body };
  } finally {
    binding.frame = outer;
  }
}
