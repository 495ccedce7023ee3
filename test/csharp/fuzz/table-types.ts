import type { ClrType } from '../../../policies/language/expressions/clr-type';
import { parseTypeReference } from '../../../policies/language/expressions/types/reference';

const LIST = 'System.Collections.Generic.List';
const DICTIONARY = 'System.Collections.Generic.Dictionary';

function within(namespace: string, ...names: readonly string[]): string[] {
  return names.map((name) => `${namespace}.${name}`);
}

/** The types whose members are tried, as documentation comment ids write them. */
export const TYPES: readonly ClrType[] = [
  ...within('System', 'SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64'),
  ...within('System', 'Single', 'Double', 'Decimal', 'Boolean', 'Char', 'String', 'Object', 'Enum'),
  ...within('System', 'DateTime', 'DateTimeOffset', 'TimeSpan', 'TimeZoneInfo', 'Guid', 'Uri', 'Math', 'Random'),
  ...within('System', 'Convert', 'BitConverter', 'Array', 'Exception', 'StringComparer', 'Tuple'),
  `${LIST}{System.Int32}`,
  `${LIST}{System.String}`,
  `${DICTIONARY}{System.String,System.Int32}`,
  `${DICTIONARY}{System.String,System.String}`,
  'System.Collections.Generic.HashSet{System.Int32}',
  'System.Collections.Generic.HashSet{System.String}',
  'System.Collections.Generic.Queue{System.Int32}',
  'System.Collections.Generic.Stack{System.String}',
  'System.Collections.Generic.KeyValuePair{System.String,System.Int32}',
  'System.Collections.Generic.ICollection{System.Int32}',
  'System.Collections.Generic.IList{System.Int32}',
  'System.Collections.Generic.ISet{System.Int32}',
  'System.Collections.Generic.IDictionary{System.String,System.Int32}',
  'System.Collections.Generic.IReadOnlyDictionary{System.String,System.String}',
  'System.Tuple{System.Int32,System.String}',
  'System.Tuple{System.Int32}',
  'System.Tuple{System.Int32,System.String,System.Boolean}',
  'System.Nullable{System.Int32}',
  'System.Nullable{System.Decimal}',
  'System.Linq.Enumerable',
  ...within('System.Net', 'WebUtility', 'IPAddress'),
  ...within('System.Text', 'Encoding', 'StringBuilder'),
  ...within('System.IO', 'StringReader', 'StringWriter'),
  ...within('System.Text.RegularExpressions', 'Regex', 'Match', 'Group', 'Capture', 'GroupCollection'),
  'System.Text.RegularExpressions.CaptureCollection',
  ...within('System.Security.Cryptography', 'HashAlgorithm', 'HMAC', 'HMACSHA256', 'HMACSHA512', 'HashAlgorithmName'),
  ...within('System.Security.Cryptography', 'Oid', 'RSAEncryptionPadding', 'RSASignaturePadding', 'SymmetricAlgorithm'),
  ...within('Newtonsoft.Json.Linq', 'JToken', 'JObject', 'JArray', 'JValue', 'JProperty', 'JContainer', 'JRaw'),
  ...within('Newtonsoft.Json.Linq', 'JConstructor', 'Extensions'),
  ...within('System.Xml.Linq', 'XElement', 'XAttribute', 'XContainer', 'XNode', 'XName', 'XNamespace', 'XDocument'),
  ...within('System.Xml.Linq', 'XDocumentType', 'XProcessingInstruction', 'XComment', 'XCData', 'XText', 'XObject'),
  ...within('System.Xml.Linq', 'XDeclaration', 'XNodeEqualityComparer', 'XNodeDocumentOrderComparer', 'Extensions'),
  ...['IExpressionContext', 'IRequest', 'IResponse', 'IUrl', 'IMessageBody', 'IApi', 'IContextApi', 'IOperation'],
  ...['IProduct', 'ISubscription', 'IUser', 'IGroup', 'IUserIdentity', 'ILastError', 'IDeployment', 'PolicyExtensions'],
  ...['ISubscriptionKeyParameterNames', 'Jwt', 'BasicAuthCredentials'],
].map(parseTypeReference);

/** Members whose answer is not a matter of their arguments, and why. */
export const NOT_TRIED: readonly (readonly [RegExp, string])[] = [
  [/\.(GetHashCode|NewGuid|CreateVersion7|GetNonZeroBytes)\b/, 'random, or different in each process'],
  [/Random\.(#ctor$|Shared)/, 'random'],
  [/\.(Now|UtcNow|Today)$/, 'reads the clock'],
  [/\.(LocalDateTime|ToLocalTime|IsDaylightSavingTime|Local)\b/, 'depends on the time zone of the machine'],
  [/TimeZoneInfo\.(GetSystemTimeZones|FindSystemTimeZoneById|DisplayName|StandardName)/, 'depends on the machine'],
  [/\.(Capacity|EnsureCapacity|TrimExcess|MaxCapacity|GetChunks|get_Chars)\b/, 'how memory is laid out'],
  [/\.(StackTrace|TargetSite|Source|HResult|Data|HelpLink)$/, 'where an exception was thrown'],
  [/\.(Intern|IsInterned)\b/, 'which texts .NET keeps once'],
  [
    /Math\.(Sin|Cos|Tan|Asin|Acos|Atan|Atan2|Sinh|Cosh|Tanh|Asinh|Acosh|Atanh|Exp|Log|Log10|Log2|Pow|Cbrt|ScaleB|FusedMultiplyAdd|SinCos)\b/,
    'the last digit is up to the processor and its library; templates.ts rounds Pow',
  ],
  [/(Single|Double)\.(Sin|Cos|Tan|Asin|Acos|Atan|Exp|Log|Pow|Cbrt|Hypot|RootN|Lerp|Degrees|Radians)\w*\b/, 'the same'],
  [/(Int32|Int64)\.Log2\b/, 'of a negative constant, which the JIT compiler of .NET 10 fails on'],
  [/ReciprocalEstimate|ReciprocalSqrtEstimate|MultiplyAddEstimate/, 'an estimate that depends on the processor'],
  [/Encoding\.(Default|GetEncodings|RegisterProvider)\b/, 'depends on the machine'],
  [/Array\.(MaxLength|CreateInstance)\b/, 'how memory is laid out'],
  [/\.(Compile|CompileToAssembly)/, 'writes files'],
  [/\.(Load|Save|WriteTo|CreateReader|CreateWriter|ReadFrom)\b/, 'reads or writes streams'],
  [/Enumerable\.Shuffle\b/, 'random'],
  [/PolicyExtensions\.(En|De)crypt\b/, 'with a random key, or with algorithms that are written by hand'],
  [/IMessageBody\.As\b/, 'written by hand, with the types of a body'],
  [/Extensions\.AsJEnumerable\b/, 'a class of its own that does nothing'],
  [/\w*Algorithm\.Create\(System\.String\)|HMAC\.Create\(System\.String\)/, 'looks a name up among assemblies'],
  [/Oid\.(FriendlyName|Value)$/, 'which names are known depends on the machine'],
  [/Uri\.#ctor\(.*System\.Boolean\)/, 'escaped by the caller, which .NET has declared obsolete'],
  [/HMAC\w+\.#ctor$/, 'with a random key'],
  [/SymmetricAlgorithm\.(Generate|Key$|IV$)/, 'random'],
  [/Enumerable\.(Repeat|Range)\b/, 'written by hand, with counts that fit into memory'],
];
