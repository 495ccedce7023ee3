import type { BoundValue } from '../bound-tree/values';
import { INT32, INT64, UINT32, UINT64, displayType } from '../clr-type';
import type { Span } from '../finding';
import type { ArgumentSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import { indexerCandidates } from './candidates';
import { convertible, standardImplicit } from './conversions';
import type { Argument } from './call-site';
import { boundArguments, resolve } from './overloads';
import { substitute } from './type-relations';
import { bindArguments } from './members';
import { refusedType } from './missing-members';

/** Binds `target[arguments]`. */
export function bindIndex(
  binding: Binding,
  target: BoundValue,
  syntaxes: readonly ArgumentSyntax[],
  span: Span,
): BoundValue {
  const args = bindArguments(binding, syntaxes);
  if (target.type.kind === 'array') {
    return bindElement(binding, target, args, span);
  }
  const indexers = target.type.kind === 'null' ? [] : indexerCandidates(target.type);
  if (indexers.length === 0) {
    const refused = refusedType(binding, target.type, span);
    if (refused !== undefined) {
      throw refused;
    }
    throw binding.compileError(
      span,
      'CS0021',
      `Cannot apply indexing with [] to an expression of type '${displayType(target.type)}'`,
    );
  }
  const fit = resolve(
    binding,
    indexers.map(({ candidate }) => candidate),
    args,
    { span, name: 'this', typeArguments: [] },
  );
  const property = indexers.find(({ candidate }) => candidate === fit.candidate)?.property;
  const { declaringType } = fit.candidate;
  if (property === undefined) {
    throw new Error(`The indexer ${fit.candidate.method.id} is not among the candidates.`);
  }
  binding.checkMember(property.declaring, property.name, property.id, span);
  const value: BoundValue = {
    kind: 'indexer',
    type: substitute(property.type, declaringType.args),
    member: property.id,
    declaringType,
    receiver: target,
    arguments: boundArguments(binding, fit, args).arguments,
  };
  binding.members.set(value, property);
  return value;
}

function bindElement(binding: Binding, array: BoundValue, args: readonly Argument[], span: Span): BoundValue {
  const only = args[0];
  if (only === undefined || args.length > 1 || array.type.kind !== 'array') {
    throw binding.compileError(span, 'CS0022', 'Wrong number of indices inside []; expected 1');
  }
  const index = binding.valueOf(only.operand);
  for (const type of [INT32, UINT32, INT64, UINT64]) {
    const conversion = standardImplicit(convertible(index), type);
    if (conversion !== undefined) {
      return { kind: 'element', type: array.type.element, array, index: conversion(binding, index) };
    }
  }
  throw binding.compileError(
    only.span,
    'CS0266',
    `Cannot implicitly convert type '${displayType(index.type)}' to 'int'. An explicit conversion exists (are you missing a cast?)`,
  );
}
