import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { displayType, named } from '../clr-type';
import type { Span } from '../finding';
import type { ArgumentSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import type { MethodGroup, Operand } from './operand';
import { extensionCandidates, methodCandidates } from './candidates';
import { convertible, standardImplicit } from './conversions';
import { boundLocalCall } from './method-groups';
import type { Argument, Fit } from './call-site';
import { boundArguments, resolve, tryResolve } from './overloads';
import { constrained } from './constraints';
import { definitionOf, delegateSignature, substitute } from './type-relations';
import { bindArguments } from './members';
import { noMember } from './missing-members';

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
  return boundLocalCall(binding, group.local, method.returnType, bound, span);
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
