import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { displayType, isNamed, nullableOf, nullableUnderlying, sameType } from '../clr-type';
import type { ExpressionSyntax } from '../syntax/syntax';
import { operandConverts, convertOperand } from './arguments';
import type { Binding } from './binding';
import { convert } from './convert';
import { implicitConversion } from './conversions';
import { acceptsNull, isValueType } from './type-relations';

export function bindConditionalAccess(
  binding: Binding,
  syntax: Extract<ExpressionSyntax, { kind: 'conditionalAccess' }>,
): BoundValue {
  const receiver = binding.value(syntax.target);
  if (!acceptsNull(receiver.type)) {
    throw binding.compileError(
      syntax.span,
      'CS0023',
      `Operator '?' cannot be applied to operand of type '${displayType(receiver.type)}'`,
    );
  }
  const temporary = binding.newTemporary(nullableUnderlying(receiver.type) ?? receiver.type);
  const outer = binding.conditionalReceiver;
  const outerBodies = { ...binding.bodies };
  binding.conditionalReceiver = binding.readTemporary(temporary);
  let continuation: BoundValue;
  try {
    continuation = binding.value(syntax.continuation);
  } finally {
    binding.conditionalReceiver = outer;
  }
  if (receiver.kind === 'conversion' || receiver.kind === 'as') {
    // ((IResponse)context.Variables["x"])?.Body is not the body of context.Response.
    binding.bodies.responseOfUnknownOrigin = outerBodies.responseOfUnknownOrigin;
  }
  const { type } = continuation;
  const result =
    isValueType(type) && !isNamed(type, 'System.Void') && nullableUnderlying(type) === undefined
      ? nullableOf(type)
      : type;
  return {
    kind: 'conditionalAccess',
    type: result,
    receiver,
    temporary,
    whenNotNull: sameType(type, result) ? continuation : convert(binding, continuation, result, syntax.span),
  };
}

export function bindCoalesce(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'binary' }>): BoundValue {
  const left = binding.value(syntax.left);
  const right = binding.bind.operand(binding, syntax.right);
  if (left.type.kind === 'null' && right.kind === 'value' && acceptsNull(right.value.type)) {
    return right.value;
  }
  const underlying = nullableUnderlying(left.type);
  const mismatch = (): Error =>
    binding.compileError(
      syntax.span,
      'CS0019',
      `Operator '??' cannot be applied to operands of type '${displayType(left.type)}' and '${right.kind === 'value' ? displayType(right.value.type) : right.kind}'`,
    );
  if (!acceptsNull(left.type)) {
    throw mismatch();
  }
  const temporary = binding.newTemporary(underlying ?? left.type);
  const kept = binding.readTemporary(temporary);
  const build = (type: ClrType): BoundValue => ({
    kind: 'coalesce',
    type,
    left,
    temporary,
    whenNotNull: convert(binding, kept, type, syntax.left.span),
    right: convertOperand(binding, right, type),
  });
  if (underlying !== undefined && operandConverts(binding, right, underlying)) {
    return build(underlying);
  }
  if (operandConverts(binding, right, left.type)) {
    return build(left.type);
  }
  if (
    right.kind === 'value' &&
    implicitConversion({ type: underlying ?? left.type }, right.value.type) !== undefined &&
    right.value.type.kind !== 'null'
  ) {
    return build(right.value.type);
  }
  throw mismatch();
}
