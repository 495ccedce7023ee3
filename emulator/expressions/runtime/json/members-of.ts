import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { ClrAnonymous } from '../anonymous';
import { ReadOnlyMap } from '../context/read-only-map';
import { ClrHash } from '../crypto/hash';
import { hResultOf } from '../exception-details';
import { ClrKeySizes } from '../crypto/key-sizes';
import { ClrDateTime, ClrDateTimeOffset } from '../dates/date-time';
import { ClrDictionary, ClrKeyValuePair } from '../collections/dictionary';
import { ClrRegex } from '../regex/regex';
import { ClrCaptures } from '../regex/results';
import { ClrTuple } from '../tuple';
import { display } from '../values';
import { isoDate } from './writer';

type Members = readonly (readonly [string, ClrValue])[];

/** The name of the property that a dictionary's key becomes. */
function keyText(key: ClrValue): string {
  return key instanceof ClrDateTime || key instanceof ClrDateTimeOffset ? isoDate(key) : display(key);
}

function ofException(exception: ClrException): Members {
  const { typeName, message, inner } = exception;
  return [
    ['ClassName', typeName],
    ['Message', message === `Exception of type '${typeName}' was thrown.` ? null : message],
    ['Data', null],
    ['InnerException', inner],
    ['HelpURL', exception.helpLink],
    ['StackTraceString', null],
    ['RemoteStackTraceString', null],
    ['RemoteStackIndex', 0],
    ['ExceptionMethod', null],
    ['HResult', hResultOf(exception)],
    ['Source', exception.source],
    ['WatsonBuckets', null],
  ];
}

function ofHash(hash: ClrHash): Members {
  const { key } = hash;
  const keyed: Members = [
    ['Key', key],
    ['HashName', hash.hash],
  ];
  return [
    ...(key === null ? [] : keyed),
    ['HashSize', hash.size],
    ['Hash', hash.value],
    ['InputBlockSize', 1],
    ['OutputBlockSize', 1],
    ['CanTransformMultipleBlocks', true],
    ['CanReuseTransform', true],
  ];
}

/** Names and values that Newtonsoft writes for an object or a dictionary, in order; undefined for other values. */
export function jsonMembersOf(value: ClrValue): Members | undefined {
  if (value instanceof ClrDictionary) {
    return [...value.entries.values()].map((entry) => [keyText(entry.key), entry.value] as const);
  }
  if (value instanceof ReadOnlyMap) return value.keys().map((key) => [key, value.get(key)] as const);
  if (value instanceof ClrAnonymous) return [...value.properties];
  if (value instanceof ClrKeyValuePair) {
    return [
      ['Key', value.key],
      ['Value', value.value],
    ];
  }
  if (value instanceof ClrTuple)
    return value.items.map((item, index) => [index === 7 ? 'Rest' : `Item${index + 1}`, item]);
  if (value instanceof ClrException && value.typeName === 'System.Exception') return ofException(value);
  if (value instanceof ClrHash) return ofHash(value);
  if (value instanceof ClrKeySizes) {
    return [
      ['MinSize', value.minimum],
      ['MaxSize', value.maximum],
      ['SkipSize', value.step],
    ];
  }
  // Groups by name; the first is the match, at which serialising fails.
  if (value instanceof ClrCaptures && value.match !== undefined) return [['0', value.match]];
  if (!(value instanceof ClrRegex)) return undefined;
  return [
    ['Pattern', value.pattern],
    ['Options', value.options],
  ];
}
