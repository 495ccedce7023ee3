import type { ClrException } from '../clr-exception';
import { isExceptionOf } from './hierarchy';

/** `Exception.HResult` by type, derived types before their bases. */
const H_RESULTS: readonly (readonly [type: string, code: number])[] = [
  ['System.ArgumentNullException', 0x80004003],
  ['System.ArgumentOutOfRangeException', 0x80131502],
  ['System.ArgumentException', 0x80070057],
  ['System.ArrayTypeMismatchException', 0x80131503],
  ['System.OverflowException', 0x80131516],
  ['System.DivideByZeroException', 0x80020012],
  ['System.ArithmeticException', 0x80070216],
  ['System.FormatException', 0x80131537],
  ['System.IndexOutOfRangeException', 0x80131508],
  ['System.InvalidCastException', 0x80004002],
  ['System.ObjectDisposedException', 0x80131622],
  ['System.InvalidOperationException', 0x80131509],
  ['System.Collections.Generic.KeyNotFoundException', 0x80131577],
  ['System.NotImplementedException', 0x80004001],
  ['System.NotSupportedException', 0x80131515],
  ['System.NullReferenceException', 0x80004003],
  ['System.OutOfMemoryException', 0x8007000e],
  ['System.RankException', 0x80131517],
  ['System.TimeoutException', 0x80131505],
  ['System.Xml.XmlException', 0x80131940],
  ['System.TimeZoneNotFoundException', 0x80131500],
  ['Newtonsoft.Json.JsonException', 0x80131500],
  ['System.SystemException', 0x80131501],
];

/** `Exception.HResult`: what was set, else the code of the type. */
export function hResultOf({ hResult, typeName }: ClrException): number {
  const code = typeName === 'System.Exception' ? undefined : H_RESULTS.find(([type]) => isExceptionOf(typeName, type));
  return hResult ?? (code?.[1] ?? 0x80131500) | 0;
}

/** Assemblies by the beginning of the exceptions they throw. */
const ASSEMBLIES: readonly (readonly [prefix: string, assembly: string])[] = [
  ['Newtonsoft.Json.', 'Newtonsoft.Json'],
  ['System.Xml.', 'System.Private.Xml'],
  ['System.UriFormatException', 'System.Private.Uri'],
  ['System.Text.RegularExpressions.', 'System.Text.RegularExpressions'],
  ['System.Security.Cryptography.', 'System.Security.Cryptography'],
];

/** `Exception.Source`: what was set, else where most exceptions of the type come from; null until thrown. */
export function sourceOf({ source, isThrown, typeName }: ClrException): string | null {
  if (source !== null || !isThrown) return source;
  if (typeName === 'System.Exception') return 'expression';
  return ASSEMBLIES.find(([prefix]) => typeName.startsWith(prefix))?.[1] ?? 'System.Private.CoreLib';
}
