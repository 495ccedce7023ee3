import type { SyntaxNode } from './syntax-node';
import type { ClrType } from '../clr-type';
import {
  BOOLEAN,
  BYTE,
  CHAR,
  DECIMAL,
  DOUBLE,
  INT16,
  INT32,
  INT64,
  OBJECT,
  SBYTE,
  SINGLE,
  STRING,
  UINT16,
  UINT32,
  UINT64,
  VOID,
} from '../clr-type';
import { DYNAMIC, newer, unsupported } from './refused';
import type { Reader } from './reader';
import { Refused, childrenOf, fieldOf, namedChildrenOf, refuse, spanOf } from './reader';
import type { NamePart, TypeSyntax } from './syntax';

const PREDEFINED: Readonly<Record<string, ClrType>> = {
  void: VOID,
  object: OBJECT,
  string: STRING,
  bool: BOOLEAN,
  char: CHAR,
  sbyte: SBYTE,
  byte: BYTE,
  short: INT16,
  ushort: UINT16,
  int: INT32,
  uint: UINT32,
  long: INT64,
  ulong: UINT64,
  float: SINGLE,
  double: DOUBLE,
  decimal: DECIMAL,
};

/** Reads a type. */
export function readType(reader: Reader, node: SyntaxNode): TypeSyntax {
  const span = spanOf(reader, node);
  switch (node.type) {
    case 'predefined_type': {
      const type = PREDEFINED[node.text];
      if (type === undefined) {
        throw new Refused(span, newer(`native-sized integers (${node.text})`, '9.0', 'long'));
      }
      return { kind: 'predefined', type, span };
    }
    case 'implicit_type':
      return { kind: 'var', span };
    case 'nullable_type':
      return { kind: 'nullable', element: readType(reader, fieldOf(reader, node, 'type')), span };
    case 'array_type': {
      const rank = fieldOf(reader, node, 'rank');
      if (rank.text.includes(',')) {
        throw new Refused(span, unsupported('A rectangular array', 'an array of arrays'));
      }
      return { kind: 'array', element: readType(reader, fieldOf(reader, node, 'type')), span };
    }
    case 'identifier':
    case 'generic_name':
    case 'qualified_name':
    case 'alias_qualified_name':
    case 'member_access_expression':
      if (node.text === 'dynamic') {
        throw new Refused(span, DYNAMIC);
      }
      if (node.text === 'var') {
        return { kind: 'var', span };
      }
      return { kind: 'named', parts: readNameParts(reader, node), span };
    default:
      throw refuse(reader, node);
  }
}

/** Reads `A.B<C>` into its parts; `global::` is dropped, since nothing can hide a namespace here. */
export function readNameParts(reader: Reader, node: SyntaxNode): NamePart[] {
  switch (node.type) {
    case 'identifier':
      return [{ name: identifierText(node), args: [], span: spanOf(reader, node) }];
    case 'generic_name': {
      const name = namedChildrenOf(node).find((child) => child.type === 'identifier');
      return [
        {
          name: name === undefined ? '' : identifierText(name),
          args: readTypeArguments(reader, node),
          span: spanOf(reader, node),
        },
      ];
    }
    case 'qualified_name':
      return [
        ...readNameParts(reader, fieldOf(reader, node, 'qualifier')),
        ...readNameParts(reader, fieldOf(reader, node, 'name')),
      ];
    case 'member_access_expression':
      return [
        ...readNameParts(reader, fieldOf(reader, node, 'expression')),
        ...readNameParts(reader, fieldOf(reader, node, 'name')),
      ];
    case 'alias_qualified_name':
      return readNameParts(reader, fieldOf(reader, node, 'name'));
    default:
      throw refuse(reader, node);
  }
}

/** The generic arguments of a `generic_name`. */
export function readTypeArguments(reader: Reader, node: SyntaxNode): TypeSyntax[] {
  const list = childrenOf(node).find((child) => child.type === 'type_argument_list');
  const args = list === undefined ? [] : namedChildrenOf(list).map((child) => readType(reader, child));
  if (list !== undefined && args.length === 0) {
    throw new Refused(spanOf(reader, node), {
      rule: 'csharp-compile',
      code: 'CS7003',
      message: 'Unexpected use of an unbound generic name',
      alternative: 'the type arguments between < and >',
    });
  }
  return args;
}

/** An identifier without its `@`. */
export function identifierText(node: SyntaxNode): string {
  return node.text.replace(/^@/, '');
}
