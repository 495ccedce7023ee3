import type { ConstantValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { parseTypeReference, splitTopLevel } from './reference';
import type { GenericParameter, Member, Parameter } from './table';

interface RawExtras {
  readonly generics?: readonly string[];
  readonly ref?: readonly number[];
  readonly defaults?: Readonly<Record<string, boolean | number | string | null>>;
  readonly constant?: boolean | number | string | null;
}

/** A member as the table's files write it: its documentation comment id without the type, and what the id leaves out. */
export type RawMember = readonly [signature: string, type: string, names: string, flags: string, extras?: RawExtras];

/** True when the flags of a member say that it is a method. */
export function isMethod(flags: string): boolean {
  return !flags.startsWith('p') && !flags.startsWith('f');
}

/** The name in a signature: `ToString` of `ToString(System.String)`. */
export function nameOf(signature: string): string {
  const open = signature.indexOf('(');
  const name = open < 0 ? signature : signature.slice(0, open);
  return name.includes('``') ? name.replace(/``\d+$/, '') : name;
}

/** Reads a generic parameter: `+T:class;new`. */
export function decodeGeneric(text: string): GenericParameter {
  const [head = '', constraints = ''] = text.split(':');
  return {
    name: head.replace(/^[+-]/, ''),
    variance: head.startsWith('+') ? 'out' : head.startsWith('-') ? 'in' : 'none',
    constraints: constraints
      .split(';')
      .filter((constraint) => constraint !== '')
      .map((constraint) =>
        constraint === 'class' || constraint === 'struct' || constraint === 'new'
          ? constraint
          : parseTypeReference(constraint),
      ),
  };
}

/** Reads a member of the type `declaring`. */
export function decodeMember(declaring: string, [signature, type, names, flags, extras = {}]: RawMember): Member {
  const open = signature.indexOf('(');
  const close = signature.lastIndexOf(')');
  const name = nameOf(signature);
  const types = open < 0 ? [] : splitTopLevel(signature.slice(open + 1, close));
  const parameterNames = names.split(',');
  const parameters = types.map((text, index): Parameter => {
    const parameterType = parseTypeReference(text.replace(/@$/, ''));
    const fallback = extras.defaults?.[String(index)];
    return {
      name: parameterNames[index] ?? '',
      type: parameterType,
      mode: !text.endsWith('@') ? 'value' : extras.ref?.includes(index) === true ? 'ref' : 'out',
      default: fallback === undefined ? undefined : { value: constantOf(fallback, parameterType) },
    };
  });
  const isStatic = flags.includes('s');
  const memberType = parseTypeReference(type);
  switch (flags.charAt(0)) {
    case 'p':
      return {
        kind: 'property',
        id: `P:${declaring}.${signature}`,
        name,
        declaring,
        static: isStatic,
        readable: flags.includes('g'),
        writable: flags.includes('w'),
        parameters,
        type: memberType,
      };
    case 'f':
      return {
        kind: 'field',
        id: `F:${declaring}.${signature}`,
        name,
        declaring,
        static: isStatic,
        writable: flags.includes('w'),
        type: memberType,
        constant: extras.constant === undefined ? undefined : { value: constantOf(extras.constant, memberType) },
      };
    default:
      return {
        kind: 'method',
        id: `M:${declaring}.${signature}`,
        name,
        declaring,
        static: isStatic,
        extension: flags.includes('x'),
        params: flags.includes('v'),
        override: flags.includes('o'),
        generics: (extras.generics ?? []).map(decodeGeneric),
        parameters,
        returnType: memberType,
      };
  }
}

/** 64-bit integers, decimals and floating-point numbers are written as text, which JSON keeps exact. */
function constantOf(value: boolean | number | string | null, type: ClrType): ConstantValue {
  if (typeof value === 'string' && type.kind === 'named') {
    switch (type.id) {
      case 'System.Single':
        return Math.fround(Number(value));
      case 'System.Double':
        return Number(value);
      case 'System.Decimal':
        return { decimal: value };
      case 'System.String':
        return value;
      default:
        return BigInt(value);
    }
  }
  return value;
}
