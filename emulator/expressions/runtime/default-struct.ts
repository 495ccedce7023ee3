import type { NamedType } from '../../../policies/language/expressions/clr-type';
import type { ClrValue } from '../clr-value';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan } from './dates/date-time';
import { defaultByName } from './default-by-name';
import { ClrKeyValuePair } from './collections/dictionary';
import { ClrGuid } from './guid';
import { ClrHashName } from './crypto/rsa-settings';
import { ClrTuple } from './tuple';
import { reflectionName } from './type-names';

/** `default(T)` of a struct that is not a number; null for a reference type or `T?`. */
export function defaultStruct(type: NamedType): ClrValue {
  switch (type.id) {
    case 'System.DateTime':
      return new ClrDateTime(0n);
    case 'System.DateTimeOffset':
      return new ClrDateTimeOffset(0n, 0);
    case 'System.TimeSpan':
      return new ClrTimeSpan(0n);
    case 'System.Guid':
      return ClrGuid.empty;
    case 'System.Collections.Generic.KeyValuePair`2': {
      const [key = 'System.Object', value = 'System.Object'] = type.args.map(reflectionName);
      return new ClrKeyValuePair(key, value, defaultByName(key), defaultByName(value));
    }
    case 'System.ValueTuple`2':
    case 'System.ValueTuple`3': {
      const types = type.args.map(reflectionName);
      return new ClrTuple(types, types.map(defaultByName), 'System.ValueTuple');
    }
    case 'System.Security.Cryptography.HashAlgorithmName':
      return new ClrHashName(null);
    default:
      return null;
  }
}
