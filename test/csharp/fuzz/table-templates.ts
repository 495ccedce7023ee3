import { BOOLEAN, INT32, OBJECT, STRING } from '../../../policies/language/expressions/clr-type';
import type { ClrType } from '../../../policies/language/expressions/clr-type';
import { isMemberAllowed } from '../../../policies/language/expressions/types/allow-list';
import { typeDefinition } from '../../../policies/language/expressions/types/table';
import type { GenericParameter, Member } from '../../../policies/language/expressions/types/table';
import { argumentHole, substitute } from './table-holes';
import { NOT_TRIED, TYPES } from './table-types';
import { typeName } from './template';

const OPERATORS: Readonly<Record<string, string>> = {
  op_Equality: '==',
  op_Inequality: '!=',
  op_LessThan: '<',
  op_LessThanOrEqual: '<=',
  op_GreaterThan: '>',
  op_GreaterThanOrEqual: '>=',
  op_Addition: '+',
  op_Subtraction: '-',
};

/** A member of a type, with its type arguments chosen. */
interface Use {
  readonly member: Member;
  readonly type: ClrType;
  readonly args: readonly ClrType[];
  readonly own: readonly ClrType[];
}

function typesOf(use: Use, type: ClrType): ClrType {
  return substitute(type, use.args, use.own);
}

function argumentLists(use: Use, known: ReadonlySet<string>): string[][] {
  const { member } = use;
  if (member.kind === 'field') return [[]];
  const all = member.parameters.map((parameter) =>
    argumentHole(parameter, member, typesOf(use, parameter.type), known),
  );
  const last = member.parameters.at(-1);
  const lists: (string | undefined)[][] = [all];
  if (last?.default !== undefined) lists.push(all.slice(0, -1));
  if (member.kind === 'method' && member.params && last?.type.kind === 'array') {
    const element = typeName(typesOf(use, last.type.element));
    const one = known.has(element) ? `«${element}»` : undefined;
    lists.push(all.slice(0, -1), [...all.slice(0, -1), one], [...all.slice(0, -1), one, one]);
  }
  return lists.filter((list): list is string[] => list.every((item) => item !== undefined));
}

function operator(member: Member, args: readonly string[], result: string): string | undefined {
  const operands = args.map((arg) => arg.replace(/^«(?=[^#])/, '«-'));
  const [left, right] = operands;
  if (member.name === 'op_Explicit' || member.name === 'op_Implicit') return `=(${result})${left ?? ''}`;
  const sign = OPERATORS[member.name];
  return sign === undefined || right === undefined ? undefined : `=${left ?? ''} ${sign} ${right}`;
}

function write(use: Use, args: readonly string[], result: string): string[] {
  const { member, type } = use;
  const owner = typeName(type);
  const isStatic = 'static' in member && member.static;
  const receiver = isStatic ? owner : `«.${owner}»`;
  if (member.kind === 'field') return [`${receiver}.${member.name}`];
  if (member.kind === 'property') {
    if (!member.readable) return [];
    return [member.parameters.length > 0 ? `${receiver}[${args.join(', ')}]` : `${receiver}.${member.name}`];
  }
  if (member.name === '#ctor') return [`new ${owner}(${args.join(', ')})`];
  if (member.name.startsWith('op_')) return [operator(member, args, result)].filter((text) => text !== undefined);
  const generic = use.own.length === 0 ? '' : `<${use.own.map(typeName).join(', ')}>`;
  const [first, ...others] = args;
  if (member.extension && first?.startsWith('«') && !first.startsWith('«#')) {
    const call = `«.${first.slice(1)}.${member.name}`;
    // With its type arguments and with those that the compiler infers.
    return [...new Set([generic, ''])].map((types) => `${call}${types}(${others.join(', ')})`);
  }
  return [`${receiver}.${member.name}${generic}(${args.join(', ')})`];
}

/** A statement that sets a property, where it can be set and a value for it can be written. */
function assignment({ member, type }: Use, result: string, known: ReadonlySet<string>): string[] {
  const isSet = member.kind === 'property' && member.writable && !member.static && member.parameters.length === 0;
  return isSet && known.has(result) ? [`«.${typeName(type)}».${member.name} = «${result}»`] : [];
}

function resultOf(use: Use): string {
  const { member, type } = use;
  if (member.kind !== 'method') return typeName(typesOf(use, member.type));
  return member.name === '#ctor' ? typeName(type) : typeName(typesOf(use, member.returnType));
}

/** A type argument that satisfies the constraints, the wanted one where it does. */
function argumentFor({ constraints }: GenericParameter, wanted: ClrType): ClrType {
  const base = constraints.find((constraint): constraint is ClrType => typeof constraint === 'object');
  if (base !== undefined) return base;
  if (constraints.includes('struct')) return INT32;
  return constraints.includes('class') ? STRING : wanted;
}

/** The choices of type arguments that are tried. */
const CHOICES: readonly (readonly ClrType[])[] = [
  [INT32, STRING, INT32, STRING],
  [STRING, INT32, STRING, INT32],
  [INT32, INT32, INT32, INT32],
  [STRING, BOOLEAN, OBJECT, STRING],
];

function usesOf(member: Member, type: ClrType, args: readonly ClrType[]): Use[] {
  const generics = member.kind === 'method' ? member.generics : [];
  if (generics.length === 0) return [{ member, type, args, own: [] }];
  const choices = CHOICES.map((choice) =>
    generics.map((generic, index) => argumentFor(generic, choice[index] ?? OBJECT)),
  );
  const different = new Map(choices.map((own) => [own.map(typeName).join(), own]));
  return [...different.values()].map((own) => ({ member, type, args, own }));
}

/** Templates of one member: several, where arguments are optional or of any type. */
export interface MemberTemplates {
  readonly result: string;
  readonly texts: readonly string[];
}

/**
 * Templates for the members of the table, without what cannot be compared.
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
      .flatMap((member) => usesOf(member, type, type.args))
      .flatMap((use) => {
        const result = resultOf(use);
        const read = { result, texts: argumentLists(use, known).flatMap((args) => write(use, args, result)) };
        return [read, { result: 'void', texts: assignment(use, result, known) }];
      })
      .filter(({ texts }) => texts.length > 0);
  });
}
