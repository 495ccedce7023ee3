import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import {
  BOOLEAN,
  EXCEPTION,
  INT32,
  OBJECT,
  STRING,
  displayType,
  isNamed,
  named,
  nullableOf,
  nullableUnderlying,
  sameType,
} from '../clr-type';
import type { Span } from '../finding';
import type { ExpressionSyntax } from '../syntax/syntax';
import { isNamespace } from '../types/allow-list';
import { operandConverts, convertOperand } from './arguments';
import { bindAssignment, bindStep } from './assignments';
import type { Binding, Operand } from './binding';
import { BindError } from './binding';
import { cast, convert, implicitConversion, standardExplicit, standardImplicit } from './conversions';
import { bindNew, bindNewAnonymous, bindNewArray } from './creation';
import { bindIndex, bindInvocation, bindMember } from './members';
import { bindPattern } from './patterns';
import { bindBinaryValues, bindLogical, bindUnary } from './operators';
import { findTypeName, unknownType } from './type-names';
import { acceptsNull, isReferenceType, isValueType } from './type-relations';

const CONTEXT = named('IExpressionContext');

/** Binds an expression to whatever it is. */
export function bindOperand(binding: Binding, syntax: ExpressionSyntax): Operand {
  const { span } = syntax;
  switch (syntax.kind) {
    case 'literal':
      return valueAt(span, { kind: 'literal', type: syntax.type, value: syntax.value });
    case 'parenthesised': {
      const inner = bindOperand(binding, syntax.value);
      return inner.kind === 'type' || inner.kind === 'namespace' ? valueAt(span, binding.valueOf(inner)) : inner;
    }
    case 'name':
      return bindName(binding, syntax);
    case 'typeName':
      return { kind: 'type', type: binding.bind.type(binding, syntax.type), span };
    case 'member':
      return bindMemberAccess(binding, syntax);
    case 'invoke':
      return valueAt(
        span,
        isNameof(binding, syntax)
          ? bindNameof(binding, syntax)
          : bindInvocation(binding, bindCallee(binding, syntax.target), syntax.arguments, span),
      );
    case 'index':
      return valueAt(span, bindIndex(binding, binding.value(syntax.target), syntax.arguments, span));
    case 'conditionalAccess':
      return valueAt(span, bindConditionalAccess(binding, syntax));
    case 'receiver':
      if (binding.conditionalReceiver === undefined) {
        throw binding.unsupported(span, 'This use of ?.');
      }
      return valueAt(span, binding.conditionalReceiver);
    case 'unary':
      return valueAt(span, bindUnary(binding, syntax));
    case 'step':
      return valueAt(span, bindStep(binding, syntax));
    case 'binary':
      return valueAt(span, bindBinary(binding, syntax));
    case 'assign':
      return valueAt(span, bindAssignment(binding, syntax));
    case 'conditional':
      return valueAt(span, bindConditional(binding, syntax));
    case 'cast':
      return valueAt(span, bindCast(binding, syntax));
    case 'as':
      return valueAt(span, bindAs(binding, syntax));
    case 'is':
      return valueAt(span, bindIs(binding, syntax));
    case 'new':
      return valueAt(span, bindNew(binding, syntax));
    case 'newArray':
      return valueAt(span, bindNewArray(binding, syntax));
    case 'newAnonymous':
      return valueAt(span, bindNewAnonymous(binding, syntax));
    case 'default': {
      const type = binding.bind.type(binding, syntax.type);
      return valueAt(span, defaultOf(type));
    }
    case 'typeof':
      binding.checkType('System.Type', span);
      throw binding.error(span, {
        rule: 'expression-type',
        message: "Usage of type 'System.Type' is not supported within expressions",
        alternative: 'the operator is',
      });
    case 'throw':
      return {
        kind: 'throw',
        exception: convert(binding, binding.value(syntax.value), EXCEPTION, syntax.value.span),
        span,
      };
    case 'checked': {
      const outer = binding.checked;
      binding.checked = syntax.checked;
      try {
        return valueAt(span, binding.value(syntax.value));
      } finally {
        binding.checked = outer;
      }
    }
    case 'lambda':
      return { kind: 'lambda', syntax, span, frame: binding.frame, scope: binding.scope, trials: new Map() };
    case 'interpolated':
      return valueAt(span, bindInterpolated(binding, syntax));
    case 'declaration':
      throw binding.compileError(span, 'CS8185', 'A declaration is not allowed in this context');
  }
}

function valueAt(span: Span, value: BoundValue): Operand {
  return { kind: 'value', value, span };
}

function bindName(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'name' }>): Operand {
  const { name, span } = syntax;
  const symbol = syntax.args.length === 0 ? binding.scope.find(name) : undefined;
  if (symbol !== undefined) {
    if (symbol.kind === 'function') {
      return { kind: 'methods', group: { name, receiverType: OBJECT, typeArguments: [], local: symbol }, span };
    }
    if (symbol.constant !== undefined) {
      return { kind: 'value', value: symbol.constant, span };
    }
    if (symbol.type === undefined) {
      // Its declaration was refused already.
      throw new BindError([]);
    }
    return { kind: 'value', value: binding.readLocal(symbol, symbol.type, span), span };
  }
  if (name === 'context' && syntax.args.length === 0) {
    return { kind: 'value', value: { kind: 'context', type: CONTEXT }, span };
  }
  const type = findTypeName(binding, [{ name, args: syntax.args, span }], span);
  if (type !== undefined) {
    return { kind: 'type', type, span };
  }
  if (isNamespace(name)) {
    return { kind: 'namespace', name, span };
  }
  throw unknownType(
    binding,
    name,
    syntax.args.length,
    span,
    'CS0103',
    `The name '${name}' does not exist in the current context`,
  );
}

/** What stands before the brackets of a call: there a name means a method even where a property has it too. */
function bindCallee(binding: Binding, syntax: ExpressionSyntax): Operand {
  return syntax.kind === 'member' ? bindMemberAccess(binding, syntax, true) : bindOperand(binding, syntax);
}

function bindMemberAccess(
  binding: Binding,
  syntax: Extract<ExpressionSyntax, { kind: 'member' }>,
  isCalled = false,
): Operand {
  const target = bindOperand(binding, syntax.target);
  if (target.kind === 'namespace') {
    const name = `${target.name}.${syntax.name}`;
    const parts = [
      ...target.name.split('.').map((part) => ({ name: part, args: [], span: target.span })),
      { name: syntax.name, args: syntax.args, span: syntax.nameSpan },
    ];
    const type = findTypeName(binding, parts, syntax.span);
    if (type !== undefined) {
      return { kind: 'type', type, span: syntax.span };
    }
    if (isNamespace(name)) {
      return { kind: 'namespace', name, span: syntax.span };
    }
    throw binding.compileError(
      syntax.nameSpan,
      'CS0234',
      `The type or namespace name '${syntax.name}' does not exist in the namespace '${target.name}' (are you missing an assembly reference?)`,
    );
  }
  if (target.kind === 'type' && target.type.kind === 'named') {
    const nested = findTypeName(
      binding,
      [
        ...target.type.id.split('.').map((part) => ({ name: part, args: [], span: target.span })),
        { name: syntax.name, args: syntax.args, span: syntax.nameSpan },
      ],
      syntax.span,
    );
    if (nested !== undefined) {
      return { kind: 'type', type: nested, span: syntax.span };
    }
  }
  return bindMember(binding, syntax, target, isCalled);
}

function isNameof(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'invoke' }>): boolean {
  return syntax.target.kind === 'name' && syntax.target.name === 'nameof' && binding.scope.find('nameof') === undefined;
}

function bindNameof(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'invoke' }>): BoundValue {
  const argument = syntax.arguments[0]?.value;
  if (argument === undefined || (argument.kind !== 'name' && argument.kind !== 'member')) {
    throw binding.compileError(syntax.span, 'CS8081', 'Expression does not have a name.');
  }
  try {
    bindOperand(binding, argument);
  } catch (error) {
    // nameof may name an instance member by its type.
    if (!(error instanceof BindError) || error.findings.some(({ code }) => code !== 'CS0120')) {
      throw error;
    }
  }
  return { kind: 'literal', type: STRING, value: argument.name };
}

function bindConditionalAccess(
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

function bindBinary(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'binary' }>): BoundValue {
  if (syntax.operator === '??') {
    return bindCoalesce(binding, syntax);
  }
  // A long chain of + is a deep tree on the left; walk it without recursion.
  const chain: { operator: string; right: ExpressionSyntax; span: Span }[] = [];
  let left: ExpressionSyntax = syntax;
  while (left.kind === 'binary' && left.operator !== '??') {
    chain.unshift({ operator: left.operator, right: left.right, span: left.span });
    left = left.left;
  }
  return chain.reduce(
    (bound, next): BoundValue => {
      const right = binding.value(next.right);
      return next.operator === '&&' || next.operator === '||'
        ? bindLogical(binding, next.operator, bound, right, next.span)
        : bindBinaryValues(binding, next.operator, bound, right, next.span);
    },
    bindFirst(binding, left, chain[0]?.operator),
  );
}

/** The first operand of a chain; a type in parentheses before a minus sign was meant for a cast. */
function bindFirst(binding: Binding, syntax: ExpressionSyntax, operator: string | undefined): BoundValue {
  const operand = bindOperand(binding, syntax);
  if (operand.kind === 'type' && syntax.kind === 'parenthesised' && operator === '-') {
    throw binding.compileError(
      syntax.span,
      'CS0075',
      'To cast a negative value, you must enclose the value in parentheses.',
    );
  }
  return binding.valueOf(operand);
}

function bindCoalesce(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'binary' }>): BoundValue {
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

function bindConditional(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'conditional' }>): BoundValue {
  const condition = convert(binding, binding.value(syntax.condition), BOOLEAN, syntax.condition.span);
  const whenTrue = bindOperand(binding, syntax.whenTrue);
  const whenFalse = bindOperand(binding, syntax.whenFalse);
  const type = conditionalType(binding, whenTrue, whenFalse);
  if (type === undefined || isNamed(type, 'System.Void')) {
    const shown = (operand: Operand): string =>
      operand.kind === 'value'
        ? displayType(operand.value.type)
        : operand.kind === 'lambda'
          ? 'lambda expression'
          : operand.kind;
    throw binding.compileError(
      syntax.span,
      'CS0173',
      `Type of conditional expression cannot be determined because there is no implicit conversion between '${shown(whenTrue)}' and '${shown(whenFalse)}'`,
    );
  }
  const bound: BoundValue = {
    kind: 'conditional',
    type,
    condition,
    whenTrue: convertOperand(binding, whenTrue, type),
    whenFalse: convertOperand(binding, whenFalse, type),
  };
  if (
    bound.condition.kind === 'literal' &&
    bound.whenTrue.kind === 'literal' &&
    bound.whenFalse.kind === 'literal' &&
    bound.whenTrue.value !== null &&
    bound.whenFalse.value !== null
  ) {
    return bound.condition.value === true ? bound.whenTrue : bound.whenFalse;
  }
  return bound;
}

function conditionalType(binding: Binding, a: Operand, b: Operand): ClrType | undefined {
  const first = a.kind === 'value' && a.value.type.kind !== 'null' ? a.value.type : undefined;
  const second = b.kind === 'value' && b.value.type.kind !== 'null' ? b.value.type : undefined;
  if (first !== undefined && second !== undefined && sameType(first, second)) {
    return first;
  }
  const toFirst = first !== undefined && operandConverts(binding, b, first);
  const toSecond = second !== undefined && operandConverts(binding, a, second);
  if (toFirst !== toSecond) {
    return toFirst ? first : second;
  }
  // Constants convert both ways between integer types; then the wider type wins.
  if (toFirst && toSecond) {
    const forward = implicitConversion({ type: second }, first) !== undefined;
    const backward = implicitConversion({ type: first }, second) !== undefined;
    return forward === backward ? undefined : forward ? first : second;
  }
  return undefined;
}

function bindCast(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'cast' }>): BoundValue {
  const type = binding.bind.type(binding, syntax.type);
  const operand = bindOperand(binding, syntax.value);
  if (operand.kind === 'lambda' || operand.kind === 'methods') {
    return convertOperand(binding, operand, type);
  }
  const value = binding.valueOf(operand);
  return value.type.kind === 'null'
    ? convert(binding, value, type, syntax.span)
    : cast(binding, value, type, syntax.span);
}

function bindAs(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'as' }>): BoundValue {
  const operand = binding.value(syntax.value);
  const type = binding.bind.type(binding, syntax.type);
  if (!acceptsNull(type)) {
    throw binding.compileError(
      syntax.span,
      'CS0077',
      `The as operator must be used with a reference type or nullable type ('${displayType(type)}' is a non-nullable value type)`,
    );
  }
  if (operand.type.kind === 'null') {
    return { kind: 'literal', type, value: null };
  }
  const source = nullableUnderlying(operand.type) ?? operand.type;
  // From a value to a nullable type every cast that the language itself has will do, though it only ever gives null.
  const possible = isReferenceType(operand.type)
    ? (standardImplicit({ type: operand.type }, type) ?? standardExplicit({ type: operand.type }, type)) !==
        undefined &&
      (isReferenceType(type) || isBoxable(type, operand.type))
    : (standardImplicit({ type: source }, type) ??
        (isReferenceType(type) ? undefined : standardExplicit({ type: source }, type))) !== undefined;
  if (!possible) {
    throw binding.compileError(
      syntax.span,
      'CS0039',
      `Cannot convert type '${displayType(operand.type)}' to '${displayType(type)}' via a reference conversion, boxing conversion, unboxing conversion, wrapping conversion, or null type conversion`,
    );
  }
  return { kind: 'as', type, operand };
}

function isBoxable(type: ClrType, from: ClrType): boolean {
  const underlying = nullableUnderlying(type);
  return underlying !== undefined && standardImplicit({ type: underlying }, from) !== undefined;
}

function bindIs(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'is' }>): BoundValue {
  const operand = binding.value(syntax.value);
  return { kind: 'isPattern', type: BOOLEAN, operand, pattern: bindPattern(binding, syntax.pattern, operand.type) };
}

/** `default(T)`. */
export function defaultOf(type: ClrType): BoundValue {
  if (acceptsNull(type)) {
    return { kind: 'literal', type, value: null };
  }
  const zero = type.kind === 'named' ? ZEROS.get(type.id) : undefined;
  return zero === undefined ? { kind: 'default', type } : { kind: 'literal', type, value: zero };
}

const ZEROS = new Map<string, number | bigint | boolean | { decimal: string }>([
  ...['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Char', 'Single', 'Double'].map(
    (name): [string, number] => [`System.${name}`, 0],
  ),
  ['System.Int64', 0n],
  ['System.UInt64', 0n],
  ['System.Boolean', false],
  ['System.Decimal', { decimal: '0' }],
]);

function bindInterpolated(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'interpolated' }>): BoundValue {
  const parts = syntax.parts.map((part) => {
    if (part.kind === 'text') {
      return part.text;
    }
    const value = convert(binding, binding.value(part.value), OBJECT, part.value.span);
    if (part.alignment === undefined) {
      return { value, format: part.format };
    }
    const alignment = convert(binding, binding.value(part.alignment), INT32, part.alignment.span);
    if (alignment.kind !== 'literal' || typeof alignment.value !== 'number') {
      throw binding.compileError(part.alignment.span, 'CS0150', 'A constant value is expected');
    }
    return { value, alignment: alignment.value, format: part.format };
  });
  return { kind: 'interpolated', type: STRING, parts };
}
