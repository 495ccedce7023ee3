import type { ClrValue } from '../../../clr-value';
import type { ClrArray } from '../../collections/array';
import { iterate } from '../../collections/enumerable';
import { argumentNull, requireRange } from '../../errors';
import { formatComposite } from '../../text/format-composite';
import type { Member, MemberTable } from '../../member';
import type { ClrChar } from '../../numbers/numbers';
import { display } from '../../values';
import type { Text } from './text';

const S = 'M:System.String';
const STRING = 'System.String';

function join(separator: Text, values: Iterable<ClrValue> | null): string {
  if (values === null) throw argumentNull('values');
  return Array.from(values, display).join(separator ?? '');
}

function joinArray(separator: Text, values: ClrArray | null): string {
  if (values === null) throw argumentNull('value');
  return join(separator, values.items);
}

function sequence(values: ClrValue): Iterable<ClrValue> {
  if (values === null) throw argumentNull('values');
  return iterate(values);
}

function joinRange(separator: Text, values: ClrArray | null, start: number, count: number): string {
  if (values === null) throw argumentNull('value');
  requireRange(start, count, values.items.length, ['startIndex', 'count']);
  return join(separator, values.items.slice(start, start + count));
}

/** `Format` with a provider, which is always null. */
function formats(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const count of [1, 2, 3]) {
    const objects = Array.from({ length: count }, () => 'System.Object').join(',');
    members[`${S}.Format(System.IFormatProvider,System.String,${objects})`] = (
      _provider: null,
      format: string | null,
      ...values: ClrValue[]
    ) => formatComposite(format, values);
  }
  members[`${S}.Format(System.IFormatProvider,System.String,System.Object[])`] = (
    _provider: null,
    format: string | null,
    values: ClrArray | null,
  ) => {
    if (values === null) throw argumentNull(format === null ? 'format' : 'args');
    return formatComposite(format, values.items);
  };
  return members;
}

/** `Concat`, `Join` and `Format` of System.String. */
export const STRING_JOIN_MEMBERS: MemberTable = {
  [`${S}.Concat(${STRING},${STRING})`]: (first: Text, second: Text) => display(first) + display(second),
  [`${S}.Concat(${STRING},${STRING},${STRING})`]: (...parts: Text[]) => parts.map(display).join(''),
  [`${S}.Concat(${STRING},${STRING},${STRING},${STRING})`]: (...parts: Text[]) => parts.map(display).join(''),
  [`${S}.Concat(System.Object)`]: (value: ClrValue) => display(value),
  [`${S}.Concat(System.Object,System.Object)`]: (...parts: ClrValue[]) => parts.map(display).join(''),
  [`${S}.Concat(System.Object,System.Object,System.Object)`]: (...parts: ClrValue[]) => parts.map(display).join(''),
  [`${S}.Concat(System.Object[])`]: (values: ClrArray | null) => {
    if (values === null) throw argumentNull('args');
    return join('', values.items);
  },
  [`${S}.Concat(${STRING}[])`]: (values: ClrArray | null) => join('', values?.items ?? null),
  [`${S}.Concat(System.Collections.Generic.IEnumerable{${STRING}})`]: (values: ClrValue) => join('', sequence(values)),
  [`${S}.Concat\`\`1(System.Collections.Generic.IEnumerable{\`\`0})`]: (values: ClrValue) => join('', sequence(values)),
  [`${S}.Join(${STRING},${STRING}[])`]: joinArray,
  [`${S}.Join(${STRING},System.Object[])`]: joinArray,
  [`${S}.Join(System.Char,${STRING}[])`]: (separator: ClrChar, values: ClrArray | null) =>
    joinArray(display(separator), values),
  [`${S}.Join(System.Char,System.Object[])`]: (separator: ClrChar, values: ClrArray | null) =>
    joinArray(display(separator), values),
  [`${S}.Join(${STRING},${STRING}[],System.Int32,System.Int32)`]: (
    separator: Text,
    values: ClrArray | null,
    start: number,
    count: number,
  ) => joinRange(separator, values, start, count),
  [`${S}.Join(System.Char,${STRING}[],System.Int32,System.Int32)`]: (
    separator: ClrChar,
    values: ClrArray | null,
    start: number,
    count: number,
  ) => joinRange(display(separator), values, start, count),
  [`${S}.Join(${STRING},System.Collections.Generic.IEnumerable{${STRING}})`]: (separator: Text, values: ClrValue) =>
    join(separator, values === null ? null : iterate(values)),
  [`${S}.Join\`\`1(${STRING},System.Collections.Generic.IEnumerable{\`\`0})`]: (separator: Text, values: ClrValue) =>
    join(separator, values === null ? null : iterate(values)),
  [`${S}.Join\`\`1(System.Char,System.Collections.Generic.IEnumerable{\`\`0})`]: (
    separator: ClrChar,
    values: ClrValue,
  ) => join(display(separator), iterate(values)),
  [`${S}.Format(${STRING},System.Object)`]: (format: Text, value: ClrValue) => formatComposite(format, [value]),
  [`${S}.Format(${STRING},System.Object,System.Object)`]: (format: Text, ...values: ClrValue[]) =>
    formatComposite(format, values),
  [`${S}.Format(${STRING},System.Object,System.Object,System.Object)`]: (format: Text, ...values: ClrValue[]) =>
    formatComposite(format, values),
  [`${S}.Format(${STRING},System.Object[])`]: (format: Text, values: ClrArray | null) => {
    if (values === null) throw argumentNull('args');
    return formatComposite(format, values.items);
  },
  ...formats(),
};
