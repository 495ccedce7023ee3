import type { BoundTarget } from '../bound-tree/places';
import type { BoundValue } from '../bound-tree/values';
import { displayType, isNamed, sameType } from '../clr-type';
import type { Span } from '../finding';
import type { ExpressionSyntax } from '../syntax/syntax';
import { convertOperand } from './arguments';
import type { Binding } from './binding';
import type { Operand } from './operand';
import { convertible, explicitConversion, implicitConversion } from './conversions';
import { bindBinaryValues } from './operators';
import { INT32 } from '../clr-type';
import { isEnum, withoutNullable } from './type-relations';
import { isNumeric } from './numeric';
import { asTarget } from './targets';

/** Binds `a = b` and `a += b`. */
export function bindAssignment(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'assign' }>): BoundValue {
  if (
    syntax.operator === '=' &&
    syntax.left.kind === 'name' &&
    syntax.left.name === '_' &&
    binding.scope.find('_') === undefined
  ) {
    const discarded = binding.value(syntax.right);
    const { symbol } = binding.declareLocal(syntax.left.span, {
      kind: 'local',
      name: `_${binding.frame.slotCount}`,
      type: discarded.type,
    });
    return {
      kind: 'assign',
      type: discarded.type,
      target: binding.readLocal(symbol, discarded.type, syntax.left.span),
      value: discarded,
    };
  }
  const target = asTarget(binding, binding.value(syntax.left), syntax.left.span);
  if (syntax.operator === '=') {
    return {
      kind: 'assign',
      type: target.type,
      target,
      value: convertOperand(binding, binding.bind.operand(binding, syntax.right), target.type),
    };
  }
  const operator = syntax.operator.slice(0, -1);
  const right = binding.bind.operand(binding, syntax.right);
  return compound(binding, target, operator, right, { whole: syntax.span, left: syntax.left.span }, 'new');
}

const TARGETS = new Set(['local', 'element', 'property', 'indexer', 'field']);

/** Binds `++x`, `x--`. */
export function bindStep(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'step' }>): BoundValue {
  const operand = binding.value(syntax.operand);
  if (!TARGETS.has(operand.kind)) {
    throw binding.compileError(
      syntax.span,
      'CS1059',
      'The operand of an increment or decrement operator must be a variable, property or indexer',
    );
  }
  const target = asTarget(binding, operand, syntax.operand.span);
  const plain = withoutNullable(target.type);
  if (!isNumeric(plain) && !isEnum(plain)) {
    throw binding.compileError(
      syntax.span,
      'CS0023',
      `Operator '${syntax.operator}' cannot be applied to operand of type '${displayType(target.type)}'`,
    );
  }
  const one: Operand = { kind: 'value', value: { kind: 'literal', type: INT32, value: 1 }, span: syntax.span };
  return compound(
    binding,
    target,
    syntax.operator.charAt(0),
    one,
    { whole: syntax.span, left: syntax.operand.span },
    syntax.prefix ? 'new' : 'old',
    true,
  );
}

function compound(
  binding: Binding,
  target: BoundTarget,
  operator: string,
  right: Operand,
  spans: { whole: Span; left: Span },
  result: 'new' | 'old',
  isStep = false,
): BoundValue {
  const current = binding.newTemporary(target.type);
  const left = binding.readTemporary(current);
  const value = bindBinaryValues(binding, operator, left, binding.valueOf(right), spans.whole);
  const implicit = implicitConversion(convertible(value), target.type);
  // x op= y also means (T)(x op y) when y itself converts to T, so that byte += 1 works.
  const rightConverts = implicitConversion(convertible(binding.valueOf(right)), target.type) !== undefined;
  const allowed =
    value.kind === 'binary' &&
    value.method === undefined &&
    (isStep || rightConverts || operator === '<<' || operator === '>>');
  const conversion = implicit ?? (allowed ? explicitConversion(convertible(value), target.type) : undefined);
  if (
    conversion === undefined ||
    (isNamed(value.type, 'System.String') && !sameType(target.type, value.type) && implicit === undefined)
  ) {
    const castable = explicitConversion(convertible(value), target.type) !== undefined;
    throw binding.compileError(
      spans.whole,
      castable ? 'CS0266' : 'CS0029',
      `Cannot implicitly convert type '${displayType(value.type)}' to '${displayType(target.type)}'`,
    );
  }
  return { kind: 'compoundAssign', type: target.type, target, current, value: conversion(binding, value), result };
}
