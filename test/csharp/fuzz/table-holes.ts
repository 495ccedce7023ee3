import type { ClrType } from '../../../policies/language/expressions/clr-type';
import { typeDefinition } from '../../../policies/language/expressions/types/table';
import type { Member, Parameter } from '../../../policies/language/expressions/types/table';
import { typeName } from './template';

const SIZES = [
  ...['count', 'length', 'totalWidth', 'repeatCount', 'capacity', 'digits', 'decimals', 'maxLength', 'size', 'maximum'],
  ...['matchCount', 'len', 'maxValue', 'stringLength'],
];
const INDEXES = [
  ...['index', 'startIndex', 'start', 'sourceIndex', 'destinationIndex', 'arrayIndex', 'offset', 'byteIndex'],
  ...['charIndex', 'startat'],
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
  'System.Guid': 'guid',
  'System.Xml.Linq.XElement': 'xml',
  'System.Xml.Linq.XDocument': 'xml',
  'Newtonsoft.Json.Linq.JToken': 'json',
  'Newtonsoft.Json.Linq.JObject': 'json',
  'Newtonsoft.Json.Linq.JArray': 'json',
};
/** Parameters of texts that are looked up or read, by name. */
const TEXTS: Readonly<Record<string, string>> = {
  pattern: 'pattern',
  regex: 'pattern',
  replacement: 'replacement',
  path: 'path',
  json: 'json',
  uriString: 'uri',
  relativeUri: 'uri',
  propertyName: 'key',
};

/** A type with the arguments of its type and of its method in the place of their parameters. */
export function substitute(type: ClrType, args: readonly ClrType[], own: readonly ClrType[] = []): ClrType {
  switch (type.kind) {
    case 'named':
      return { ...type, args: type.args.map((arg) => substitute(arg, args, own)) };
    case 'array':
      return { ...type, element: substitute(type.element, args, own) };
    case 'parameter':
      return (type.owner === 'type' ? args : own)[type.index] ?? type;
    default:
      return type;
  }
}

/** A lambda for a delegate type; undefined where its result cannot be written. */
function lambdaHole(type: ClrType, known: ReadonlySet<string>): string | undefined {
  const invoke = type.kind === 'named' ? typeDefinition(type.id)?.invoke : undefined;
  if (invoke === undefined || type.kind !== 'named') return undefined;
  const result = typeName(substitute(invoke.returnType, type.args));
  if (result !== 'void' && !known.has(result)) return undefined;
  const parameters = invoke.parameters.map((parameter) => typeName(substitute(parameter, type.args)));
  return `«x:${parameters.join(',')}=>${result}»`;
}

/** The hole of a template for an argument; undefined where nothing can be written there. */
export function argumentHole(
  parameter: Parameter,
  member: Member,
  type: ClrType,
  known: ReadonlySet<string>,
): string | undefined {
  if (parameter.mode === 'out') return 'out _';
  if (parameter.mode === 'ref') return undefined;
  const name = typeName(type);
  if (name === 'IFormatProvider') return 'null';
  if (name === 'int' && SIZES.includes(parameter.name)) return '«#size»';
  if (name === 'int' && INDEXES.includes(parameter.name)) return '«#index»';
  if (name === 'TimeSpan' && parameter.name === 'matchTimeout') return '«#matchTimeout»';
  if (name === 'string') return `«${textOf(parameter, member)}»`;
  return lambdaHole(type, known) ?? (known.has(name) ? `«${name}»` : undefined);
}

function textOf(parameter: Parameter, member: Member): string {
  if (parameter.name === 'format') return `#${FORMATS[member.declaring] ?? 'numberFormat'}`;
  const place = TEXTS[parameter.name];
  if (place !== undefined) return `#${place}`;
  return member.name.includes('Parse') ? `#${PARSED[member.declaring] ?? 'numberText'}` : 'string';
}
