import type { ClrValue } from '../../clr-value';
import { compareValues } from '../compare-values';
import { defaultByName } from '../default-by-name';
import { argumentNull, invalidOperation } from '../errors';
import { withSite } from '../member';
import type { MemberTable, Site } from '../member';
import type { Run } from '../run';
import { clrEquals } from '../values';

const PAIR = '(System.Nullable{``0},System.Nullable{``0})';

/** Members of System.Nullable and Nullable<T>. A Nullable<T> is its value or null. */
export const NULLABLE_MEMBERS: MemberTable = {
  'P:System.Nullable`1.HasValue': (self: ClrValue) => self !== null,
  'P:System.Nullable`1.Value': (self: ClrValue) => {
    if (self === null) throw invalidOperation('Nullable object must have a value.');
    return self;
  },
  'M:System.Nullable`1.#ctor(`0)': (value: ClrValue) => value,
  'M:System.Nullable`1.GetValueOrDefault': withSite(
    (site: Site, _run: Run, self: ClrValue) => self ?? defaultByName(site.declaringTypeArguments[0] ?? 'System.Object'),
  ),
  'M:System.Nullable`1.GetValueOrDefault(`0)': (self: ClrValue, fallback: ClrValue) => self ?? fallback,
  [`M:System.Nullable.Compare\`\`1${PAIR}`]: compareValues,
  // An expression has the types of exceptions alone, none of which is nullable.
  'M:System.Nullable.GetUnderlyingType(System.Type)': (type: ClrValue) => {
    if (type === null) throw argumentNull('nullableType');
    return null;
  },
  [`M:System.Nullable.Equals\`\`1${PAIR}`]: clrEquals,
};
