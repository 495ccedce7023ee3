import type { BinaryOperator, BoundUnary } from '../bound-tree/operators';
import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { BOOLEAN, named, nullableOf, nullableUnderlying, sameType } from '../clr-type';
import type { Span } from '../finding';
import type { Method } from '../types/table';
import type { Binding } from './binding';
import type { Candidate } from './candidates';
import type { Argument } from './call-site';
import { boundArguments, tryResolve } from './overloads';
import { classChain, definitionOf, isValueType, substitute, withoutNullable } from './type-relations';

const BINARY_NAMES: Readonly<Record<string, string>> = {
  '+': 'op_Addition',
  '-': 'op_Subtraction',
  '*': 'op_Multiply',
  '/': 'op_Division',
  '%': 'op_Modulus',
  '==': 'op_Equality',
  '!=': 'op_Inequality',
  '<': 'op_LessThan',
  '<=': 'op_LessThanOrEqual',
  '>': 'op_GreaterThan',
  '>=': 'op_GreaterThanOrEqual',
  '&': 'op_BitwiseAnd',
  '|': 'op_BitwiseOr',
  '^': 'op_ExclusiveOr',
  '<<': 'op_LeftShift',
  '>>': 'op_RightShift',
};

const UNARY_NAMES: Readonly<Record<string, string>> = {
  '+': 'op_UnaryPlus',
  '-': 'op_UnaryNegation',
  '~': 'op_OnesComplement',
  '!': 'op_LogicalNot',
};

/** Types whose operators the language itself defines. */
const BUILT_IN = new Set(
  [
    'String',
    'Decimal',
    'Double',
    'Single',
    'Int32',
    'UInt32',
    'Int64',
    'UInt64',
    'Int16',
    'UInt16',
    'Byte',
    'SByte',
    'Char',
    'Boolean',
    'Object',
  ].map((name) => `System.${name}`),
);

/** Operators of the type and its base classes; those of the nearest class that has any. */
function operatorsOf(type: ClrType, name: string): Candidate[] {
  for (const declaringType of classChain(withoutNullable(type))) {
    if (declaringType.kind !== 'named' || BUILT_IN.has(declaringType.id)) {
      continue;
    }
    const methods = (definitionOf(declaringType)?.members.get(name) ?? []).filter(
      (member): member is Method => member.kind === 'method',
    );
    if (methods.length > 0) {
      return methods.map((method) => ({ method, declaringType, level: 0 }));
    }
  }
  return [];
}

/** The same operator over nullable operands, where its own are value types. */
function liftedForm(candidate: Candidate): Candidate | undefined {
  const { method, declaringType } = candidate;
  const close = (type: ClrType): ClrType => substitute(type, declaringType.args);
  if (
    !method.parameters.every(
      (parameter) => isValueType(close(parameter.type)) && nullableUnderlying(close(parameter.type)) === undefined,
    )
  ) {
    return undefined;
  }
  return {
    ...candidate,
    method: {
      ...method,
      parameters: method.parameters.map((parameter) => ({ ...parameter, type: nullableOf(close(parameter.type)) })),
    },
  };
}

function choose(
  binding: Binding,
  candidates: readonly Candidate[],
  operands: readonly BoundValue[],
  span: Span,
  operator: string,
): { candidate: Candidate; values: BoundValue[]; lifted: boolean } | undefined {
  const args = operands.map((value): Argument => ({ operand: { kind: 'value', value, span }, mode: 'value', span }));
  const names = { span, name: operator, typeArguments: [] };
  const isLifted = operands.some(({ type }) => type.kind === 'null' || nullableUnderlying(type) !== undefined);
  const sets = [
    { lifted: false, candidates },
    ...(isLifted ? [{ lifted: true, candidates: candidates.flatMap((candidate) => liftedForm(candidate) ?? []) }] : []),
  ];
  for (const set of sets) {
    const found = set.candidates.length === 0 ? undefined : tryResolve(binding, set.candidates, args, names);
    if (found !== undefined && 'fit' in found) {
      return {
        candidate: found.fit.candidate,
        values: boundArguments(binding, found.fit, args).arguments,
        lifted: set.lifted,
      };
    }
  }
  return undefined;
}

/** An operator that a type of the table defines, or undefined when none applies. */
export function bindUserBinary(
  binding: Binding,
  operator: string,
  left: BoundValue,
  right: BoundValue,
  span: Span,
): BoundValue | undefined {
  const name = BINARY_NAMES[operator];
  if (name === undefined || (left.type.kind === 'null' && right.type.kind === 'null')) {
    return undefined;
  }
  const all = [...operatorsOf(left.type, name), ...operatorsOf(right.type, name)];
  const candidates = all.filter(
    (candidate, index) => all.findIndex((other) => other.method.id === candidate.method.id) === index,
  );
  const nullCompared =
    [left, right].some((value) => value.type.kind === 'null') &&
    [left, right].some((value) => nullableUnderlying(value.type) !== undefined);
  if (candidates.length === 0 || nullCompared) {
    return undefined;
  }
  const found = choose(binding, candidates, [left, right], span, operator);
  const [first, second] = found?.values ?? [];
  if (found === undefined || first === undefined || second === undefined) {
    return undefined;
  }
  const { method, declaringType } = found.candidate;
  binding.checkMember(method.declaring, method.name, method.id, span);
  const returned = substitute(method.returnType, declaringType.args);
  const isComparison = sameType(returned, BOOLEAN);
  return {
    kind: 'binary',
    type: found.lifted && !isComparison ? nullableOf(returned) : returned,
    operator: operator as BinaryOperator,
    operands: 'user',
    left: first,
    right: second,
    lifted: found.lifted,
    checked: false,
    method: method.id,
  };
}

/** As `bindUserBinary`, for one operand. */
export function bindUserUnary(
  binding: Binding,
  operator: BoundUnary['operator'],
  operand: BoundValue,
  span: Span,
): BoundValue | undefined {
  const name = UNARY_NAMES[operator];
  const candidates = name === undefined || operand.type.kind === 'null' ? [] : operatorsOf(operand.type, name);
  const found = candidates.length === 0 ? undefined : choose(binding, candidates, [operand], span, operator);
  const value = found?.values[0];
  if (found === undefined || value === undefined) {
    return undefined;
  }
  const { method } = found.candidate;
  binding.checkMember(method.declaring, method.name, method.id, span);
  const returned = method.returnType.kind === 'named' ? method.returnType : named('System.Object');
  return {
    kind: 'unary',
    type: found.lifted ? nullableOf(returned) : returned,
    operator,
    operands: 'user',
    operand: value,
    lifted: found.lifted,
    checked: false,
    method: method.id,
  };
}
