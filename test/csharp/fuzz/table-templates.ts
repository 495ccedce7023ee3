import type { ClrType } from '../../../policies/language/expressions/clr-type';
import { isMemberAllowed } from '../../../policies/language/expressions/types/allow-list';
import { parseTypeReference } from '../../../policies/language/expressions/types/reference';
import { typeDefinition } from '../../../policies/language/expressions/types/table';
import type { Member, Parameter } from '../../../policies/language/expressions/types/table';
import { typeName } from './template';

const LIST = 'System.Collections.Generic.List';
const DICTIONARY = 'System.Collections.Generic.Dictionary';

/** The types whose members are tried, as documentation comment ids write them. */
const TYPES: readonly ClrType[] = [
  ...['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal'].map(
    (name) => `System.${name}`,
  ),
  ...['Boolean', 'Char', 'String', 'Object', 'DateTime', 'DateTimeOffset', 'TimeSpan', 'Guid', 'Uri', 'Math'].map(
    (name) => `System.${name}`,
  ),
  ...['Convert', 'BitConverter', 'Array', 'Exception', 'StringComparer'].map((name) => `System.${name}`),
  `${LIST}{System.Int32}`,
  `${LIST}{System.String}`,
  `${DICTIONARY}{System.String,System.Int32}`,
  `${DICTIONARY}{System.String,System.String}`,
  'System.Collections.Generic.HashSet{System.Int32}',
  'System.Collections.Generic.Queue{System.Int32}',
  'System.Collections.Generic.Stack{System.String}',
  'System.Collections.Generic.KeyValuePair{System.String,System.Int32}',
  'System.Tuple{System.Int32,System.String}',
  'System.Nullable{System.Int32}',
  'System.Nullable{System.Decimal}',
  'System.Net.WebUtility',
  'System.Text.Encoding',
  'System.Text.StringBuilder',
  ...['Regex', 'Match', 'Group', 'Capture'].map((name) => `System.Text.RegularExpressions.${name}`),
  ...['JToken', 'JObject', 'JArray', 'JValue', 'JProperty', 'JContainer'].map((name) => `Newtonsoft.Json.Linq.${name}`),
  ...['XElement', 'XAttribute', 'XContainer', 'XNode', 'XName'].map((name) => `System.Xml.Linq.${name}`),
].map(parseTypeReference);

/** Members whose answer is not a matter of their arguments, and why. */
const NOT_TRIED: readonly (readonly [RegExp, string])[] = [
  [/\.(GetHashCode|NewGuid|CreateVersion7|Random)\b/, 'random, or different in each process'],
  [/\.(Now|UtcNow|Today)$/, 'reads the clock'],
  [/\.(LocalDateTime|ToLocalTime|IsDaylightSavingTime)\b/, 'depends on the time zone of the machine'],
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
];

const SIZES = [
  'count',
  'length',
  'totalWidth',
  'repeatCount',
  'capacity',
  'digits',
  'decimals',
  'maxLength',
  'size',
  'maximum',
];
const INDEXES = [
  'index',
  'startIndex',
  'start',
  'sourceIndex',
  'destinationIndex',
  'arrayIndex',
  'offset',
  'byteIndex',
  'charIndex',
];
const FORMATS: Readonly<Record<string, string>> = {
  'System.DateTime': 'dateFormat',
  'System.DateTimeOffset': 'dateFormat',
  'System.TimeSpan': 'spanFormat',
  'System.Guid': 'guidFormat',
  'System.String': 'composite',
  'System.Text.StringBuilder': 'composite',
};
const PARSED: Readonly<Record<string, string>> = {
  'System.DateTime': 'dateText',
  'System.DateTimeOffset': 'dateText',
  'System.TimeSpan': 'spanText',
};

function substitute(type: ClrType, args: readonly ClrType[]): ClrType {
  switch (type.kind) {
    case 'named':
      return { ...type, args: type.args.map((arg) => substitute(arg, args)) };
    case 'array':
      return { ...type, element: substitute(type.element, args) };
    case 'parameter':
      return type.owner === 'type' ? (args[type.index] ?? type) : type;
    default:
      return type;
  }
}

function hole(
  parameter: Parameter,
  member: Member,
  args: readonly ClrType[],
  known: ReadonlySet<string>,
): string | undefined {
  if (parameter.mode === 'out') return 'out _';
  if (parameter.mode === 'ref') return undefined;
  const name = typeName(substitute(parameter.type, args));
  if (name === 'IFormatProvider') return 'null';
  if (name === 'int' && SIZES.includes(parameter.name)) return '«#size»';
  if (name === 'int' && INDEXES.includes(parameter.name)) return '«#index»';
  if (name === 'TimeSpan' && parameter.name === 'matchTimeout') return '«#matchTimeout»';
  if (name === 'string' && parameter.name === 'format') return `«#${FORMATS[member.declaring] ?? 'numberFormat'}»`;
  if (name === 'string' && ['pattern', 'regex'].includes(parameter.name)) return '«#pattern»';
  if (name === 'string' && parameter.name === 'path') return '«#path»';
  if (name === 'string' && parameter.name === 'json') return '«#json»';
  if (name === 'string' && member.name.includes('Parse')) return `«#${PARSED[member.declaring] ?? 'numberText'}»`;
  return known.has(name) ? `«${name}»` : undefined;
}

function argumentLists(member: Member, args: readonly ClrType[], known: ReadonlySet<string>): string[][] {
  if (member.kind === 'field') return [[]];
  const all = member.parameters.map((parameter) => hole(parameter, member, args, known));
  const last = member.parameters.at(-1);
  const lists: (string | undefined)[][] = [all];
  if (last?.default !== undefined) lists.push(all.slice(0, -1));
  if (member.kind === 'method' && member.params && last?.type.kind === 'array') {
    const element = typeName(substitute(last.type.element, args));
    const one = known.has(element) ? `«${element}»` : undefined;
    lists.push(all.slice(0, -1), [...all.slice(0, -1), one], [...all.slice(0, -1), one, one]);
  }
  return lists.filter((list): list is string[] => list.every((item) => item !== undefined));
}

function write(member: Member, type: ClrType, args: readonly string[]): string | undefined {
  const owner = typeName(type);
  const receiver = 'static' in member && member.static ? owner : `«.${owner}»`;
  if (member.kind === 'field') return `${receiver}.${member.name}`;
  const list = args.join(', ');
  if (member.kind === 'property') {
    if (!member.readable) return undefined;
    return member.parameters.length > 0 ? `${receiver}[${list}]` : `${receiver}.${member.name}`;
  }
  if (member.name === '#ctor') return `new ${owner}(${list})`;
  if (member.name.startsWith('op_') || member.generics.length > 0) return undefined;
  return `${receiver}.${member.name}(${list})`;
}

function resultOf(member: Member, type: ClrType, args: readonly ClrType[]): string {
  if (member.kind !== 'method') return typeName(substitute(member.type, args));
  return member.name === '#ctor' ? typeName(type) : typeName(substitute(member.returnType, args));
}

/** Templates of one member: several, where arguments are optional. */
export interface MemberTemplates {
  readonly result: string;
  readonly texts: readonly string[];
}

/**
 * Templates for the members of the table, without operators, generic methods and what cannot be compared.
 *
 * @param known types an argument can be made for
 */
export function tableTemplates(known: ReadonlySet<string>): MemberTemplates[] {
  return TYPES.flatMap((type) => {
    const definition = type.kind === 'named' ? typeDefinition(type.id) : undefined;
    if (definition === undefined || type.kind !== 'named') return [];
    const members = definition.members.names().flatMap((name) => definition.members.get(name) ?? []);
    return members
      .filter(
        (member) =>
          isMemberAllowed(member.declaring, member.name, member.id) && !NOT_TRIED.some(([id]) => id.test(member.id)),
      )
      .map((member) => ({
        result: resultOf(member, type, type.args),
        texts: argumentLists(member, type.args, known).flatMap((args) => write(member, type, args) ?? []),
      }))
      .filter(({ texts }) => texts.length > 0);
  });
}
