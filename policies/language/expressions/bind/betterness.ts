import type { ClrType } from '../clr-type';
import { nullableUnderlying, sameType, typeKey } from '../clr-type';
import { inferredReturn } from './arguments';
import type { Binding } from './binding';
import type { Operand } from './operand';
import { implicitConversion } from './conversions';
import { isSigned, isUnsigned } from './numeric';
import type { Argument, Fit } from './call-site';
import { delegateSignature } from './type-relations';

/** True when overload `a` is better than `b` for these arguments (C# specification, 7.5.3.2). */
export function isBetter(binding: Binding, a: Fit, b: Fit, args: readonly Argument[]): boolean {
  let someBetter = false;
  for (const [position, argument] of args.entries()) {
    const first = a.targets[position]?.type;
    const second = b.targets[position]?.type;
    if (first === undefined || second === undefined || argument.mode !== 'value') {
      continue;
    }
    const comparison = compareConversions(binding, argument.operand, first, second);
    if (comparison < 0) {
      return false;
    }
    someBetter ||= comparison > 0;
  }
  if (someBetter) {
    return true;
  }
  // The compiler prefers the overload without default values even where the parameter types differ.
  return sameTargets(a, b) ? breaksTie(a, b) : !a.usesDefaults && b.usesDefaults;
}

function sameTargets(a: Fit, b: Fit): boolean {
  return a.targets.every((target, position) => {
    const other = b.targets[position];
    return other !== undefined && sameType(target.type, other.type);
  });
}

/** Rules for two overloads that take the arguments alike; the first that tells them apart decides. */
function breaksTie(a: Fit, b: Fit): boolean {
  const differences = [
    b.candidate.method.generics.length - a.candidate.method.generics.length === 0
      ? 0
      : a.candidate.method.generics.length === 0
        ? 1
        : b.candidate.method.generics.length === 0
          ? -1
          : 0,
    Number(b.expanded) - Number(a.expanded),
    a.expanded && b.expanded ? a.candidate.method.parameters.length - b.candidate.method.parameters.length : 0,
    Number(b.usesDefaults) - Number(a.usesDefaults),
    specificity(a, b),
    emptyParams(a, b),
  ];
  return (differences.find((difference) => difference !== 0) ?? 0) > 0;
}

/** Where neither call passes anything to its `params` array, the array that converts to the other wins: `string.Concat()`. */
function emptyParams(a: Fit, b: Fit): number {
  const first = a.candidate.method.parameters.at(-1)?.type;
  const second = b.candidate.method.parameters.at(-1)?.type;
  if (!a.expanded || !b.expanded || first?.kind !== 'array' || second?.kind !== 'array') {
    return 0;
  }
  const forward = implicitConversion({ type: first }, second) !== undefined;
  const backward = implicitConversion({ type: second }, first) !== undefined;
  return Number(forward) - Number(backward);
}

/** Compares declared parameter types: `List<T>` is more specific than `T`. */
function specificity(a: Fit, b: Fit): number {
  let result = 0;
  for (const [position, target] of a.targets.entries()) {
    const other = b.targets[position];
    const first = a.candidate.method.parameters[target.index]?.type;
    const second = other === undefined ? undefined : b.candidate.method.parameters[other.index]?.type;
    if (first === undefined || second === undefined) {
      continue;
    }
    const comparison = moreSpecific(first, second);
    if (comparison !== 0) {
      if (result !== 0 && Math.sign(result) !== comparison) {
        return 0;
      }
      result = comparison;
    }
  }
  return result;
}

function moreSpecific(a: ClrType, b: ClrType): number {
  if (a.kind === 'parameter' || b.kind === 'parameter') {
    return Number(b.kind === 'parameter') - Number(a.kind === 'parameter');
  }
  if (a.kind === 'array' && b.kind === 'array') {
    return moreSpecific(a.element, b.element);
  }
  if (a.kind === 'named' && b.kind === 'named' && a.id === b.id) {
    const comparisons = a.args.map((argument, index) => {
      const other = b.args[index];
      return other === undefined ? 0 : moreSpecific(argument, other);
    });
    const better = comparisons.some((comparison) => comparison > 0);
    const worse = comparisons.some((comparison) => comparison < 0);
    return better === worse ? 0 : better ? 1 : -1;
  }
  return 0;
}

/** Positive when converting the operand to `a` is better than to `b`, negative when worse. */
function compareConversions(binding: Binding, operand: Operand, a: ClrType, b: ClrType): number {
  if (typeKey(a) === typeKey(b)) {
    return 0;
  }
  const exactA = matchesExactly(binding, operand, a);
  const exactB = matchesExactly(binding, operand, b);
  if (exactA !== exactB) {
    return exactA ? 1 : -1;
  }
  return compareTargets(binding, operand, a, b);
}

function matchesExactly(binding: Binding, operand: Operand, type: ClrType): boolean {
  if (operand.kind === 'value') {
    return sameType(operand.value.type, type);
  }
  if (operand.kind === 'lambda') {
    const signature = delegateSignature(type);
    const returned = signature === undefined ? undefined : inferredReturn(binding, operand, signature.parameters);
    return signature !== undefined && returned !== undefined && sameType(returned, signature.returnType);
  }
  return false;
}

function compareTargets(binding: Binding, operand: Operand, a: ClrType, b: ClrType): number {
  const forward = implicitConversion({ type: a }, b) !== undefined;
  const backward = implicitConversion({ type: b }, a) !== undefined;
  if (forward !== backward) {
    return forward ? 1 : -1;
  }
  const first = delegateSignature(a);
  const second = delegateSignature(b);
  if (first !== undefined && second !== undefined) {
    const isVoid = (type: ClrType): boolean => type.kind === 'named' && type.id === 'System.Void';
    if (isVoid(first.returnType) !== isVoid(second.returnType)) {
      return isVoid(second.returnType) ? 1 : -1;
    }
    const sameParameters =
      first.parameters.length === second.parameters.length &&
      first.parameters.every((parameter, index) => {
        const other = second.parameters[index];
        return other !== undefined && sameType(parameter, other);
      });
    return sameParameters && operand.kind === 'lambda'
      ? compareReturns(binding, first.returnType, second.returnType)
      : 0;
  }
  const one = nullableUnderlying(a) ?? a;
  const two = nullableUnderlying(b) ?? b;
  if (isSigned(one) && isUnsigned(two)) {
    return 1;
  }
  return isUnsigned(one) && isSigned(two) ? -1 : 0;
}

function compareReturns(binding: Binding, a: ClrType, b: ClrType): number {
  return typeKey(a) === typeKey(b) ? 0 : compareTargets(binding, { kind: 'discard', span: { start: 0, end: 0 } }, a, b);
}
