import {
  definitionOf,
  isInheritedBy,
  isReferenceConvertible,
} from '../../../policies/language/expressions/bind/type-relations';
import type { ClrValue } from '../clr-value';
import { isEnumType } from './enums';
import { openName, typeOfName } from './type-names';
import { typeNameOf } from './values';

const GENERIC = 'System.Collections.Generic.';
const LINQ = 'Newtonsoft.Json.Linq.';
const ENUMERABLE = ['System.Collections.IEnumerable', `${GENERIC}IEnumerable\`1`];
const COLLECTION = [...ENUMERABLE, `${GENERIC}ICollection\`1`, `${GENERIC}IReadOnlyCollection\`1`];
const LIST = [
  ...COLLECTION,
  `${GENERIC}IList\`1`,
  `${GENERIC}IReadOnlyList\`1`,
  'System.Collections.IList',
  'System.Collections.ICollection',
];
const DICTIONARY = [
  ...COLLECTION,
  `${GENERIC}IDictionary\`2`,
  `${GENERIC}IReadOnlyDictionary\`2`,
  'System.Collections.IDictionary',
];
const COMPARABLE = ['System.IComparable', 'System.IComparable`1', 'System.IEquatable`1'];
const ORDERED_STRUCT = ['System.ValueType', 'System.IFormattable', ...COMPARABLE];
const NUMBER = [...ORDERED_STRUCT, 'System.IConvertible'];
const ENUM = ['System.Enum', 'System.ValueType', 'System.IFormattable', 'System.IComparable', 'System.IConvertible'];
const JTOKEN = [...ENUMERABLE, `${LINQ}JToken`, `${LINQ}IJEnumerable\`1`];
const JVALUE = [...JTOKEN, ...COMPARABLE, 'System.IFormattable', 'System.IConvertible', 'System.ICloneable'];
const JCONTAINER = [...JTOKEN, `${LINQ}JContainer`, ...LIST];

const COMPARER = [
  'System.StringComparer',
  `${GENERIC}IComparer\`1`,
  `${GENERIC}IEqualityComparer\`1`,
  'System.Collections.IComparer',
  'System.Collections.IEqualityComparer',
];

/** Base types and interfaces by type, both without generic arguments; System.Object is left out. Exceptions: below. */
const SUPERTYPES: Readonly<Record<string, readonly string[]>> = {
  'System.String': [...ENUMERABLE, ...COMPARABLE, 'System.IConvertible'],
  'System.Boolean': NUMBER,
  'System.Char': NUMBER,
  'System.DateTime': NUMBER,
  'System.DateTimeOffset': ORDERED_STRUCT,
  'System.TimeSpan': ORDERED_STRUCT,
  'System.Guid': ORDERED_STRUCT,
  'System.Array': LIST,
  [`${GENERIC}List\`1`]: LIST,
  [`${GENERIC}Dictionary\`2`]: DICTIONARY,
  [`${GENERIC}Dictionary\`2+KeyCollection`]: COLLECTION,
  [`${GENERIC}Dictionary\`2+ValueCollection`]: COLLECTION,
  'System.Collections.ObjectModel.ReadOnlyCollection`1': LIST,
  'System.Collections.ObjectModel.ReadOnlyDictionary`2': DICTIONARY,
  [`${GENERIC}HashSet\`1`]: [...COLLECTION, `${GENERIC}ISet\`1`],
  [`${GENERIC}Queue\`1`]: COLLECTION,
  [`${GENERIC}Stack\`1`]: COLLECTION,
  [`${GENERIC}KeyValuePair\`2`]: ['System.ValueType'],
  'System.Linq.IGrouping`2': ENUMERABLE,
  'System.Linq.IOrderedEnumerable`1': ENUMERABLE,
  [`${GENERIC}IEnumerable\`1`]: ['System.Collections.IEnumerable'],
  [`${LINQ}JObject`]: [...JCONTAINER, `${GENERIC}IDictionary\`2`],
  [`${LINQ}JArray`]: JCONTAINER,
  [`${LINQ}JProperty`]: JCONTAINER,
  [`${LINQ}JConstructor`]: JCONTAINER,
  [`${LINQ}JValue`]: JVALUE,
  [`${LINQ}JRaw`]: [`${LINQ}JValue`, ...JVALUE],
  'System.Xml.Linq.XElement': ['System.Xml.Linq.XContainer', 'System.Xml.Linq.XNode', 'System.Xml.Linq.XObject'],
  'System.Xml.Linq.XDocument': ['System.Xml.Linq.XContainer', 'System.Xml.Linq.XNode', 'System.Xml.Linq.XObject'],
  'System.Xml.Linq.XCData': ['System.Xml.Linq.XText', 'System.Xml.Linq.XNode', 'System.Xml.Linq.XObject'],
  'System.Xml.Linq.XText': ['System.Xml.Linq.XNode', 'System.Xml.Linq.XObject'],
  'System.Xml.Linq.XComment': ['System.Xml.Linq.XNode', 'System.Xml.Linq.XObject'],
  'System.Xml.Linq.XProcessingInstruction': ['System.Xml.Linq.XNode', 'System.Xml.Linq.XObject'],
  'System.Xml.Linq.XDocumentType': ['System.Xml.Linq.XNode', 'System.Xml.Linq.XObject'],
  'System.Xml.Linq.XAttribute': ['System.Xml.Linq.XObject'],
  'System.Text.RegularExpressions.Match': [
    'System.Text.RegularExpressions.Group',
    'System.Text.RegularExpressions.Capture',
  ],
  'System.CultureAwareComparer': COMPARER,
  'System.OrdinalComparer': COMPARER,
  'System.Text.RegularExpressions.Group': ['System.Text.RegularExpressions.Capture'],
};

const CRYPTO = 'System.Security.Cryptography.';

const ARGUMENT = 'System.ArgumentException';
const EXCEPTION_BASES: Readonly<Record<string, string>> = {
  'System.ArgumentNullException': ARGUMENT,
  'System.ArgumentOutOfRangeException': ARGUMENT,
  'System.Text.DecoderFallbackException': ARGUMENT,
  'System.ArithmeticException': 'System.SystemException',
  'System.OverflowException': 'System.ArithmeticException',
  'System.DivideByZeroException': 'System.ArithmeticException',
  'System.UriFormatException': 'System.FormatException',
  'System.ObjectDisposedException': 'System.InvalidOperationException',
  'System.Security.Cryptography.CryptographicUnexpectedOperationException':
    'System.Security.Cryptography.CryptographicException',
  'Newtonsoft.Json.JsonReaderException': 'Newtonsoft.Json.JsonException',
  'Newtonsoft.Json.JsonSerializationException': 'Newtonsoft.Json.JsonException',
  'Newtonsoft.Json.JsonWriterException': 'Newtonsoft.Json.JsonException',
  'Newtonsoft.Json.JsonException': 'System.Exception',
  'System.Xml.XmlException': 'System.SystemException',
  'System.ApplicationException': 'System.Exception',
  'System.TimeZoneNotFoundException': 'System.Exception',
  'System.SystemException': 'System.Exception',
  'System.Text.RegularExpressions.RegexParseException': ARGUMENT,
  'System.Text.RegularExpressions.RegexMatchTimeoutException': 'System.TimeoutException',
};

/** Says whether an exception of type `name` is caught by `catch (base)`. */
export function isExceptionOf(name: string, base: string): boolean {
  if (base === 'System.Exception' || base === 'System.Object') return true;
  for (let type: string | undefined = name; type !== undefined && type !== 'System.Exception';) {
    if (type === base) return true;
    type =
      EXCEPTION_BASES[type] ??
      (type.startsWith('System.') && type !== 'System.SystemException' ? 'System.SystemException' : undefined);
  }
  return false;
}

const NUMERIC = new Set(
  ['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal'].map(
    (name) => `System.${name}`,
  ),
);

/** Base types of an algorithm of System.Security.Cryptography, whose names say what it is. */
function cryptographicSupertypes(name: string): readonly string[] {
  const [, hmac, hash] = /^(HMAC)?(MD5|SHA\d+)(?:Managed|CryptoServiceProvider)?$/.exec(name) ?? [];
  if (hmac !== undefined) return [`${CRYPTO}HMAC`, `${CRYPTO}KeyedHashAlgorithm`, `${CRYPTO}HashAlgorithm`];
  if (hash !== undefined) return [CRYPTO + hash, `${CRYPTO}HashAlgorithm`];
  if (name.startsWith('RSA')) return [`${CRYPTO}RSA`, `${CRYPTO}AsymmetricAlgorithm`];
  if (/^(?:Aes|Rijndael|DES|TripleDES)\w+$/.test(name)) return [`${CRYPTO}SymmetricAlgorithm`];
  return name === 'X509Certificates.X509Certificate2' ? [`${CRYPTO}X509Certificates.X509Certificate`] : [];
}

/** Base types and interfaces of a type, all without generic arguments. */
function supertypesOf(type: string): readonly string[] {
  if (NUMERIC.has(type)) return NUMBER;
  if (isEnumType(type)) return ENUM;
  if (type.startsWith(CRYPTO)) return cryptographicSupertypes(type.slice(CRYPTO.length));
  return SUPERTYPES[type] ?? (type.startsWith('System.Linq.Enumerable') ? ENUMERABLE : []);
}

/** The runtime lets an array of integers pass for one of the other sign: `int[]` for `uint[]` and `IList<uint>`. */
function withoutSign(name: string): string {
  return name.replace(/\bSystem\.UInt(16|32|64)\b/g, 'System.Int$1').replace(/\bSystem\.Byte\b/g, 'System.SByte');
}

const known = new Map<string, boolean | undefined>();

/** What the table of types says; undefined where it lacks one of the two. */
function byTable(actual: string, wanted: string): boolean | undefined {
  const key = `${actual} ${wanted}`;
  if (!known.has(key)) known.set(key, findInTable(actual, wanted));
  return known.get(key);
}

function findInTable(actual: string, wanted: string): boolean | undefined {
  const isArray = actual.endsWith('[]');
  const [from, to] = [actual, wanted].map((name) => typeOfName(isArray ? withoutSign(name) : name));
  if (from === undefined || to === undefined) return undefined;
  if (definitionOf(from) === undefined || definitionOf(to) === undefined) return undefined;
  return isReferenceConvertible(from, to) || isInheritedBy(from, to);
}

/** Says whether a type, by its reflection name, is `wanted` or derives from or implements it. */
export function isAssignableName(actual: string, wanted: string): boolean {
  if (actual === wanted || wanted === 'System.Object') return true;
  if (actual.endsWith('Exception') && wanted.endsWith('Exception')) return isExceptionOf(actual, wanted);
  return byTable(actual, wanted) ?? supertypesOf(openName(actual)).includes(openName(wanted));
}

/** `value is T` for the type with this reflection name; null is nothing. */
export function isInstance(value: ClrValue, wanted: string): boolean {
  const actual = typeNameOf(value);
  if (actual === null) return false;
  if (actual === wanted || wanted === 'System.Object') return true;
  if (typeof value === 'object' && value !== null && 'clrInterfaces' in value) {
    const interfaces = value.clrInterfaces;
    if (Array.isArray(interfaces) && interfaces.includes(wanted)) return true;
  }
  return isAssignableName(actual, wanted);
}
