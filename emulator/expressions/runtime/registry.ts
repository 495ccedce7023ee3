import type { ClrValue } from '../clr-value';
import { dispose } from './dispose';
import { formatValue } from './text/format-item';
import type { Member, MemberTable } from './member';
import { BOOLEAN_MEMBERS } from './members/boolean';
import { CHAR_MEMBERS } from './members/char';
import { ARRAY_COPY_MEMBERS } from './members/arrays/copy';
import { ARRAY_CREATE_MEMBERS } from './members/arrays/create';
import { ARRAY_ELEMENT_MEMBERS } from './members/arrays/single-elements';
import { ARRAY_ORDER_MEMBERS } from './members/arrays/order';
import { ARRAY_SEARCH_MEMBERS } from './members/arrays/search';
import { DICTIONARY_MEMBERS } from './members/collections/dictionaries';
import { COLLECTION_INTERFACE_MEMBERS } from './members/collections/interfaces';
import { LINE_MEMBERS } from './members/collections/lines';
import { LIST_MEMBERS } from './members/collections/lists';
import { SET_MEMBERS } from './members/collections/sets';
import { CONTEXT_MEMBERS } from './members/context';
import { CONVERT_MEMBERS } from './members/convert';
import { CHANGE_TYPE_MEMBERS } from './members/convert-change-type';
import { CERTIFICATE_MEMBERS } from './members/crypto/certificates';
import { CREATE_MEMBERS } from './members/crypto/create';
import { HASH_MEMBERS } from './members/crypto/hashes';
import { OID_MEMBERS } from './members/crypto/oids';
import { PUBLIC_KEY_MEMBERS } from './members/crypto/public-keys';
import { RANDOM_NUMBER_MEMBERS } from './members/crypto/random-numbers';
import { RSA_MEMBERS } from './members/crypto/rsa';
import { RSA_SETTINGS_MEMBERS } from './members/crypto/rsa-settings';
import { SYMMETRIC_MEMBERS } from './members/crypto/symmetric';
import { DATE_TIME_MEMBERS } from './members/date-time';
import { DATE_TIME_EXACT_MEMBERS } from './members/date-time-exact';
import { DATE_TIME_OFFSET_MEMBERS } from './members/date-time-offset';
import { DECIMAL_MEMBERS } from './members/decimal';
import { ENCODING_TRAIT_MEMBERS } from './members/encoding-traits';
import { ENCODING_MEMBERS } from './members/encoding';
import { INTEGER_MEMBERS } from './members/integers';
import { IP_ADDRESS_MEMBERS } from './members/ip-address';
import { JSON_CONTAINER_MEMBERS } from './members/json/containers';
import { JSON_CONVERT_MEMBERS } from './members/json/convert';
import { JSON_EXTENSION_MEMBERS } from './members/json/extensions';
import { JSON_TOKEN_MEMBERS } from './members/json/tokens';
import { JSON_VALUE_MEMBERS } from './members/json/values';
import { LINQ_ELEMENT_MEMBERS } from './members/linq/single-elements';
import { LINQ_PROJECTION_MEMBERS } from './members/linq/projections';
import { LINQ_ORDERING_MEMBERS } from './members/linq/ordering';
import { LINQ_AGGREGATE_MEMBERS } from './members/linq/aggregates';
import { LINQ_SET_MEMBERS } from './members/linq/sets';
import { LINQ_KEY_MEMBERS } from './members/linq/keys';
import { LINQ_CONVERSION_MEMBERS } from './members/linq/conversions';
import { LINQ_FOLD_MEMBERS } from './members/linq/folds';
import { LINQ_GROUP_MEMBERS } from './members/linq/groups';
import { LINQ_JOIN_MEMBERS } from './members/linq/joins';
import { LINQ_PART_MEMBERS } from './members/linq/parts';
import { LINQ_VALUE_TUPLE_MEMBERS } from './members/linq/value-tuples';
import { LINQ_FLATTENING_MEMBERS } from './members/linq/flattening';
import { NULLABLE_MEMBERS } from './members/nullable';
import { NUMBER_MEMBERS } from './members/numbers';
import { OBJECT_MEMBERS } from './members/object';
import { ENUM_MEMBERS } from './members/enums';
import { EXCEPTION_MEMBERS } from './members/exceptions';
import { TUPLE_MEMBERS } from './members/tuples';
import { POLICY_EXTENSION_MEMBERS } from './members/policy-extensions';
import { GUID_MEMBERS } from './members/guid';
import { MATH_MEMBERS } from './members/math';
import { PRODUCT_MEMBERS } from './members/products';
import { RANDOM_MEMBERS } from './members/random';
import { REAL_MEMBERS } from './members/reals';
import { TIME_SPAN_MEMBERS } from './members/time-span';
import { REGEX_MEMBERS } from './members/regex';
import { CURRENT_TIME_ZONE_MEMBERS } from './members/current-time-zone';
import { STRING_CULTURE_MEMBERS } from './members/string/cultures';
import { STRING_COMPARE_MEMBERS } from './members/string/compare';
import { STRING_COMPARER_MEMBERS } from './members/string/comparer';
import { STRING_EDIT_MEMBERS } from './members/string/edit';
import { STRING_JOIN_MEMBERS } from './members/string/join';
import { STRING_SEARCH_MEMBERS } from './members/string/search';
import { STRING_SPLIT_MEMBERS } from './members/string/split';
import { STRING_MEMBERS } from './members/string/string';
import { STRING_BUILDER_APPEND_MEMBERS } from './members/string-builder/append';
import { STRING_BUILDER_MEMBERS } from './members/string-builder/string-builder';
import { TEXT_IO_MEMBERS } from './members/text-io';
import { BIT_CONVERTER_MEMBERS } from './members/bit-converter';
import { XML_DOCUMENT_MEMBERS } from './members/xml/document';
import { XML_ELEMENT_MEMBERS } from './members/xml/element';
import { XML_EXTENSION_MEMBERS } from './members/xml/extensions';
import { XML_NAME_MEMBERS } from './members/xml/names';
import { XML_NODE_MEMBERS } from './members/xml/nodes';
import { TIME_ZONE_MEMBERS } from './members/time-zone';
import { TYPE_CODE_MEMBERS } from './members/type-codes';
import { URI_RELATION_MEMBERS } from './members/uri-relations';
import { URI_MEMBERS } from './members/uri';
import { WEB_UTILITY_MEMBERS } from './members/web-utility';

const TABLES: readonly MemberTable[] = [
  OBJECT_MEMBERS,
  ENUM_MEMBERS,
  EXCEPTION_MEMBERS,
  TUPLE_MEMBERS,
  STRING_MEMBERS,
  STRING_JOIN_MEMBERS,
  STRING_EDIT_MEMBERS,
  STRING_SPLIT_MEMBERS,
  STRING_SEARCH_MEMBERS,
  STRING_COMPARE_MEMBERS,
  STRING_CULTURE_MEMBERS,
  STRING_COMPARER_MEMBERS,
  CHAR_MEMBERS,
  NUMBER_MEMBERS,
  INTEGER_MEMBERS,
  REAL_MEMBERS,
  DECIMAL_MEMBERS,
  BOOLEAN_MEMBERS,
  TYPE_CODE_MEMBERS,
  NULLABLE_MEMBERS,
  CONVERT_MEMBERS,
  CHANGE_TYPE_MEMBERS,
  MATH_MEMBERS,
  PRODUCT_MEMBERS,
  GUID_MEMBERS,
  RANDOM_MEMBERS,
  DATE_TIME_MEMBERS,
  DATE_TIME_OFFSET_MEMBERS,
  DATE_TIME_EXACT_MEMBERS,
  TIME_SPAN_MEMBERS,
  TIME_ZONE_MEMBERS,
  CURRENT_TIME_ZONE_MEMBERS,
  STRING_BUILDER_MEMBERS,
  STRING_BUILDER_APPEND_MEMBERS,
  TEXT_IO_MEMBERS,
  BIT_CONVERTER_MEMBERS,
  XML_ELEMENT_MEMBERS,
  XML_DOCUMENT_MEMBERS,
  XML_EXTENSION_MEMBERS,
  XML_NAME_MEMBERS,
  XML_NODE_MEMBERS,
  ENCODING_MEMBERS,
  ENCODING_TRAIT_MEMBERS,
  REGEX_MEMBERS,
  URI_MEMBERS,
  URI_RELATION_MEMBERS,
  IP_ADDRESS_MEMBERS,
  WEB_UTILITY_MEMBERS,
  LIST_MEMBERS,
  DICTIONARY_MEMBERS,
  SET_MEMBERS,
  LINE_MEMBERS,
  COLLECTION_INTERFACE_MEMBERS,
  ARRAY_ELEMENT_MEMBERS,
  ARRAY_SEARCH_MEMBERS,
  ARRAY_ORDER_MEMBERS,
  ARRAY_COPY_MEMBERS,
  ARRAY_CREATE_MEMBERS,
  LINQ_ELEMENT_MEMBERS,
  LINQ_PROJECTION_MEMBERS,
  LINQ_ORDERING_MEMBERS,
  LINQ_AGGREGATE_MEMBERS,
  LINQ_SET_MEMBERS,
  LINQ_KEY_MEMBERS,
  LINQ_CONVERSION_MEMBERS,
  LINQ_FOLD_MEMBERS,
  LINQ_GROUP_MEMBERS,
  LINQ_JOIN_MEMBERS,
  LINQ_PART_MEMBERS,
  LINQ_VALUE_TUPLE_MEMBERS,
  LINQ_FLATTENING_MEMBERS,
  JSON_TOKEN_MEMBERS,
  JSON_CONTAINER_MEMBERS,
  JSON_VALUE_MEMBERS,
  JSON_EXTENSION_MEMBERS,
  JSON_CONVERT_MEMBERS,
  HASH_MEMBERS,
  SYMMETRIC_MEMBERS,
  CREATE_MEMBERS,
  RANDOM_NUMBER_MEMBERS,
  RSA_SETTINGS_MEMBERS,
  RSA_MEMBERS,
  CERTIFICATE_MEMBERS,
  PUBLIC_KEY_MEMBERS,
  OID_MEMBERS,
  CONTEXT_MEMBERS,
  POLICY_EXTENSION_MEMBERS,
];

const MEMBERS = new Map<string, Member>(TABLES.flatMap((table) => Object.entries(table)));

/** Overrides of System.Object's methods, which every runtime class has under its own id. */
const INHERITED: readonly (readonly [RegExp, string])[] = [
  [/\.ToString$/, 'M:System.Object.ToString'],
  [/\.Equals\(System\.Object\)$/, 'M:System.Object.Equals(System.Object)'],
  [/\.GetHashCode$/, 'M:System.Object.GetHashCode'],
  [/\.GetType$/, 'M:System.Object.GetType'],
];

function toStringWithProvider(self: ClrValue): string {
  return formatValue(self, null);
}

/** The implementation of a member by its documentation comment id (`set:` before it for a setter), or undefined. */
export function findMember(id: string): Member | undefined {
  const found = MEMBERS.get(id);
  if (found !== undefined) return found;
  if (id.endsWith('.Dispose') || id.endsWith('.Close')) return dispose;
  if (id.endsWith('.ToString(System.IFormatProvider)')) return toStringWithProvider;
  const inherited = INHERITED.find(([pattern]) => pattern.test(id));
  return inherited === undefined ? undefined : MEMBERS.get(inherited[1]);
}
