import type { BoundNewArray } from '../bound-tree/creations';
import type { BoundValue } from '../bound-tree/values';
import type { ArrayType, ClrType } from '../clr-type';
import { INT32, INT64, UINT32, UINT64, arrayOf, displayType, isNamed } from '../clr-type';
import type { ArrayInitialiser, ExpressionSyntax, InitialiserSyntax, InitialiserValue } from '../syntax/syntax';
import { convertOperand } from './arguments';
import { asTarget } from './targets';
import type { Binding } from './binding';
import type { Operand } from './operand';
import { convertible, standardImplicit } from './conversions';
import { bestCommonType } from './inference';
import { bindConstructor } from './constructors';
import { bindIndex } from './indexes';
import { bindInvocation } from './invocations';
import { bindMember } from './members';
import { interfacesOf } from './type-relations';

/** Binds `new T(...) { ... }`. */
export function bindNew(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'new' }>): BoundValue {
  const type = binding.bind.type(binding, syntax.type);
  if (type.kind !== 'named') {
    throw binding.compileError(syntax.span, 'CS1586', 'Array creation must have array size or array initializer');
  }
  const creation = bindConstructor(binding, type, syntax.arguments, syntax.span);
  return syntax.initialiser === undefined ? creation : initialise(binding, creation, syntax.initialiser);
}

function initialise(binding: Binding, creation: BoundValue, items: readonly InitialiserSyntax[]): BoundValue {
  const odd = items.find((item) => (item.kind === 'element') !== (items[0]?.kind === 'element'));
  if (odd !== undefined) {
    throw binding.compileError(odd.span, 'CS0747', 'Invalid initializer member declarator');
  }
  const target = binding.newTemporary(creation.type);
  const effects = items.map((item): BoundValue => {
    const receiver = binding.readTemporary(target);
    const span = item.span;
    switch (item.kind) {
      case 'member': {
        const member = bindMember(
          binding,
          {
            kind: 'member',
            target: { kind: 'receiver', span },
            name: item.name,
            nameSpan: { start: span.start, end: span.start + item.name.length },
            args: [],
            span,
          },
          { kind: 'value', value: receiver, span },
          false,
        );
        return effect(binding, member, item.value);
      }
      case 'index':
        return effect(
          binding,
          { kind: 'value', value: bindIndex(binding, receiver, item.arguments, span), span },
          item.value,
        );
      case 'element': {
        if (!isEnumerable(creation.type)) {
          throw binding.compileError(
            span,
            'CS1922',
            `Cannot initialize type '${displayType(creation.type)}' with a collection initializer because it does not implement 'System.Collections.IEnumerable'`,
          );
        }
        const add = bindMember(
          binding,
          { kind: 'member', target: { kind: 'receiver', span }, name: 'Add', nameSpan: span, args: [], span },
          { kind: 'value', value: receiver, span },
          true,
        );
        return bindInvocation(
          binding,
          add,
          item.values.map((value) => ({ span: value.span, mode: 'value' as const, value })),
          span,
        );
      }
    }
  });
  return { kind: 'initialise', type: creation.type, target, creation, effects };
}

function isEnumerable(type: ClrType): boolean {
  return interfacesOf(type).some((entry) => isNamed(entry, 'System.Collections.IEnumerable'));
}

function effect(binding: Binding, member: Operand, value: InitialiserValue): BoundValue {
  const current = binding.valueOf(member);
  if (value.kind === 'nested') {
    return initialise(binding, current, value.items);
  }
  const target = asTarget(binding, current, member.span);
  return {
    kind: 'assign',
    type: target.type,
    target,
    value: convertOperand(binding, binding.bind.operand(binding, value.value), target.type),
  };
}

/** Binds `new T[n]`, `new T[] { ... }`, `new[] { ... }`. */
export function bindNewArray(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'newArray' }>): BoundValue {
  const { items, span } = syntax;
  if (syntax.element === undefined) {
    const operands = (items?.values ?? []).map((value) => {
      if (value.kind === 'nestedArray') {
        throw binding.compileError(
          value.items.span,
          'CS0623',
          'Array initializers can only be used in a variable or field initializer. Try using a new expression instead.',
        );
      }
      return binding.bind.operand(binding, value);
    });
    const element = bestCommonType(operands);
    if (element === undefined || isNamed(element, 'System.Void')) {
      throw binding.compileError(span, 'CS0826', 'No best type found for implicitly-typed array');
    }
    return {
      kind: 'newArray',
      type: arrayOf(element),
      elements: operands.map((operand) => convertOperand(binding, operand, element)),
    };
  }
  const type = arrayOf(binding.bind.type(binding, syntax.element));
  const length = syntax.length === undefined ? undefined : arrayLength(binding, syntax.length);
  if (items === undefined) {
    if (length === undefined) {
      throw binding.compileError(span, 'CS1586', 'Array creation must have array size or array initializer');
    }
    return { kind: 'newArray', type, length };
  }
  if (length !== undefined && (length.kind !== 'literal' || Number(length.value) !== items.values.length)) {
    throw binding.compileError(
      span,
      length.kind === 'literal' ? 'CS0847' : 'CS0150',
      length.kind === 'literal'
        ? `An array initializer of length '${String(length.value)}' is expected`
        : 'A constant value is expected',
    );
  }
  return bindArrayItems(binding, items, type);
}

/** Binds `{ 1, 2 }` for an array type that is known. */
export function bindArrayItems(binding: Binding, items: ArrayInitialiser, type: ClrType): BoundNewArray {
  if (type.kind !== 'array') {
    throw binding.compileError(
      items.span,
      'CS0622',
      'Can only use array initializer expressions to assign to array types. Try using a new expression instead.',
    );
  }
  const arrayType: ArrayType = type;
  const elements = items.values.map((value): BoundValue => {
    if (value.kind === 'nestedArray') {
      throw binding.compileError(
        value.items.span,
        'CS0623',
        'Array initializers can only be used in a variable or field initializer. Try using a new expression instead.',
      );
    }
    return convertOperand(binding, binding.bind.operand(binding, value), arrayType.element);
  });
  return { kind: 'newArray', type: arrayType, elements };
}

function arrayLength(binding: Binding, syntax: ExpressionSyntax): BoundValue {
  const value = binding.value(syntax);
  if (
    value.kind === 'literal' &&
    (typeof value.value === 'number' || typeof value.value === 'bigint') &&
    value.value < 0
  ) {
    throw binding.compileError(syntax.span, 'CS0248', 'Cannot create an array with a negative size');
  }
  for (const type of [INT32, UINT32, INT64, UINT64]) {
    const conversion = standardImplicit(convertible(value), type);
    if (conversion !== undefined) {
      return conversion(binding, value);
    }
  }
  throw binding.compileError(
    syntax.span,
    'CS0266',
    `Cannot implicitly convert type '${displayType(value.type)}' to 'int'. An explicit conversion exists (are you missing a cast?)`,
  );
}

/** Binds `new { A = 1, x.B }`. */
export function bindNewAnonymous(
  binding: Binding,
  syntax: Extract<ExpressionSyntax, { kind: 'newAnonymous' }>,
): BoundValue {
  const values = syntax.members.map(({ value }) => {
    const bound = binding.value(value);
    if (bound.type.kind === 'null' || isNamed(bound.type, 'System.Void')) {
      throw binding.compileError(
        value.span,
        'CS0828',
        `Cannot assign '${displayType(bound.type)}' to anonymous type property`,
      );
    }
    return bound;
  });
  const properties = syntax.members.map(({ name }, index) => ({ name, type: (values[index] as BoundValue).type }));
  const twice = properties.find(({ name }, index) => properties.findIndex((other) => other.name === name) !== index);
  if (twice !== undefined) {
    throw binding.compileError(
      syntax.span,
      'CS0833',
      'An anonymous type cannot have multiple properties with the same name',
    );
  }
  return { kind: 'newAnonymous', type: { kind: 'anonymous', properties }, values };
}
