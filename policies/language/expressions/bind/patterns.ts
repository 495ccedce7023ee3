import type { BoundPattern } from '../bound-tree/conversions';
import type { ClrType } from '../clr-type';
import { STRING, displayType, nullableUnderlying, sameType } from '../clr-type';
import type { Span } from '../finding';
import type { ExpressionSyntax, PatternSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import { convert } from './convert';
import { standardExplicit, standardImplicit } from './conversions';
import { findTypeName } from './type-names';
import { acceptsNull, isReferenceConvertible, isReferenceType, isValueType, withoutNullable } from './type-relations';

/** Binds the pattern of `is` or `case` for a value of type `input`. */
export function bindPattern(binding: Binding, syntax: PatternSyntax, input: ClrType): BoundPattern {
  const { span } = syntax;
  switch (syntax.kind) {
    case 'name': {
      const type =
        syntax.type.kind === 'named' && !isLocalName(binding, syntax.value)
          ? findTypeName(binding, syntax.type.parts, span)
          : undefined;
      return type === undefined
        ? constantPattern(binding, syntax.value, input)
        : { kind: 'type', target: withoutNullable(type) };
    }
    case 'type':
      // A test that can never succeed is only a warning, unlike a pattern with a variable.
      return { kind: 'type', target: withoutNullable(binding.bind.type(binding, syntax.type)) };
    case 'constant':
      return constantPattern(binding, syntax.value, input);
    case 'declaration': {
      if (syntax.type.kind === 'var') {
        requireValue(binding, input, span);
        const local =
          syntax.name === undefined || syntax.name === '_'
            ? undefined
            : binding.declareLocal(span, { kind: 'local', name: syntax.name, type: input }).local;
        return { kind: 'var', local };
      }
      const type = binding.bind.type(binding, syntax.type);
      const pattern = typePattern(binding, type, input, span);
      const local =
        syntax.name === undefined || syntax.name === '_'
          ? undefined
          : binding.declareLocal(span, { kind: 'local', name: syntax.name, type }).local;
      return { ...pattern, local } as BoundPattern;
    }
  }
}

function isLocalName(binding: Binding, syntax: ExpressionSyntax): boolean {
  let root = syntax;
  while (root.kind === 'member') {
    root = root.target;
  }
  return root.kind === 'name' && (root.name === 'context' || binding.scope.find(root.name) !== undefined);
}

/** Only a type can be tested where nothing but null stands. */
function requireValue(binding: Binding, input: ClrType, span: Span): void {
  if (input.kind === 'null') {
    throw binding.compileError(
      span,
      'CS8117',
      "Invalid operand for pattern match; value required, but found '<null>'.",
    );
  }
}

function typePattern(binding: Binding, type: ClrType, input: ClrType, span: Span): BoundPattern {
  const target = nullableUnderlying(type);
  if (target !== undefined) {
    throw binding.compileError(
      span,
      'CS8116',
      `It is not legal to use nullable type '${displayType(type)}' in a pattern; use the underlying type '${displayType(target)}' instead.`,
    );
  }
  requireValue(binding, input, span);
  const possible = explicitWithoutOperators(input, type);
  if (!possible) {
    throw binding.compileError(
      span,
      'CS8121',
      `An expression of type '${displayType(input)}' cannot be handled by a pattern of type '${displayType(type)}'.`,
    );
  }
  return { kind: 'type', target: type };
}

/** Whether a value of one type may have another at run time; conversion operators do not count. */
function explicitWithoutOperators(from: ClrType, to: ClrType): boolean {
  const source = nullableUnderlying(from) ?? from;
  const target = nullableUnderlying(to) ?? to;
  if (sameType(source, target) || isReferenceConvertible(source, target)) {
    return true;
  }
  if (isValueType(source) && isValueType(target)) {
    return false;
  }
  if (isValueType(source)) {
    return standardImplicit({ type: source }, target) !== undefined;
  }
  if (isValueType(target)) {
    return standardImplicit({ type: target }, source) !== undefined;
  }
  return standardExplicit({ type: source }, target) !== undefined;
}

function constantPattern(binding: Binding, syntax: ExpressionSyntax, input: ClrType): BoundPattern {
  const value = binding.value(syntax);
  if (value.kind !== 'literal') {
    throw binding.compileError(syntax.span, 'CS0150', 'A constant value is expected');
  }
  requireValue(binding, input, syntax.span);
  if (value.type.kind === 'null') {
    if (!acceptsNull(input)) {
      throw binding.compileError(
        syntax.span,
        'CS0037',
        `Cannot convert null to '${displayType(input)}' because it is a non-nullable value type`,
      );
    }
    return { kind: 'constant', value: { ...value, type: input } };
  }
  const target = nullableUnderlying(input) ?? input;
  if (!isReferenceType(target) || sameType(target, STRING)) {
    const converted = convert(binding, value, target, syntax.span);
    if (converted.kind === 'literal') {
      return { kind: 'constant', value: converted };
    }
  }
  if (!explicitWithoutOperators(target, value.type)) {
    throw binding.compileError(
      syntax.span,
      'CS8121',
      `An expression of type '${displayType(input)}' cannot be handled by a pattern of type '${displayType(value.type)}'.`,
    );
  }
  return { kind: 'constant', value };
}
