import type { BoundField, BoundProperty } from '../bound-tree/places';
import type { BoundValue } from '../bound-tree/values';
import type { ClrType, NamedType } from '../clr-type';
import { INT32, INT64, UINT32, UINT64, VOID, displayType, named, sameType } from '../clr-type';
import type { Span } from '../finding';
import type { ArgumentSyntax, ExpressionSyntax } from '../syntax/syntax';
import type { Binding, MethodGroup, Operand } from './binding';
import type { FoundMember } from './candidates';
import { constructorCandidates, extensionCandidates, indexerCandidates, lookUp, methodCandidates } from './candidates';
import { convertible, standardImplicit } from './conversions';
import { boundLocalCall } from './method-groups';
import type { Argument, Fit } from './overloads';
import { boundArguments, constrained, resolve, tryResolve } from './overloads';
import { definitionOf, delegateSignature, isInterface, substitute } from './type-relations';

/** Binds the arguments of a call. */
export function bindArguments(binding: Binding, syntaxes: readonly ArgumentSyntax[]): Argument[] {
  return syntaxes.map((syntax): Argument => {
    const { mode, name, span, value } = syntax;
    if (mode === 'out' && value.kind === 'declaration') {
      const type = value.type.kind === 'var' ? undefined : binding.bind.type(binding, value.type);
      const operand: Operand =
        value.name === '_'
          ? { kind: 'discard', span: value.span }
          : { kind: 'outVar', name: value.name, type, span: value.span };
      return { operand, mode, name, span };
    }
    if (mode === 'out' && value.kind === 'name' && value.name === '_' && binding.scope.find('_') === undefined) {
      return { operand: { kind: 'discard', span }, mode, name, span };
    }
    const operand = binding.bind.operand(binding, value);
    if (operand.kind === 'value' && sameType(operand.value.type, VOID)) {
      throw binding.compileError(span, 'CS1503', `Argument: cannot convert from 'void'`);
    }
    return { operand, mode, name, span };
  });
}

/** Binds `target.name`. */
export function bindMember(
  binding: Binding,
  syntax: Extract<ExpressionSyntax, { kind: 'member' }>,
  target: Operand,
  isCalled: boolean,
): Operand {
  const { name, span, nameSpan } = syntax;
  const typeArguments = syntax.args.map((argument) => binding.bind.type(binding, argument));
  const receiver = target.kind === 'type' ? undefined : binding.valueOf(target);
  const type = target.kind === 'type' ? target.type : (receiver as BoundValue).type;
  if (type.kind === 'null') {
    throw binding.compileError(span, 'CS0023', "Operator '.' cannot be applied to operand of type '<null>'");
  }
  if (sameType(type, VOID)) {
    throw binding.compileError(span, 'CS0023', "Operator '.' cannot be applied to operand of type 'void'");
  }
  if (type.kind === 'anonymous' && receiver !== undefined) {
    const property = type.properties.find((candidate) => candidate.name === name);
    if (property !== undefined) {
      return { kind: 'value', value: { kind: 'anonymousProperty', type: property.type, receiver, name }, span };
    }
  }
  const found = lookUp(type, name);
  const hasExtensions = receiver !== undefined && extensionCandidates(name).length > 0;
  if (found.kind === 'member' && !(hasExtensions && isCalled && !isDelegate(found.found))) {
    return { kind: 'value', value: memberValue(binding, found.found, receiver, name, nameSpan, span), span };
  }
  const group: MethodGroup = { name, receiver, receiverType: type, typeArguments };
  if (found.kind !== 'none' || (hasExtensions && (isCalled || refusedType(binding, type, nameSpan) === undefined))) {
    return { kind: 'methods', group, span: nameSpan };
  }
  throw noMember(binding, type, name, nameSpan, target.kind === 'type');
}

function isDelegate({ member, declaringType }: FoundMember): boolean {
  return delegateSignature(substitute(member.type, declaringType.args)) !== undefined;
}

/** The error about a type that signatures mention and the allow-list does not: its members are not in the table. */
function refusedType(binding: Binding, type: ClrType, span: Span): Error | undefined {
  const definition = definitionOf(type);
  if (definition === undefined || definition.members.size > 0 || type.kind !== 'named') {
    return undefined;
  }
  const before = binding.findings.length;
  binding.checkType(type.id, span);
  const finding = binding.findings.at(-1);
  if (binding.findings.length === before || finding === undefined) {
    return undefined;
  }
  binding.findings.pop();
  return binding.error(span, {
    rule: 'expression-type',
    message: finding.message,
    alternative: finding.alternative,
  });
}

function noMember(binding: Binding, type: ClrType, name: string, span: Span, isStatic: boolean): Error {
  const refused = refusedType(binding, type, span);
  if (refused !== undefined) {
    return refused;
  }
  return isStatic
    ? binding.compileError(span, 'CS0117', `'${displayType(type)}' does not contain a definition for '${name}'`)
    : binding.compileError(
        span,
        'CS1061',
        `'${displayType(type)}' does not contain a definition for '${name}' and no accessible extension method '${name}' accepting a first argument of type '${displayType(type)}' could be found`,
      );
}

function memberValue(
  binding: Binding,
  found: FoundMember,
  receiver: BoundValue | undefined,
  name: string,
  nameSpan: Span,
  span: Span,
): BoundValue {
  const { member, declaringType } = found;
  if (member.static !== (receiver === undefined)) {
    throw member.static
      ? binding.compileError(
          span,
          'CS0176',
          `Member '${displayType(declaringType)}.${name}' cannot be accessed with an instance reference; qualify it with a type name instead`,
        )
      : binding.compileError(
          span,
          'CS0120',
          `An object reference is required for the non-static field, method, or property '${displayType(declaringType)}.${name}'`,
        );
  }
  binding.checkMember(member.declaring, name, member.id, nameSpan);
  const type = substitute(member.type, declaringType.args);
  if (member.kind === 'field' && member.constant !== undefined) {
    return { kind: 'literal', type, value: member.constant.value };
  }
  if (member.kind === 'property' && !member.readable) {
    throw binding.compileError(
      span,
      'CS0154',
      `The property or indexer '${name}' cannot be used in this context because it lacks the get accessor`,
    );
  }
  const value: BoundProperty | BoundField = { kind: member.kind, type, member: member.id, declaringType, receiver };
  binding.members.set(value, member);
  noteBodies(binding, value);
  return value;
}

/** Keeps track of what must be buffered before the expression runs. */
function noteBodies(binding: Binding, value: BoundProperty | BoundField): void {
  const { bodies } = binding;
  if (value.member === 'P:IExpressionContext.Response') {
    bodies.contextResponse = true;
  } else if (value.member === 'P:IRequest.Body') {
    bodies.request = true;
  } else if (value.member === 'P:IResponse.Body') {
    const { receiver } = value;
    const isCast = receiver?.kind === 'conversion' || receiver?.kind === 'as';
    if (receiver?.kind === 'property') {
      bodies.response = true;
    } else if (!isCast) {
      bodies.responseOfUnknownOrigin = true;
    }
  }
}

/** Binds a call of whatever `target` is. */
export function bindInvocation(
  binding: Binding,
  target: Operand,
  syntaxes: readonly ArgumentSyntax[],
  span: Span,
): BoundValue {
  if (target.kind === 'methods') {
    return target.group.local === undefined
      ? bindMethodCall(binding, target.group, bindArguments(binding, syntaxes), target.span)
      : bindLocalCall(binding, target.group, bindArguments(binding, syntaxes), target.span);
  }
  const delegate = binding.valueOf(target);
  const signature = delegateSignature(delegate.type);
  if (signature === undefined || delegate.type.kind !== 'named') {
    throw binding.compileError(span, 'CS0149', 'Method name expected');
  }
  const args = bindArguments(binding, syntaxes);
  const method = {
    kind: 'method' as const,
    id: `M:${delegate.type.id}.Invoke`,
    name: 'Invoke',
    declaring: delegate.type.id,
    static: false,
    extension: false,
    params: false,
    override: false,
    generics: [],
    parameters: signature.parameters.map((type, index) => ({ name: `arg${index}`, type, mode: 'value' as const })),
    returnType: signature.returnType,
  };
  const fit = resolve(binding, [{ method, declaringType: named(delegate.type.id), level: 0 }], args, {
    span,
    name: displayType(delegate.type),
    typeArguments: [],
  });
  return {
    kind: 'delegateCall',
    type: signature.returnType,
    delegate,
    arguments: boundArguments(binding, fit, args).arguments,
  };
}

function bindLocalCall(binding: Binding, group: MethodGroup, args: readonly Argument[], span: Span): BoundValue {
  const signature = group.local?.signature;
  if (group.local === undefined || signature === undefined) {
    throw binding.compileError(span, 'CS0149', 'Method name expected');
  }
  const { method } = signature;
  const fit = resolve(binding, [{ method, declaringType: named('System.Object'), level: 0 }], args, {
    span,
    name: group.name,
    typeArguments: [],
  });
  const bound = boundArguments(binding, fit, args);
  return boundLocalCall(binding, group.local, method.returnType, bound);
}

function bindMethodCall(binding: Binding, group: MethodGroup, args: readonly Argument[], span: Span): BoundValue {
  const { receiver, name } = group;
  const names = { span, name, typeArguments: group.typeArguments };
  // Until C# 7.3, static and instance methods compete for a call, and the wrong kind may win.
  const all = methodCandidates(group.receiverType, name);
  const own = all.length === 0 ? undefined : tryResolve(binding, all, args, names);
  if (own !== undefined && 'fit' in own) {
    if (own.fit.candidate.method.static !== (receiver === undefined)) {
      throw wrongKind(binding, group, span);
    }
    return call(binding, constrained(binding, own.fit, names), args, receiver, span);
  }
  if (receiver !== undefined) {
    const extensions = extensionCandidates(name);
    const receiverArgument: Argument = {
      operand: { kind: 'value', value: receiver, span },
      mode: 'value',
      span,
      isReceiver: true,
    };
    const extended = [receiverArgument, ...args];
    const fitting = extensions.filter((candidate) => candidate.method.parameters.length > 0);
    const found = fitting.length === 0 ? undefined : tryResolve(binding, fitting, extended, names);
    if (found !== undefined && 'fit' in found) {
      return call(binding, constrained(binding, found.fit, names), extended, undefined, span);
    }
    if (own === undefined && found !== undefined) {
      // The receiver itself may be what fits no extension: then the member simply does not exist.
      const receiverFits = fitting.some((candidate) => receiverMatches(receiver, candidate.method.parameters[0]?.type));
      throw receiverFits ? found.error() : noMember(binding, group.receiverType, name, span, false);
    }
  }
  throw own?.error() ?? wrongKind(binding, group, span);
}

/** A static method called on a value, or an instance method called on a type. */
function wrongKind(binding: Binding, { receiver, receiverType, name }: MethodGroup, span: Span): Error {
  const member = `${displayType(receiverType)}.${name}`;
  return receiver === undefined
    ? binding.compileError(
        span,
        'CS0120',
        `An object reference is required for the non-static field, method, or property '${member}'`,
      )
    : binding.compileError(
        span,
        'CS0176',
        `Member '${member}' cannot be accessed with an instance reference; qualify it with a type name instead`,
      );
}

/** True when a receiver could be the first argument, generic parameters aside. */
function receiverMatches(receiver: BoundValue, type: ClrType | undefined): boolean {
  if (type === undefined || type.kind === 'parameter') {
    return type !== undefined;
  }
  if (standardImplicit(convertible(receiver), type) !== undefined) {
    return true;
  }
  return type.kind === 'named' && type.args.length > 0 && hasConstruction(receiver.type, type.id);
}

function hasConstruction(type: ClrType, id: string): boolean {
  return (
    (type.kind === 'named' && type.id === id) ||
    (definitionOf(type)?.interfaces ?? []).some((entry) => entry.kind === 'named' && entry.id === id) ||
    (type.kind === 'array' && id === 'System.Collections.Generic.IEnumerable`1')
  );
}

function call(
  binding: Binding,
  fit: Fit,
  args: readonly Argument[],
  receiver: BoundValue | undefined,
  span: Span,
): BoundValue {
  const { method, declaringType } = fit.candidate;
  binding.checkMember(method.declaring, method.name, method.id, span);
  return {
    kind: 'call',
    type: substitute(method.returnType, declaringType.args, fit.typeArguments),
    member: method.id,
    declaringType,
    typeArguments: fit.typeArguments,
    receiver,
    parameterTypes: fit.parameterTypes,
    ...boundArguments(binding, fit, args),
  };
}

/** Binds `target[arguments]`. */
export function bindIndex(
  binding: Binding,
  target: BoundValue,
  syntaxes: readonly ArgumentSyntax[],
  span: Span,
): BoundValue {
  const args = bindArguments(binding, syntaxes);
  if (target.type.kind === 'array') {
    return bindElement(binding, target, args, span);
  }
  const indexers = target.type.kind === 'null' ? [] : indexerCandidates(target.type);
  if (indexers.length === 0) {
    const refused = refusedType(binding, target.type, span);
    if (refused !== undefined) {
      throw refused;
    }
    throw binding.compileError(
      span,
      'CS0021',
      `Cannot apply indexing with [] to an expression of type '${displayType(target.type)}'`,
    );
  }
  const fit = resolve(
    binding,
    indexers.map(({ candidate }) => candidate),
    args,
    { span, name: 'this', typeArguments: [] },
  );
  const property = indexers.find(({ candidate }) => candidate === fit.candidate)?.property;
  const { declaringType } = fit.candidate;
  if (property === undefined) {
    throw new Error(`The indexer ${fit.candidate.method.id} is not among the candidates.`);
  }
  binding.checkMember(property.declaring, property.name, property.id, span);
  const value: BoundValue = {
    kind: 'indexer',
    type: substitute(property.type, declaringType.args),
    member: property.id,
    declaringType,
    receiver: target,
    arguments: boundArguments(binding, fit, args).arguments,
  };
  binding.members.set(value, property);
  return value;
}

function bindElement(binding: Binding, array: BoundValue, args: readonly Argument[], span: Span): BoundValue {
  const only = args[0];
  if (only === undefined || args.length > 1 || array.type.kind !== 'array') {
    throw binding.compileError(span, 'CS0022', 'Wrong number of indices inside []; expected 1');
  }
  const index = binding.valueOf(only.operand);
  for (const type of [INT32, UINT32, INT64, UINT64]) {
    const conversion = standardImplicit(convertible(index), type);
    if (conversion !== undefined) {
      return { kind: 'element', type: array.type.element, array, index: conversion(binding, index) };
    }
  }
  throw binding.compileError(
    only.span,
    'CS0266',
    `Cannot implicitly convert type '${displayType(index.type)}' to 'int'. An explicit conversion exists (are you missing a cast?)`,
  );
}

/** Binds `new T(arguments)` without its initialiser. */
export function bindConstructor(
  binding: Binding,
  type: NamedType,
  syntaxes: readonly ArgumentSyntax[],
  span: Span,
): BoundValue {
  const definition = definitionOf(type);
  if (isInterface(type) || definition?.kind === 'abstract') {
    throw binding.compileError(
      span,
      'CS0144',
      `Cannot create an instance of the abstract type or interface '${displayType(type)}'`,
    );
  }
  if (definition?.kind === 'static') {
    throw binding.compileError(span, 'CS0712', `Cannot create an instance of the static class '${displayType(type)}'`);
  }
  if (definition?.kind === 'delegate') {
    throw binding.unsupported(span, 'A delegate creation expression', 'a lambda');
  }
  const args = bindArguments(binding, syntaxes);
  const candidates = constructorCandidates(type);
  if (
    args.length === 0 &&
    (definition?.kind === 'struct' || definition?.kind === 'enum') &&
    !candidates.some(({ method }) => method.parameters.length === 0)
  ) {
    return { kind: 'default', type };
  }
  if (candidates.length === 0 && definition !== undefined && definition.members.size === 0) {
    // Not in the table: the type was reported already.
    throw binding.error(span, {
      rule: 'expression-type',
      message: `Usage of type '${type.id.replace(/`\d+/g, '')}' is not supported within expressions`,
    });
  }
  const fit = resolve(binding, candidates, args, {
    span,
    name: displayType(type),
    typeArguments: [],
    constructorOf: type,
  });
  const { method } = fit.candidate;
  binding.checkMember(method.declaring, '#ctor', method.id, span);
  return {
    kind: 'new',
    type,
    member: method.id,
    parameterTypes: fit.parameterTypes,
    ...boundArguments(binding, fit, args),
  };
}
