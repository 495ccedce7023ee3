import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { argument, argumentNull } from '../errors';
import { enumMember, isEnumType, parseEnum } from '../enums';
import type { ClrEnum } from '../enums';
import { formatValue } from '../text/format-item';
import { withSite } from '../member';
import type { Member, MemberTable, Ref, Site } from '../member';
import { ClrChar } from '../numbers/numbers';
import { ReferenceObject } from '../reference-object';
import { defaultByName } from '../default-by-name';
import { ClrTuple } from '../tuple';
import { clrEquals, display, equalityKey, typeNameOf } from '../values';
import type { Run } from '../run';

const DEFAULT_MESSAGES: Readonly<Record<string, string>> = {
  'System.ArgumentException': 'Value does not fall within the expected range.',
  'System.ArgumentNullException': 'Value cannot be null.',
  'System.ArgumentOutOfRangeException': 'Specified argument was out of the range of valid values.',
  'System.FormatException': 'One of the identified items was in an invalid format.',
  'System.InvalidOperationException': 'Operation is not valid due to the current state of the object.',
  'System.NotSupportedException': 'Specified method is not supported.',
  'System.NotImplementedException': 'The method or operation is not implemented.',
  'System.NullReferenceException': 'Object reference not set to an instance of an object.',
};

function ofType(type: string, message: string | null, inner: ClrException | null = null): ClrException {
  return new ClrException(type, message ?? DEFAULT_MESSAGES[type] ?? `Exception of type '${type}' was thrown.`, inner);
}

/** Constructors of every exception type, found by the type they make. */
function exceptionMembers(types: readonly string[]): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const type of types) {
    members[`M:${type}.#ctor`] = () => ofType(type, null);
    members[`M:${type}.#ctor(System.String)`] = (message: string | null) => ofType(type, message);
    members[`M:${type}.#ctor(System.String,System.Exception)`] = (message: string | null, inner: ClrException | null) =>
      ofType(type, message, inner);
  }
  return {
    ...members,
    'M:System.ArgumentException.#ctor(System.String,System.String)': (message: string, parameter: string | null) =>
      argument(message, parameter),
    'M:System.ArgumentNullException.#ctor(System.String)': (parameter: string) => argumentNull(parameter),
    'M:System.ArgumentOutOfRangeException.#ctor(System.String)': (parameter: string | null) =>
      new ClrException(
        'System.ArgumentOutOfRangeException',
        DEFAULT_MESSAGES['System.ArgumentOutOfRangeException'] ?? '',
        null,
        parameter,
      ),
  };
}

const EXCEPTIONS = [
  'Exception',
  'ArgumentException',
  'ArgumentNullException',
  'ArgumentOutOfRangeException',
  'FormatException',
  'InvalidOperationException',
  'NotSupportedException',
  'NotImplementedException',
  'InvalidCastException',
  'NullReferenceException',
  'OverflowException',
  'TimeoutException',
].map((name) => `System.${name}`);

/** `new object()`. */
class PlainObject extends ReferenceObject {
  readonly clrType = 'System.Object';
}

/** A System.Type, enough to print and compare. */
class ClrTypeObject extends ReferenceObject {
  readonly clrType = 'System.RuntimeType';

  constructor(readonly name: string) {
    super();
  }

  override toClrString(): string {
    return this.name;
  }

  override equals(other: ClrValue): boolean {
    return other instanceof ClrTypeObject && other.name === this.name;
  }

  override equalityKey(): unknown {
    return `System.Type:${this.name}`;
  }
}

/** A stable hash; .NET's own differs from run to run for strings. */
function hashCode(value: ClrValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof ClrChar) return value.code | (value.code << 16);
  if (typeof value === 'bigint') return Number(BigInt.asIntN(32, value ^ (value >> 32n)));
  let hash = 17;
  for (const unit of String(equalityKey(value))) hash = (Math.imul(hash, 31) + unit.charCodeAt(0)) | 0;
  return hash;
}

function parse(type: string, text: string | null, ignoreCase: boolean): ClrEnum {
  if (text === null) throw argumentNull('value');
  const parsed = parseEnum(type, text, ignoreCase);
  if (parsed === undefined)
    throw argument(
      text.trim() === ''
        ? 'Must specify valid information for parsing in the string.'
        : `Requested value '${text}' was not found.`,
      text.trim() === '' ? 'value' : null,
    );
  return parsed;
}

function tryParse(type: string, text: string | null, ignoreCase: boolean, result: Ref): boolean {
  const parsed = text === null ? undefined : parseEnum(type, text, ignoreCase);
  result.value = parsed ?? (isEnumType(type) ? defaultByName(type) : (enumMember(type, '') ?? null));
  return parsed !== undefined;
}

function tupleMembers(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (let size = 1; size <= 7; size += 1) {
    const parameters = Array.from({ length: size }, (_, index) => `\`${index}`);
    const generic = Array.from({ length: size }, (_, index) => `\`\`${index}`);
    members[`M:System.Tuple\`${size}.#ctor(${parameters.join(',')})`] = withSite(
      (site: Site, _run: Run, ...items: ClrValue[]) => new ClrTuple(site.declaringTypeArguments, items),
    );
    members[`M:System.Tuple.Create\`\`${size}(${generic.join(',')})`] = withSite(
      (site: Site, _run: Run, ...items: ClrValue[]) => new ClrTuple(site.typeArguments, items),
    );
    for (let item = 1; item <= size; item += 1) {
      members[`P:System.Tuple\`${size}.Item${item}`] = (self: ClrTuple) => self.items[item - 1] ?? null;
    }
  }
  return members;
}

/** Members of System.Object, System.Enum, System.Exception, System.Tuple and System.Type's text. */
export const OBJECT_MEMBERS: MemberTable = {
  ...exceptionMembers(EXCEPTIONS),
  ...tupleMembers(),
  'M:System.Object.#ctor': () => new PlainObject(),
  'M:System.Object.ToString': (self: ClrValue) => display(self),
  'M:System.Object.Equals(System.Object)': clrEquals,
  'M:System.Object.Equals(System.Object,System.Object)': clrEquals,
  'M:System.Object.ReferenceEquals(System.Object,System.Object)': (left: ClrValue, right: ClrValue) => left === right,
  'M:System.Object.GetHashCode': hashCode,
  'M:System.Object.GetType': (self: ClrValue) => new ClrTypeObject(typeNameOf(self) ?? 'System.Object'),
  'P:System.Exception.Message': (self: ClrException) => self.message,
  'P:System.Exception.InnerException': (self: ClrException) => self.inner,
  'P:System.Exception.StackTrace': () => null,
  'P:System.Exception.Source': () => 'expression',
  'M:System.Exception.GetBaseException': (self: ClrException) => {
    let base = self;
    while (base.inner !== null) base = base.inner;
    return base;
  },
  'P:System.ArgumentException.ParamName': (self: ClrException) => self.parameterName,
  'M:System.Enum.ToString(System.String)': (self: ClrValue, format: string | null) => formatValue(self, format),
  'M:System.Enum.Parse``1(System.String)': withSite((site: Site, _run: Run, text: string | null) =>
    parse(site.typeArguments[0] ?? '', text, false),
  ),
  'M:System.Enum.Parse``1(System.String,System.Boolean)': withSite(
    (site: Site, _run: Run, text: string | null, ignoreCase: boolean) =>
      parse(site.typeArguments[0] ?? '', text, ignoreCase),
  ),
  'M:System.Enum.TryParse``1(System.String,``0@)': withSite((site: Site, _run: Run, text: string | null, result: Ref) =>
    tryParse(site.typeArguments[0] ?? '', text, false, result),
  ),
  'M:System.Enum.TryParse``1(System.String,System.Boolean,``0@)': withSite(
    (site: Site, _run: Run, text: string | null, ignoreCase: boolean, result: Ref) =>
      tryParse(site.typeArguments[0] ?? '', text, ignoreCase, result),
  ),
};
