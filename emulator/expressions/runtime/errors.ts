import { ClrException } from '../clr-exception';

/** `NullReferenceException` with .NET's text. */
export function nullReference(): ClrException {
  return new ClrException('System.NullReferenceException', 'Object reference not set to an instance of an object.');
}

/** `ArgumentNullException` for the named parameter. */
export function argumentNull(parameter: string): ClrException {
  return new ClrException('System.ArgumentNullException', 'Value cannot be null.', null, parameter);
}

/** `ArgumentException` with an optional parameter name. */
export function argument(message: string, parameter: string | null = null): ClrException {
  return new ClrException('System.ArgumentException', message, null, parameter);
}

/**
 * `ArgumentOutOfRangeException`; with `actual` given, .NET appends the offending value on a line of its own.
 */
export function argumentOutOfRange(message: string, parameter: string | null, actual?: string): ClrException {
  const text = parameter === null ? message : `${message} (Parameter '${parameter}')`;
  return new ClrException(
    'System.ArgumentOutOfRangeException',
    actual === undefined ? text : `${text}\nActual value was ${actual}.`,
  );
}

/** Fails as .NET does when a count, index or length is below zero. */
export function requireNonNegative(value: number, parameter: string): void {
  if (value < 0) {
    throw argumentOutOfRange(`${parameter} ('${value}') must be a non-negative value.`, parameter, String(value));
  }
}

/** Fails as .NET does when a position lies beyond the last one where so many elements can begin. */
export function requireAtMost(value: number, limit: number, parameter: string): void {
  if (value > limit) {
    throw argumentOutOfRange(
      `${parameter} ('${value}') must be less than or equal to '${limit}'.`,
      parameter,
      String(value),
    );
  }
}

/** Fails as .NET does when a size is less than is in use. */
export function requireAtLeast(value: number, limit: number, parameter: string): void {
  if (value < limit) {
    throw argumentOutOfRange(
      `${parameter} ('${value}') must be greater than or equal to '${limit}'.`,
      parameter,
      String(value),
    );
  }
}

/** Fails as .NET does for a range that does not lie within `size` elements: names of its two parameters, in order. */
export function requireRange(start: number, length: number, size: number, names: readonly [string, string]): void {
  requireNonNegative(start, names[0]);
  requireNonNegative(length, names[1]);
  requireAtMost(start, size - length, names[0]);
}

/** `ArgumentOutOfRangeException` of an indexer or of RemoveAt. */
export function indexOutOfRange(): ClrException {
  return argumentOutOfRange(
    'Index was out of range. Must be non-negative and less than the size of the collection.',
    'index',
  );
}

/** `IndexOutOfRangeException` of arrays and strings. */
export function outsideArray(): ClrException {
  return new ClrException('System.IndexOutOfRangeException', 'Index was outside the bounds of the array.');
}

/** `InvalidCastException` for a cast of an object to a type it is not. */
export function invalidCast(from: string, to: string): ClrException {
  return new ClrException('System.InvalidCastException', `Unable to cast object of type '${from}' to type '${to}'.`);
}

/** `InvalidOperationException` with the given text. */
export function invalidOperation(message: string): ClrException {
  return new ClrException('System.InvalidOperationException', message);
}

/** `FormatException` with the given text. */
export function formatError(message: string): ClrException {
  return new ClrException('System.FormatException', message);
}

/** `FormatException` of the numeric parsers. */
export function inputFormat(text: string): ClrException {
  return formatError(`The input string '${text}' was not in a correct format.`);
}

/** `OverflowException` of the numeric parsers and `Convert`, for a type named by its last part, `Int32`. */
export function overflow(shortTypeName: string): ClrException {
  const article = /^[AEIOU](?!Int)/.test(shortTypeName) ? 'an' : 'a';
  const subject =
    shortTypeName === 'Byte'
      ? 'an unsigned byte'
      : shortTypeName === 'SByte'
        ? 'a signed byte'
        : shortTypeName === 'Char'
          ? 'a character'
          : `${article} ${shortTypeName}`;
  return new ClrException('System.OverflowException', `Value was either too large or too small for ${subject}.`);
}

/** `DivideByZeroException`. */
export function divideByZero(): ClrException {
  return new ClrException('System.DivideByZeroException', 'Attempted to divide by zero.');
}

/** `NotSupportedException` with the given text. */
export function notSupported(message: string): ClrException {
  return new ClrException('System.NotSupportedException', message);
}

/** `NotImplementedException`, which some interfaces' members throw in .NET itself. */
export function notImplemented(): ClrException {
  return new ClrException('System.NotImplementedException', 'The method or operation is not implemented.');
}
