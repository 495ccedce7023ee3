import type { BoundValue, ConstantValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { NULL, OBJECT, displayType, isNamed, nullableUnderlying } from '../clr-type';
import type { Span } from '../finding';
import type { Binding } from './binding';
import { convertConstant } from './constant-conversions';
import { fits, integerOf, isIntegral, isNumeric } from './numeric';
import { acceptsNull } from './type-relations';
import { convertible, implicitConversion, explicitConversion } from './conversions';

/** Converts a value implicitly, as in an assignment. */
export function convert(binding: Binding, value: BoundValue, to: ClrType, span: Span): BoundValue {
  const conversion = implicitConversion(convertible(value), to);
  if (conversion === undefined) {
    throw conversionError(binding, value, to, span);
  }
  return conversion(binding, value);
}

/** What makes a real literal one of another type. */
const SUFFIXES: Readonly<Record<string, string>> = { 'System.Single': 'F', 'System.Decimal': 'M' };

/** The error of a missing implicit conversion, in the compiler's words. */
export function conversionError(binding: Binding, value: BoundValue, to: ClrType, span: Span): Error {
  const from = value.type;
  if (from.kind === 'null') {
    return binding.compileError(
      span,
      'CS0037',
      `Cannot convert null to '${displayType(to)}' because it is a non-nullable value type`,
    );
  }
  if (explicitConversion(convertible(value), to) === undefined) {
    return binding.compileError(
      span,
      'CS0029',
      `Cannot implicitly convert type '${displayType(from)}' to '${displayType(to)}'`,
    );
  }
  if (value.kind === 'literal' && isIntegral(from) && isIntegral(to)) {
    const integer = integerOf(value.value);
    if (integer !== undefined && !fits(integer, to) && isNamed(from, 'System.Int32') && !isNamed(to, 'System.Char')) {
      return binding.compileError(
        span,
        'CS0031',
        `Constant value '${integer}' cannot be converted to a '${displayType(to)}'`,
      );
    }
  }
  const suffix =
    value.kind === 'literal' && isNamed(from, 'System.Double') && to.kind === 'named' ? SUFFIXES[to.id] : undefined;
  if (suffix !== undefined) {
    return binding.compileError(
      span,
      'CS0664',
      `Literal of type double cannot be implicitly converted to type '${displayType(to)}'; use an '${suffix}' suffix to create a literal of this type`,
    );
  }
  return binding.compileError(
    span,
    'CS0266',
    `Cannot implicitly convert type '${displayType(from)}' to '${displayType(to)}'. An explicit conversion exists (are you missing a cast?)`,
    `(${displayType(to)})`,
  );
}

/** Refuses to convert a constant that the other type does not have; `unchecked` helps where no decimal is involved. */
function checkConstant(binding: Binding, value: ConstantValue, from: ClrType, to: ClrType, span: Span): void {
  const shown = typeof value === 'object' && value !== null ? value.decimal : String(value);
  const exact = isNamed(from, 'System.Decimal');
  const outsideDecimal = isNamed(to, 'System.Decimal') && convertConstant(value, from, to, false) === undefined;
  const outsideInteger = isIntegral(to) && convertConstant(value, from, to, false) === undefined;
  if (outsideDecimal || (outsideInteger && exact)) {
    throw binding.compileError(
      span,
      'CS0031',
      `Constant value '${shown}' cannot be converted to a '${displayType(to)}'`,
    );
  }
  if (outsideInteger && binding.checked !== false) {
    throw binding.compileError(
      span,
      'CS0221',
      `Constant value '${shown}' cannot be converted to a '${displayType(to)}' (use 'unchecked' syntax to override)`,
    );
  }
}

/** A cast. */
export function cast(binding: Binding, value: BoundValue, to: ClrType, span: Span): BoundValue {
  if (value.type.kind === 'null' && !acceptsNull(to)) {
    throw conversionError(binding, value, to, span);
  }
  if (value.kind === 'literal' && isNumeric(value.type)) {
    checkConstant(binding, value.value, value.type, nullableUnderlying(to) ?? to, span);
  }
  const conversion = explicitConversion(convertible(value), to);
  if (conversion === undefined) {
    throw binding.compileError(
      span,
      'CS0030',
      `Cannot convert type '${displayType(value.type)}' to '${displayType(to)}'`,
    );
  }
  const converted = conversion(binding, value);
  // The type of (string)null is string, no longer that of null.
  return converted.type.kind === 'null' ? ({ ...converted, type: to === NULL ? OBJECT : to } as BoundValue) : converted;
}
