import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { VOID, displayType, isNamed, sameType } from '../clr-type';
import type { Parameter } from '../types/table';
import { asTarget, asVariable } from './targets';
import type { Binding } from './binding';
import type { LambdaOperand, LambdaTrial, Operand } from './operand';
import { conversionError } from './convert';
import { convertible, implicitConversion, standardImplicit } from './conversions';
import { bestCommonType } from './inference';
import type { Argument } from './call-site';
import { acceptsNull, delegateSignature, isReferenceType, withoutNullable } from './type-relations';

/** True when the argument may be given to a parameter of this type and mode. */
export function argumentConverts(
  binding: Binding,
  argument: Argument,
  type: ClrType,
  mode: Parameter['mode'],
): boolean {
  const { operand } = argument;
  if (argument.mode !== mode) {
    return false;
  }
  if (mode !== 'value') {
    const given = operand.kind === 'outVar' ? operand.type : operand.kind === 'value' ? operand.value.type : undefined;
    return operand.kind === 'discard' || given === undefined || sameType(given, type);
  }
  if (argument.isReceiver === true) {
    return operand.kind === 'value' && isReceiverConvertible(operand.value, type);
  }
  return operandConverts(binding, operand, type);
}

/** A receiver of an extension method converts by identity, reference or boxing only. */
function isReceiverConvertible(value: BoundValue, type: ClrType): boolean {
  if (value.type.kind === 'null') {
    return false;
  }
  return (
    sameType(value.type, type) || (standardImplicit({ type: value.type }, type) !== undefined && isReferenceType(type))
  );
}

/** True when an operand of any kind converts implicitly. */
export function operandConverts(binding: Binding, operand: Operand, type: ClrType): boolean {
  switch (operand.kind) {
    case 'value':
      return implicitConversion(convertible(operand.value), type) !== undefined;
    case 'lambda':
      return lambdaConverts(binding, operand, type);
    case 'methods':
      return binding.bind.methodGroupFit(binding, operand.group, type, operand.span) !== undefined;
    case 'throw':
      return true;
    default:
      return false;
  }
}

function lambdaConverts(binding: Binding, operand: LambdaOperand, type: ClrType): boolean {
  const signature = delegateSignature(type);
  const declared = operand.syntax.parameters;
  if (signature === undefined || (declared !== undefined && declared.length !== signature.parameters.length)) {
    return false;
  }
  const typesAgree = declared?.every((parameter, index) => {
    const target = signature.parameters[index];
    return (
      parameter.mode === 'value' &&
      (parameter.type === undefined ||
        (target !== undefined && sameType(binding.bind.type(binding, parameter.type), target)))
    );
  });
  if (typesAgree === false) {
    return false;
  }
  const trial = binding.bind.trial(binding, operand, signature.parameters);
  return trial.findings.length === 0 && trialReturns(binding, trial, signature.returnType);
}

function trialReturns(binding: Binding, trial: LambdaTrial, returnType: ClrType): boolean {
  if (sameType(returnType, VOID)) {
    return trial.returns.length === 0 || trial.isStatement;
  }
  return (
    !trial.hasVoidReturn &&
    !trial.completes &&
    trial.returns.every((returned) => !isVoidValue(returned) && operandConverts(binding, returned, returnType))
  );
}

function isVoidValue(operand: Operand): boolean {
  return operand.kind === 'value' && isNamed(operand.value.type, 'System.Void');
}

/** The type a lambda or method group returns for given parameter types; undefined when unknown or void. */
export function inferredReturn(
  binding: Binding,
  operand: Operand,
  parameters: readonly ClrType[],
): ClrType | undefined {
  if (operand.kind === 'methods') {
    return binding.bind.methodGroupFit(binding, operand.group, parameters, operand.span)?.returnType;
  }
  if (operand.kind !== 'lambda' || (operand.syntax.parameters?.length ?? parameters.length) !== parameters.length) {
    return undefined;
  }
  const trial = binding.bind.trial(binding, operand, parameters);
  if (trial.findings.length > 0 || trial.returns.some(isVoidValue)) {
    return undefined;
  }
  const best = bestCommonType(trial.returns);
  return best !== undefined && best.kind !== 'null' ? best : undefined;
}

/** Converts an argument to its parameter; out variables are declared here, now that their type is known. */
export function convertArgument(
  binding: Binding,
  argument: Argument,
  type: ClrType,
  mode: Parameter['mode'],
): BoundValue {
  const { operand, span } = argument;
  if (mode !== 'value') {
    if (operand.kind === 'discard') {
      return { kind: 'outArgument', type, mode, target: 'discard' };
    }
    if (operand.kind === 'outVar') {
      const { symbol } = binding.declareLocal(operand.span, { kind: 'local', name: operand.name, type });
      return { kind: 'outArgument', type, mode, target: binding.readLocal(symbol, type, operand.span) };
    }
    const target = asVariable(binding, asTarget(binding, binding.valueOf(operand), span), span);
    return { kind: 'outArgument', type, mode, target };
  }
  return convertOperand(binding, operand, type);
}

/** Converts an operand of any kind to a type, or throws the compiler's complaint. */
export function convertOperand(binding: Binding, operand: Operand, type: ClrType): BoundValue {
  switch (operand.kind) {
    case 'lambda': {
      const signature = delegateSignature(type);
      if (signature === undefined || type.kind !== 'named') {
        throw binding.compileError(
          operand.span,
          'CS1660',
          `Cannot convert lambda expression to type '${displayType(type)}' because it is not a delegate type`,
        );
      }
      const count = operand.syntax.parameters?.length ?? signature.parameters.length;
      if (count !== signature.parameters.length) {
        throw binding.compileError(
          operand.span,
          'CS1593',
          `Delegate '${displayType(type)}' does not take ${count} arguments`,
        );
      }
      return binding.bind.lambda(binding, operand, type);
    }
    case 'methods':
      return binding.bind.methodGroup(binding, operand.group, type, operand.span);
    case 'throw':
      return { kind: 'throwValue', type, exception: operand.exception };
    default: {
      const value = binding.valueOf(operand);
      const conversion = implicitConversion(convertible(value), type);
      if (conversion === undefined) {
        throw conversionError(binding, value, type, operand.span);
      }
      return conversion(binding, value);
    }
  }
}

/** The value of an optional parameter that no argument is given for. */
export function defaultArgument(parameter: Parameter, type: ClrType): BoundValue {
  const value = parameter.default?.value ?? null;
  return value === null && !acceptsNull(type)
    ? { kind: 'default', type }
    : { kind: 'literal', type: value === null ? type : withoutNullable(type), value };
}
