import type { BoundField, BoundProperty } from '../bound-tree/places';
import type { BoundValue } from '../bound-tree/values';
import { VOID, displayType, sameType } from '../clr-type';
import type { Span } from '../finding';
import type { ArgumentSyntax, ExpressionSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import type { MethodGroup, Operand } from './operand';
import type { FoundMember } from './candidates';
import { extensionCandidates, lookUp } from './candidates';
import type { Argument } from './call-site';
import { delegateSignature, substitute } from './type-relations';
import { refusedType, noMember } from './missing-members';

/** Binds the arguments of a call. */
export function bindArguments(binding: Binding, syntaxes: readonly ArgumentSyntax[]): Argument[] {
  return syntaxes.map((syntax): Argument => {
    const { mode, name, span, value } = syntax;
    if (mode === 'out' && value.kind === 'declaration') {
      const type = value.type.kind === 'var' ? undefined : binding.bind.type(binding, value.type);
      const operand: Operand =
        value.name === '_'
          ? { kind: 'discard', span: value.span }
          : { kind: 'outVar', name: value.name, type, span: value.span };
      return { operand, mode, name, span };
    }
    if (mode === 'out' && value.kind === 'name' && value.name === '_' && binding.scope.find('_') === undefined) {
      return { operand: { kind: 'discard', span }, mode, name, span };
    }
    const operand = binding.bind.operand(binding, value);
    if (operand.kind === 'value' && sameType(operand.value.type, VOID)) {
      throw binding.compileError(span, 'CS1503', `Argument: cannot convert from 'void'`);
    }
    return { operand, mode, name, span };
  });
}

/** Binds `target.name`. */
export function bindMember(
  binding: Binding,
  syntax: Extract<ExpressionSyntax, { kind: 'member' }>,
  target: Operand,
  isCalled: boolean,
): Operand {
  const { name, span, nameSpan } = syntax;
  const typeArguments = syntax.args.map((argument) => binding.bind.type(binding, argument));
  const receiver = target.kind === 'type' ? undefined : binding.valueOf(target);
  const type = target.kind === 'type' ? target.type : (receiver as BoundValue).type;
  if (type.kind === 'null') {
    throw binding.compileError(span, 'CS0023', "Operator '.' cannot be applied to operand of type '<null>'");
  }
  if (sameType(type, VOID)) {
    throw binding.compileError(span, 'CS0023', "Operator '.' cannot be applied to operand of type 'void'");
  }
  if (type.kind === 'anonymous' && receiver !== undefined) {
    const property = type.properties.find((candidate) => candidate.name === name);
    if (property !== undefined) {
      return { kind: 'value', value: { kind: 'anonymousProperty', type: property.type, receiver, name }, span };
    }
  }
  const found = lookUp(type, name);
  const hasExtensions = receiver !== undefined && extensionCandidates(name).length > 0;
  if (found.kind === 'member' && !(hasExtensions && isCalled && !isDelegate(found.found))) {
    return { kind: 'value', value: memberValue(binding, found.found, receiver, name, nameSpan, span), span };
  }
  const group: MethodGroup = { name, receiver, receiverType: type, typeArguments };
  if (found.kind !== 'none' || (hasExtensions && (isCalled || refusedType(binding, type, nameSpan) === undefined))) {
    return { kind: 'methods', group, span: nameSpan };
  }
  throw noMember(binding, type, name, nameSpan, target.kind === 'type');
}

function isDelegate({ member, declaringType }: FoundMember): boolean {
  return delegateSignature(substitute(member.type, declaringType.args)) !== undefined;
}

function memberValue(
  binding: Binding,
  found: FoundMember,
  receiver: BoundValue | undefined,
  name: string,
  nameSpan: Span,
  span: Span,
): BoundValue {
  const { member, declaringType } = found;
  if (member.static !== (receiver === undefined)) {
    throw member.static
      ? binding.compileError(
          span,
          'CS0176',
          `Member '${displayType(declaringType)}.${name}' cannot be accessed with an instance reference; qualify it with a type name instead`,
        )
      : binding.compileError(
          span,
          'CS0120',
          `An object reference is required for the non-static field, method, or property '${displayType(declaringType)}.${name}'`,
        );
  }
  binding.checkMember(member.declaring, name, member.id, nameSpan);
  const type = substitute(member.type, declaringType.args);
  if (member.kind === 'field' && member.constant !== undefined) {
    return { kind: 'literal', type, value: member.constant.value };
  }
  if (member.kind === 'property' && !member.readable) {
    throw binding.compileError(
      span,
      'CS0154',
      `The property or indexer '${name}' cannot be used in this context because it lacks the get accessor`,
    );
  }
  const value: BoundProperty | BoundField = { kind: member.kind, type, member: member.id, declaringType, receiver };
  binding.members.set(value, member);
  noteBodies(binding, value);
  return value;
}

/** Keeps track of what must be buffered before the expression runs. */
function noteBodies(binding: Binding, value: BoundProperty | BoundField): void {
  const { bodies } = binding;
  if (value.member === 'P:IExpressionContext.Response') {
    bodies.contextResponse = true;
  } else if (value.member === 'P:IRequest.Body') {
    bodies.request = true;
  } else if (value.member === 'P:IResponse.Body') {
    const { receiver } = value;
    const isCast = receiver?.kind === 'conversion' || receiver?.kind === 'as';
    if (receiver?.kind === 'property') {
      bodies.response = true;
    } else if (!isCast) {
      bodies.responseOfUnknownOrigin = true;
    }
  }
}
