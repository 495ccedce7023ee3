import type { ClrValue } from '../../../clr-value';
import { nullReference } from '../../errors';
import { asNumber } from '../../numbers/convert-number';
import { hashCode } from '../../hash-code';
import { formatValue } from '../../text/format-item';
import { castToken } from '../../json/cast';
import { noTokenType } from '../../json/serialise';
import type { JToken } from '../../json/token';
import { JRaw, JValue, tokenTypeOf } from '../../json/value';
import type { MemberTable } from '../../member';
import { ClrChar, ClrNumber } from '../../numbers/numbers';
import { reflectionFromId } from '../../type-ids';
import { LINQ, TOKEN, tokenType } from './names';

const V = `M:${LINQ}JValue`;

const PRIMITIVES = [
  'Boolean',
  'Byte',
  'Byte[]',
  'Char',
  'DateTime',
  'DateTimeOffset',
  'Decimal',
  'Double',
  'Guid',
  'Int16',
  'Int32',
  'Int64',
  'SByte',
  'Single',
  'String',
  'TimeSpan',
  'UInt16',
  'UInt32',
  'UInt64',
  'Uri',
].map((name) => `System.${name}`);

/** A value as it stands, boxed: its .NET type is kept. */
function boxed(value: ClrValue): JValue {
  const type = tokenTypeOf(value);
  if (type === undefined) throw noTokenType(value);
  return new JValue(type, value);
}

/** A text by the constructor for it: null is text without a value, not the null of JSON. */
function textual(value: ClrValue): JValue {
  return new JValue('String', value);
}

/** A value by the constructor for its type: small integers become Int64. */
function typed(value: ClrValue): JValue {
  if (value === null) return JValue.null();
  if (value instanceof ClrChar) return textual(value);
  const isSmall = typeof value === 'number' || (value instanceof ClrNumber && tokenTypeOf(value) === 'Integer');
  return boxed(isSmall ? BigInt(asNumber(value)) : value);
}

function conversions(): MemberTable {
  return Object.fromEntries(
    PRIMITIVES.flatMap((primitive) => {
      const optional = `System.Nullable{${primitive}}`;
      const made = primitive === 'System.String' ? textual : typed;
      const cast = (type: string) => {
        const target = reflectionFromId(type);
        return [
          `M:${TOKEN}.op_Explicit(${TOKEN})~${type}`,
          (token: JToken | null) => castToken(token, target),
        ] as const;
      };
      return [
        cast(primitive),
        cast(optional),
        [`M:${TOKEN}.op_Implicit(${primitive})~${TOKEN}`, made] as const,
        [`M:${TOKEN}.op_Implicit(${optional})~${TOKEN}`, boxed] as const,
        [`${V}.#ctor(${primitive})`, made] as const,
      ];
    }),
  );
}

function formatted(self: JValue, format: string | null): string {
  return self.value === null ? '' : formatValue(self.value, format);
}

/** Members of JValue and JRaw, and the conversions of tokens from and to the types of .NET. */
export const JSON_VALUE_MEMBERS: MemberTable = {
  ...conversions(),
  [`${V}.#ctor(System.Object)`]: boxed,
  [`${V}.#ctor(${LINQ}JValue)`]: (other: JValue | null) => {
    if (other === null) throw nullReference();
    return new JValue(other.type, other.value);
  },
  [`${V}.CreateNull`]: () => JValue.null(),
  [`${V}.CreateString(System.String)`]: (value: string | null) => new JValue('String', value),
  [`${V}.CreateComment(System.String)`]: (value: string | null) => new JValue('Comment', value),
  [`${V}.CreateUndefined`]: () => new JValue('Undefined', null),
  [`P:${LINQ}JValue.Value`]: (self: JValue) => self.value,
  [`set:P:${LINQ}JValue.Value`]: (self: JValue, value: ClrValue) => self.assign(value),
  [`P:${LINQ}JValue.Type`]: tokenType,
  [`P:${LINQ}JValue.HasValues`]: () => false,
  [`${V}.GetHashCode`]: (self: JValue) => (self.value === null ? 0 : hashCode(self.value)),
  [`${V}.ToString(System.String)`]: formatted,
  [`${V}.ToString(System.String,System.IFormatProvider)`]: formatted,
  [`${V}.Equals(${LINQ}JValue)`]: (self: JValue, other: JValue | null) => self.equals(other),
  [`${V}.CompareTo(${LINQ}JValue)`]: (self: JValue, other: JValue | null) => self.compareTo(other),
  [`M:${LINQ}JRaw.#ctor(System.Object)`]: (value: ClrValue) => new JRaw(value),
  [`M:${LINQ}JRaw.#ctor(${LINQ}JRaw)`]: (other: JRaw | null) => {
    if (other === null) throw nullReference();
    return new JRaw(other.value);
  },
};
